//! How much each score counts.

use analytics::rfm::{Axis, WeightPreset};
use leptos::prelude::*;

use crate::components::{Choice, How, Text};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::views::segments::scoring::desk::Desk;
use crate::views::segments::scoring::editor::words_for;
use crate::views::segments::scoring::typed::{Typed, Wrong};
use crate::words;

const PRESETS: [(WeightPreset, &str); 4] = [
    (WeightPreset::Even, "even"),
    (WeightPreset::FastMoving, "fast"),
    (WeightPreset::Durables, "durables"),
    (WeightPreset::Services, "services"),
];

/// The weights, and some to start from.
#[component]
pub fn WeightsCard(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let typed = desk.form.typed;
    let weights = Memo::new(move |_| typed.with(|typed| typed.read_weights()));
    let preset = Signal::derive(move || {
        let now = weights.get();
        let same = PRESETS.into_iter().find(|(preset, _)| Some(preset.weights()) == now);
        same.map(|(_, code)| code.to_owned()).unwrap_or_default()
    });
    let presets = Signal::derive(move || {
        let own = (String::new(), t_string!(i18n, scoring.own_weights).to_owned());
        let named = PRESETS.map(|(preset, code)| (code.to_owned(), preset_name(i18n, preset)));
        std::iter::once(own).chain(named).collect::<Vec<_>>()
    });
    let choose = move |code: String| {
        let Some((preset, _)) = PRESETS.into_iter().find(|(_, known)| *known == code) else {
            return;
        };
        let [r, f, m] = preset.weights().get().map(|weight| weight.to_string());
        typed.update(|typed| (typed.r, typed.f, typed.m) = (r, f, m));
    };
    let error = Signal::derive(move || {
        if weights.get().is_some() { String::new() } else { words_for(i18n, &Wrong::Weights) }
    });
    let example = move || {
        weights.get().map(|weights| {
            let value = format::decimal(i18n.get_locale(), weights.mean(5, 3, 1), 2);
            let [r, f, m] = weights.get();
            t_string!(i18n, scoring.value_example, r = r, f = f, m = m, value = value).to_string()
        })
    };
    let weight = move |id: &'static str, axis, read: fn(&Typed) -> &String, write| {
        let label = Signal::derive(move || words::axis(i18n, axis).to_owned());
        view! {
            <Text id=id label=label inputmode="numeric" value=desk.form.text(read) on_input=desk.form.write(write)/>
        }
    };
    view! {
        <section class="card">
            <div class="card-head"><h3>{tr!(i18n, scoring.weights)}</h3></div>
            <div class="card-body form">
                <Choice
                    id="scoring-preset"
                    label=label!(i18n, scoring.preset)
                    value=preset
                    options=presets
                    on_input=choose
                />
                <div class="field-row three" role="group" aria-label=tr!(i18n, scoring.weights)>
                    {weight("weight-r", Axis::Recency, |typed| &typed.r, |typed| &mut typed.r)}
                    {weight("weight-f", Axis::Frequency, |typed| &typed.f, |typed| &mut typed.f)}
                    {weight("weight-m", Axis::Monetary, |typed| &typed.m, |typed| &mut typed.m)}
                </div>
                <Show when=move || !error.get().is_empty()>
                    <p class="error" role="alert">{error}</p>
                </Show>
                <How><p>{example}</p></How>
            </div>
        </section>
    }
    .into_any()
}

fn preset_name(i18n: I18n, preset: WeightPreset) -> String {
    match preset {
        WeightPreset::Even => t_string!(i18n, scoring.even),
        WeightPreset::FastMoving => t_string!(i18n, scoring.fast_moving),
        WeightPreset::Durables => t_string!(i18n, scoring.durables),
        WeightPreset::Services => t_string!(i18n, scoring.services),
    }
    .to_owned()
}
