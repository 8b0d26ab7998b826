//! Who is due now, and the tasks that come of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::analysis::tiers::Due;
use workspace::{CommandError, Group, Step, Tier};

use crate::components::{Glyph, How, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{BrowserPace, Session, use_session};
use crate::views::parts::{customer_path, tier_badge};
use crate::views::prepared::Prepared;
use crate::views::tasks::title_of_care;
use crate::views::url::href;
use crate::words;

/// How many are named; the rest stands in the list of tasks once there are some.
const NAMED: usize = 5;

/// Tasks beyond which making them is shown as long work.
const LARGE: usize = 2_000;

/// A tier whose customers are contacted unasked, and how its contacts stand.
#[derive(Clone, PartialEq)]
struct Standing {
    tier: Tier,
    every: u32,
    due: Vec<Due>,
}

impl Standing {
    /// How many are due without a task that says so.
    fn open(&self) -> usize {
        self.due.iter().filter(|due| !due.has_task).count()
    }
}

/// By tier, who is to be contacted and has no task yet.
#[component]
pub fn DueCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let prepared = Prepared::on(
        session,
        Memo::new(move |_| time::today()),
        |image, _| image.tier_parts(),
        |image, today, part| image.look_into_tiers(part, *today),
    );
    let standings = Memo::new(move |_| {
        let found = prepared.look(|image| {
            let tiers = image.tiers(time::today()?)?;
            let standing = |tier: Tier| {
                let every = tiers.plan.care(tier).every?;
                Some(Standing { tier, every, due: tiers.due(image, tier) })
            };
            Some(Tier::ALL.into_iter().filter_map(standing).collect::<Vec<_>>())
        });
        found.map(Option::unwrap_or_default)
    });
    let body = move || {
        let standings = standings.get()?;
        let body = match standings.is_empty() {
            true => view! { <p class="muted">{tr!(i18n, tiers.no_care)}</p> }.into_any(),
            false => {
                let all = StoredValue::new(standings.clone());
                view! {
                    <ul class="plain-list">{standings.into_iter().map(standing).collect_view()}</ul>
                    <How>{move || all.with_value(|all| how(i18n, session, all))}</How>
                }
                .into_any()
            }
        };
        Some(body)
    };
    view! {
        <section class="card" id="tier-due">
            <div class="card-head"><h2>{tr!(i18n, tiers.due)}</h2></div>
            <div class="card-body">
                {body}
                <ProgressPanel tasks=session.tasks label=label!(i18n, tiers.creating)/>
            </div>
        </section>
    }
    .into_any()
}

fn standing(standing: Standing) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let locale = i18n.get_locale();
    let (tier, open, all) = (standing.tier, standing.open(), standing.due.len());
    let number = |count: usize| format::count(locale, count);
    let line = match all {
        0 => t_string!(i18n, tiers.none_due, days = standing.every).to_string(),
        _ => t_string!(
            i18n,
            tiers.some_due,
            count = number(all),
            days = standing.every,
            open = number(open)
        )
        .to_string(),
    };
    let names = standing.due.iter().filter(|due| !due.has_task).take(NAMED).copied();
    let names = names.collect::<Vec<_>>();
    let create = move |_| spawn_local(create(session, i18n, tier, open));
    let button = (open > 0).then(|| {
        let words = t_string!(i18n, tiers.create, count = number(open)).to_string();
        view! {
            <button type="button" class="btn small primary" data-create=tier.code() on:click=create>
                <Icon glyph=Glyph::Task/>
                {words}
            </button>
        }
    });
    let more = open.saturating_sub(NAMED);
    let list = format!("/customers?tier={}&sort=contact", Group::tier_code(tier));
    let more = (more > 0).then(|| {
        let words = t_string!(i18n, tiers.more, count = number(more)).to_string();
        view! { <li><a href=href(&list)>{words}</a></li> }
    });
    view! {
        <li class="tier-due" data-tier=tier.code() data-due=all.to_string() data-open=open.to_string()>
            <div class="tier-due-head">{tier_badge(tier)} {button}</div>
            <p class="hint">{line}</p>
            <ul class="rule-names">
                {names.into_iter().map(|due| name(session, i18n, due)).collect_view()}
                {more}
            </ul>
        </li>
    }
    .into_any()
}

/// When somebody is due, with those who wait longest as the example.
fn how(i18n: I18n, session: Session, standings: &[Standing]) -> AnyView {
    let locale = i18n.get_locale();
    let example = standings.iter().find_map(|standing| {
        let due = standing.due.iter().find(|due| due.contact.last.is_some())?;
        let name = session
            .peek(|image| Some(image.tables.customers.row(due.customer)?.record.name.clone()))??;
        let text = t_string!(
            i18n,
            tiers.due_example,
            name = name,
            tier = words::tier(i18n, standing.tier),
            last = format::day(locale, due.contact.last?),
            days = format::count(locale, due.contact.every as usize),
            due = format::day(locale, due.contact.due)
        );
        Some(text.to_string())
    });
    let all = || standings.iter().flat_map(|standing| &standing.due);
    let never = all().filter(|due| due.contact.last.is_none()).count();
    let tasks = all().filter(|due| due.has_task).count();
    let never = (never > 0).then(|| {
        let count = format::count(locale, never);
        t_string!(i18n, tiers.due_never, count = count).to_string()
    });
    let tasks = t_string!(
        i18n,
        tiers.due_tasks,
        count = format::count(locale, all().count()),
        tasks = format::count(locale, tasks)
    )
    .to_string();
    view! {
        <p>{t_string!(i18n, tiers.due_how)}</p>
        {example.map(|text| view! { <p>{text}</p> })}
        {never.map(|text| view! { <p>{text}</p> })}
        <p>{tasks}</p>
    }
    .into_any()
}

fn name(session: Session, i18n: I18n, due: Due) -> AnyView {
    let found = session.peek(|image| {
        let row = image.tables.customers.row(due.customer)?;
        Some((row.id, row.record.name.clone()))
    });
    let Some((id, name)) = found.flatten() else { return ().into_any() };
    let last = match due.contact.last.zip(time::today()) {
        Some((last, today)) => format::relative(i18n.get_locale(), last, today),
        None => t_string!(i18n, customers.never).to_owned(),
    };
    view! { <li><a href=href(&customer_path(id))>{name}</a><span class="hint">{last}</span></li> }
        .into_any()
}

/// Makes the tasks of a tier, shown as long work where it is.
async fn create(session: Session, i18n: I18n, tier: Tier, count: usize) {
    let (Some(data), Some(today)) = (session.data(), time::today()) else { return };
    let kind = data.image().tier_plan().care(tier).kind.clone();
    let (title, label) = untrack(|| (title_of_care(i18n, &kind), words::tier(i18n, tier)));
    let watched = if count >= LARGE { session.tasks.begin(Step::Packing) } else { None };
    let outcome = match &watched {
        Some(pace) => data.plan_care(tier, today, &title, label, pace).await,
        None => data.plan_care(tier, today, &title, label, &BrowserPace::unwatched()).await,
    };
    if watched.is_some() {
        session.tasks.end();
    }
    match outcome {
        Ok(planned) => session.done(planned.set),
        Err(CommandError::Cancelled(_)) => {}
        Err(why) => session.toasts.error(why),
    }
}
