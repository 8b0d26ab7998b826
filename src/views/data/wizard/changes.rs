//! What would change in a record, value by value, in words.

use std::sync::Arc;

use interchange::csv::Field;
use leptos::prelude::*;
use model::row::Change;
use model::{Channel, CustomField, CustomType, CustomerType, Money, Path, Stage, Value};
use workspace::commands::Previewed;

use crate::format;
use crate::i18n::{I18n, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::data::wording;
use crate::words;

/// Longest value shown, in characters.
const LONGEST: usize = 120;

/// A record and what changes in it. Must be called inside a component.
pub fn record(one: Previewed) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let Previewed { name, number, changes, .. } = one;
    // Whose order it is stands above.
    let changes = changes.into_iter().filter(|change| &*change.path.field != "customer");
    let line = |change: Change| {
        let change = Arc::new(change);
        let of = {
            let change = change.clone();
            move || field(i18n, session, &change.path)
        };
        let side = move |value: Option<Value>, path: Path| {
            move || {
                let words = value.as_ref().map(|found| value_in_words(i18n, session, &path, found));
                words.unwrap_or_default()
            }
        };
        let before = change.before.clone().map(|value| {
            let words = side(Some(value), change.path.clone());
            view! { <del><span class="visually-hidden">{tr!(i18n, import.before)}" "</span>{words}</del>" " }
        });
        let after = match change.after.clone() {
            Some(value) => {
                let words = side(Some(value), change.path.clone());
                view! { <ins><span class="visually-hidden">{tr!(i18n, import.after)}" "</span>{words}</ins> }
                    .into_any()
            }
            None => view! { <span class="muted">{tr!(i18n, import.nothing)}</span> }.into_any(),
        };
        view! { <div><dt>{of}</dt><dd>{before}{after}</dd></div> }
    };
    view! {
        <li>
            <p><b>{name}</b>" "<span class="muted">{number}</span></p>
            <dl>{changes.map(line).collect_view()}</dl>
        </li>
    }
    .into_any()
}

/// What a value is called.
fn field(i18n: I18n, session: Session, path: &Path) -> String {
    let of = match &*path.field {
        "name" => Field::Name,
        "customer_type" => Field::CustomerType,
        "code" => Field::Code,
        "stage" => Field::Stage,
        "owner" => Field::Owner,
        "tags" => Field::Tags,
        "phones" => Field::Phone,
        "emails" => Field::Email,
        "street" => Field::Street,
        "city" => Field::City,
        "region" => Field::Region,
        "postcode" => Field::Postcode,
        "country" => Field::Country,
        "industry" => Field::Industry,
        "size" => Field::Size,
        "source" => Field::Source,
        "preferred_channel" => Field::PreferredChannel,
        "birthday" => Field::Birthday,
        "since" => Field::Since,
        "notes" => Field::Notes,
        "day" => Field::Date,
        "amount" => Field::Amount,
        "number" => Field::OrderNumber,
        "lines" => Field::Item,
        _ => {
            let own = own_field(session, path).map(|field| field.name);
            return own.unwrap_or_else(|| path.to_string());
        }
    };
    wording::field(i18n, of).to_owned()
}

/// The field of one's own that `path` is in, as it is or as the import would make it.
fn own_field(session: Session, path: &Path) -> Option<CustomField> {
    let at = path.key.as_deref().filter(|_| &*path.field == "custom")?;
    let key = at.split('/').next()?;
    let there = session.peek(|image| image.settings().fields.get(key).cloned()).flatten();
    there.or_else(|| {
        let checked = super::Desk::of(session).wizard.checked.get_untracked()?;
        let mut new = checked.preview.fields.iter();
        new.find(|(new, _)| new == key).map(|(_, field)| field.clone())
    })
}

fn value_in_words(i18n: I18n, session: Session, path: &Path, value: &Value) -> String {
    let words = known(i18n, session, path, value).unwrap_or_else(|| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}

fn known(i18n: I18n, session: Session, path: &Path, value: &Value) -> Option<String> {
    let locale = i18n.get_locale();
    if let Some(key) = path.key.as_deref() {
        let text = value.as_str().unwrap_or_default();
        return match &*path.field {
            "tags" => Some(key.to_owned()),
            "phones" | "emails" if text.is_empty() => Some(key.to_owned()),
            "phones" | "emails" => Some(format!("{key} ({text})")),
            _ => {
                let field = own_field(session, path)?;
                match field.holds {
                    CustomType::Choices => key.split_once('/').map(|(_, choice)| choice.to_owned()),
                    CustomType::Day => Some(format::day(locale, text.parse().ok()?)),
                    CustomType::Money => Some(format::money(locale, text.parse().ok()?)),
                    _ => None,
                }
            }
        };
    }
    match &*path.field {
        "size" => Some(format::count(locale, usize::try_from(value.as_u64()?).ok()?)),
        "lines" => {
            let lines = value.as_array()?.iter();
            let items = lines.filter_map(|line| line.get("item")?.as_str());
            Some(items.collect::<Vec<_>>().join(", "))
        }
        "birthday" | "since" | "day" => Some(format::day(locale, value.as_str()?.parse().ok()?)),
        "amount" => Some(format::money(locale, value.as_str()?.parse::<Money>().ok()?)),
        "customer_type" => {
            Some(words::customer_type(i18n, &CustomerType::from_code(value.as_str()?)))
        }
        "stage" => Some(words::stage(i18n, &Stage::from_code(value.as_str()?))),
        "preferred_channel" => Some(words::channel(i18n, &Channel::from_code(value.as_str()?))),
        _ => None,
    }
}
