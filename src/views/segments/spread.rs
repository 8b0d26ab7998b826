//! How customers' figures are spread, with the borders between scores, and how figures go
//! together.

use std::rc::Rc;

use analytics::rfm::{self, Axis, Method, Point};
use leptos::prelude::*;
use model::Currency;
use workspace::Rfm;

use crate::components::How;
use crate::components::chart::{
    Bin, Chart, Cut, Dot, Histogram, Plotted, Quantity, Scatter, Series, Tint, plotted,
};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::customer_path;
use crate::views::segments::ranges::ranges;
use crate::views::segments::{drawn, of_all};
use crate::views::url::Params;
use crate::words;

type Scored = Signal<Option<Rc<Rfm>>, LocalStorage>;

/// Bars of a histogram at most: more are too thin to read on a phone.
const BARS: usize = 24;

/// Customers drawn at most.
const DOTS: usize = 1_500;

/// The charts of figures.
#[component]
pub fn Spread(params: Params, rfm: Scored) -> impl IntoView {
    let i18n = use_i18n();
    let against = [("", Axis::Frequency), ("monetary", Axis::Monetary)];
    let up = Memo::new(move |_| match params.get("against").as_str() {
        "monetary" => Axis::Monetary,
        _ => Axis::Frequency,
    });
    view! {
        <div class="stack">
            <div class="chart-trio">
                <Chart
                    id="spread-recency"
                    title=label!(i18n, segments.recency)
                    summary=label!(i18n, segments.spread_summary)
                    plot=histogram(rfm, Axis::Recency)
                />
                <Chart
                    id="spread-frequency"
                    title=label!(i18n, segments.frequency)
                    summary=label!(i18n, segments.spread_summary)
                    plot=histogram(rfm, Axis::Frequency)
                />
                <Chart
                    id="spread-monetary"
                    title=label!(i18n, segments.monetary)
                    summary=label!(i18n, segments.spread_summary)
                    plot=histogram(rfm, Axis::Monetary)
                />
            </div>
            <How>
                {move || rfm.get().map(|rfm| ranges(i18n, &rfm).into_iter().chain([t_string!(i18n, segments.how_spread).to_owned(), of_all(i18n, &rfm)]).map(|line| view! { <p>{line}</p> }).collect_view())}
            </How>
            <Chart
                id="scatter"
                title=label!(i18n, segments.scatter)
                summary=label!(i18n, segments.scatter_summary)
                plot=scatter(rfm, up)
            >
                <fieldset class="segmented looks">
                    <legend class="visually-hidden">{tr!(i18n, segments.against)}</legend>
                    {against.map(|(code, axis)| view! {
                        <label>
                            <input
                                type="radio"
                                name="segments-against"
                                prop:checked=move || up.get() == axis
                                on:change=move |_| params.set(&[("against", code.to_owned())])
                            />
                            <span>{move || words::axis(i18n, axis)}</span>
                        </label>
                    }).collect_view()}
                </fieldset>
                <How><p>{move || rfm.get().map(|rfm| drawn_of(i18n, &rfm))}</p></How>
            </Chart>
        </div>
    }
    .into_any()
}

fn quantity(i18n: I18n, axis: Axis, base: Currency) -> Quantity {
    match axis {
        Axis::Recency => drawn::counted(i18n, t_string!(i18n, customers.days_since_order)),
        Axis::Frequency => drawn::counted(i18n, t_string!(i18n, segments.orders)),
        Axis::Monetary => drawn::money(i18n, t_string!(i18n, segments.value), base),
    }
}

/// The least figure to the right of a border. Whoever is on it scores the lower of two scores,
/// but by thresholds, and in R's way by frequency, the higher; the fewer days, the higher.
fn right_of(border: f64, axis: Axis, method: &Method) -> f64 {
    let next = border.floor() + 1.0;
    match (axis, method) {
        (Axis::Monetary, _) => border,
        (Axis::Recency, Method::Thresholds(_)) => next,
        (Axis::Recency, _) => border.ceil(),
        (Axis::Frequency, Method::Thresholds(_) | Method::RPackage) => border.ceil(),
        (Axis::Frequency, _) => next,
    }
}

