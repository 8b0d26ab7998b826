//! How customers do over time: any period against the one before, step by step, by segment, and
//! by the month of the first order.

mod cohorts;
mod controls;
mod covered;
mod export;
mod measure;
mod presets;
mod question;
mod segments;
mod tiles;
mod trend;
mod value;
mod wording;

use leptos::prelude::*;

use crate::components::Glyph;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::{MissingRates, empty};
use crate::views::prepared::Prepared;
use crate::views::segments::kpi::cohorts::CohortCard;
use crate::views::segments::kpi::controls::Controls;
use crate::views::segments::kpi::covered::{Covered, covered, part_known};
use crate::views::segments::kpi::question::Asked;
use crate::views::segments::kpi::segments::SegmentCard;
use crate::views::segments::kpi::tiles::{Compared, Tiles};
use crate::views::segments::kpi::trend::TrendCard;
use crate::views::segments::kpi::wording::date;
use crate::views::segments::needs_orders::needs_orders;
use crate::views::segments::tabs::Tabs;
use crate::views::url::{href, use_params};

/// The page.
#[component]
pub fn KpiPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let asked = Memo::new(move |_| Asked::read(session, params));
    let has_orders = Memo::new(move |_| asked.get() != Asked::NoOrders);
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, segments.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            {move || if has_orders.get() {
                view! {
                    <div class="stack kpi">
                        <Controls params=params asked=asked/>
                        <MissingRates/>
                        <Answers asked=asked/>
                    </div>
                }.into_any()
            } else {
                needs_orders(|i| t_string!(i, kpi.empty_title), |i| t_string!(i, kpi.empty_text))
            }}
        </main>
    }
}

#[component]
fn Answers(asked: Memo<Asked>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let question = Memo::new(move |_| match asked.get() {
        Asked::Question(question) => Some(question),
        _ => None,
    });
    let prepared = Prepared::on(
        session,
        question,
        |_, _| 2,
        |image, question, part| {
            let periods = if part == 0 { Some(question.compared()) } else { question.steps() };
            periods.and_then(|periods| image.kpi(&periods, question.window));
        },
    );
    // `None` until it is worked out, and within it when amounts are beyond counting.
    let compared = Memo::new(move |_| {
        let question = question.get()?;
        let figures = prepared.look(|image| image.kpi(&question.compared(), question.window))?;
        let compared = figures.and_then(|figures| {
            Some(Compared {
                now: *figures.last()?,
                before: figures.len().checked_sub(2).map(|at| figures[at]),
                window: question.window.get(),
                base: session.base(),
                begin: question.orders.first(),
            })
        });
        Some(compared)
    });
    let counts = Memo::new(move |_| compared.get().flatten().is_some());
    let nothing = move || compared.get() == Some(None);
    view! {
        {move || nothing().then(|| {
            let actions = view! {
                <a href=href("/orders") class="btn primary">{tr!(i18n, kpi.to_orders)}</a>
            }.into_any();
            empty(
                Glyph::Alert,
                |i| t_string!(i, kpi.beyond_title),
                |i| t_string!(i, kpi.beyond_text),
                actions,
            )
        })}
        {move || compared.get().flatten().map(|compared| view! {
            <p class="hint" id="kpi-compared">{move || periods(i18n, compared)}</p>
            <Tiles compared=compared/>
        })}
        {move || counts.get().then(|| view! {
            <TrendCard params=params question=question prepared=prepared/>
            <SegmentCard question=question/>
            <CohortCard params=params question=question/>
        })}
    }
    .into_any()
}

fn periods(i18n: I18n, compared: Compared) -> String {
    let locale = i18n.get_locale();
    let now = compared.now.period;
    let (from, to) = (date(locale, now.first()), date(locale, now.last()));
    let before = compared.before.map(|before| before.period);
    match before {
        Some(before) if covered(before, compared.begin) == Covered::Not => {
            let none = t_string!(i18n, kpi.compared_none, from = from, to = to);
            let day = date(locale, compared.begin);
            let begun = t_string!(i18n, kpi.before_orders_whole, day = day);
            format::sentences(locale, &[none.to_string(), begun.to_string()])
        }
        Some(before) => {
            let text = t_string!(
                i18n,
                kpi.compared,
                from = from,
                to = to,
                before_from = date(locale, before.first()),
                before_to = date(locale, before.last())
            );
            let known = part_known(i18n, before, compared.begin).unwrap_or_default();
            format::sentences(locale, &[text.to_string(), known])
        }
        None => t_string!(i18n, kpi.compared_none, from = from, to = to).to_string(),
    }
}
