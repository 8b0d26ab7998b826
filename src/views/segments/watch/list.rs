//! The customers of the watch list.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Currency, Id};
use workspace::Image;
use workspace::analysis::warnings::Warned;

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::prepared::Prepared;
use crate::views::segments::watch::actions::{About, plan};
use crate::views::segments::watch::chosen::Chosen;
use crate::views::segments::watch::item::{Item, item_view};
use crate::views::segments::watch::narrow::{Narrowing, narrow};
use crate::views::url::{Params, href};

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

/// The list.
#[component]
pub fn List(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (shown, shown_quiet) = (RwSignal::new(AT_ONCE), RwSignal::new(AT_ONCE));
    let unfolded = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<Id>::new());
    let toggle = move |event| {
        unfolded.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    let today = Memo::new(move |_| time::today());
    let prepared = Prepared::on(
        session,
        today,
        |image, _| image.warning_parts(),
        |image, today, part| image.look_into_warnings(part, true, *today),
    );
    let bar = prepared.bar(move |done, total| {
        t_string!(i18n, watch.working, done = done, total = total).to_string()
    });
    let list = move || {
        let narrow = narrow(params);
        let (most, most_quiet) = (shown.get(), shown_quiet.get());
        let found =
            prepared.look(|image| find(i18n, image, &narrow, most, most_quiet)).flatten()?;
        let (count, locale) = (found.open, i18n.get_locale());
        let money = format::money_round(locale, found.value, found.base);
        let number = format::count(locale, count);
        let all: Vec<About> = found.items.iter().map(Item::about).collect();
        let tasks = all.len().min(MOST_TASKS);
        let all = StoredValue::new(all);
        let create = move |_| {
            let first = all.with_value(|all| all.iter().take(MOST_TASKS).cloned().collect());
            spawn_local(plan(session, i18n, first));
        };
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
                {found.items.into_iter().map(|item| item_view(item, Some(chosen))).collect_view()}
            </ul>
            {more(i18n, count.saturating_sub(most), shown)}
            <Chosen chosen=chosen all=all/>
            {(found.quiet > 0).then(|| view! {
                <details class="card quiet-ones" id="quiet-ones" open=unfolded.get_untracked() on:toggle=toggle>
                    <summary>{t_string!(i18n, watch.quiet, count = format::count(locale, found.quiet)).to_string()}</summary>
                    <ul class="warned-list">
                        {found.quiet_items.into_iter().map(|item| item_view(item, None)).collect_view()}
                    </ul>
                    {more(i18n, found.quiet.saturating_sub(most_quiet), shown_quiet)}
                </details>
            })}
        })
    };
    view! { {bar} {list} }.into_any()
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