fn histogram(rfm: Scored, axis: Axis) -> Plotted {
    let i18n = use_i18n();
    let session = use_session();
    plotted(move || {
        let rfm = rfm.get()?;
        let along = quantity(i18n, axis, session.base());
        let bars = rfm::Histogram::of(&rfm.ranked, axis, BARS).bars;
        if bars.is_empty() {
            return None;
        }
        let width = bars.iter().filter_map(|bar| Some(bar.to? - bar.from? + 1)).max().unwrap_or(1);
        let bin = |bar: &rfm::Bar| {
            let (from, to) = match (bar.from, bar.to) {
                (Some(from), Some(to)) => (from, to),
                (Some(from), None) => (from, from + width - 1),
                (None, Some(to)) => (to - width + 1, to),
                (None, None) => (0, width - 1),
            };
            let (least, most) = (along.value(from as f64), along.value(to as f64));
            let label = match (bar.from, bar.to) {
                (None, _) => t_string!(i18n, segments.up_to, most = most).to_string(),
                (_, None) => t_string!(i18n, segments.at_least, least = least).to_string(),
                _ if from == to => least,
                _ => format!("{least} – {most}"),
            };
            let open = bar.from.is_none() || bar.to.is_none();
            Bin { from: from as f64, to: to as f64, open, label, count: bar.customers }
        };
        let unit = session.look(|image| image.unit())?;
        let borders = rfm.ranked.borders(&rfm.scoring, unit, axis).unwrap_or_default();
        let cut = |border: f64| Cut {
            at: right_of(border, axis, rfm.scoring.method()),
            label: along.tick(border),
        };
        let mut cuts: Vec<Cut> = borders.into_iter().map(cut).collect();
        cuts.dedup_by(|next, cut| next.label == cut.label);
        Some(Histogram {
            bins: bars.iter().map(bin).collect(),
            count: drawn::customers(i18n),
            cuts,
            cuts_label: t_string!(i18n, segments.borders).to_owned(),
            tint: Tint::ACCENT,
            along,
        })
    })
}

fn scatter(rfm: Scored, up: Memo<Axis>) -> Plotted {
    let i18n = use_i18n();
    let session = use_session();
    plotted(move || {
        let (rfm, up) = (rfm.get()?, up.get());
        let base = session.base();
        let points = rfm::scatter(&rfm.ranked, &rfm.table, DOTS);
        if points.is_empty() {
            return None;
        }
        // Only segments with somebody in them are worth telling apart.
        let mut groups = Vec::new();
        let mut group_of = vec![0; rfm.table.names.len()];
        for (place, segment) in rfm.table.segments.iter().enumerate() {
            if segment.customers > 0 {
                let segment = Some(rfm.table.name(segment.segment));
                group_of[place] = groups.len();
                groups.push(Series::new(words::segment(i18n, segment), drawn::tint(segment)));
            }
        }
        let dot = |point: &Point| {
            let (label, path) = session
                .look(|image| {
                    let row = image.tables.customers.row(point.customer)?;
                    Some((row.record.name.clone(), customer_path(row.id)))
                })
                .flatten()?;
            let y = match up {
                Axis::Monetary => point.measure.monetary as f64,
                _ => f64::from(point.measure.frequency),
            };
            let group = *group_of.get(point.score.segment.get())?;
            Some(Dot { label, x: f64::from(point.measure.recency), y, group, path: Some(path) })
        };
        Some(Scatter {
            category: t_string!(i18n, segments.customer).to_owned(),
            along: quantity(i18n, Axis::Recency, base),
            up: quantity(i18n, up, base).logarithmic(),
            groups_label: t_string!(i18n, segments.segment).to_owned(),
            groups,
            dots: points.iter().filter_map(dot).collect(),
        })
    })
}

fn drawn_of(i18n: I18n, rfm: &Rfm) -> String {
    let locale = i18n.get_locale();
    let scored = rfm.table.scores.iter().flatten().count();
    t_string!(
        i18n,
        segments.how_scatter,
        shown = format::count(locale, scored.min(DOTS)),
        all = format::count(locale, scored)
    )
    .to_string()
}
