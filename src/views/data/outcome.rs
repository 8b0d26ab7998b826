//! What bringing something in came to: the words on it, figures, and the way back.

use leptos::prelude::*;
use model::Id;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, Words, t_string, text, use_i18n};
use crate::session::use_session;

/// Whether `set` can still be taken back; follows changes.
pub fn can_undo(set: Option<Id>) -> Memo<bool> {
    let session = use_session();
    Memo::new(move |_| {
        session.revision();
        set.is_some_and(|set| session.data().is_some_and(|data| data.undoable(set).is_some()))
    })
}

/// The words on it with their tone, or that it has been taken back.
pub fn callout(
    set: Option<Id>,
    can_undo: Memo<bool>,
    words: impl Fn() -> (&'static str, String) + Send + 'static,
) -> AnyView {
    let i18n = use_i18n();
    (move || {
        let (tone, words) = match set {
            Some(_) if !can_undo.get() => ("info", t_string!(i18n, data.undone).to_owned()),
            _ => words(),
        };
        let glyph = match tone {
            "good" => Glyph::Check,
            "info" => Glyph::Info,
            _ => Glyph::Alert,
        };
        view! { <div class="callout" data-tone=tone><Icon glyph=glyph/><div>{words}</div></div> }
    })
    .into_any()
}

/// A figure with its name, if there is anything to count.
pub fn figure(i18n: I18n, count: usize, name: Words) -> AnyView {
    (count > 0)
        .then(|| {
            view! {
                <dt>{text(i18n, name)}</dt>
                <dd>{move || format::count(i18n.get_locale(), count)}</dd>
            }
        })
        .into_any()
}

/// Takes `set` back, as long as that can be done.
#[component]
pub fn UndoButton(
    /// The button's id.
    #[prop(into)]
    id: String,
    /// What it says.
    action: Words,
    /// What is taken back.
    set: Option<Id>,
    /// Whether it can be.
    can_undo: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    view! {
        <Show when=move || can_undo.get()>
            <button
                type="button"
                class="btn"
                id=id.clone()
                disabled=move || session.tasks.busy()
                on:click=move |_| set.into_iter().for_each(|set| session.undo(set))
            >
                <Icon glyph=Glyph::Undo/>
                {text(i18n, action)}
            </button>
        </Show>
    }
    .into_any()
}
