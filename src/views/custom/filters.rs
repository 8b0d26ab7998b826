//! What lists are narrowed to by fields people added, as it stands in the address. Part of the
//! first load: the customer list has it.

use leptos::prelude::*;
use model::custom::{NO, YES};
use model::{CustomField, CustomType, Kind};
use workspace::query::CustomTest;

use crate::components::Choice;
use crate::i18n::{I18n, t_string, use_i18n};
use crate::session::use_session;
use crate::views::parts::chip;
use crate::views::url::Params;
use crate::words;

/// What comes before a field's key in the name of its parameter.
const PREFIX: &str = "f.";
/// The value of a parameter that asks for anything.
const ANY: &str = "*";

/// The fields that are narrowed to something, with their values; follows changes.
pub fn set(params: Params) -> Vec<(String, String)> {
    params.starting(PREFIX)
}

/// The names of their parameters.
pub fn names(params: Params) -> Vec<String> {
    set(params).into_iter().map(|(key, _)| format!("{PREFIX}{key}")).collect()
}

/// What the address asks for; follows changes.
pub fn read(params: Params) -> Vec<(String, CustomTest)> {
    let tests = set(params).into_iter().map(|(key, value)| match value.as_str() {
        ANY => (key, CustomTest::Any),
        _ => (key, CustomTest::Is(value)),
    });
    tests.collect()
}

/// Narrows to a value, or with an empty one no longer.
fn write(params: Params, key: &str, value: String) {
    params.set(&[(&format!("{PREFIX}{key}"), value)]);
}

/// A chip for each that is set, with a way to take it away; follows changes.
pub fn chips(params: Params) -> Vec<AnyView> {
    let i18n = use_i18n();
    let fields = use_session().settings().fields;
    let chips = set(params).into_iter().map(|(key, value)| {
        let field = fields.get(&key);
        let flag = field.is_some_and(|field| field.holds == CustomType::Flag);
        let name = field.map_or(&key, |field| &field.name);
        let text = format!("{name}: {}", words_of(i18n, flag, &value));
        chip(text, move || write(params, &key, String::new()))
    });
    chips.collect()
}

fn words_of(i18n: I18n, flag: bool, value: &str) -> String {
    match value {
        ANY => t_string!(i18n, custom.filled).to_owned(),
        _ if flag => words::custom_flag(i18n, value),
        _ => value.to_owned(),
    }
}

/// Fields with a few values, which a list can be narrowed to.
fn fields(kind: Kind) -> Memo<Vec<(String, CustomField)>> {
    let session = use_session();
    Memo::new(move |_| {
        let settings = session.settings();
        let few = |holds: &CustomType| {
            matches!(holds, CustomType::Choice | CustomType::Choices | CustomType::Flag)
        };
        let fields = settings.fields_of(&kind).into_iter().filter(|(_, field)| few(&field.holds));
        fields.map(|(key, field)| (key.to_owned(), field.clone())).collect()
    })
}

fn options(i18n: I18n, field: &CustomField) -> Vec<(String, String)> {
    let flag = field.holds == CustomType::Flag;
    let values = if flag { vec![YES.into(), NO.into()] } else { field.choices.clone() };
    let any = (String::new(), t_string!(i18n, shell.any).to_owned());
    let values = values.into_iter().chain([ANY.to_owned()]);
    let values = values.map(|value| (value.clone(), words_of(i18n, flag, &value)));
    std::iter::once(any).chain(values).collect()
}

/// A choice for each field of a kind that has few values, one below the other.
#[component]
pub fn CustomFilters(
    /// The kind.
    kind: Kind,
    /// The address.
    params: Params,
) -> impl IntoView {
    let i18n = use_i18n();
    let fields = fields(kind);
    (move || {
        let each = |(key, field): (String, CustomField)| {
            let (id, label) = (format!("filter-custom-{key}"), field.name.clone());
            let at = format!("{PREFIX}{key}");
            let value = Signal::derive(move || params.get(&at));
            let options = Signal::derive(move || options(i18n, &field));
            let set = move |value: String| write(params, &key, value);
            view! { <Choice id=id label=label value=value options=options on_input=set/> }
                .into_any()
        };
        fields.get().into_iter().map(each).collect_view()
    })
    .into_any()
}

/// The same, side by side among the tools of a list.
#[component]
pub fn CustomSelects(
    /// The kind.
    kind: Kind,
    /// The address.
    params: Params,
) -> impl IntoView {
    let i18n = use_i18n();
    let fields = fields(kind);
    (move || {
        let each = |(key, field): (String, CustomField)| {
            let (id, at) = (format!("filter-custom-{key}"), format!("{PREFIX}{key}"));
            let (name, chosen) = (field.name.clone(), at.clone());
            let options = move || {
                let chosen = params.get(&chosen);
                let option = |(value, words): (String, String)| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{words}</option> }
                };
                options(i18n, &field).into_iter().map(option).collect_view()
            };
            view! {
                <label class="inline-field">
                    <span>{name}</span>
                    <select
                        id=id
                        prop:value=move || params.get(&at)
                        on:change=move |event| write(params, &key, event_target_value(&event))
                    >
                        {options}
                    </select>
                </label>
            }
            .into_any()
        };
        fields.get().into_iter().map(each).collect_view()
    })
    .into_any()
}
