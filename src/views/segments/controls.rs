//! The choice of analysis date, window, monetary value and number of scores.

use analytics::rfm::Bins;
use leptos::prelude::*;
use model::Day;

use crate::components::{Choice, Field};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::segments::question::{Measure, Question};
use crate::views::url::Params;

/// Windows offered, in days.
const WINDOWS: [u32; 5] = [90, 180, 365, 730, 1095];

/// The controls above the grid.
#[component]
pub fn Controls(params: Params, question: Memo<Option<Question>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let set =
        move |key: &'static str| Callback::new(move |value: String| params.set(&[(key, value)]));
    let param = move |key: &'static str| Signal::derive(move || params.get(key));
    let day = move || {
        question
            .get()
            .and_then(|q| Day::from_number(q.config.analysis_day))
            .map(|day| day.to_string())
    };
    let last_order = Memo::new(move |_| {
        session
            .look(|image| image.columns.day.iter().copied().max().and_then(Day::from_number))
            .flatten()
    });
    let windows = Signal::derive(move || {
        let days = WINDOWS.map(|days| {
            (days.to_string(), t_string!(i18n, segments.window_days, days = days).to_string())
        });
        let all = (String::new(), t_string!(i18n, shell.all_time).to_owned());
        std::iter::once(all).chain(days).collect::<Vec<_>>()
    });
    let monetary = Signal::derive(move || {
        vec![
            (String::new(), t_string!(i18n, segments.sum).to_owned()),
            ("mean".to_owned(), t_string!(i18n, segments.mean).to_owned()),
        ]
    });
    let bins = Signal::derive(move || {
        let all = Bins::MIN..=Bins::MAX;
        all.map(|n| (n.to_string(), t_string!(i18n, segments.bins_of, n = n).to_string()))
            .collect::<Vec<_>>()
    });
    let bins_now = Signal::derive(move || {
        question.get().map(|q| q.bins.get().to_string()).unwrap_or_default()
    });
    let shows = [(Measure::Customers, ""), (Measure::Revenue, "revenue")];
    view! {
        <div class="toolbar">
            <Field id="segments-day" label=label!(i18n, segments.analysis_date)>
                <input
                    id="segments-day"
                    type="date"
                    prop:value=day
                    on:change=move |event| params.set(&[("day", event_target_value(&event))])
                />
            </Field>
            <Choice id="segments-window" label=label!(i18n, segments.window) value=param("window") options=windows on_input=set("window")/>
            <Choice id="segments-monetary" label=label!(i18n, segments.monetary) value=param("monetary") options=monetary on_input=set("monetary")/>
            <Choice id="segments-bins" label=label!(i18n, segments.bins) value=bins_now options=bins on_input=set("bins")/>
            <fieldset class="segmented">
                <legend class="visually-hidden">{tr!(i18n, segments.show)}</legend>
                {shows.map(|(show, code)| view! {
                    <label>
                        <input
                            type="radio"
                            name="segments-show"
                            prop:checked=move || question.get().is_some_and(|q| q.show == show)
                            on:change=move |_| params.set(&[("show", code.to_owned())])
                        />
                        <span>{move || match show {
                            Measure::Customers => t_string!(i18n, segments.by_count),
                            Measure::Revenue => t_string!(i18n, segments.by_revenue),
                        }}</span>
                    </label>
                }).collect_view()}
            </fieldset>
            {move || last_order.get().filter(|day| Some(*day) != time::today()).map(|day| {
                let shown = format::day(i18n.get_locale(), day);
                view! {
                    <button
                        type="button"
                        class="btn ghost small"
                        on:click=move |_| params.set(&[("day", day.to_string())])
                    >
                        {t_string!(i18n, segments.last_order_day, day = shown).to_string()}
                    </button>
                }
            })}
        </div>
    }
    .into_any()
}
