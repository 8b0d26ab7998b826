//! What stands on an analysis page as long as there is nothing to look at.

use leptos::prelude::*;

use crate::components::Glyph;
use crate::i18n::{Words, tr, use_i18n};
use crate::session::Session;
use crate::views::parts::empty;
use crate::views::url::href;

/// Whether there are orders; follows them.
pub fn has_orders(session: Session) -> Memo<bool> {
    Memo::new(move |_| session.look(|image| !image.columns.day.is_empty()).unwrap_or(false))
}

/// What the page will show, and the way to bring in what it needs.
pub fn needs_orders(title: Words, text: Words) -> AnyView {
    let i18n = use_i18n();
    let import = view! {
        <a href=href("/data/import") class="btn primary">{tr!(i18n, customers.import)}</a>
    };
    empty(Glyph::Segments, title, text, import.into_any())
}
