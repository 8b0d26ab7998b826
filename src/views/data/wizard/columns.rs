//! The second step: what each column holds, and whether it is read right.

use std::sync::Arc;

use interchange::csv::{Field, Target};
use leptos::prelude::*;
use model::CustomField;

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{I18n, Words, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::dropzone::listen_for_drops;
use crate::views::data::trouble::TroubleNote;
use crate::views::data::wizard::kept::{Kept, KeptOffers};
use crate::views::data::wizard::meanings::Meanings;
use crate::views::data::wizard::own::OwnField;
use crate::views::data::wizard::preview::Preview;
use crate::views::data::wizard::rules::{ColumnRule, Rules};
use crate::views::data::wizard::values::Values;
use crate::views::data::wizard::written::Written;
use crate::views::data::wizard::{Opened, import_receiver, own, rules};
use crate::views::data::wording;

/// Values shown of a column.
const SHOWN: usize = 3;

/// A column's name, or its number where the file has no name for it.
pub fn column_name(i18n: I18n, opened: &Opened, column: usize) -> String {
    match opened.headers.get(column) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => t_string!(i18n, data.column, n = column + 1).to_string(),
    }
}

/// Everything to decide before the import.
#[component]
pub fn Columns(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    listen_for_drops(import_receiver(session));
    let about = move || {
        let opened = wizard.opened.get()?;
        let locale = i18n.get_locale();
        let encoding = wording::encoding(i18n, opened.wishes.encoding?);
        let delimiter = wording::delimiter(i18n, opened.wishes.delimiter?);
        let size = format::bytes(locale, opened.size);
        let (file, encoding, delimiter) = (opened.name.clone(), encoding, delimiter);
        Some(
            t_string!(
                i18n,
                data.opened,
                file = file,
                size = size,
                encoding = encoding,
                delimiter = delimiter
            )
            .to_string(),
        )
    };
    view! {
        <div class="callout" data-tone="info">
            <Icon glyph=Glyph::Info/>
            <div>
                <p>{about}</p>
                <button type="button" class="btn small" on:click=move |_| wizard.start_over()>
                    {tr!(i18n, data.another)}
                </button>
            </div>
        </div>
        <Recognised desk=desk/>
        <KeptOffers desk=desk/>
        <TargetChoice desk=desk/>
        <MatchColumns desk=desk/>
        <Meanings desk=desk/>
        <Values desk=desk/>
        <Rules desk=desk/>
        <Kept desk=desk/>
        <Written desk=desk/>
        <Preview desk=desk/>
        <Warnings desk=desk/>
        <Show when=move || !wizard.has_encoding_trouble()>
            <TroubleNote trouble=wizard.trouble file=wizard.name/>
        </Show>
        <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
        <Run desk=desk/>
    }
    .into_any()
}

/// Whether the file is known as that of another program, and the short way from there.
#[component]
fn Recognised(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let source = Memo::new(move |_| wizard.choices.with(|choices| choices.mapping.hints.source));
    move || {
        let source = source.get()?;
        let words = move || {
            let source = wording::source(i18n, source);
            t_string!(i18n, import.recognised, source = source).to_string()
        };
        Some(view! {
            <div class="callout" id="recognised" data-tone="good" role="status">
                <Icon glyph=Glyph::Check/>
                <div>
                    <p>{words}</p>
                    <CheckButton desk=desk id="check-at-once" class="btn small primary"/>
                </div>
            </div>
        })
    }
}

/// Starts the check, once nothing is missing.
#[component]
fn CheckButton(desk: Desk, id: &'static str, class: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    let is_ready = Memo::new(move |_| wizard.choices.with(|choices| choices.plan().is_some()));
    view! {
        <button
            type="button"
            class=class
            id=id
            aria-describedby="import-warnings"
            disabled=move || session.tasks.busy() || !is_ready.get()
            on:click=move |_| {
                if let Some(plan) = wizard.choices.with_untracked(|choices| choices.plan()) {
                    wizard.check(desk, plan);
                }
            }
        >
            {tr!(i18n, import.check)}
        </button>
    }
    .into_any()
}

#[component]
fn TargetChoice(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let target = Memo::new(move |_| wizard.choices.with(|choices| choices.mapping.target));
    let radio = move |of: Target, id: &'static str, words: Words| {
        view! {
            <label>
                <input
                    type="radio"
                    name="target"
                    id=id
                    prop:checked=move || target.get() == of
                    on:change=move |_| wizard.aim(of)
                />
                {move || words(i18n)}
            </label>
        }
    };
    let known = move || wizard.choices.with(|choices| rules::in_words(i18n, choices));
    view! {
        <fieldset class="group">
            <legend>{tr!(i18n, data.what)}</legend>
            <div class="segmented">
                {radio(Target::Customers, "target-customers", |i18n| t_string!(i18n, data.a_customer))}
                {radio(Target::Orders, "target-orders", |i18n| t_string!(i18n, data.an_order))}
                {radio(Target::Interactions, "target-interactions", |i18n| t_string!(i18n, import.an_interaction))}
            </div>
            <p class="hint">{known}</p>
        </fieldset>
    }
    .into_any()
}

