//! How large segments are: in customers or in revenue, as bars and as tiles, and what is in the
//! middle of each.

use std::rc::Rc;

use analytics::rfm::{Medians, SegmentSummary};
use leptos::prelude::*;
use workspace::Rfm;

use crate::components::How;
use crate::components::chart::{
    Bar, Bars, Chart, Direction, Leaf, Plotted, Quantity, Treemap, plotted,
};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::drawn;
use crate::views::segments::question::{Measure, Question};
use crate::views::segments::ranges::span;
use crate::words;

type Scored = Signal<Option<Rc<Rfm>>, LocalStorage>;

/// The charts of sizes.
#[component]
pub fn Sizes(rfm: Scored, question: Memo<Option<Question>>) -> impl IntoView {
    let i18n = use_i18n();
    let by_revenue = move || question.get().is_some_and(|q| q.show == Measure::Revenue);
    let title = Signal::derive(move || match by_revenue() {
        true => t_string!(i18n, segments.revenue_by_segment).to_owned(),
        false => t_string!(i18n, segments.customers_by_segment).to_owned(),
    });
    let shares = Signal::derive(move || match by_revenue() {
        true => t_string!(i18n, segments.revenue_shares).to_owned(),
        false => t_string!(i18n, segments.customer_shares).to_owned(),
    });
    view! {
        <div class="stack">
            <div class="chart-pair">
                <Chart
                    id="segment-bars"
                    title=title
                    summary=label!(i18n, segments.bars_summary)
                    plot=bars(rfm, question)
                />
                <Chart
                    id="segment-tiles"
                    title=shares
                    summary=label!(i18n, segments.tiles_summary)
                    plot=tiles(rfm, question)
                />
            </div>
            <div class="chart-trio">
                <Chart
                    id="median-recency"
                    title=label!(i18n, segments.median_recency)
                    summary=label!(i18n, segments.medians_summary)
                    plot=medians(rfm, question, |i18n, _| days(i18n), |medians| medians.recency)
                />
                <Chart
                    id="median-frequency"
                    title=label!(i18n, segments.median_frequency)
                    summary=label!(i18n, segments.medians_summary)
                    plot=medians(
                        rfm,
                        question,
                        |i18n, _| drawn::counted(i18n, t_string!(i18n, segments.median_frequency)),
                        |medians| medians.frequency,
                    )
                />
                <Chart
                    id="median-monetary"
                    title=label!(i18n, segments.median_monetary)
                    summary=label!(i18n, segments.medians_summary)
                    plot=medians(
                        rfm,
                        question,
                        |i18n, base| drawn::money(i18n, t_string!(i18n, segments.median_monetary), base),
                        |medians| medians.monetary as f64,
                    )
                />
            </div>
            <How>
                <p>{move || rfm.get().map(|rfm| explained(i18n, &rfm))}</p>
                <p>{tr!(i18n, segments.how_medians)}</p>
                <p>{move || rfm.get().and_then(|rfm| of_median(i18n, &rfm))}</p>
            </How>
        </div>
    }
    .into_any()
}

fn days(i18n: I18n) -> Quantity {
    drawn::counted(i18n, t_string!(i18n, segments.median_recency))
}

/// What is measured, and how large a segment is by it.
fn measured(i18n: I18n, question: &Question) -> (Quantity, fn(&SegmentSummary) -> f64) {
    let base = use_session().base();
    match question.show {
        Measure::Revenue => {
            (drawn::money(i18n, t_string!(i18n, segments.revenue), base), |segment| {
                segment.revenue as f64
            })
        }
        Measure::Customers | Measure::Mean => {
            (drawn::customers(i18n), |segment| segment.customers as f64)
        }
    }
}

fn bars(rfm: Scored, question: Memo<Option<Question>>) -> Plotted {
    let i18n = use_i18n();
    plotted(move || {
        let (rfm, question) = (rfm.get()?, question.get()?);
        let (value, of) = measured(i18n, &question);
        let bar = |summary: &SegmentSummary| {
            let segment = Some(rfm.table.name(summary.segment));
            Bar {
                label: words::segment(i18n, segment),
                values: vec![of(summary)],
                tint: Some(drawn::tint(segment)),
                path: drawn::path(segment, question.is_today()),
            }
        };
        Some(Bars {
            direction: Direction::Across,
            category: t_string!(i18n, segments.segment).to_owned(),
            value,
            series: Vec::new(),
            bars: rfm.table.segments.iter().map(bar).collect(),
        })
    })
}

