//! What records hold in fields people added, on their pages.

use leptos::prelude::*;
use model::custom::{is_link, values_of};
use model::{Custom, CustomField, CustomType, Id, Kind};

use crate::i18n::use_i18n;
use crate::session::use_session;
use crate::views::parts::customer_path;
use crate::views::url::href;
use crate::words;

/// Names and values of what is there, in the order of the fields, for a list of terms; follows
/// changes.
pub fn facts(kind: &Kind, custom: &Custom) -> Vec<AnyView> {
    if custom.is_empty() {
        return Vec::new();
    }
    let settings = use_session().settings();
    let fields = settings.fields_of(kind).into_iter();
    let facts = fields.filter_map(|(key, field)| {
        let mut values = values_of(custom, key).filter(|value| !value.is_empty()).peekable();
        values.peek()?;
        let values = values.enumerate().map(|(at, value)| {
            let between = if at == 0 { "" } else { ", " };
            view! { {between} {one(field, value)} }.into_any()
        });
        let values: Vec<AnyView> = values.collect();
        Some(
            view! { <dt>{field.name.clone()}</dt><dd data-field=key.to_owned()>{values}</dd> }
                .into_any(),
        )
    });
    facts.collect()
}

/// The same as a list of its own; nothing where nothing is.
pub fn shown(kind: &Kind, custom: &Custom) -> Option<AnyView> {
    let facts = facts(kind, custom);
    (!facts.is_empty()).then(|| view! { <dl class="facts tl-facts">{facts}</dl> }.into_any())
}

fn one(field: &CustomField, value: &str) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let words = session.look(|image| words::custom_value(i18n, image, field, value));
    let words = words.unwrap_or_default();
    match field.holds {
        CustomType::Link if is_link(value) => {
            // A letter or a call opens no page.
            let page = value.starts_with("http").then_some("_blank");
            view! { <a href=value.to_owned() rel="noreferrer" target=page>{words}</a> }.into_any()
        }
        CustomType::Customer => match customer(value) {
            Some(id) => view! { <a href=href(&customer_path(id))>{words}</a> }.into_any(),
            None => words.into_any(),
        },
        _ => view! { <span class="prose">{words}</span> }.into_any(),
    }
}

/// The customer a value stands for, if there is one.
fn customer(value: &str) -> Option<Id> {
    let id = value.parse().ok()?;
    let found = use_session().look(|image| {
        let id = image.resolve(id);
        image.tables.customers.get(id).map(|_| id)
    });
    found.flatten()
}
