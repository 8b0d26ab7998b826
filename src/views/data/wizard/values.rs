//! What cells do not say themselves: notations, currency, and what tells a customer.

use interchange::csv::cell::{
    DateFormat, detect_date_formats, detect_decimal_mark, read_amount, read_date,
};
use interchange::csv::{Answer, Field, Target};
use leptos::prelude::*;
use model::{Channel, Currency, CustomType, DecimalMark, Money};
use workspace::commands::MatchBy;

use crate::components::{Choice, Suggest, Text};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::wizard::choices::DATES;
use crate::views::data::wording;

/// Currencies to suggest beside those the workspace knows.
const COMMON: [&str; 16] = [
    "USD", "EUR", "GBP", "CNY", "JPY", "HKD", "TWD", "KRW", "SGD", "INR", "AUD", "CAD", "CHF",
    "BRL", "MXN", "ZAR",
];

/// The card of everything that is to be known about values; only what matters for the
/// columns at hand.
#[component]
pub fn Values(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let holds = move |field: Field| {
        Memo::new(move |_| wizard.choices.with(|choices| choices.mapping.column(field).is_some()))
    };
    let dates = DATES.map(|field| (field, holds(field)));
    let is_interactions = Memo::new(move |_| {
        wizard.choices.with(|choices| choices.mapping.target) == Target::Interactions
    });
    let (amount, key) = (holds(Field::Amount), holds(Field::CustomerKey));
    let own = move |holds: &'static [CustomType]| {
        Memo::new(move |_| {
            wizard
                .choices
                .with(|choices| holds.iter().any(|holds| choices.custom_of(holds).next().is_some()))
        })
    };
    let own_days = own(&[CustomType::Day]);
    let own_numbers = own(&[CustomType::Number, CustomType::Money]);
    let [order_days, times, ..] = dates.map(|(_, held)| held);
    // What an order's own values are written in is that of its other values.
    let own_days = Memo::new(move |_| own_days.get() && !order_days.get() && !times.get());
    let own_numbers = Memo::new(move |_| own_numbers.get() && !amount.get());
    let matters = move || {
        let builtin = dates.iter().any(|(_, held)| held.get()) || amount.get() || key.get();
        builtin || own_days.get() || own_numbers.get() || is_interactions.get()
    };
    view! {
        <Show when=matters>
            <section class="card">
                <div class="card-head"><h2>{tr!(i18n, data.values)}</h2></div>
                <div class="card-body form">
                    {dates.map(|(field, held)| view! {
                        <Show when=move || held.get()><Notation desk=desk field=field/></Show>
                    }).collect_view()}
                    <Show when=move || own_days.get()><OwnDays desk=desk/></Show>
                    <Show when=move || amount.get()><Amounts desk=desk/></Show>
                    <Show when=move || own_numbers.get()><OwnNumbers desk=desk/></Show>
                    <Show when=move || key.get()><MatchChoice desk=desk/></Show>
                    <Show when=move || is_interactions.get()><UsualChannel desk=desk/></Show>
                </div>
            </section>
        </Show>
    }
    .into_any()
}

fn date_id(field: Field) -> &'static str {
    match field {
        Field::Birthday => "birthday-format",
        Field::Since => "since-format",
        _ => "date-format",
    }
}

/// Whether a date shows which of its numbers is the day.
fn tells(text: &str) -> bool {
    let [day_first, month_first] =
        [DateFormat::Dmy, DateFormat::Mdy].map(|format| read_date(text, format).ok());
    day_first != month_first
}

#[component]
fn Notation(desk: Desk, field: Field) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let format = Memo::new(move |_| wizard.choices.with(|choices| choices.format(field)));
    let options = Signal::derive(move || {
        let option = |format: &DateFormat| {
            let (code, words) = wording::date_format(i18n, *format);
            (code.to_owned(), words.to_owned())
        };
        DateFormat::ALL.iter().map(option).collect::<Vec<_>>()
    });
    let hint = move || {
        let opened = wizard.opened.get()?;
        wizard.choices.with(|choices| {
            let values = choices.values(field, &opened);
            let format = choices.format(field);
            let example = values.clone().find(|raw| tells(raw)).or(values.clone().next());
            let example = example.and_then(|raw| Some((raw, read_date(raw, format).ok()?)));
            let example = example.map(|(raw, day)| {
                let value = format::day(i18n.get_locale(), day);
                t_string!(i18n, data.reads_as, raw = raw, value = value).to_string()
            });
            let fitting = detect_date_formats(values.clone());
            let doubt = match fitting.as_slice() {
                [] if values.clone().next().is_some() => Some(t_string!(i18n, data.no_notation)),
                [_, _, ..] => Some(t_string!(i18n, data.ambiguous)),
                _ => None,
            };
            let words: Vec<String> = example.into_iter().chain(doubt.map(str::to_owned)).collect();
            Some(format::sentences(i18n.get_locale(), &words))
        })
    };
    let label = move || {
        let field = wording::field(i18n, field);
        t_string!(i18n, data.notation, field = field).to_string()
    };
    let id = date_id(field);
    view! {
        <div class="field">
            <Choice
                id=id
                label=Signal::derive(label)
                value=Signal::derive(move || wording::date_format(i18n, format.get()).0.to_owned())
                options=options
                on_input=move |code: String| {
                    let mut all = DateFormat::ALL.into_iter();
                    if let Some(format) = all.find(|f| wording::date_format(i18n, *f).0 == code) {
                        wizard.choices.update(|choices| choices.set_format(field, format));
                    }
                }
            />
            <p class="hint" role="status">{hint}</p>
        </div>
    }
    .into_any()
}

