//! The check, what it found, and the repair.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::Step;
use workspace::health::{Checkup, Finding, Mend, Repaired};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, Words, t_string, tr, use_i18n};
use crate::platform::files::Download;
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::trouble::{Trouble, TroubleNote};
use crate::views::health::wording;

async fn check(desk: Desk, session: Session) {
    let health = desk.health;
    let Some(data) = session.data() else { return };
    let outcome = desk
        .run(Doing::CheckingData, Step::Checking, async |pace| {
            data.check(pace).await.map_err(Trouble::Refused)
        })
        .await;
    health.check_trouble.set(outcome.as_ref().err().cloned());
    if let Ok(checkup) = outcome {
        health.repaired.set(None);
        health.checkup.set(Some(checkup));
        // What was found may be worth a sign in the navigation.
        session.repaired(&[]);
    }
}

async fn repair(desk: Desk, session: Session, mend: Mend) {
    let health = desk.health;
    let Some(data) = session.data() else { return };
    let outcome = desk
        .run(Doing::Repairing, Step::Checking, async |pace| {
            let repaired = data.repair(&mend, pace).await?;
            let checkup = data.check(pace).await?;
            Ok::<_, Trouble>((repaired, checkup))
        })
        .await;
    match outcome {
        Ok((repaired, checkup)) => {
            health.check_trouble.set(None);
            session.repaired(&repaired.sets);
            health.repaired.set(Some(repaired));
            health.checkup.set(Some(checkup));
        }
        Err(why) => {
            session.repaired(&[]);
            health.check_trouble.set(Some(why));
        }
    }
}

async fn download_unreadable(session: Session) -> Result<(), Trouble> {
    let data = session.data().ok_or(Trouble::Busy)?;
    let download = Download::new();
    data.export_unreadable(&mut |piece| download.push(&piece)).await?;
    let day = time::today().map(|day| format!("-{day}")).unwrap_or_default();
    Ok(download.save(&format!("rapport-unreadable{day}.json"), "application/json").await?)
}

/// Looking for what is wrong, and putting it right.
#[component]
pub fn CheckCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let health = desk.health;
    let no_file = RwSignal::new(String::new());
    let has_unreadable = move || {
        session.revision();
        let damaged = session.data().is_some_and(|data| !data.damage().is_empty());
        damaged || health.checkup.with(|seen| seen.as_ref().is_some_and(|seen| seen.aside > 0))
    };
    let save = move |_| {
        spawn_local(async move {
            let outcome = download_unreadable(session).await;
            health.check_trouble.set(outcome.err());
        });
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, health.check)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, health.check_text)}</p>
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn"
                        id="check-now"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| spawn_local(check(desk, session))
                    >
                        {tr!(i18n, health.check_now)}
                    </button>
                    <Show when=has_unreadable>
                        <button type="button" class="btn" id="download-unreadable" on:click=save>
                            <Icon glyph=Glyph::Download/>
                            {tr!(i18n, health.download_unreadable)}
                        </button>
                    </Show>
                </div>
                <TroubleNote trouble=health.check_trouble file=no_file/>
                {move || health.repaired.get().map(|repaired| repair_note(i18n, repaired))}
                {move || health.checkup.get().map(|checkup| view! { <Report checkup=checkup/> })}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Report(checkup: Checkup) -> impl IntoView {
    let i18n = use_i18n();
    let Checkup { findings, records, chunks, entries, aside } = checkup;
    let number = move |count| format::count(i18n.get_locale(), count);
    let seen = move || {
        let (records, chunks, entries) = (number(records), number(chunks), number(entries));
        t_string!(i18n, health.checked, records = records, chunks = chunks, entries = entries)
            .to_string()
    };
    let kept = move || t_string!(i18n, health.aside, count = number(aside)).to_string();
    let (count, fine) = (findings.len(), findings.is_empty());
    view! {
        <div class="stack" id="check-report" data-findings=count.to_string() data-aside=aside.to_string()>
            <div class="callout" role="status" data-tone=if fine { "good" } else { "warn" }>
                <Icon glyph=if fine { Glyph::Check } else { Glyph::Alert }/>
                <div>
                    <p>{move || if fine { t_string!(i18n, health.fine) } else { t_string!(i18n, health.found_hint) }}</p>
                    <p class="hint">{seen}</p>
                    {(aside > 0).then(|| view! { <p class="hint">{kept}</p> })}
                </div>
            </div>
            {(!fine).then(|| view! { <Findings findings=findings/> })}
        </div>
    }
    .into_any()
}

