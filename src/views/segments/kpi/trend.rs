//! A figure step by step.

use std::rc::Rc;

use analytics::kpi::Figures;
use leptos::prelude::*;
use model::Currency;

use crate::components::chart::{Chart, Lines, Region, Series, Tint, plotted};
use crate::components::{Choice, How};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::prepared::Prepared;
use crate::views::segments::kpi::export;
use crate::views::segments::kpi::measure::Measure;
use crate::views::segments::kpi::question::Question;
use crate::views::segments::kpi::value::Value;
use crate::views::segments::kpi::wording::{date, step};
use crate::views::url::Params;

/// The chart, and the figures behind it as a file.
#[component]
pub fn TrendCard(
    params: Params,
    question: Memo<Option<Question>>,
    prepared: Prepared,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let series = Signal::derive_local(move || -> Option<Rc<Vec<Figures>>> {
        let question = question.get()?;
        let steps = question.steps()?;
        prepared.look(|image| image.kpi(&steps, question.window)).flatten()
    });
    let shown = Memo::new(move |_| Measure::of_code(&params.get("show")));
    let measures = Signal::derive(move || {
        let all = Measure::SALES.into_iter().chain(Measure::BASE);
        all.map(|measure| (measure.code().to_owned(), measure.name(i18n).to_owned()))
            .collect::<Vec<_>>()
    });
    let now = Signal::derive(move || shown.get().code().to_owned());
    let choose = Callback::new(move |code: String| params.set(&[("show", code)]));
    let save = move |_| {
        if let Some(series) = untrack(|| series.get()) {
            let base = untrack(|| session.base());
            export::series(session, i18n, &series, base);
        }
    };
    let plot = plotted(move || {
        let (question, series) = question.get().zip(series.get())?;
        let (measure, base) = (shown.get(), session.base());
        let value = |figures| measure.of(figures).map(|value| value.number(base));
        // The steps before the period are there to compare with.
        let from = series.iter().position(|f| f.period.last() >= question.period.first());
        let period = from.filter(|from| *from > 0).map(|from| Region {
            from,
            to: series.len() - 1,
            label: t_string!(i18n, kpi.period).to_owned(),
        });
        Some(Lines {
            along: t_string!(i18n, kpi.along).to_owned(),
            places: series.iter().map(|f| step(i18n, question.step, f.period)).collect(),
            value: measure.quantity(i18n, base),
            series: vec![(
                Series::new(measure.name(i18n), Tint::ACCENT),
                series.iter().map(value).collect(),
            )],
            stepped: false,
            from_zero: !measure.is_rate(),
            regions: period.into_iter().collect(),
        })
    });
    let title = Signal::derive(move || shown.get().name(i18n).to_owned());
    let summary = Signal::derive(move || {
        let series = series.get();
        series
            .and_then(|series| summed_up(i18n, shown.get(), &series, session.base()))
            .unwrap_or_default()
    });
    let hint = move || {
        let series = series.get()?;
        let question = question.get()?;
        let locale = i18n.get_locale();
        let (step, from) = (question.step, question.period.first());
        let to = series.last()?.period.last();
        let begun = (step.start(from) != from).then(|| {
            let day = date(locale, from);
            match series.first()?.period.first() == from {
                true => Some(t_string!(i18n, kpi.trend_begins, from = day).to_string()),
                false => Some(t_string!(i18n, kpi.trend_inside, from = day).to_string()),
            }
        });
        let to = (step.end(to) != to)
            .then(|| t_string!(i18n, kpi.trend_hint, to = date(locale, to)).to_string());
        let both = [begun.flatten(), to].into_iter().flatten().collect::<Vec<_>>();
        Some(format::sentences(locale, &both))
    };
    let explained = move || {
        let (question, series) = question.get().zip(series.get())?;
        Some(how(i18n, shown.get(), &question, &series, session.base()))
    };
    view! {
        <section class="card" id="trend">
            <div class="card-head">
                <h2>{tr!(i18n, kpi.trend)}</h2>
                <button type="button" class="btn ghost small" id="trend-csv" on:click=save>
                    {tr!(i18n, kpi.save_csv)}
                </button>
            </div>
            <div class="card-body stack">
                <div class="toolbar">
                    <Choice id="trend-show" label=label!(i18n, kpi.show) value=now options=measures on_input=choose/>
                </div>
                <Chart id="kpi-trend" title=title summary=summary plot=plot plain=true/>
                <p class="hint" id="trend-hint">{hint}</p>
                <How>{explained}</How>
            </div>
        </section>
    }
    .into_any()
}

/// How a step comes about, with the numbers of the last, and what steps are to the period.
fn how(
    i18n: I18n,
    measure: Measure,
    question: &Question,
    series: &[Figures],
    base: Currency,
) -> AnyView {
    let Some(last) = series.last() else { return ().into_any() };
    let name = step(i18n, question.step, last.period);
    let first = question.period.first();
    let within: Vec<&Figures> = series.iter().filter(|f| f.period.first() >= first).collect();
    let whole = within.first().is_some_and(|step| step.period.first() == first);
    let sum = within.iter().filter_map(|figures| measure.of(figures)).reduce(Value::plus);
    let sum = sum.filter(|_| whole && measure.adds_up()).map(|sum| {
        let total = sum.shown(i18n.get_locale(), base);
        t_string!(i18n, kpi.trend_sum, count = within.len(), total = total).to_string()
    });
    view! {
        <p>{t_string!(i18n, kpi.trend_how, step = name).to_string()}</p>
        <p class="kpi-sum">{measure.sum(i18n, last, base)}</p>
        <p>{measure.what(i18n, last, question.window.get())}</p>
        {sum.map(|text| view! { <p>{text}</p> })}
    }
    .into_any()
}

/// The chart in a sentence.
fn summed_up(i18n: I18n, measure: Measure, series: &[Figures], base: Currency) -> Option<String> {
    let locale = i18n.get_locale();
    let values = || series.iter().filter_map(|figures| measure.of(figures));
    let order = |a: &Value, b: &Value| a.number(base).total_cmp(&b.number(base));
    let shown = |value: Value| value.shown(locale, base);
    let text = t_string!(
        i18n,
        kpi.trend_summary,
        what = measure.name(i18n),
        from = date(locale, series.first()?.period.first()),
        to = date(locale, series.last()?.period.last()),
        low = shown(values().min_by(order)?),
        high = shown(values().max_by(order)?),
        last = shown(values().next_back()?)
    );
    Some(text.to_string())
}