#[component]
fn MatchColumns(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let rows = move || {
        let opened = wizard.opened.get()?;
        let columns = 0..opened.headers.len();
        Some(columns.map(|column| column_row(desk, &opened, column)).collect_view())
    };
    // What was recognised is right as it is, most of the time. What has once been unfolded
    // stays so.
    let is_open = Memo::new(move |before: Option<&bool>| {
        let is_to_do = wizard.choices.with(|choices| {
            choices.mapping.hints.source.is_none() || !choices.missing().is_empty()
        });
        is_to_do || before.is_some_and(|before| *before)
    });
    view! {
        <details class="card" aria-labelledby="columns-title" prop:open=move || is_open.get()>
            <summary class="card-head"><h2 id="columns-title" tabindex="-1">{tr!(i18n, data.match_columns)}</h2></summary>
            <div class="card-body">
                <table class="table map-table">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, data.in_file)}</th>
                            <th scope="col">{tr!(i18n, data.in_rapport)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn column_row(desk: Desk, opened: &Arc<Opened>, column: usize) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    let mut shown: Vec<&str> = Vec::new();
    for value in opened.samples.filled(column) {
        if shown.len() < SHOWN && !shown.contains(&value) {
            shown.push(value);
        }
    }
    let sample = shown.join(", ");
    let is_blank = sample.is_empty();
    let name = {
        let opened = opened.clone();
        Signal::derive(move || column_name(i18n, &opened, column))
    };
    let held = Memo::new(move |_| {
        let settings = session.settings();
        wizard.choices.with(|choices| {
            let field = choices.mapping.columns.get(column).copied().flatten();
            let own = || own::code(&settings, choices, column);
            field.map(|field| wording::field_code(field).to_owned()).or_else(own)
        })
    });
    let options = move || {
        let target = wizard.choices.with(|choices| choices.mapping.target);
        let chosen = held.get_untracked();
        let option = |of: &Field| {
            let code = wording::field_code(*of);
            view! {
                <option value=code selected=chosen.as_deref() == Some(code)>
                    {wording::field(i18n, *of)}
                </option>
            }
        };
        target.fields().iter().map(option).collect_view()
    };
    let own_options = move || {
        let settings = session.settings();
        // A field that is kept for this column alone is offered as long as the column has it.
        let chosen = held.get();
        let key = chosen.as_deref().and_then(|code| code.strip_prefix(own::OWN));
        let fields = wizard.choices.with(|choices| own::fields(&settings, choices, key));
        let option = |(key, field): (String, CustomField)| {
            let code = format!("{}{key}", own::OWN);
            let selected = chosen.as_ref() == Some(&code);
            view! { <option value=code selected=selected>{field.name}</option> }
        };
        let is_new = chosen.as_deref() == Some(own::NEW);
        view! {
            <optgroup label=tr!(i18n, import.own_fields)>
                {fields.into_iter().map(option).collect_view()}
                <option value=own::NEW selected=is_new>{tr!(i18n, import.new_field)}</option>
            </optgroup>
        }
    };
    let choose = move |code: String| {
        let Some(opened) = wizard.opened.get_untracked() else { return };
        if code == own::NEW {
            return wizard.propose_field(column, &name.get_untracked());
        }
        if let Some(key) = code.strip_prefix(own::OWN) {
            return wizard.take_field(column, key);
        }
        let fields = wizard.target().fields().iter().copied();
        let field = fields.into_iter().find(|field| wording::field_code(*field) == code);
        wizard.choices.update(|choices| choices.set(column, field, &opened, wizard.base()));
    };
    view! {
        <tr>
            <td>
                <b>{name}</b>
                <span class="sample">
                    {if is_blank { tr!(i18n, data.no_values).into_any() } else { sample.into_any() }}
                </span>
            </td>
            <td>
                <select
                    id=format!("column-{column}")
                    aria-label=move || t_string!(i18n, data.field_for, column = name.get()).to_string()
                    prop:value=move || held.get().unwrap_or_default()
                    on:change=move |event| choose(event_target_value(&event))
                >
                    <option value="" selected=move || held.get_untracked().is_none()>{tr!(i18n, data.leave_out)}</option>
                    {options}
                    {own_options}
                </select>
                <OwnField desk=desk column=column/>
                <ColumnRule desk=desk column=column name=name/>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Warnings(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let words = move || {
        let Some(opened) = wizard.opened.get() else { return Vec::new() };
        wizard.choices.with(|choices| {
            let missing = choices.missing().into_iter().map(|fields| {
                t_string!(i18n, data.missing, fields = wording::any_field(i18n, fields)).to_string()
            });
            let duplicates = opened.duplicates.iter().map(|(name, count)| {
                t_string!(i18n, data.duplicate, name = name, count = count).to_string()
            });
            let repeated = choices.has_repeated_codes(&opened);
            let repeated = repeated.then(|| t_string!(i18n, data.repeated_codes).to_owned());
            missing.chain(duplicates).chain(repeated).collect()
        })
    };
    view! {
        <div id="import-warnings" class="stack" role="status">
            {move || words().into_iter().map(|words| view! {
                <div class="callout" data-tone="warn"><Icon glyph=Glyph::Alert/><div>{words}</div></div>
            }).collect_view()}
        </div>
    }
    .into_any()
}

/// What an import of these rows is called.
pub fn import_label(i18n: I18n, target: Target) -> &'static str {
    match target {
        Target::Customers => t_string!(i18n, data.import_customers),
        Target::Orders => t_string!(i18n, data.import_orders),
        Target::Interactions => t_string!(i18n, import.import_interactions),
    }
}

#[component]
fn Run(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    view! {
        <div class="btn-row">
            <CheckButton desk=desk id="check-import" class="btn primary"/>
            <button type="button" class="btn" disabled=move || session.tasks.busy() on:click=move |_| wizard.start_over()>
                {tr!(i18n, shell.cancel)}
            </button>
        </div>
    }
    .into_any()
}
