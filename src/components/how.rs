//! How a figure is worked out, for those who want to know.

use leptos::prelude::*;

use crate::i18n::{tr, use_i18n};

/// A line that opens to say how the figures beside it come about, with their own numbers.
#[component]
pub fn How(
    /// The explanation.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let toggle = move |event| {
        open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    // What is in it is worked out when it is opened: most never are.
    view! {
        <details class="how" prop:open=open on:toggle=toggle>
            <summary>{tr!(i18n, shell.how)}</summary>
            <Show when=move || open.get()>
                <div class="prose">{children()}</div>
            </Show>
        </details>
    }
    .into_any()
}
