//! The choice of a period, the steps of the charts, and how long somebody is a customer.

use analytics::kpi::{Period, Step};
use leptos::prelude::*;
use model::Day;

use crate::components::Choice;
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::views::segments::days::DayParam;
use crate::views::segments::kpi::presets::Preset;
use crate::views::segments::kpi::question::{Asked, Question, WINDOWS, step_code};
use crate::views::url::Params;

/// The controls above the figures.
#[component]
pub fn Controls(params: Params, asked: Memo<Asked>) -> impl IntoView {
    let i18n = use_i18n();
    let question = move || match asked.get() {
        Asked::Question(question) => Some(question),
        _ => None,
    };
    let presets = Signal::derive(move || {
        let all = Preset::ALL.iter().enumerate();
        let named = all.map(|(at, preset)| (at.to_string(), preset.name(i18n).to_owned()));
        named
            .chain([(OWN.to_owned(), t_string!(i18n, kpi.own_dates).to_owned())])
            .collect::<Vec<_>>()
    });
    let preset = Signal::derive(move || {
        let question = question();
        let chosen = question.and_then(|q| Preset::ALL.iter().position(|p| is(*p, &q)));
        chosen.map_or_else(|| OWN.to_owned(), |at| at.to_string())
    });
    let choose = Callback::new(move |code: String| {
        let preset = code.parse::<usize>().ok().and_then(|at| Preset::ALL.get(at));
        if let Some((preset, question)) = preset.zip(question())
            && let Some(period) = preset.period(question.anchor.0, question.orders)
        {
            set_period(params, period);
        }
    });
    let by = Signal::derive(move || {
        [
            (Step::Week, t_string!(i18n, kpi.weeks)),
            (Step::Month, t_string!(i18n, kpi.months)),
            (Step::Quarter, t_string!(i18n, kpi.quarters)),
            (Step::Year, t_string!(i18n, kpi.years)),
        ]
        .map(|(step, words)| (step_code(step).to_owned(), words.to_owned()))
        .to_vec()
    });
    let by_now = Signal::derive(move || {
        question().map(|q| step_code(q.step).to_owned()).unwrap_or_default()
    });
    let window_now =
        Signal::derive(move || question().map(|q| q.window.to_string()).unwrap_or_default());
    let windows = Signal::derive(move || {
        let own = question().map(|q| q.window.get()).filter(|own| !WINDOWS.contains(own));
        let days = |days: u32| {
            (days.to_string(), t_string!(i18n, kpi.window_days, days = days).to_string())
        };
        WINDOWS.into_iter().chain(own).map(days).collect::<Vec<_>>()
    });
    let set =
        move |key: &'static str| Callback::new(move |value: String| params.set(&[(key, value)]));
    // What is wrong stays as it was typed.
    let day = move |key: &'static str, of: fn(Period) -> i32| {
        Signal::derive(move || {
            let meant = || Day::from_number(of(question()?.period));
            params.parsed(key).or_else(meant)
        })
    };
    let (from, to) = (day("from", Period::first), day("to", Period::last));
    let backwards = Signal::derive(move || asked.get() == Asked::Backwards);
    view! {
        <div class="toolbar kpi-controls">
            <Choice id="kpi-period" label=label!(i18n, kpi.period) value=preset options=presets on_input=choose/>
            <DayParam params=params key="from" id="kpi-from" label=label!(i18n, shell.from) value=from wrong=backwards/>
            <DayParam params=params key="to" id="kpi-to" label=label!(i18n, shell.to) value=to wrong=backwards/>
            <Choice id="kpi-by" label=label!(i18n, kpi.by) value=by_now options=by on_input=set("by")/>
            <Choice id="kpi-window" label=label!(i18n, kpi.window) value=window_now options=windows on_input=set("window")/>
        </div>
        {move || backwards.get().then(|| view! {
            <p class="error" role="alert">{tr!(i18n, kpi.backwards)}</p>
        })}
        {move || question().filter(|q| q.anchor.1).map(|q| {
            let day = format::day(i18n.get_locale(), q.anchor.0);
            view! { <p class="hint">{t_string!(i18n, kpi.old_data, day = day).to_string()}</p> }
        })}
    }
    .into_any()
}

/// The code of a period that has no name.
const OWN: &str = "own";

fn is(preset: Preset, question: &Question) -> bool {
    preset.period(question.anchor.0, question.orders) == Some(question.period)
}

fn set_period(params: Params, period: Period) {
    let text = |day: i32| Day::from_number(day).map(|day| day.to_string()).unwrap_or_default();
    params.set(&[("from", text(period.first())), ("to", text(period.last()))]);
}
