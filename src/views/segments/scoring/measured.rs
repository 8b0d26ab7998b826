//! What is measured, and how figures become scores.

use analytics::rfm::{Bins, Frequency, Monetary};
use leptos::prelude::*;

use crate::components::{Choice, How, Text};
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::views::segments::scoring::desk::Desk;
use crate::views::segments::scoring::editor::words_for;
use crate::views::segments::scoring::thresholds::ThresholdsTable;
use crate::views::segments::scoring::typed::{Kind, Wrong};
use crate::words;

/// Window, and kinds of figures.
#[component]
pub fn MeasuredCard(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let typed = desk.form.typed;
    let window_error = Signal::derive(move || {
        let wrong = desk.wrong.with(|wrong| wrong.contains(&Wrong::Window));
        if wrong { words_for(i18n, &Wrong::Window) } else { String::new() }
    });
    let frequency = Signal::derive(move || match typed.with(|typed| typed.frequency) {
        Frequency::Orders => "orders".to_owned(),
        Frequency::OrderDays => "days".to_owned(),
    });
    let frequencies = Signal::derive(move || {
        vec![
            ("orders".to_owned(), words::frequency(i18n, Frequency::Orders).to_owned()),
            ("days".to_owned(), words::frequency(i18n, Frequency::OrderDays).to_owned()),
        ]
    });
    let monetary = Signal::derive(move || match typed.with(|typed| typed.monetary) {
        Monetary::Sum => "sum".to_owned(),
        Monetary::Mean => "mean".to_owned(),
    });
    let monetaries = Signal::derive(move || {
        vec![
            ("sum".to_owned(), words::monetary(i18n, Monetary::Sum).to_owned()),
            ("mean".to_owned(), words::monetary(i18n, Monetary::Mean).to_owned()),
        ]
    });
    view! {
        <section class="card">
            <div class="card-head"><h3>{tr!(i18n, scoring.measured)}</h3></div>
            <div class="card-body form">
                <Text
                    id="scoring-window"
                    label=label!(i18n, scoring.window)
                    hint=label!(i18n, scoring.window_hint)
                    inputmode="numeric"
                    value=desk.form.text(|typed| &typed.window)
                    on_input=desk.form.write(|typed| &mut typed.window)
                    error=window_error
                />
                <div class="field-row">
                    <Choice
                        id="scoring-frequency"
                        label=label!(i18n, scoring.frequency)
                        value=frequency
                        options=frequencies
                        on_input=move |code: String| typed.update(|typed| {
                            typed.frequency = if code == "days" { Frequency::OrderDays } else { Frequency::Orders };
                        })
                    />
                    <Choice
                        id="scoring-monetary"
                        label=label!(i18n, scoring.monetary)
                        value=monetary
                        options=monetaries
                        on_input=move |code: String| typed.update(|typed| {
                            typed.monetary = if code == "mean" { Monetary::Mean } else { Monetary::Sum };
                        })
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Method, number of scores, and thresholds where people set them.
#[component]
pub fn MethodCard(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let typed = desk.form.typed;
    let kind = Memo::new(move |_| typed.with(|typed| typed.kind));
    let bins = Signal::derive(move || desk.map.with(|map| map.bins().get().to_string()));
    let all_bins = Signal::derive(move || {
        let all = Bins::MIN..=Bins::MAX;
        all.map(|n| (n.to_string(), t_string!(i18n, scoring.bins_of, n = n).to_string())).collect()
    });
    let resize = move |code: String| {
        let Some(bins) = code.parse().ok().and_then(|bins| Bins::new(bins).ok()) else { return };
        desk.change(desk.map.with_untracked(|map| map.resized(bins)));
    };
    // Thresholds are suggested whenever there are none for so many scores.
    Effect::new(move |_| {
        if kind.get() == Kind::Thresholds {
            desk.map.with(|map| map.bins());
            desk.suggest();
        }
    });
    view! {
        <section class="card">
            <div class="card-head"><h3>{tr!(i18n, scoring.method)}</h3></div>
            <div class="card-body form">
                <Choice
                    id="scoring-bins"
                    label=label!(i18n, scoring.bins)
                    value=bins
                    options=all_bins
                    on_input=resize
                />
                <fieldset class="options">
                    <legend class="visually-hidden">{tr!(i18n, scoring.method)}</legend>
                    {Kind::ALL.map(|each| view! {
                        <label class="check">
                            <input
                                type="radio"
                                name="scoring-method"
                                value=each.code()
                                prop:checked=move || kind.get() == each
                                on:change=move |_| typed.update(|typed| typed.kind = each)
                            />
                            <span>
                                <b>{move || kind_name(i18n, each)}</b>
                                <small>{move || kind_text(i18n, each)}</small>
                            </span>
                        </label>
                    }.into_any()).collect_view()}
                </fieldset>
                <Show when=move || kind.get() == Kind::Thresholds>
                    <ThresholdsTable desk=desk/>
                </Show>
                <How>
                    <p>{tr!(i18n, scoring.how_quantile)}</p>
                    <p>{tr!(i18n, scoring.how_others)}</p>
                </How>
            </div>
        </section>
    }
    .into_any()
}

fn kind_name(i18n: I18n, kind: Kind) -> &'static str {
    match kind {
        Kind::Quantile => t_string!(i18n, scoring.quantile),
        Kind::Nested => t_string!(i18n, scoring.nested),
        Kind::Thresholds => t_string!(i18n, scoring.thresholds),
        Kind::RPackage => t_string!(i18n, scoring.r_package),
    }
}

fn kind_text(i18n: I18n, kind: Kind) -> &'static str {
    match kind {
        Kind::Quantile => t_string!(i18n, scoring.quantile_text),
        Kind::Nested => t_string!(i18n, scoring.nested_text),
        Kind::Thresholds => t_string!(i18n, scoring.thresholds_text),
        Kind::RPackage => t_string!(i18n, scoring.r_package_text),
    }
}