/// The notation of dates in fields of one's own.
#[component]
fn OwnDays(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let format = Memo::new(move |_| wizard.choices.with(|choices| choices.date));
    let options = Signal::derive(move || {
        let option = |format: DateFormat| {
            let (code, words) = wording::date_format(i18n, format);
            (code.to_owned(), words.to_owned())
        };
        DateFormat::ALL.map(option).to_vec()
    });
    view! {
        <Choice
            id="own-date-format"
            label=label!(i18n, import.own_dates)
            value=Signal::derive(move || wording::date_format(i18n, format.get()).0.to_owned())
            options=options
            on_input=move |code: String| {
                let mut all = DateFormat::ALL.into_iter();
                if let Some(format) = all.find(|f| wording::date_format(i18n, *f).0 == code) {
                    wizard.choices.update(|choices| choices.date = format);
                }
            }
        />
    }
    .into_any()
}

/// The notation of numbers in fields of one's own, and the currency of amounts.
#[component]
fn OwnNumbers(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let mark = Memo::new(move |_| wizard.choices.with(|choices| choices.mark));
    let has_money = Memo::new(move |_| {
        wizard.choices.with(|choices| choices.custom_of(&CustomType::Money).next().is_some())
    });
    let options = Signal::derive(move || {
        vec![
            (".".to_owned(), t_string!(i18n, data.mark_point).to_owned()),
            (",".to_owned(), t_string!(i18n, data.mark_comma).to_owned()),
        ]
    });
    view! {
        <div class="field-row">
            <Choice
                id="own-decimal-mark"
                label=label!(i18n, import.own_numbers)
                value=Signal::derive(move || mark.get().char().to_string())
                options=options
                on_input=move |code: String| {
                    let mark = if code == "," { DecimalMark::Comma } else { DecimalMark::Point };
                    wizard.choices.update(|choices| choices.mark = mark);
                }
            />
            <Show when=move || has_money.get()><CurrencyChoice desk=desk/></Show>
        </div>
    }
    .into_any()
}

