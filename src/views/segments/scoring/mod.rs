//! Scorings: which there are, which holds, and how each scores and sorts customers.

mod desk;
mod editor;
mod map;
mod measured;
mod saved;
mod segments;
mod thresholds;
mod typed;
mod weights;

use analytics::rfm::Scoring;
use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::scoring::editor::Editor;
use crate::views::segments::scoring::saved::SavedCard;
use crate::views::url::{href, use_params};

/// The id in addresses of a scoring that is not saved yet.
pub const NEW: &str = "new";

/// The scorings, and the one the address names to work on.
#[component]
pub fn ScoringPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let chosen = Memo::new(move |_| {
        let id = params.get("id");
        let saved = session.look(|image| image.definition::<Scoring>(&id)).flatten();
        saved.map(|scoring| (id, scoring))
    });
    view! {
        <header class="topbar">
            <a href=href("/segments") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, scoring.title)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack">
                <SavedCard here=Signal::derive(move || chosen.get().map(|(id, _)| id))/>
                {move || view! { <Editor saved=chosen.get()/> }}
            </div>
        </main>
    }
    .into_any()
}
