//! A dialog: a panel on a desktop, a sheet on a phone.

use leptos::html;
use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};
use crate::platform::page;

/// A native modal dialog that is open for as long as it is in the page. A tap outside does not
/// close it, so that nothing typed is lost; Escape and the close button call `on_close`.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Called when the user wants it gone.
    #[prop(into)]
    on_close: Callback<()>,
    /// `dialog`, `sheet` or `palette`.
    #[prop(default = "dialog")]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            page::show_modal(&dialog);
        }
    });
    view! {
        <dialog
            class=class
            aria-label=title
            node_ref=node
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <header class="dialog-head">
                <h2>{title}</h2>
                <button
                    type="button"
                    class="btn ghost icon-only"
                    aria-label=tr!(i18n, shell.close)
                    on:click=move |_| on_close.run(())
                >
                    <Icon glyph=Glyph::Close/>
                </button>
            </header>
            {children()}
        </dialog>
    }
}