fn tiles(rfm: Scored, question: Memo<Option<Question>>) -> Plotted {
    let i18n = use_i18n();
    plotted(move || {
        let (rfm, question) = (rfm.get()?, question.get()?);
        let locale = i18n.get_locale();
        let (value, of) = measured(i18n, &question);
        let total: f64 = rfm.table.segments.iter().map(|summary| of(summary).max(0.0)).sum();
        let leaf = |summary: &SegmentSummary| {
            let segment = Some(rfm.table.name(summary.segment));
            let size = of(summary);
            let share = if total > 0.0 { size.max(0.0) / total } else { 0.0 };
            Leaf {
                label: words::segment(i18n, segment),
                value: size,
                note: format::percent(locale, share),
                tint: drawn::tint(segment),
                path: drawn::path(segment, question.is_today()),
            }
        };
        Some(Treemap {
            category: t_string!(i18n, segments.segment).to_owned(),
            value,
            note: t_string!(i18n, segments.share).to_owned(),
            leaves: rfm.table.segments.iter().map(leaf).collect(),
        })
    })
}

fn medians(
    rfm: Scored,
    question: Memo<Option<Question>>,
    value: fn(I18n, model::Currency) -> Quantity,
    of: fn(&Medians) -> f64,
) -> Plotted {
    let i18n = use_i18n();
    let session = use_session();
    plotted(move || {
        let (rfm, question) = (rfm.get()?, question.get()?);
        let bar = |summary: &SegmentSummary| {
            let segment = Some(rfm.table.name(summary.segment));
            Some(Bar {
                label: words::segment(i18n, segment),
                values: vec![of(summary.medians.as_ref()?)],
                tint: Some(drawn::tint(segment)),
                path: drawn::path(segment, question.is_today()),
            })
        };
        Some(Bars {
            direction: Direction::Across,
            category: t_string!(i18n, segments.segment).to_owned(),
            value: value(i18n, session.base()),
            series: Vec::new(),
            bars: rfm.table.segments.iter().filter_map(bar).collect(),
        })
    })
}

fn explained(i18n: I18n, rfm: &Rfm) -> String {
    let locale = i18n.get_locale();
    let base = use_session().base();
    let table = &rfm.table;
    let scored: usize = table.segments.iter().map(|segment| segment.customers).sum();
    let revenue: i64 = table.segments.iter().map(|segment| segment.revenue).sum();
    let Some(largest) = table.segments.iter().max_by_key(|segment| segment.customers) else {
        return String::new();
    };
    t_string!(
        i18n,
        segments.how_sizes,
        scored = format::count(locale, scored),
        span = span(i18n, rfm),
        unscored = format::count(locale, rfm.unscored),
        segment = words::segment(i18n, Some(table.name(largest.segment))),
        count = format::count(locale, largest.customers),
        share = format::percent(locale, largest.share),
        revenue = format::money_round(locale, largest.revenue, base),
        total = format::money_round(locale, revenue, base)
    )
    .to_string()
}

/// The median of the largest segment, and which of its customers are in the middle.
pub fn of_median(i18n: I18n, rfm: &Rfm) -> Option<String> {
    let largest = rfm.table.segments.iter().max_by_key(|segment| segment.customers)?;
    let medians = largest.medians?;
    let locale = i18n.get_locale();
    let half = largest.customers / 2;
    let middle = match largest.customers.is_multiple_of(2) {
        true => {
            let (one, other) = (format::count(locale, half), format::count(locale, half + 1));
            t_string!(i18n, segments.middle_two, one = one, other = other).to_string()
        }
        false => {
            let one = format::count(locale, half + 1);
            t_string!(i18n, segments.middle_one, one = one).to_string()
        }
    };
    let text = t_string!(
        i18n,
        segments.how_median,
        segment = words::segment(i18n, Some(rfm.table.name(largest.segment))),
        count = format::count(locale, largest.customers),
        middle = middle,
        days = format::decimal(locale, medians.recency, 1)
    );
    Some(text.to_string())
}
