//! What becomes of rows about records that are here already.

use interchange::csv::Target;
use leptos::prelude::*;
use workspace::commands::{ImportMode, MatchBy, Rule};

use crate::components::Choice;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::views::data::desk::Desk;
use crate::views::data::wizard::choices::Choices;
use crate::views::data::wording;

/// What becomes of them, in a line.
pub fn in_words(i18n: I18n, choices: &Choices) -> String {
    let (mode, key) = (choices.rules.mode, choices.rules.key);
    let key = wording::match_by(i18n, key).1;
    match (choices.mapping.target, mode) {
        (Target::Customers, ImportMode::Both) if choices.rules.key == MatchBy::Code => {
            t_string!(i18n, data.known_codes).to_owned()
        }
        (Target::Customers, ImportMode::Both) => {
            t_string!(i18n, import.known_by, key = key).to_string()
        }
        (Target::Customers, ImportMode::CreateOnly) => {
            t_string!(i18n, import.known_not, key = key).to_string()
        }
        (Target::Customers, ImportMode::UpdateOnly) => {
            t_string!(i18n, import.known_only, key = key).to_string()
        }
        (Target::Orders, ImportMode::Both) => t_string!(i18n, data.known_numbers).to_owned(),
        (Target::Orders, ImportMode::CreateOnly) => t_string!(i18n, import.orders_not).to_owned(),
        (Target::Orders, ImportMode::UpdateOnly) => t_string!(i18n, import.orders_only).to_owned(),
        (Target::Interactions, ImportMode::Both) => {
            t_string!(i18n, import.known_interactions).to_owned()
        }
        (Target::Interactions, ImportMode::CreateOnly) => {
            t_string!(i18n, import.interactions_not).to_owned()
        }
        (Target::Interactions, ImportMode::UpdateOnly) => {
            t_string!(i18n, import.interactions_only).to_owned()
        }
    }
}

/// Which rows are taken, what customers are known by, and whether each column has a rule.
#[component]
pub fn Rules(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let choices = wizard.choices;
    let mode = Memo::new(move |_| choices.with(|choices| choices.rules.mode));
    let key = Memo::new(move |_| choices.with(|choices| choices.rules.key));
    let is_customers =
        Memo::new(move |_| choices.with(|choices| choices.mapping.target == Target::Customers));
    let has_key = Memo::new(move |_| choices.with(Choices::has_key));
    let updates = Memo::new(move |_| choices.with(Choices::updates));
    let modes = Signal::derive(move || {
        let words = |mode: ImportMode| match mode {
            ImportMode::Both => t_string!(i18n, import.mode_both),
            ImportMode::CreateOnly => t_string!(i18n, import.mode_create),
            ImportMode::UpdateOnly => t_string!(i18n, import.mode_update),
        };
        let option =
            |mode: ImportMode| (wording::mode_code(mode).to_owned(), words(mode).to_owned());
        ImportMode::ALL.map(option).to_vec()
    });
    let keys = Signal::derive(move || {
        let option = |by: MatchBy| {
            let (code, words) = wording::match_by(i18n, by);
            (code.to_owned(), words.to_owned())
        };
        MatchBy::ALL.map(option).to_vec()
    });
    let no_key = move || match is_customers.get() {
        true => t_string!(i18n, import.no_key),
        false => t_string!(i18n, import.no_number),
    };
    view! {
        <details class="card" id="import-rules">
            <summary class="card-head"><h2>{tr!(i18n, import.rules)}</h2></summary>
            <div class="card-body form">
                <p class="hint">{tr!(i18n, import.rules_text)}</p>
                <div class="field-row">
                    <Choice
                        id="import-mode"
                        label=label!(i18n, import.mode)
                        value=Signal::derive(move || wording::mode_code(mode.get()).to_owned())
                        options=modes
                        on_input=move |code: String| {
                            let mut all = ImportMode::ALL.into_iter();
                            if let Some(mode) = all.find(|mode| wording::mode_code(*mode) == code) {
                                choices.update(|choices| choices.rules.mode = mode);
                            }
                        }
                    />
                    <Show when=move || is_customers.get()>
                        <Choice
                            id="import-key"
                            label=label!(i18n, import.key)
                            value=Signal::derive(move || wording::match_code(key.get()).to_owned())
                            options=keys
                            on_input=move |code: String| {
                                let mut all = MatchBy::ALL.into_iter();
                                if let Some(by) = all.find(|by| wording::match_code(*by) == code) {
                                    choices.update(|choices| choices.rules.key = by);
                                }
                            }
                        />
                    </Show>
                </div>
                <p class="hint" role="status">{move || (!has_key.get()).then(no_key)}</p>
                <Show when=move || updates.get()>
                    <label class="check">
                        <input
                            type="checkbox"
                            id="rule-by-field"
                            prop:checked=move || wizard.by_field.get()
                            on:change=move |event| wizard.decide_by_field(event_target_checked(&event))
                        />
                        <span>{tr!(i18n, import.by_field)}</span>
                    </label>
                </Show>
            </div>
        </details>
    }
    .into_any()
}

/// The rule of a column, beside what it holds.
#[component]
pub fn ColumnRule(desk: Desk, column: usize, #[prop(into)] name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let choices = wizard.choices;
    let rule = Memo::new(move |_| {
        let applies = wizard.by_field.get() && choices.with(Choices::updates);
        applies.then(|| choices.with(|choices| choices.rule(column))).flatten()
    });
    // A column that becomes a list has other rules.
    let all = Memo::new(move |_| rule.get().map(|(_, all)| all));
    let choose = move |code: String| {
        if let Some(rule) = Rule::LIST.into_iter().find(|rule| wording::rule_code(*rule) == code) {
            choices.update(|choices| choices.set_rule(column, rule));
        }
    };
    move || {
        let all = all.get()?;
        let is_list = all.contains(&Rule::Add);
        let chosen = rule.get_untracked().map(|(rule, _)| rule);
        let option = move |of: &Rule| {
            let of = *of;
            view! {
                <option value=wording::rule_code(of) selected=chosen == Some(of)>
                    {move || wording::rule(i18n, of, is_list)}
                </option>
            }
        };
        Some(view! {
            <select
                id=format!("rule-{column}")
                class="rule"
                aria-label=move || t_string!(i18n, import.rule_for, column = name.get()).to_string()
                prop:value=move || rule.get().map_or("", |(rule, _)| wording::rule_code(rule))
                on:change=move |event| choose(event_target_value(&event))
            >
                {all.iter().map(option).collect_view()}
            </select>
        })
    }
}
