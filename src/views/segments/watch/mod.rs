//! The watch list: who is slipping away, the most value at risk first.

mod actions;
mod item;
mod rules;
mod wording;

pub use item::WarningCard;
pub use rules::WatchRulesPage;
pub use wording::rule_name;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Currency;
use workspace::Group;
use workspace::analysis::warnings::{Severity, Warnings};

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::params::SelectParam;
use crate::views::parts::{MissingRates, empty};
use crate::views::segments::tabs::Tabs;
use crate::views::segments::watch::actions::plan;
use crate::views::segments::watch::item::{Item, item_view};
use crate::views::url::{Params, href, use_params};

/// How many are shown at once.
const AT_ONCE: usize = 30;

/// Most customers who get a task by one press.
const MOST_TASKS: usize = 20;

/// Everybody who is slipping away, as the address narrows it.
#[derive(Clone, PartialEq)]
struct Found {
    items: Arc<Vec<Item>>,
    quiet: Arc<Vec<Item>>,
    base: Currency,
}

impl Found {
    fn value(&self) -> i64 {
        self.items.iter().fold(0, |sum, item| sum.saturating_add(item.minor()))
    }
}

/// The page.
#[component]
pub fn WatchPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let found = Memo::new(move |_| {
        let narrow = narrow(params);
        let found = session.look(|image| {
            let warnings = image.warnings(time::today()?)?;
            let all = warnings.by_value();
            let of = |quiet: bool| {
                let items = all.iter();
                let items = items.filter_map(|w| Item::of(i18n, image, &warnings, w, quiet));
                Arc::new(items.filter(|item| narrow.admits(item)).collect::<Vec<_>>())
            };
            Some(Found { items: of(false), quiet: of(true), base: image.settings().base() })
        });
        found.flatten()
    });
    let has_orders =
        Memo::new(move |_| session.look(|image| !image.columns.day.is_empty()).unwrap_or_default());
    view! {
        <header class="topbar">
            <h1 class="topbar-title">{tr!(i18n, segments.title)}</h1>
            <div class="topbar-actions">
                <a class="btn" id="watch-rules" href=href("/segments/watch/rules")>
                    <Icon glyph=Glyph::Settings/>
                    {tr!(i18n, watch.rules)}
                </a>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            <div class="stack">
                <MissingRates/>
                {move || match has_orders.get() {
                    true => view! { <Narrow params=params/> <List found=found/> }.into_any(),
                    false => nobody(),
                }}
            </div>
        </main>
    }
}

fn nobody() -> AnyView {
    let i18n = use_i18n();
    let actions = view! {
        <a href=href("/data/import") class="btn primary">{tr!(i18n, customers.import)}</a>
    };
    empty(
        Glyph::Alert,
        |i| t_string!(i, watch.empty_title),
        |i| t_string!(i, watch.empty_text),
        actions.into_any(),
    )
}

/// What the list is narrowed to.
struct Narrowing {
    rule: String,
    severity: Option<Severity>,
    owner: String,
}

fn narrow(params: Params) -> Narrowing {
    let severity = Severity::of_code(&params.get("severity"));
    Narrowing { rule: params.get("rule"), severity, owner: params.get("owner") }
}

impl Narrowing {
    fn admits(&self, item: &Item) -> bool {
        (self.rule.is_empty() || item.has_rule(&self.rule))
            && self.severity.is_none_or(|severity| item.severity() == severity)
            && (self.owner.is_empty() || item.owner() == self.owner)
    }
}

