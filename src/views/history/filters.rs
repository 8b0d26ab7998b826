//! What the history is narrowed to, as it stands in the address.

use std::collections::BTreeSet;

use leptos::prelude::*;
use model::{Day, Id, Kind};
use workspace::history::HistoryFilter;

use crate::components::Glyph;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::history::record::named;
use crate::views::params::{DaysParam, SelectParam};
use crate::views::parts::chip;
use crate::views::url::Params;
use crate::words;

/// The parameters that narrow the history.
const FILTERS: [&str; 5] = ["person", "kind", "record", "from", "to"];

/// Stands in the address for those who have not said their name. No name is a blank: they are
/// trimmed when they are typed.
const NAMELESS: &str = " ";

/// The filter the address says; follows changes.
pub fn read(params: Params) -> HistoryFilter {
    let set = |key: &str| Some(params.get(key)).filter(|value| !value.is_empty());
    HistoryFilter {
        record: record(&params.get("record")),
        kind: set("kind").and_then(|kind| kind.parse().ok()),
        actor: set("person").map(|person| if person == NAMELESS { String::new() } else { person }),
        device: None,
        from: params.parsed("from").and_then(midnight),
        to: params.parsed::<Day>("to").and_then(next).and_then(midnight),
    }
}

fn record(text: &str) -> Option<(Kind, Id)> {
    let (kind, id) = text.rsplit_once(':')?;
    Some((kind.parse().ok()?, id.parse().ok()?))
}

fn next(day: Day) -> Option<Day> {
    Day::from_number(day.number() + 1)
}

/// When a day begins here, in milliseconds since 1970-01-01T00:00Z.
fn midnight(day: Day) -> Option<u64> {
    let moment = time::moment_from_local(&format!("{day}T00:00"))?;
    Some(u64::try_from(moment.millis()).unwrap_or(0))
}

/// Whether any filter is set; follows changes.
pub fn any(params: Params) -> bool {
    FILTERS.iter().any(|key| !params.get(key).is_empty())
}

/// Takes all filters away.
pub fn clear(params: Params) {
    params.set(&FILTERS.map(|key| (key, String::new())));
}

/// What the history can be narrowed by.
#[component]
pub fn Tools(
    params: Params,
    /// Everybody met in the history so far; an empty name is somebody who has not said theirs.
    actors: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let people = Memo::new(move |_| {
        let chosen = params.get("person");
        let mut people = actors.get();
        if !chosen.is_empty() && chosen != NAMELESS {
            people.insert(chosen);
        }
        people
    });
    let people = Signal::derive(move || {
        let option = |actor: String| {
            let code = if actor.is_empty() { NAMELESS.to_owned() } else { actor.clone() };
            (code, person_words(i18n, &actor))
        };
        people.get().into_iter().map(option).collect()
    });
    let kinds = Signal::derive(move || {
        let all = Kind::ALL.iter();
        all.map(|kind| (kind.name().to_owned(), words::kind_name(i18n, kind))).collect()
    });
    view! {
        <SelectParam
            params=params
            key="person"
            id="history-person"
            glyph=Glyph::Person
            label=|i| t_string!(i, history.person)
            any=|i| t_string!(i, history.anyone)
            options=people
        />
        <SelectParam
            params=params
            key="kind"
            id="history-kind"
            glyph=Glyph::Filter
            label=|i| t_string!(i, history.kind)
            any=|i| t_string!(i, history.all_kinds)
            options=kinds
        />
        <DaysParam params=params/>
    }
    .into_any()
}

fn person_words(i18n: I18n, actor: &str) -> String {
    match actor.is_empty() {
        true => t_string!(i18n, history.nameless).to_owned(),
        false => actor.to_owned(),
    }
}

/// What the address says of `key`, in words.
fn filter_words(i18n: I18n, session: Session, key: &str, value: String) -> String {
    match key {
        "person" => {
            let name = person_words(i18n, value.trim());
            format!("{}: {name}", t_string!(i18n, history.person))
        }
        "kind" => value.parse::<Kind>().map_or(value, |kind| words::kind_name(i18n, &kind)),
        "record" => {
            let found = record(&value).and_then(|(kind, id)| {
                let name = session.look(|image| named(i18n, image, &kind, id).title)?;
                let kind = words::kind_name(i18n, &kind);
                Some(t_string!(i18n, history.record, kind = kind, name = name).to_string())
            });
            found.unwrap_or(value)
        }
        _ => value,
    }
}

/// The filters that are set, each with a way to take it away. The days stand in their fields.
#[component]
pub fn FilterBar(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let chips = move || {
        let set = ["person", "kind", "record"].into_iter().filter_map(|key| {
            let value = params.get(key);
            let remove = move || params.set(&[(key, String::new())]);
            (!value.is_empty()).then(|| chip(filter_words(i18n, session, key, value), remove))
        });
        set.collect_view()
    };
    view! {
        <Show when=move || any(params)>
            <div class="filter-bar" id="history-filters">
                {chips}
                <button type="button" class="btn ghost small" on:click=move |_| clear(params)>
                    {tr!(i18n, shell.clear)}
                </button>
            </div>
        </Show>
    }
    .into_any()
}
