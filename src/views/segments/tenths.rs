//! What each tenth of the customers brings.

use std::rc::Rc;

use analytics::rfm::{Tenth, tenths};
use leptos::prelude::*;
use workspace::Rfm;

use crate::components::How;
use crate::components::chart::{
    Bar, Bars, Chart, Direction, Lines, Plotted, Series, Tint, plotted,
};
use crate::format;
use crate::i18n::{I18n, label, t_string, use_i18n};
use crate::session::use_session;
use crate::views::segments::ranges::span;
use crate::views::segments::{drawn, of_all};

type Scored = Signal<Option<Rc<Rfm>>, LocalStorage>;

/// The charts of tenths.
#[component]
pub fn Tenths(rfm: Scored) -> impl IntoView {
    let i18n = use_i18n();
    let found = Memo::new(move |_| rfm.with(|rfm| Some(tenths(rfm.as_ref()?.measures()))));
    view! {
        <div class="stack">
            <div class="chart-pair">
                <Chart
                    id="tenths"
                    title=label!(i18n, segments.tenths)
                    summary=label!(i18n, segments.tenths_summary)
                    plot=shares(found)
                />
                <Chart
                    id="tenths-cumulative"
                    title=label!(i18n, segments.cumulative)
                    summary=label!(i18n, segments.cumulative_summary)
                    plot=cumulative(found)
                />
            </div>
            <How>
                <p>{move || found.get().zip(rfm.get()).map(|(tenths, rfm)| explained(i18n, &tenths, &rfm))}</p>
                <p>{move || rfm.get().map(|rfm| of_all(i18n, &rfm))}</p>
            </How>
        </div>
    }
    .into_any()
}

fn shares(found: Memo<Option<[Tenth; 10]>>) -> Plotted {
    let i18n = use_i18n();
    plotted(move || {
        let tenths = found.get()?;
        let bars = (1..).zip(&tenths).map(|(n, tenth): (usize, _)| Bar {
            label: format::count(i18n.get_locale(), n),
            values: vec![tenth.share],
            ..Bar::default()
        });
        Some(Bars {
            direction: Direction::Up,
            category: t_string!(i18n, segments.tenth).to_owned(),
            value: drawn::shares(i18n, t_string!(i18n, segments.share_of_revenue)),
            series: Vec::new(),
            bars: bars.collect(),
        })
    })
}

fn cumulative(found: Memo<Option<[Tenth; 10]>>) -> Plotted {
    let i18n = use_i18n();
    plotted(move || {
        let tenths = found.get()?;
        let locale = i18n.get_locale();
        let places = (0..=10).map(|n| format::percent(locale, f64::from(n) / 10.0));
        let actual = std::iter::once(0.0).chain(tenths.iter().map(|tenth| tenth.cumulative));
        let even = (0..=10).map(|n| Some(f64::from(n) / 10.0));
        Some(Lines {
            along: t_string!(i18n, segments.best_customers).to_owned(),
            places: places.collect(),
            value: drawn::shares(i18n, t_string!(i18n, segments.share_of_revenue)),
            series: vec![
                (
                    Series::new(t_string!(i18n, segments.brought), Tint::ACCENT),
                    actual.map(Some).collect(),
                ),
                (
                    Series::new(t_string!(i18n, segments.if_even), Tint::series(1)).dashed(),
                    even.collect(),
                ),
            ],
            stepped: false,
            from_zero: true,
            regions: Vec::new(),
        })
    })
}

fn explained(i18n: I18n, tenths: &[Tenth; 10], rfm: &Rfm) -> String {
    let locale = i18n.get_locale();
    let base = use_session().base();
    let money = |minor: i64| format::money_round(locale, minor, base);
    let all: usize = tenths.iter().map(|tenth| tenth.customers).sum();
    let revenue: i64 = tenths.iter().map(|tenth| tenth.revenue).sum();
    let half: i64 = tenths.iter().take(5).map(|tenth| tenth.revenue).sum();
    t_string!(
        i18n,
        segments.how_tenths,
        all = format::count(locale, all),
        span = span(i18n, rfm),
        count = format::count(locale, tenths[0].customers),
        revenue = money(tenths[0].revenue),
        total = money(revenue),
        share = format::percent(locale, tenths[0].share),
        half = money(half),
        half_share = format::percent(locale, tenths[4].cumulative)
    )
    .to_string()
}