#[component]
fn Findings(findings: Vec<Finding>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let create = RwSignal::new(false);
    let asks = findings.iter().any(wording::needs_customer);
    let run = move |_| {
        let name = t_string!(i18n, health.placeholder).to_owned();
        let placeholder = create.get_untracked().then_some(name);
        spawn_local(repair(desk, session, Mend { placeholder }));
    };
    let hint = move || {
        let name = t_string!(i18n, health.placeholder);
        t_string!(i18n, health.create_missing_hint, name = name).to_string()
    };
    // A missing customer is created only on request, and may be all there is.
    let idle = findings.iter().all(wording::needs_customer);
    let shown = findings.into_iter().map(|finding| {
        let (code, again) = (wording::code(&finding), finding.clone());
        view! {
            <li data-finding=code>
                <b>{move || wording::title(i18n, &finding)}</b>
                <p>{move || wording::text(i18n, &again)}</p>
            </li>
        }
    });
    view! {
        <h3>{tr!(i18n, health.found)}</h3>
        <ul class="stack" id="findings">{shown.collect_view()}</ul>
        {asks.then(|| view! {
            <label class="check">
                <input
                    type="checkbox"
                    id="create-missing"
                    aria-describedby="create-missing-hint"
                    prop:checked=create
                    on:change=move |event| create.set(event_target_checked(&event))
                />
                <span>{tr!(i18n, health.create_missing)}</span>
            </label>
            <p class="hint" id="create-missing-hint">{hint}</p>
        })}
        <p class="hint">{tr!(i18n, health.repair_text)}</p>
        <div class="btn-row">
            <button
                type="button"
                class="btn primary"
                id="repair"
                disabled=move || session.tasks.busy() || (idle && !create.get())
                on:click=run
            >
                {tr!(i18n, health.repair)}
            </button>
        </div>
    }
    .into_any()
}

fn repair_note(i18n: I18n, repaired: Repaired) -> AnyView {
    let row = move |count: usize, name: Words| {
        (count > 0).then(|| {
            let number = move || format::count(i18n.get_locale(), count);
            view! { <dt>{move || name(i18n)}</dt><dd>{number}</dd> }
        })
    };
    let nothing = repaired == Repaired::default();
    let lost = repaired.lost > 0;
    view! {
        <div class="callout" id="repair-report" role="status" data-tone="good">
            <Icon glyph=Glyph::Check/>
            <div>
                <p>{move || if nothing { t_string!(i18n, health.repaired_nothing) } else { t_string!(i18n, health.repaired) }}</p>
                <dl class="kv">
                    {row(repaired.aside, |i18n| t_string!(i18n, health.r_aside))}
                    {row(repaired.recovered, |i18n| t_string!(i18n, health.r_recovered))}
                    {row(repaired.read, |i18n| t_string!(i18n, health.r_read))}
                    {row(repaired.written, |i18n| t_string!(i18n, health.r_written))}
                    {row(repaired.placeholders, |i18n| t_string!(i18n, health.r_placeholders))}
                    {row(repaired.lost, |i18n| t_string!(i18n, health.r_lost))}
                </dl>
                {lost.then(|| view! { <p>{tr!(i18n, health.r_lost_hint)}</p> })}
            </div>
        </div>
    }
    .into_any()
}
