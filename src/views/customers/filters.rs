//! What the customer list is narrowed to, as it stands in the address.

use leptos::prelude::*;
use model::{Currency, Day, DecimalMark, Money, Stage};
use workspace::query::{CustomerFilter, CustomerSort};

use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::custom;
use crate::views::parts::chip;
use crate::views::url::Params;
use crate::words;

/// The parameters that narrow the list.
pub const FILTERS: [&str; 10] =
    ["stage", "owner", "tag", "segment", "cell", "tier", "group", "contact", "min", "max"];

/// Those of them that name a group of customers, which analysis knows.
const GROUPS: [&str; 4] = ["cell", "segment", "tier", "group"];

/// The filter the address says; follows changes.
pub fn read(params: Params, base: Currency, today: Option<Day>) -> CustomerFilter {
    let set = |key: &str| Some(params.get(key)).filter(|value| !value.is_empty());
    let back = |days: i32| today.and_then(|today| Day::from_number(today.number() - days));
    let amount = |key: &str| {
        Money::parse(&set(key)?, base, DecimalMark::Point).ok().map(|money| money.minor)
    };
    let mut filter = CustomerFilter {
        stage: set("stage").map(|code| Stage::from_code(&code)),
        owner: set("owner"),
        tag: set("tag"),
        at_least: amount("min"),
        at_most: amount("max"),
        custom: custom::read(params),
        ..Default::default()
    };
    match params.get("contact").as_str() {
        "recent" => filter.contact_since = back(30),
        days => filter.silent_since = days.parse().ok().and_then(back),
    }
    filter
}

/// The groups whose common members are listed, if the address names any; follows changes. Who they
/// are, analysis says.
pub fn groups(params: Params) -> Vec<String> {
    GROUPS.iter().map(|key| params.get(key)).filter(|code| !code.is_empty()).collect()
}

/// The order the address says; follows changes.
pub fn sort(params: Params) -> (CustomerSort, bool) {
    let text = params.get("sort");
    let (code, descending) = match text.strip_prefix('-') {
        Some(code) => (code, true),
        None => (text.as_str(), false),
    };
    let sort = SORTS.iter().find(|(c, _)| *c == code).map(|(_, sort)| *sort);
    (sort.unwrap_or_default(), descending)
}

/// Orders with their codes in the address.
pub const SORTS: [(&str, CustomerSort); 6] = [
    ("", CustomerSort::Name),
    ("contact", CustomerSort::LastContact),
    ("last-order", CustomerSort::LastOrder),
    ("orders", CustomerSort::Orders),
    ("revenue", CustomerSort::Revenue),
    ("added", CustomerSort::Added),
];

/// How many filters are set; follows changes.
pub fn count(params: Params) -> usize {
    let own = custom::set(params).len();
    FILTERS.iter().filter(|key| !params.get(key).is_empty()).count() + own
}

/// The filters that are set, each with a way to take it away.
#[component]
pub fn FilterBar(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let name = move |key: &str, value: String| -> String {
        match key {
            "stage" => format!(
                "{}: {}",
                t_string!(i18n, customers.stage),
                words::stage(i18n, &Stage::from_code(&value))
            ),
            "owner" => format!("{}: {value}", t_string!(i18n, customers.owner)),
            "tag" => format!("{}: {value}", t_string!(i18n, customers.tag)),
            "min" => format!("{}: {value}", t_string!(i18n, customers.filter_min)),
            "max" => format!("{}: {value}", t_string!(i18n, customers.filter_max)),
            "contact" => contact_words(i18n, &value),
            _ => session.group_name(i18n, &value),
        }
    };
    let chips = move || {
        FILTERS
            .iter()
            .filter_map(|key| {
                let value = params.get(key);
                (!value.is_empty())
                    .then(|| chip(name(key, value), move || params.set(&[(key, String::new())])))
            })
            .collect_view()
    };
    view! {
        <Show when=move || { count(params) > 0 }>
            <div class="filter-bar">
                {chips}
                {move || custom::chips(params)}
                <button type="button" class="btn ghost small" on:click=move |_| clear(params)>
                    {tr!(i18n, shell.clear)}
                </button>
            </div>
        </Show>
    }
}

/// Takes all filters and the search away.
pub fn clear(params: Params) {
    let mut changes: Vec<(&str, String)> =
        FILTERS.iter().map(|key| (*key, String::new())).collect();
    changes.push(("q", String::new()));
    let own = custom::names(params);
    changes.extend(own.iter().map(|name| (name.as_str(), String::new())));
    params.set(&changes);
}

pub(super) fn contact_words(i18n: I18n, value: &str) -> String {
    match value {
        "30" => t_string!(i18n, customers.contact_30),
        "90" => t_string!(i18n, customers.contact_90),
        "180" => t_string!(i18n, customers.contact_180),
        _ => t_string!(i18n, customers.contact_recent),
    }
    .to_owned()
}
