//! How well the models tell what happened.

mod examples;

use std::rc::Rc;

use analytics::ltv::{Compared, Quality};
use leptos::prelude::*;
use model::Day;
use workspace::{FittedValue, Ltv};

use crate::components::How;
use crate::components::chart::{
    Bar, Bars, Chart, Direction, Lines, Quantity, Region, Series, Tint, plotted,
};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::prepared::Prepared;
use crate::views::segments::value::wording;

/// The charts and figures of a fit.
#[component]
pub fn QualityCards(
    kept: Memo<Option<FittedValue>>,
    /// What it says of customers.
    ltv: Signal<Option<Rc<Ltv>>, LocalStorage>,
    prepared: Prepared,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let quality = Signal::derive_local(move || {
        let fitted = kept.get()?;
        prepared.look(|image| image.value_quality(&fitted)).flatten()
    });
    let histogram = plotted(move || {
        let quality = quality.get()?;
        let bars = quality.histogram.iter().enumerate();
        let bars = bars.map(|(repeats, compared)| bar(repeats, *compared, quality.histogram.len()));
        Some(compared(i18n, t_string!(i18n, value.customers), 0, bars.collect()))
    });
    let held_out = plotted(move || {
        let quality = quality.get().filter(|quality| quality.held_out.actual > 0.0)?;
        let rows = quality.by_repeats.iter().enumerate();
        let bars = rows.filter(|(_, row)| row.customers > 0);
        let bars = bars.map(|(repeats, row)| bar(repeats, row.mean, quality.by_repeats.len()));
        Some(compared(i18n, t_string!(i18n, value.mean_orders), 2, bars.collect()))
    });
    let tracking = plotted(move || Some(tracked(i18n, &*quality.get()?, &kept.get()?)));
    let sum = move |text: fn(I18n, String, String, String) -> String,
                    of: fn(&Quality) -> Compared| {
        quality.get().map(|quality| {
            let Compared { actual, expected } = of(&quality);
            let locale = i18n.get_locale();
            let number = |value: f64| format::count(locale, value.round() as usize);
            let off = off(i18n, if actual > 0.0 { expected / actual - 1.0 } else { 0.0 });
            text(i18n, number(actual), number(expected), off)
        })
    };
    let known = move || {
        sum(
            |i, actual, expected, off| {
                t_string!(i, value.sum_known, actual = actual, expected = expected, off = off)
                    .to_string()
            },
            |quality| quality.known,
        )
    };
    let later = move || {
        quality.get().filter(|quality| quality.held_out.actual > 0.0)?;
        sum(
            |i, actual, expected, off| {
                t_string!(i, value.sum_held, actual = actual, expected = expected, off = off)
                    .to_string()
            },
            |quality| quality.held_out,
        )
    };
    let of = move |example: fn(I18n, &Quality) -> Option<String>| {
        move || example(i18n, &*quality.get()?)
    };
    view! {
        <section class="card" id="value-quality">
            <div class="card-head"><h2>{tr!(i18n, value.quality)}</h2></div>
            <div class="card-body stack">
                <p>{known}</p>
                {move || later().map(|text| view! { <p id="value-held-out">{text}</p> })}
                {move || kept.get().map(|kept| in_words(i18n, &kept, ltv.get().and_then(|ltv| ltv.mean_repeat()), session.base()))}
                <How>
                    {move || quality.get().zip(kept.get()).map(|(quality, kept)| examples::of_sums(i18n, session, &quality, &kept))}
                </How>
                {move || kept.get().map(|kept| figures(i18n, &kept, session.base()))}
            </div>
        </section>
        <Chart id="value-tracking" title=label!(i18n, value.tracking) summary=label!(i18n, value.tracking_text) plot=tracking>
            <div class="card-body"><How><p>{tr!(i18n, value.how_tracking)}</p><p>{of(examples::of_tracking)}</p></How></div>
        </Chart>
        <Chart id="value-histogram" title=label!(i18n, value.histogram) summary=label!(i18n, value.histogram_text) plot=histogram>
            <div class="card-body"><How><p>{tr!(i18n, value.how_histogram)}</p><p>{of(examples::of_histogram)}</p></How></div>
        </Chart>
        <Chart id="value-later" title=label!(i18n, value.later) summary=label!(i18n, value.later_text) plot=held_out>
            <div class="card-body"><How><p>{tr!(i18n, value.how_later)}</p><p>{of(examples::of_later)}</p></How></div>
        </Chart>
    }
    .into_any()
}

/// How far a sum is from what happened.
fn off(i18n: I18n, by: f64) -> String {
    let share = format::percent(i18n.get_locale(), by.abs());
    match by {
        by if by < 0.0 => t_string!(i18n, value.too_few, share = share).to_string(),
        by if by > 0.0 => t_string!(i18n, value.too_many, share = share).to_string(),
        _ => t_string!(i18n, value.just_right).to_owned(),
    }
}

