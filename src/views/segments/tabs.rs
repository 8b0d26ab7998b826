//! The ways to look at all customers together, as tabs below the heading of each.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::i18n::{Words, t_string, text, tr, use_i18n};
use crate::platform::page;
use crate::views::url::{href, is_here};

/// Where each lives, and what it is called.
const TABS: &[(&str, Words)] = &[
    ("/segments", |i| t_string!(i, segments.tab_segments)),
    ("/segments/watch", |i| t_string!(i, watch.tab)),
    ("/segments/tiers", |i| t_string!(i, tiers.tab)),
    ("/segments/value", |i| t_string!(i, value.tab)),
    ("/segments/kpi", |i| t_string!(i, kpi.title)),
    ("/segments/moves", |i| t_string!(i, moves.tab)),
    ("/segments/rules", |i| t_string!(i, rules.tab)),
    ("/segments/clusters", |i| t_string!(i, clusters.tab)),
];

/// The row of tabs.
#[component]
pub fn Tabs() -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let tab = move |(path, words): &(&'static str, Words)| {
        let (path, words) = (*path, *words);
        let here = move || is_here(&location.pathname.get(), path).then_some("page");
        view! { <a href=href(path) aria-current=here>{text(i18n, words)}</a> }
    };
    // On a phone the row is longer than the screen.
    request_animation_frame(|| page::scroll_into_view(".tabs [aria-current]"));
    view! {
        <nav class="tabs" aria-label=tr!(i18n, segments.tabs)>{TABS.iter().map(tab).collect_view()}</nav>
    }
    .into_any()
}
