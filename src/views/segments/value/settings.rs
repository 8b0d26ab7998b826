//! What is fitted, and how far ahead one looks.

use analytics::ltv::{ModelKind, TimeUnit};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Day;
use workspace::FittedValue;
use workspace::analysis::ltv::Horizon;

use crate::components::{Choice, How};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::days::{DayParam, LastOrder, as_of};
use crate::views::segments::value::question::{
    Asked, DISCOUNTS, HELD_OUT, HORIZONS, kind_code, unit_code,
};
use crate::views::segments::value::wording;
use crate::views::url::Params;

/// The models and what they see; `on_fit` fits them.
#[component]
pub fn ModelCard(
    params: Params,
    asked: Memo<Option<Asked>>,
    kept: Memo<Option<FittedValue>>,
    on_fit: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let set =
        move |key: &'static str| Callback::new(move |value: String| params.set(&[(key, value)]));
    let config = move || asked.get().map(|asked| asked.config);
    let kind =
        Signal::derive(move || config().map(|c| kind_code(c.kind)).unwrap_or_default().to_owned());
    let unit =
        Signal::derive(move || config().map(|c| unit_code(c.unit)).unwrap_or_default().to_owned());
    let held = Signal::derive(move || {
        asked.get().map(|asked| asked.held_out_weeks.to_string()).unwrap_or_default()
    });
    let until = Signal::derive(move || config().and_then(|c| Day::from_number(c.last_day)));
    let kinds = Signal::derive(move || {
        ModelKind::ALL
            .map(|kind| (kind_code(kind).to_owned(), wording::model_name(kind).to_owned()))
            .to_vec()
    });
    let units = Signal::derive(move || {
        TimeUnit::ALL
            .map(|unit| (unit_code(unit).to_owned(), wording::unit_name(i18n, unit).to_owned()))
            .to_vec()
    });
    let weeks = Signal::derive(move || {
        let words = |weeks: u32| match weeks {
            0 => t_string!(i18n, value.held_none).to_owned(),
            n => t_string!(i18n, value.weeks, n = n.to_string()).to_string(),
        };
        HELD_OUT.map(|weeks| (weeks.to_string(), words(weeks))).to_vec()
    });
    view! {
        <section class="card" id="value-model">
            <div class="card-head"><h2>{tr!(i18n, value.model_title)}</h2></div>
            <div class="card-body stack">
                <div class="toolbar">
                    <Choice id="value-kind" label=label!(i18n, value.model) value=kind options=kinds on_input=set("model")/>
                    <Choice id="value-unit" label=label!(i18n, value.unit) value=unit options=units on_input=set("unit")/>
                    <DayParam params=params key="until" id="value-until" label=label!(i18n, value.until) value=until/>
                    <Choice id="value-held" label=label!(i18n, value.held) value=held options=weeks on_input=set("held")/>
                    <button
                        type="button"
                        class="btn primary"
                        id="value-fit"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| on_fit.run(())
                    >
                        {move || match kept.with(Option::is_some) {
                            true => t_string!(i18n, value.fit_again),
                            false => t_string!(i18n, value.fit),
                        }}
                    </button>
                </div>
                <p class="hint">{move || config().map(|c| wording::model_story(i18n, c.kind))}</p>
                <How>
                    <p>{tr!(i18n, value.how_model)}</p>
                    <p>{tr!(i18n, value.how_seen)}</p>
                    <p>{tr!(i18n, value.how_held)}</p>
                </How>
            </div>
        </section>
    }
    .into_any()
}

/// As of when customers are looked at, how far ahead, and what later money is worth: changes of
/// the two last are kept at once.
#[component]
pub fn Ahead(params: Params, kept: Memo<Option<FittedValue>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let horizon = Memo::new(move |_| {
        kept.with(|kept| kept.as_ref().map(|kept| kept.horizon)).unwrap_or_default()
    });
    let keep = move |horizon: Horizon| {
        let Some(kept) = kept.get_untracked() else { return };
        let fitted = FittedValue { horizon, ..kept };
        spawn_local(async move {
            if let Err(why) = session.define(FittedValue::ID, Some(&fitted)).await {
                session.toasts.error(why);
            }
        });
    };
    let far = Callback::new(move |value: String| {
        if let Ok(days) = value.parse() {
            keep(Horizon { days, ..horizon.get_untracked() });
        }
    });
    let less = Callback::new(move |value: String| {
        if let Ok(percent) = value.parse::<f64>() {
            keep(Horizon { discount: percent / 100.0, ..horizon.get_untracked() });
        }
    });
    let days = Signal::derive(move || horizon.get().days.to_string());
    let percent = Signal::derive(move || format!("{}", (horizon.get().discount * 100.0).round()));
    let horizons = Signal::derive(move || {
        HORIZONS.map(|days| (days.to_string(), wording::horizon(i18n, days))).to_vec()
    });
    let discounts = Signal::derive(move || {
        let locale = i18n.get_locale();
        let words = |percent: u32| {
            (percent.to_string(), format::percent(locale, f64::from(percent) / 100.0))
        };
        DISCOUNTS.map(words).to_vec()
    });
    let day = Signal::derive(move || as_of(params));
    view! {
        <div class="toolbar" id="value-ahead">
            <DayParam params=params key="day" id="value-day" label=label!(i18n, segments.analysis_date) value=day/>
            <Choice id="value-horizon" label=label!(i18n, value.horizon) value=days options=horizons on_input=far/>
            <Choice id="value-discount" label=label!(i18n, value.discount) value=percent options=discounts on_input=less/>
            <LastOrder params=params key="day" id="value-day" asked=day/>
        </div>
    }
    .into_any()
}