#[component]
fn Narrow(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rules = Signal::derive(move || {
        let rules = session.look(|image| image.warning_rules()).unwrap_or_default();
        let on = rules.into_iter().filter(|(_, rule)| rule.on);
        on.map(|(id, rule)| (id, rule_name(i18n, &rule))).collect::<Vec<_>>()
    });
    let severities = Signal::derive(move || {
        let all = Severity::ALL;
        all.map(|s| (s.code().to_owned(), wording::severity(i18n, s).to_owned())).to_vec()
    });
    let owners = Signal::derive(move || {
        let owners = session.look(workspace::query::owners).unwrap_or_default();
        owners.into_iter().map(|owner| (owner.clone(), owner)).collect::<Vec<_>>()
    });
    view! {
        <div class="btn-row">
            <SelectParam params=params key="rule" id="watch-rule" glyph=Glyph::Alert label=|i| t_string!(i, watch.rule) any=|i| t_string!(i, watch.any_rule) options=rules/>
            <SelectParam params=params key="severity" id="watch-severity" glyph=Glyph::Filter label=|i| t_string!(i, watch.severity) any=|i| t_string!(i, watch.any_severity) options=severities/>
            <SelectParam params=params key="owner" id="watch-owner" glyph=Glyph::Person label=|i| t_string!(i, customers.owner) any=|i| t_string!(i, watch.any_owner) options=owners/>
        </div>
    }
    .into_any()
}

#[component]
fn List(found: Memo<Option<Found>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let shown = RwSignal::new(AT_ONCE);
    let more = move |_| shown.update(|shown| *shown += AT_ONCE);
    move || {
        let found = found.get()?;
        let (count, locale) = (found.items.len(), i18n.get_locale());
        let money = format::money_round(locale, found.value(), found.base);
        let number = format::count(locale, count);
        let first: Vec<_> = found.items.iter().take(MOST_TASKS).map(Item::about).collect();
        let tasks = first.len();
        let first = StoredValue::new(first);
        let create = move |_| spawn_local(plan(session, i18n, first.get_value()));
        let quiet = found.quiet.len();
        let items = found.items.clone();
        let rest = count.saturating_sub(shown.get());
        let how_sum =
            t_string!(i18n, watch.how_sum, count = number.as_str(), value = money.as_str());
        let how_sum = StoredValue::new(how_sum.to_string());
        Some(view! {
            <section class="figures-row" aria-label=tr!(i18n, watch.title)>
                <p class="figure" id="warned-count" data-count=count.to_string()><b>{number}</b> <span>{tr!(i18n, watch.warned)}</span></p>
                <p class="figure" id="warned-value"><b>{money}</b> <span>{tr!(i18n, watch.value_at_risk)}</span></p>
                {(tasks > 0).then(|| view! {
                    <button type="button" class="btn" id="plan-all" on:click=create>
                        <Icon glyph=Glyph::Task/>
                        {t_string!(i18n, watch.plan_first, count = tasks).to_string()}
                    </button>
                })}
                {(count > 0).then(|| view! {
                    <a class="btn ghost" href=href(&format!("/customers?group={}", Group::WARNED))>{tr!(i18n, watch.as_list)}</a>
                })}
            </section>
            <How>
                <p>{how_sum.get_value()}</p>
                <p>{tr!(i18n, watch.how_quiet)}</p>
            </How>
            {(count == 0).then(|| view! { <p class="muted">{tr!(i18n, watch.none)}</p> })}
            <ul class="warned-list" id="warned-list">
                {items.iter().take(shown.get()).map(|item| item_view(item.clone(), false)).collect_view()}
            </ul>
            {(rest > 0).then(|| view! {
                <button type="button" class="btn" on:click=more>
                    {t_string!(i18n, watch.more, count = format::count(locale, rest.min(AT_ONCE))).to_string()}
                </button>
            })}
            {(quiet > 0).then(|| view! {
                <details class="card quiet-ones" id="quiet-ones">
                    <summary>{t_string!(i18n, watch.quiet, count = format::count(locale, quiet)).to_string()}</summary>
                    <ul class="warned-list">
                        {found.quiet.iter().take(AT_ONCE).map(|item| item_view(item.clone(), true)).collect_view()}
                    </ul>
                </details>
            })}
        })
    }
}

/// Of how many customers a rule warns.
pub(super) fn count_of(warnings: &Warnings, rule: &str) -> usize {
    let is_meant = |warning| warnings.rule(warning).is_some_and(|(id, _)| id == rule);
    warnings.by_value().iter().filter(|warned| warned.warnings.iter().any(is_meant)).count()
}
