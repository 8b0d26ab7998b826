//! What was done, in passing, with a way back.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Action, Message, Toast, Tone, use_session};
use crate::words;

/// The toasts on screen.
#[component]
pub fn ToastList() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="toasts" role="status">
            <For each=move || session.toasts.all() key=|toast| toast.key children=toast/>
        </div>
    }
}

fn toast(toast: Toast) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let toasts = session.toasts;
    let Toast { key, message, tone, action } = toast;
    let text = move || match &message {
        Message::Did(summary) => words::summary(i18n, summary),
        Message::Refused(why) => words::command_error(i18n, why),
        Message::Damaged => t_string!(i18n, shell.damaged).to_owned(),
        Message::Said(what) => what(i18n).to_owned(),
        Message::PartMissing => t_string!(i18n, shell.part_failed_hint).to_owned(),
    };
    view! {
        <div class="toast" data-tone=(tone == Tone::Bad).then_some("bad")>
            <span>{text}</span>
            {action.map(|action| view! {
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        toasts.dismiss(key);
                        match action {
                            Action::Undo(set) => session.undo(set),
                            Action::Offer(_, act) => act(session),
                        }
                    }
                >
                    {move || match action {
                        Action::Undo(_) => t_string!(i18n, shell.undo),
                        Action::Offer(label, _) => label(i18n),
                    }}
                </button>
            })}
            <button
                type="button"
                class="btn icon-only"
                aria-label=tr!(i18n, shell.close)
                on:click=move |_| toasts.dismiss(key)
            >
                <Icon glyph=Glyph::Close/>
            </button>
        </div>
    }
    .into_any()
}
