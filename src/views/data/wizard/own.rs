//! A column that becomes a field of one's own: which one, or a new one and what it holds.

use interchange::csv::CustomColumn;
use leptos::prelude::*;
use model::{CustomField, CustomType, Settings};

use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::wizard::Wizard;
use crate::views::data::wizard::choices::Choices;
use crate::views::data::wording;

/// The types a column of a file can be given.
const TYPES: [CustomType; 9] = [
    CustomType::Text,
    CustomType::Number,
    CustomType::Money,
    CustomType::Day,
    CustomType::Choice,
    CustomType::Choices,
    CustomType::Flag,
    CustomType::Link,
    CustomType::Customer,
];

/// The code of the option to add a field.
pub const NEW: &str = "new";
/// What the codes of fields that are there begin with.
pub const OWN: &str = "own:";

/// The fields to offer for a column that holds the one with the key `held`, if any.
pub fn fields(
    settings: &Settings,
    choices: &Choices,
    held: Option<&str>,
) -> Vec<(String, CustomField)> {
    let kind = choices.mapping.target.kind();
    let is_offered = |(key, field): &(&String, &CustomField)| {
        field.on == kind.name() && (!field.retired || held == Some(key.as_str()))
    };
    let fields = settings.fields.iter().filter(is_offered);
    let mut fields: Vec<_> = fields.map(|(key, field)| (key.clone(), field.clone())).collect();
    fields.sort_by(|(_, a), (_, b)| (a.place, &a.name).cmp(&(b.place, &b.name)));
    fields
}

/// The code of what a column holds, if that is a field of one's own.
pub fn code(settings: &Settings, choices: &Choices, column: usize) -> Option<String> {
    let custom = choices.mapping.custom.get(&column)?;
    let kind = choices.mapping.target.kind();
    let there = settings.fields.get(&custom.key).filter(|field| field.on == kind.name());
    Some(there.map_or(NEW.to_owned(), |_| format!("{OWN}{}", custom.key)))
}

impl Wizard {
    /// Makes a column that of a new field, or of the one that has this name already.
    pub fn propose_field(self, column: usize, name: &str) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let settings = self.session.peek(|image| image.settings().clone()).unwrap_or_default();
        self.choices.update(|choices| {
            let values = opened.samples.filled(column);
            let kind = choices.mapping.target.kind();
            let mut custom = CustomColumn::propose(&kind, name, values, &settings.fields);
            let before = choices.mapping.custom.get(&column);
            // What was chosen for it stays when only its name changes.
            if let Some(before) = before
                && !settings.fields.contains_key(&custom.key)
                && !settings.fields.contains_key(&before.key)
            {
                custom.field.holds = before.field.holds.clone();
            }
            choices.set_custom(column, custom, &opened);
        });
    }

    /// Makes a column that of a field that is there.
    pub fn take_field(self, column: usize, key: &str) {
        let Some(opened) = self.opened.get_untracked() else { return };
        let settings = self.session.peek(|image| image.settings().clone()).unwrap_or_default();
        if let Some(field) = settings.fields.get(key) {
            let custom = CustomColumn { key: key.to_owned(), field: field.clone() };
            self.choices.update(|choices| choices.set_custom(column, custom, &opened));
        }
    }

    fn retype_field(self, column: usize, holds: CustomType) {
        let Some(opened) = self.opened.get_untracked() else { return };
        self.choices.update(|choices| {
            if let Some(mut custom) = choices.mapping.custom.get(&column).cloned() {
                custom.field.holds = holds;
                choices.set_custom(column, custom, &opened);
            }
        });
    }
}

/// Name and type of the field that a column is for: to choose if it is new, to know if not.
#[component]
pub fn OwnField(desk: Desk, column: usize) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    let held = Memo::new(move |_| {
        wizard.choices.with(|choices| choices.mapping.custom.get(&column).cloned())
    });
    let is_new = Memo::new(move |_| {
        let settings = session.settings();
        wizard.choices.with(|choices| code(&settings, choices, column)).is_some_and(|c| c == NEW)
    });
    let is_held = Memo::new(move |_| held.with(Option::is_some));
    let holds = move || held.with(|held| held.as_ref().map(|held| held.field.holds.clone()));
    let type_code = move || holds().map_or(String::new(), |holds| holds.code().to_owned());
    let name = move || held.with(|held| held.as_ref().map(|held| held.field.name.clone()));
    let options = move || {
        let chosen = untrack(holds);
        let option = |of: &CustomType| {
            let words = wording::custom_type(i18n, of);
            let selected = chosen.as_ref() == Some(of);
            view! { <option value=of.code().to_owned() selected=selected>{words}</option> }
        };
        TYPES.iter().map(option).collect_view()
    };
    let told = move || {
        let holds = wording::custom_type(i18n, &holds()?);
        Some(t_string!(i18n, import.field_type, holds = holds).to_string())
    };
    move || {
        if !is_held.get() {
            return None;
        }
        Some(match is_new.get() {
            true => view! {
                <div class="own-field">
                    <input
                        type="text"
                        id=format!("own-name-{column}")
                        aria-label=tr!(i18n, import.new_field_name)
                        prop:value=move || name().unwrap_or_default()
                        on:change=move |event| wizard.propose_field(column, &event_target_value(&event))
                    />
                    <select
                        id=format!("own-type-{column}")
                        aria-label=tr!(i18n, import.new_field_type)
                        prop:value=type_code
                        on:change=move |event| {
                            wizard.retype_field(column, CustomType::from_code(&event_target_value(&event)));
                        }
                    >
                        {options}
                    </select>
                </div>
            }
            .into_any(),
            false => view! { <p class="hint">{told}</p> }.into_any(),
        })
    }
}
