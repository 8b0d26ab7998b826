//! The watch list: who is slipping away, the most value at risk first.

mod actions;
mod chosen;
mod figures;
mod item;
mod list;
mod narrow;
mod rules;
mod wording;

pub use item::WarningCard;
pub use rules::WatchRulesPage;
pub use wording::rule_name;

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::MissingRates;
use crate::views::segments::needs_orders::{has_orders, needs_orders};
use crate::views::segments::tabs::Tabs;
use crate::views::segments::watch::list::List;
use crate::views::segments::watch::narrow::Narrow;
use crate::views::url::{href, use_params};

/// The page.
#[component]
pub fn WatchPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let has_orders = has_orders(session);
    view! {
        <header class="topbar">
            <h1 class="topbar-title">{tr!(i18n, segments.title)}</h1>
            <div class="topbar-actions">
                <a class="btn" id="watch-rules" href=href("/segments/watch/rules")>
                    <Icon glyph=Glyph::Settings/>
                    {tr!(i18n, watch.rules)}
                </a>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            <div class="stack">
                <MissingRates/>
                {move || match has_orders.get() {
                    true => view! { <Narrow params=params/> <List params=params/> }.into_any(),
                    false => nobody(),
                }}
            </div>
        </main>
    }
}

fn nobody() -> AnyView {
    needs_orders(|i| t_string!(i, watch.empty_title), |i| t_string!(i, watch.empty_text))
}
