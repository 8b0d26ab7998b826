//! The table of exchange rates.

use leptos::prelude::*;
use model::{Currency, Invalid, Problem, Rate, Settings};

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::views::settings::RateTable;

/// A rate as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedRate {
    code: String,
    rate: String,
}

impl TypedRate {
    /// The rates of a workspace.
    pub fn list(settings: &Settings) -> Vec<Self> {
        let typed =
            |(code, rate): (&String, &Rate)| Self { code: code.clone(), rate: rate.to_string() };
        settings.rates.iter().map(typed).collect()
    }

    /// What was typed, as rates; what does not read is noted in `unread`. Empty rows are passed
    /// over.
    pub fn read(rates: &[Self], unread: &mut Invalid) -> RateTable {
        let mut table = RateTable::new();
        for Self { code, rate } in rates {
            if code.trim().is_empty() && rate.trim().is_empty() {
                continue;
            }
            match (code.parse::<Currency>(), rate.parse::<Rate>()) {
                (Ok(code), Ok(rate)) => {
                    table.insert(code.to_string(), rate);
                }
                _ => unread.add("rates", Problem::NotARate(code.clone())),
            }
        }
        table
    }
}

/// The rates, a row each.
#[component]
pub fn Rates(
    rates: RwSignal<Vec<TypedRate>>,
    base: RwSignal<String>,
    error: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| rates.with(Vec::len));
    let read = move |at: usize, field: fn(&TypedRate) -> &String| {
        rates.with(|rates| rates.get(at).map(|rate| field(rate).clone()).unwrap_or_default())
    };
    let write = move |at: usize, field: fn(&mut TypedRate) -> &mut String, text: String| {
        rates.update(|rates| {
            if let Some(rate) = rates.get_mut(at) {
                *field(rate) = text;
            }
        });
    };
    view! {
        <fieldset class="group">
            <legend>{tr!(i18n, settings.rates)}</legend>
            <p class="hint">{move || t_string!(i18n, settings.rates_hint, base = base.get()).to_string()}</p>
            <div class="multi">
                {move || (0..count.get()).map(|at| view! {
                    <div class="multi-row">
                        <input
                            type="text"
                            aria-label=tr!(i18n, settings.rate_code)
                            placeholder="EUR"
                            prop:value=move || read(at, |rate| &rate.code)
                            on:input=move |event| write(at, |rate| &mut rate.code, event_target_value(&event).to_ascii_uppercase())
                        />
                        <input
                            type="text"
                            inputmode="decimal"
                            aria-label=tr!(i18n, settings.rate_value)
                            placeholder="1.08"
                            prop:value=move || read(at, |rate| &rate.rate)
                            on:input=move |event| write(at, |rate| &mut rate.rate, event_target_value(&event))
                        />
                        <button
                            type="button"
                            class="btn ghost icon-only"
                            aria-label=move || t_string!(i18n, settings.remove_rate, code = read(at, |rate| &rate.code)).to_string()
                            on:click=move |_| rates.update(|rates| { rates.remove(at); })
                        >
                            <Icon glyph=Glyph::Close/>
                        </button>
                    </div>
                }).collect_view()}
                <Show when=move || !error.get().is_empty()>
                    <p class="error" role="alert">{error}</p>
                </Show>
                <button
                    type="button"
                    class="btn ghost small"
                    on:click=move |_| rates.update(|rates| rates.push(TypedRate::default()))
                >
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, settings.add_rate)}
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}
