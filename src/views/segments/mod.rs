//! RFM segments: who matters, who is new, who is slipping away.

mod clusters;
mod controls;
mod counted;
mod days;
mod drawn;
mod grid;
mod kpi;
mod looks;
mod moves;
mod needs_orders;
mod question;
mod ranges;
mod rules;
mod scoring;
mod sizes;
mod spread;
mod standing;
mod table;
pub mod tabs;
mod tenths;
mod tiers;
pub mod value;
pub mod watch;

pub use standing::analysis;

use leptos::prelude::*;
use workspace::Rfm;

use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::pages::{self, Page};
use crate::views::parts::MissingRates;
use crate::views::segments::controls::Controls;
use crate::views::segments::grid::Grid;
use crate::views::segments::looks::{Look, Looks};
use crate::views::segments::needs_orders::{has_orders, needs_orders};
use crate::views::segments::question::Question;
use crate::views::segments::ranges::{ranges, span};
use crate::views::segments::scoring::ScoringPage;
use crate::views::segments::sizes::{Sizes, of_median};
use crate::views::segments::spread::Spread;
use crate::views::segments::table::SegmentTable;
use crate::views::segments::tabs::Tabs;
use crate::views::segments::tenths::Tenths;
use crate::views::url::use_params;

/// The ways to look at all customers together.
const PAGES: &[Page] = &[
    ("/segments", || SegmentsPage().into_any()),
    ("/segments/moves", || moves::MovesPage().into_any()),
    ("/segments/scoring", || ScoringPage().into_any()),
    ("/segments/clusters", || clusters::ClustersPage().into_any()),
    ("/segments/kpi", || kpi::KpiPage().into_any()),
    ("/segments/watch", || watch::WatchPage().into_any()),
    ("/segments/watch/rules", || watch::WatchRulesPage().into_any()),
    ("/segments/tiers", || tiers::TiersPage().into_any()),
    ("/segments/value", || value::ValuePage().into_any()),
    ("/segments/rules", || rules::RulesPage().into_any()),
    ("/segments/rules/*", || rules::RulePage().into_any()),
];

/// Whichever of them the address names.
#[component]
pub fn SegmentsPages() -> impl IntoView {
    pages::of_area(PAGES)
}

/// How customers were scored, with the borders and counts of today.
fn own_figures(i18n: I18n, rfm: &Rfm) -> AnyView {
    let scored = format::count(i18n.get_locale(), rfm.table.scores.iter().flatten().count());
    let share = t_string!(i18n, segments.how_share_of, scored = scored).to_string();
    let medians = t_string!(i18n, segments.how_medians).to_owned();
    let medians = [medians].into_iter().chain(of_median(i18n, rfm));
    let lines = ranges(i18n, rfm).into_iter().chain([of_all(i18n, rfm), share]).chain(medians);
    lines.map(|line| view! { <p>{line}</p> }).collect_view().into_any()
}

/// How those who have a score come from all customers.
fn of_all(i18n: I18n, rfm: &Rfm) -> String {
    let number = |count: usize| format::count(i18n.get_locale(), count);
    let scored = rfm.table.scores.iter().flatten().count();
    t_string!(
        i18n,
        segments.how_share,
        scored = number(scored),
        span = span(i18n, rfm),
        unscored = number(rfm.unscored),
        all = number(scored + rfm.unscored)
    )
    .to_string()
}

/// Everybody by segment, in one of several ways, and what they are asked.
#[component]
fn SegmentsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let has_orders = has_orders(session);
    let question = Memo::new(move |_| Question::read(params, session));
    let look = Memo::new(move |_| Look::read(params));
    let rfm = Signal::derive_local(move || {
        let Question { scoring, day, .. } = question.get()?;
        session.look(|image| image.rfm(&scoring, day)).flatten()
    });
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, segments.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            {move || if has_orders.get() {
                view! {
                    <div class="stack">
                        <Looks params=params look=look/>
                        <Controls params=params look=look question=question/>
                        <MissingRates/>
                        {move || match look.get() {
                            Look::Grid => view! {
                                <div class="split">
                                    <Grid rfm=rfm question=question/>
                                    <SegmentTable rfm=rfm question=question/>
                                </div>
                                <How>
                                    <p>{tr!(i18n, segments.how_text)}</p>
                                    {move || rfm.get().map(|rfm| own_figures(i18n, &rfm))}
                                </How>
                            }.into_any(),
                            Look::Sizes => view! { <Sizes rfm=rfm question=question/> }.into_any(),
                            Look::Spread => view! { <Spread params=params rfm=rfm/> }.into_any(),
                            Look::Tenths => view! { <Tenths rfm=rfm/> }.into_any(),
                        }}
                    </div>
                }.into_any()
            } else {
                needs_orders(
                    |i| t_string!(i, segments.empty_title),
                    |i| t_string!(i, segments.empty_text),
                )
            }}
        </main>
    }
}
