//! What would change in a record, value by value, in the words of the history.

use std::sync::Arc;

use leptos::prelude::*;
use model::row::Change;
use model::{Settings, Value};
use workspace::commands::Previewed;

use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
use crate::views::history::wording;

/// Longest value shown, in characters.
const LONGEST: usize = 120;

/// A record and what changes in it; `settings` as the import would make them. Must be called
/// inside a component.
pub fn record(one: Previewed, settings: &Arc<Settings>) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let Previewed { kind, name, number, changes, .. } = one;
    let kind = Arc::new(kind);
    // Whose order or interaction it is stands above.
    let changes = changes.into_iter().filter(|change| &*change.path.field != "customer");
    let line = |change: Change| {
        let Change { path, before, after } = change;
        let path = Arc::new(path);
        let of = {
            let (settings, kind, path) = (settings.clone(), kind.clone(), path.clone());
            move || wording::field(i18n, &settings, &kind, &path)
        };
        let side = |value: Value| {
            let (settings, kind, path) = (settings.clone(), kind.clone(), path.clone());
            move || {
                let words = session
                    .peek(|image| wording::value(i18n, image, &settings, &kind, &path, &value));
                shortened(words.unwrap_or_default())
            }
        };
        let before = before.map(|value| {
            let words = side(value);
            view! { <del><span class="visually-hidden">{tr!(i18n, import.before)}" "</span>{words}</del>" " }
        });
        let after = match after {
            Some(value) => {
                let words = side(value);
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

fn shortened(words: String) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}
