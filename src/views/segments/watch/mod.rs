//! The watch list: who is slipping away, the most value at risk first.

mod actions;
mod item;
mod rules;
mod wording;

pub use item::WarningCard;
pub use rules::WatchRulesPage;
pub use wording::rule_name;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Currency;
use workspace::analysis::warnings::{Severity, Warned, Warnings};
use workspace::{Group, Image};

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::params::SelectParam;
use crate::views::parts::MissingRates;
use crate::views::segments::needs_orders::needs_orders;
use crate::views::segments::tabs::Tabs;
use crate::views::segments::watch::actions::plan;
use crate::views::segments::watch::item::{Item, item_view};
use crate::views::url::{Params, href, use_params};

/// How many are shown at once.
const AT_ONCE: usize = 30;

/// Most customers who get a task by one press.
const MOST_TASKS: usize = 20;

/// Those who are slipping away, as the address narrows it: words are made for those on screen only.
struct Found {
    /// How many have open warnings.
    open: usize,
    /// What would be lost with them.
    value: i64,
    base: Currency,
    /// The first of them.
    items: Vec<Item>,
    /// How many have warnings that are quiet.
    quiet: usize,
    /// The first of those.
    quiet_items: Vec<Item>,
}

/// The page.
#[component]
pub fn WatchPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
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
                    true => view! { <Narrow params=params/> <List params=params/> }.into_any(),
                    false => nobody(),
                }}
            </div>
        </main>
    }
}

fn nobody() -> AnyView {
    needs_orders(|i| t_string!(i, watch.empty_title), |i| t_string!(i, watch.empty_text))
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
    /// Whether a customer is meant by their open warnings, or by those that are quiet.
    fn admits(&self, image: &Image, warnings: &Warnings, warned: &Warned, quiet: bool) -> bool {
        let own = || {
            let own = warned.warnings.iter().filter(|warning| warning.is_quiet == quiet);
            own.filter_map(|warning| warnings.rule(warning))
        };
        let has_owner = || {
            let row = image.tables.customers.row(warned.slot);
            row.is_some_and(|row| row.record.owner == self.owner)
        };
        own().next().is_some()
            && (self.rule.is_empty() || own().any(|(id, _)| *id == self.rule))
            && (self.severity.is_none()
                || own().map(|(_, rule)| rule.severity).max() == self.severity)
            && (self.owner.is_empty() || has_owner())
    }

    /// The group that a customer list is narrowed to.
    fn group(&self) -> String {
        match self.rule.as_str() {
            "" => Group::WARNED.to_owned(),
            rule => format!("{}:{rule}", Group::WARNED),
        }
    }
}

fn find(
    i18n: I18n,
    image: &Image,
    narrow: &Narrowing,
    shown: usize,
    shown_quiet: usize,
) -> Option<Found> {
    let warnings = image.warnings(time::today()?)?;
    let all = warnings.by_value();
    let of = |quiet: bool| {
        let admits = |warned: &&&Warned| narrow.admits(image, &warnings, warned, quiet);
        all.iter().filter(admits).copied().collect::<Vec<_>>()
    };
    let items = |warned: &[&Warned], most: usize, quiet: bool| {
        let first = warned.iter().take(most);
        first.filter_map(|warned| Item::of(i18n, image, &warnings, warned, quiet)).collect()
    };
    let (open, quiet) = (of(false), of(true));
    Some(Found {
        open: open.len(),
        value: open.iter().fold(0, |sum, warned| sum.saturating_add(warned.worth.minor())),
        base: image.settings().base(),
        items: items(&open, shown, false),
        quiet: quiet.len(),
        quiet_items: items(&quiet, shown_quiet, true),
    })
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
fn List(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (shown, shown_quiet) = (RwSignal::new(AT_ONCE), RwSignal::new(AT_ONCE));
    let unfolded = RwSignal::new(false);
    let toggle = move |event| {
        unfolded.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    move || {
        let narrow = narrow(params);
        let (most, most_quiet) = (shown.get(), shown_quiet.get());
        let found = session.look(|image| find(i18n, image, &narrow, most, most_quiet)).flatten()?;
        let (count, locale) = (found.open, i18n.get_locale());
        let money = format::money_round(locale, found.value, found.base);
        let number = format::count(locale, count);
        let first: Vec<_> = found.items.iter().take(MOST_TASKS).map(Item::about).collect();
        let tasks = first.len();
        let first = StoredValue::new(first);
        let create = move |_| spawn_local(plan(session, i18n, first.get_value()));
        let how_sum =
            t_string!(i18n, watch.how_sum, count = number.as_str(), value = money.as_str());
        let how_sum = StoredValue::new(how_sum.to_string());
        let as_list = format!("/customers?group={}", narrow.group());
        Some(view! {
            <section class="figures-row" aria-label=tr!(i18n, watch.title)>
                <p class="figure" id="warned-count" data-count=count.to_string()><b>{number}</b> <span>{tr!(i18n, watch.warned)}</span></p>
                <p class="figure" id="warned-value"><b>{money}</b> <span>{tr!(i18n, watch.value_at_risk)}</span></p>
                {(tasks > 0).then(|| view! {
                    <button type="button" class="btn" id="plan-all" on:click=create>
                        <Icon glyph=Glyph::Task/>
                        {t_string!(i18n, watch.plan_first, count = tasks).to_string()}
                    </button>
                    <a class="btn ghost" href=href(&as_list)>{tr!(i18n, watch.as_list)}</a>
                })}
            </section>
            <How>
                <p>{how_sum.get_value()}</p>
                <p>{tr!(i18n, watch.how_quiet)}</p>
            </How>
            {(count == 0).then(|| view! { <p class="muted">{tr!(i18n, watch.none)}</p> })}
            <ul class="warned-list" id="warned-list">
                {found.items.into_iter().map(|item| item_view(item, false)).collect_view()}
            </ul>
            {more(i18n, count.saturating_sub(most), shown)}
            {(found.quiet > 0).then(|| view! {
                <details class="card quiet-ones" id="quiet-ones" open=unfolded.get_untracked() on:toggle=toggle>
                    <summary>{t_string!(i18n, watch.quiet, count = format::count(locale, found.quiet)).to_string()}</summary>
                    <ul class="warned-list">
                        {found.quiet_items.into_iter().map(|item| item_view(item, true)).collect_view()}
                    </ul>
                    {more(i18n, found.quiet.saturating_sub(most_quiet), shown_quiet)}
                </details>
            })}
        })
    }
}

/// A button for those not shown yet.
fn more(i18n: I18n, rest: usize, shown: RwSignal<usize>) -> Option<AnyView> {
    let words = format::count(i18n.get_locale(), rest.min(AT_ONCE));
    let button = || {
        view! {
            <button type="button" class="btn" on:click=move |_| shown.update(|shown| *shown += AT_ONCE)>
                {t_string!(i18n, watch.more, count = words).to_string()}
            </button>
        }
        .into_any()
    };
    (rest > 0).then(button)
}

/// Of how many customers a rule warns.
pub(super) fn count_of(warnings: &Warnings, rule: &str) -> usize {
    let is_meant = |warning| warnings.rule(warning).is_some_and(|(id, _)| id == rule);
    warnings.by_value().iter().filter(|warned| warned.warnings.iter().any(is_meant)).count()
}
