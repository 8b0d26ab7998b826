//! The customers of the watch list.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Currency, Id};
use workspace::Image;
use workspace::analysis::ltv::Horizon;
use workspace::analysis::warnings::Warned;

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::prepared::Prepared;
use crate::views::segments::value::wording::horizon as months;
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
#[derive(Clone, PartialEq)]
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
    let found = Memo::new(move |_| {
        let narrow = narrow(params);
        let (most, most_quiet) = (shown.get(), shown_quiet.get());
        prepared.look(|image| find(i18n, image, &narrow, most, most_quiet)).flatten()
    });
    let of = move |read: fn(&Found) -> usize| {
        Memo::new(move |_| found.with(|found| found.as_ref().map(read)))
    };
    let (count, quiet) = (of(|found| found.open), of(|found| found.quiet));
    let number = move |count: usize| format::count(i18n.get_locale(), count);
    let money = move || {
        let sum = found.with(|found| found.as_ref().map(|found| (found.value, found.base)));
        sum.map(|(value, base)| format::money_round(i18n.get_locale(), value, base))
    };
    let all = Memo::new(move |_| -> Vec<About> {
        found.with(|found| found.iter().flat_map(|found| &found.items).map(Item::about).collect())
    });
    let tasks = Memo::new(move |_| all.with(Vec::len).min(MOST_TASKS));
    let create = move |_| {
        let first = all.with_untracked(|all| all.iter().take(MOST_TASKS).cloned().collect());
        spawn_local(plan(session, i18n, first));
    };
    let how_sum = move || {
        let (count, value) = (number(count.get()?), money()?);
        let horizon = session.ltv().filter(|ltv| ltv.values).map(|ltv| ltv.fitted.horizon);
        Some(match horizon {
            Some(Horizon { days, .. }) => {
                let horizon = months(i18n, days);
                t_string!(i18n, watch.how_sum_stay, count = count, value = value, horizon = horizon)
                    .to_string()
            }
            None => t_string!(i18n, watch.how_sum, count = count, value = value).to_string(),
        })
    };
    let as_list = move || href(&format!("/customers?group={}", narrow(params).group()));
    let items = move || -> Vec<Item> {
        found.with(|found| found.iter().flat_map(|f| f.items.clone()).collect())
    };
    let quiet_items = move || -> Vec<Item> {
        found.with(|found| found.iter().flat_map(|f| f.quiet_items.clone()).collect())
    };
    let rest = move |all: Memo<Option<usize>>, shown: RwSignal<usize>| {
        move || more(i18n, all.get()?.saturating_sub(shown.get()), shown)
    };
    let list = move || {
        view! {
            <section class="figures-row" aria-label=tr!(i18n, watch.title)>
                <p class="figure" id="warned-count" data-count=move || count.get().map(|n| n.to_string())>
                    <b>{move || count.get().map(number)}</b> <span>{tr!(i18n, watch.warned)}</span>
                </p>
                <p class="figure" id="warned-value"><b>{money}</b> <span>{tr!(i18n, watch.value_at_risk)}</span></p>
                <Show when=move || { tasks.get() > 0 }>
                    <button type="button" class="btn" id="plan-all" on:click=create>
                        <Icon glyph=Glyph::Task/>
                        {move || t_string!(i18n, watch.plan_first, count = tasks.get()).to_string()}
                    </button>
                    <a class="btn ghost" href=as_list>{tr!(i18n, watch.as_list)}</a>
                </Show>
            </section>
            <How>
                <p>{how_sum}</p>
                <p>{tr!(i18n, watch.how_quiet)}</p>
            </How>
            <Show when=move || count.get() == Some(0)>
                <p class="muted">{tr!(i18n, watch.none)}</p>
            </Show>
            <ul class="warned-list" id="warned-list">
                <For each=items key=Item::key let(item)>{item_view(item, Some(chosen))}</For>
            </ul>
            {rest(count, shown)}
            <Chosen chosen=chosen all=all/>
            <Show when=move || quiet.get().is_some_and(|quiet| quiet > 0)>
                <details class="card quiet-ones" id="quiet-ones" open=unfolded.get_untracked() on:toggle=toggle>
                    <summary>
                        {move || quiet.get().map(|n| t_string!(i18n, watch.quiet, count = number(n)).to_string())}
                    </summary>
                    <ul class="warned-list">
                        <For each=quiet_items key=Item::key let(item)>{item_view(item, None)}</For>
                    </ul>
                    {rest(quiet, shown_quiet)}
                </details>
            </Show>
        }
        .into_any()
    };
    // What is there stays in its place when something of it changes.
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    view! {
        {bar}
        {move || is_there.get().then(list)}
    }
    .into_any()
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
