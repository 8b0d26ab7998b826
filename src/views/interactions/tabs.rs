//! From interactions to orders and back, where the tab bar has room for only one of them.

use leptos::prelude::*;

use crate::app::Place;
use crate::i18n::{tr, use_i18n};
use crate::views::url::href;

/// The two lists of what happened with customers, on a phone.
#[component]
pub fn Touches(
    /// The one that is open.
    here: Place,
) -> impl IntoView {
    let i18n = use_i18n();
    let tab = move |place: Place| {
        let current = (place == here).then_some("page");
        view! { <a href=href(place.path()) aria-current=current>{move || place.label(i18n)}</a> }
    };
    view! {
        <nav class="tabs phone-only" aria-label=tr!(i18n, interactions.touches)>
            {tab(Place::Interactions)}
            {tab(Place::Orders)}
        </nav>
    }
    .into_any()
}