#[component]
fn Amounts(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let mark = Memo::new(move |_| wizard.choices.with(|choices| choices.mark));
    let opened = wizard.opened;
    let has_marks = Memo::new(move |_| {
        let Some(opened) = opened.get() else { return false };
        wizard.choices.with(|choices| {
            choices.values(Field::Amount, &opened).any(|text| text.contains(['.', ',']))
        })
    });
    let has_excess = Memo::new(move |_| {
        let Some(opened) = opened.get() else { return false };
        wizard.choices.with(|choices| choices.round || choices.has_excess(&opened))
    });
    let options = Signal::derive(move || {
        vec![
            (".".to_owned(), t_string!(i18n, data.mark_point).to_owned()),
            (",".to_owned(), t_string!(i18n, data.mark_comma).to_owned()),
        ]
    });
    let hint = move || {
        let opened = opened.get()?;
        wizard.choices.with(|choices| {
            let currency = choices.currency()?;
            let values = choices.values(Field::Amount, &opened);
            let read = |raw| read_amount(raw, currency, choices.mark, choices.excess()).ok();
            let marked = values.clone().filter(|raw| raw.contains(['.', ',']));
            let (raw, money) =
                marked.chain(values.clone()).find_map(|raw| Some((raw, read(raw)?)))?;
            let value = format::money(i18n.get_locale(), money);
            let words = t_string!(i18n, data.reads_as, raw = raw, value = value).to_string();
            let is_doubtful = has_marks.get() && detect_decimal_mark(values).is_none();
            let doubt = if is_doubtful { t_string!(i18n, data.mark_ambiguous) } else { "" };
            Some(format::sentences(i18n.get_locale(), &[words.as_str(), doubt]))
        })
    };
    view! {
        <div class="field">
            <div class="field-row">
                <Show when=move || has_marks.get()>
                    <Choice
                        id="decimal-mark"
                        label=label!(i18n, data.mark)
                        value=Signal::derive(move || mark.get().char().to_string())
                        options=options
                        on_input=move |code: String| {
                            let mark = if code == "," { DecimalMark::Comma } else { DecimalMark::Point };
                            wizard.choices.update(|choices| choices.mark = mark);
                        }
                    />
                </Show>
                <CurrencyChoice desk=desk/>
            </div>
            <p class="hint" role="status">{hint}</p>
            <Show when=move || has_excess.get()>
                <label class="check">
                    <input
                        type="checkbox"
                        id="round-amounts"
                        prop:checked=move || wizard.choices.with(|choices| choices.round)
                        on:change=move |event| {
                            let round = event_target_checked(&event);
                            wizard.choices.update(|choices| choices.round = round);
                        }
                    />
                    <span>{tr!(i18n, data.round)}</span>
                </label>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn CurrencyChoice(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    let typed = Memo::new(move |_| wizard.choices.with(|choices| choices.currency.clone()));
    let currency = move || typed.with(|typed| typed.parse::<Currency>().ok());
    let suggested = Signal::derive(move || {
        let settings = session.settings();
        let mut codes = vec![settings.base().to_string()];
        codes.extend(settings.rates.into_keys());
        codes.extend(COMMON.map(str::to_owned));
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|code| seen.insert(code.clone()));
        codes
    });
    let hint = Signal::derive(move || {
        let missing = currency().filter(|currency| {
            session.settings().exchange().convert(Money::new(1, *currency)).is_none()
        });
        match missing {
            Some(currency) => t_string!(i18n, data.no_rate, code = currency.code()).to_string(),
            None => t_string!(i18n, data.currency_hint).to_owned(),
        }
    });
    let error = Signal::derive(move || match currency() {
        Some(_) => String::new(),
        None => t_string!(i18n, errors.not_a_currency).to_owned(),
    });
    view! {
        <Text
            id="currency"
            list="currency-codes"
            label=label!(i18n, orders.currency)
            value=typed
            hint=hint
            error=error
            on_input=move |text: String| {
                wizard.choices.update(|choices| choices.currency = text.trim().to_ascii_uppercase());
            }
        />
        <Suggest id="currency-codes" values=suggested/>
    }
    .into_any()
}

#[component]
fn MatchChoice(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let has_customers = Memo::new(move |_| {
        wizard.choices.with(|choices| choices.mapping.target) != Target::Customers
    });
    let by = Memo::new(move |_| wizard.choices.with(|choices| choices.match_by));
    let options = Signal::derive(move || {
        let option = |by: &MatchBy| {
            let (code, words) = wording::match_by(i18n, *by);
            (code.to_owned(), words.to_owned())
        };
        MatchBy::ALL.iter().map(option).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || has_customers.get()>
            <div class="field">
                <Choice
                    id="match-by"
                    label=label!(i18n, data.match_by)
                    value=Signal::derive(move || wording::match_by(i18n, by.get()).0.to_owned())
                    options=options
                    on_input=move |code: String| {
                        let mut all = MatchBy::ALL.into_iter();
                        if let Some(by) = all.find(|by| wording::match_by(i18n, *by).0 == code) {
                            wizard.choices.update(|choices| choices.match_by = by);
                        }
                    }
                />
                <p class="hint">{tr!(i18n, data.match_hint)}</p>
            </div>
        </Show>
    }
    .into_any()
}

/// The channel of interactions whose rows name none.
#[component]
fn UsualChannel(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let usual =
        Memo::new(move |_| wizard.choices.with(|choices| choices.mapping.hints.channel.clone()));
    let options = Signal::derive(move || {
        let none = (String::new(), t_string!(i18n, import.channel_none).to_owned());
        let option = |answer: Answer| (answer.code(), wording::answer(i18n, &answer));
        let all = Answer::all(Field::Channel).into_iter().map(option);
        std::iter::once(none).chain(all).collect::<Vec<_>>()
    });
    view! {
        <div class="field">
            <Choice
                id="usual-channel"
                label=label!(i18n, import.usual_channel)
                value=Signal::derive(move || usual.get().map_or(String::new(), |it| it.code().to_owned()))
                options=options
                on_input=move |code: String| {
                    let channel = Channel::ALL.iter().find(|channel| channel.code() == code);
                    wizard.choices.update(|choices| choices.mapping.hints.channel = channel.cloned());
                }
            />
            <p class="hint">{tr!(i18n, import.usual_channel_hint)}</p>
        </div>
    }
    .into_any()
}
