//! What lists show of the fields people added: columns behind their own, and on a phone, where
//! there is room for one line, the first of them that is filled in. Part of the first load.

use leptos::prelude::*;
use model::custom::values_of;
use model::{Custom, CustomField, CustomType, Kind};

use crate::components::Column;
use crate::i18n::use_i18n;
use crate::session::use_session;
use crate::words;

/// How the column at a place looks; where a table is short of room, only the first is shown.
fn class_of(at: usize, field: &CustomField) -> &'static str {
    match (&field.holds, at) {
        (CustomType::Number | CustomType::Money, 0) => "num",
        (CustomType::Number | CustomType::Money, _) => "num wider",
        (_, 0) => "",
        _ => "wider",
    }
}

/// The heads of the columns.
pub fn heads(kind: &Kind) -> Vec<Column> {
    let settings = use_session().settings();
    let head = |(at, (_, field)): (usize, (&str, &CustomField))| {
        let name = field.name.clone();
        Column { label: Signal::stored(name), class: class_of(at, field), sort: None }
    };
    settings.listed_fields(kind).enumerate().map(head).collect()
}

/// What a record has in each of the columns, as words and the column's class.
fn values(kind: &Kind, custom: &Custom) -> Vec<(String, &'static str)> {
    let (i18n, session) = (use_i18n(), use_session());
    let found = session.peek(|image| {
        let cell = |(at, (key, field)): (usize, (&str, &CustomField))| {
            let values = values_of(custom, key).filter(|value| !value.is_empty());
            let words = values.map(|value| words::custom_value(i18n, image, field, value));
            (words.collect::<Vec<_>>().join(", "), class_of(at, field))
        };
        image.settings().listed_fields(kind).enumerate().map(cell).collect()
    });
    found.unwrap_or_default()
}

/// What a row shows of one record.
pub struct Listed {
    /// The cells of the columns.
    pub cells: Vec<AnyView>,
    /// What follows in the second line on a phone.
    pub beside: Option<AnyView>,
}

/// What the row of a record shows; put into words once for both widths.
pub fn listed(kind: &Kind, custom: &Custom) -> Listed {
    let values = values(kind, custom);
    let first = values.iter().map(|(words, _)| words).find(|words| !words.is_empty());
    let beside = first
        .map(|words| view! { <span class="phone-only">{format!(" · {words}")}</span> }.into_any());
    let cells = values.into_iter().map(|(words, class)| {
        view! { <div class=format!("cell {class}") role="cell">{words}</div> }.into_any()
    });
    Listed { cells: cells.collect(), beside }
}