fn bar(repeats: usize, compared: Compared, count: usize) -> Bar {
    let more = if repeats + 1 == count { "+" } else { "" };
    let Compared { actual, expected } = compared;
    Bar { label: format!("{repeats}{more}"), values: vec![actual, expected], ..Bar::default() }
}

fn series(i18n: I18n) -> [Series; 2] {
    [
        Series::new(t_string!(i18n, value.actual), Tint::ACCENT),
        Series::new(t_string!(i18n, value.expected), Tint::hue(1)),
    ]
}

fn compared(i18n: I18n, what: &'static str, places: u8, bars: Vec<Bar>) -> Bars {
    let locale = i18n.get_locale();
    Bars {
        direction: Direction::Up,
        category: t_string!(i18n, value.repeats).to_owned(),
        value: Quantity::new(what, move |number| format::decimal(locale, number, places)),
        series: series(i18n).to_vec(),
        bars,
    }
}

fn tracked(i18n: I18n, quality: &Quality, fitted: &FittedValue) -> Lines {
    let locale = i18n.get_locale();
    let weeks = &quality.tracking;
    let name =
        |day: i32| Day::from_number(day).map(|day| format::day(locale, day)).unwrap_or_default();
    let of =
        |get: fn(&Compared) -> f64| weeks.iter().map(|week| Some(get(&week.repeats))).collect();
    let [actual, expected] = series(i18n);
    let from = weeks.partition_point(|week| week.day <= fitted.fit.last_day);
    let region = (from < weeks.len()).then(|| Region {
        from,
        to: weeks.len() - 1,
        label: t_string!(i18n, value.held).to_owned(),
    });
    Lines {
        along: t_string!(i18n, value.week_end).to_owned(),
        places: weeks.iter().map(|week| name(week.day)).collect(),
        value: Quantity::new(t_string!(i18n, value.repeats_so_far), move |number| {
            format::count(locale, number.max(0.0).round() as usize)
        })
        .whole(),
        series: vec![
            (actual, of(|both| both.actual)),
            (expected.dashed(), of(|both| both.expected)),
        ],
        stepped: false,
        from_zero: true,
        regions: region.into_iter().collect(),
    }
}

/// What the models say of the average customer, and what repeat purchases came to.
fn in_words(
    i18n: I18n,
    fitted: &FittedValue,
    mean_repeat: Option<f64>,
    base: model::Currency,
) -> AnyView {
    let average = wording::on_average(i18n, &fitted.fit);
    let spend = wording::spend_on_average(i18n, fitted, base);
    let spend = spend.filter(|_| fitted.currency == base.code());
    let real = mean_repeat.filter(|_| spend.is_some()).map(|mean| {
        t_string!(i18n, value.average_real, mean = wording::money(i18n, mean, base)).to_string()
    });
    let all: Vec<String> = [Some(average), spend, real].into_iter().flatten().collect();
    let text = format::sentences(i18n.get_locale(), &all);
    view! { <p id="value-average">{text}</p> }.into_any()
}

/// The parameters and what they are made of.
fn figures(i18n: I18n, fitted: &FittedValue, base: model::Currency) -> AnyView {
    let fit = &fitted.fit;
    let locale = i18n.get_locale();
    let count = |number: u32| format::count(locale, number as usize);
    let last = fitted.last_day().map(|day| format::day(locale, day)).unwrap_or_default();
    let made = t_string!(
        i18n,
        value.made_of,
        model = wording::model_name(fit.model.kind()),
        customers = count(fit.customers),
        repeaters = count(fit.repeaters),
        day = last
    )
    .to_string();
    let orders = t_string!(
        i18n,
        value.parameters,
        unit = wording::unit_name(i18n, fit.unit),
        parameters = wording::parameters(i18n, fit),
        likelihood = format::decimal(locale, fit.ln_likelihood, 1)
    )
    .to_string();
    let spend = wording::spend_parameters(i18n, fitted, base).zip(fit.spend.as_ref().ok());
    let spend = spend.filter(|_| fitted.currency == base.code()).map(|(parameters, spend)| {
        t_string!(
            i18n,
            value.spend_parameters,
            parameters = parameters,
            customers = count(spend.customers),
            correlation = format::decimal(locale, spend.correlation, 2)
        )
        .to_string()
    });
    view! {
        <p class="hint">{made}</p>
        <h3 class="rule-sub">{tr!(i18n, value.for_experts)}</h3>
        <p class="hint" id="value-parameters">{orders}</p>
        {spend.map(|text| view! { <p class="hint" id="value-spend">{text}</p> })}
    }
    .into_any()
}
