//! What the answers in columns of choices mean, where the words do not say it.

use std::collections::BTreeSet;

use interchange::csv::values::read_choice;
use interchange::csv::{Answer, Distinct, Field, Reading, ValueTable};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::views::data::desk::Desk;
use crate::views::data::wizard::columns::column_name;
use crate::views::data::wording;

/// Largest file, in bytes, whose rows are all looked at while columns are matched: no wait
/// that is felt. Of larger ones the check finds what the sample did not show.
const ALL_ROWS: f64 = 2e6;

/// A value in a column some of whose values say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    column: usize,
    field: Field,
    text: String,
    /// The rows that have it, as far as anybody counted.
    count: u64,
}

/// The values of columns of choices, to say what each means. Only of columns where one of
/// them says nothing by itself.
#[component]
pub fn Meanings(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let choices = wizard.choices;
    let columns = Memo::new(move |_| {
        choices.with(|choices| {
            let columns = choices.mapping.columns.iter().enumerate();
            let held = columns.filter_map(|(column, field)| Some((column, (*field)?)));
            held.filter(|(_, field)| field.is_choice()).collect::<Vec<_>>()
        })
    });
    let is_sampled = move || wizard.opened.with(|o| o.as_ref().is_some_and(|o| o.size > ALL_ROWS));
    let counted = Memo::new(move |_| {
        let Some(opened) = wizard.opened.get() else { return Vec::new() };
        let count = |column: usize| {
            let all = wizard.table.try_update_value(|table| {
                let table = table.as_mut().filter(|_| opened.size <= ALL_ROWS);
                table.map(|table| table.distinct(column))
            });
            all.flatten().unwrap_or_else(|| opened.samples.distinct(column))
        };
        columns.get().into_iter().map(|(column, _)| count(column)).collect::<Vec<Distinct>>()
    });
    let asked = Memo::new(move |_| {
        let columns = columns.get();
        let found = wizard.unknown.get();
        counted.with(|counted| {
            choices.with(|choices| {
                let mut asked = Vec::new();
                for ((column, field), distinct) in columns.into_iter().zip(counted) {
                    let none = ValueTable::new();
                    let values = distinct.values(&choices.mapping, &none);
                    let seen: BTreeSet<String> =
                        values.iter().map(|value| value.text.to_lowercase()).collect();
                    let more = found.iter().filter(|((at, text), _)| {
                        *at == column && !seen.contains(&text.to_lowercase())
                    });
                    let more: Vec<_> = more.collect();
                    let silent = values.iter().any(|value| value.reads == Reading::Unknown);
                    if !silent && more.is_empty() {
                        continue;
                    }
                    let of =
                        |text: &str, count| Asked { column, field, text: text.to_owned(), count };
                    asked.extend(values.iter().map(|value| of(&value.text, value.count)));
                    asked.extend(more.into_iter().map(|((_, text), count)| of(text, *count)));
                }
                asked
            })
        })
    });
    let open_count = Memo::new(move |_| {
        asked.with(|asked| {
            choices.with(|choices| {
                let reads = |one: &&Asked| {
                    read_choice(&choices.mapping, &choices.values, one.column, &one.text)
                };
                asked.iter().filter(|one| reads(one) == Reading::Unknown).count()
            })
        })
    });
    let some = Memo::new(move |_| asked.with(|asked| !asked.is_empty()));
    let any_open = Memo::new(move |_| open_count.get() > 0);
    let rows = move || asked.get().into_iter().map(|one| row(desk, one)).collect_view();
    view! {
        <Show when=move || some.get()>
            <details class="card" id="meanings" open=any_open.get_untracked()>
                <summary class="card-head">
                    <h2>{tr!(i18n, import.meanings)}</h2>
                    <Show when=move || any_open.get()>
                        <span class="chip" data-tone="warn">
                            {move || t_string!(i18n, import.meanings_open, count = open_count.get()).to_string()}
                        </span>
                    </Show>
                </summary>
                <div class="card-body">
                    <p class="hint">{tr!(i18n, import.meanings_text)}</p>
                    <Show when=is_sampled><p class="hint">{tr!(i18n, import.meanings_sampled)}</p></Show>
                    <table class="table map-table">
                        <thead>
                            <tr>
                                <th scope="col">{tr!(i18n, import.value)}</th>
                                <th scope="col">{tr!(i18n, import.means)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </Show>
    }
    .into_any()
}

/// The code of leaving a field empty; no answer has it.
const EMPTY: &str = "-";

fn row(desk: Desk, one: Asked) -> AnyView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let choices = wizard.choices;
    let Asked { column, field, text, count } = one;
    let text = StoredValue::new(text);
    let said = Memo::new(move |_| {
        choices.with(|choices| {
            let said = text.with_value(|text| choices.values.get(column, text).map(|a| a.cloned()));
            said.map_or(String::new(), |answer| answer.map_or(EMPTY.to_owned(), |a| a.code()))
        })
    });
    // What it says by itself.
    let alone = choices.with_untracked(|choices| {
        text.with_value(|text| read_choice(&choices.mapping, &ValueTable::new(), column, text))
    });
    let as_is = move || match &alone {
        Reading::Unknown => t_string!(i18n, import.not_understood).to_owned(),
        Reading::Empty => {
            let answer = t_string!(i18n, import.leave_empty);
            t_string!(i18n, import.as_is, answer = answer).to_string()
        }
        Reading::Is(answer) => {
            let answer = wording::answer(i18n, answer);
            t_string!(i18n, import.as_is, answer = answer).to_string()
        }
    };
    let say = move |code: String| {
        choices.update(|choices| {
            text.with_value(|text| match code.as_str() {
                "" => choices.values.unset(column, text),
                EMPTY => choices.values.set(column, text, None),
                code => {
                    if let Some(answer) = Answer::from_code(field, code) {
                        choices.values.set(column, text, Some(answer));
                    }
                }
            });
        });
    };
    let place = move || {
        let opened = wizard.opened.get()?;
        let column = column_name(i18n, &opened, column);
        let count = format::count(i18n.get_locale(), count as usize);
        Some(format!("{column} · {}: {count}", t_string!(i18n, import.times)))
    };
    let label = move || {
        let column = wizard.opened.get().map(|opened| column_name(i18n, &opened, column));
        let column = column.unwrap_or_default();
        let value = text.get_value();
        t_string!(i18n, import.means_for, value = value, column = column).to_string()
    };
    let options = move || {
        let chosen = said.get_untracked();
        let option = |answer: Answer| {
            let code = answer.code();
            let selected = code == chosen;
            view! { <option value=code selected=selected>{wording::answer(i18n, &answer)}</option> }
        };
        Answer::all(field).into_iter().map(option).collect_view()
    };
    // A number cannot be chosen from a list.
    let number = (field == Field::Size).then(|| {
        let typed = move || said.get().parse::<u32>().map(|n| n.to_string()).unwrap_or_default();
        view! {
            <input
                type="number"
                min="0"
                inputmode="numeric"
                aria-label=tr!(i18n, import.size_of)
                prop:value=typed
                on:change=move |event| say(event_target_value(&event))
            />
        }
    });
    let has_number = field == Field::Size;
    view! {
        <tr data-value=text.get_value()>
            <td>
                <b>{text.get_value()}</b>
                <span class="sample">{place}</span>
            </td>
            <td>
                <div class="own-field">
                    <select
                        aria-label=label
                        prop:value=move || {
                            let said = said.get();
                            if has_number && said != EMPTY { String::new() } else { said }
                        }
                        on:change=move |event| say(event_target_value(&event))
                    >
                        <option value="">{as_is}</option>
                        <option value=EMPTY selected=move || said.get_untracked() == EMPTY>
                            {tr!(i18n, import.leave_empty)}
                        </option>
                        {options}
                    </select>
                    {number}
                </div>
            </td>
        </tr>
    }
    .into_any()
}
