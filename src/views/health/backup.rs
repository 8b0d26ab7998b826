//! Backups: making one, and being reminded of the next.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Day;
use web_sys::Blob;
use workspace::sync::Scope;
use workspace::{Pace, Step};

use crate::components::{Choice, Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::platform::files::{self, Download};
use crate::platform::time;
use crate::session::{Reminder, Session, use_session};
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::trouble::{Trouble, TroubleNote};

/// Writes everything to a backup file and hands it to the user; answers how many records it has
/// and its name.
async fn back_up(desk: Desk, session: Session) -> Result<(usize, String), Trouble> {
    let work = async |pace: &dyn Pace| write(session, "rapport", pace).await;
    desk.run(Doing::Exporting, Step::Writing, work).await
}

/// [`back_up`] in the midst of other work; `stem` begins the name of the file. The one place that
/// names one for the user.
pub async fn write(
    session: Session,
    stem: &str,
    pace: &dyn Pace,
) -> Result<(usize, String), Trouble> {
    let name = match time::today() {
        Some(today) => format!("{stem}-{today}.json"),
        None => format!("{stem}.json"),
    };
    let (records, json) = pack(session, pace).await?;
    files::hand_over(&json, &name)?;
    made(session);
    Ok((records, name))
}

/// What a backup file is made of; how many records are in it, and the file.
pub async fn pack(session: Session, pace: &dyn Pace) -> Result<(usize, Blob), Trouble> {
    let data = session.data().ok_or(Trouble::Busy)?;
    let download = Download::new();
    let mut sink = |piece: Vec<u8>| download.push(&piece);
    let sent = data.export(&Scope::Everything, time::now(), pace, &mut sink).await?;
    Ok((sent.records, download.finish("application/json").await?))
}

/// Notes that a backup was made just now.
pub fn made(session: Session) {
    session.prefs.last_backup.set(Some(js_sys::Date::now()));
}

fn reminder(i18n: I18n, reminder: Reminder) -> &'static str {
    match reminder {
        Reminder::Never => t_string!(i18n, health.remind_never),
        Reminder::Weekly => t_string!(i18n, health.remind_weekly),
        Reminder::Fortnightly => t_string!(i18n, health.remind_fortnightly),
        Reminder::Monthly => t_string!(i18n, health.remind_monthly),
    }
}

/// How long ago the last backup was made, if one was; follows it.
pub fn last_backup(i18n: I18n, session: Session) -> Option<String> {
    let (day, today) = session.prefs.backed_up_on().zip(time::today())?;
    Some(format::relative(i18n.get_locale(), day, today))
}

/// The last backup, the next one, and the button to make one: the only one there is.
#[component]
pub fn BackupCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let prefs = session.prefs;
    let never = move || t_string!(i18n, customers.never).to_owned();
    let last = move || last_backup(i18n, session).unwrap_or_else(never);
    let next = move || {
        let Some(days) = prefs.reminder.get().days() else {
            return t_string!(i18n, health.due_never).to_owned();
        };
        let due = prefs.backed_up_on().and_then(|day| Day::from_number(day.number() + days));
        match due.zip(time::today()) {
            Some((due, today)) if due > today => format::day(i18n.get_locale(), due),
            _ => t_string!(i18n, health.due_now).to_owned(),
        }
    };
    let holes = move || {
        session.revision();
        session.data().is_some_and(|data| !data.damage().is_empty())
    };
    let chosen = Signal::derive(move || prefs.reminder.get().code().to_owned());
    let options = Signal::derive(move || {
        let all = Reminder::ALL.into_iter();
        all.map(|each| (each.code().to_owned(), reminder(i18n, each).to_owned()))
            .collect::<Vec<_>>()
    });
    let remind = move |code: String| {
        prefs.reminder.set(Reminder::from_code(&code));
    };
    let desk = Desk::of(session);
    let trouble = RwSignal::new(None::<Trouble>);
    let file = RwSignal::new(String::new());
    let done = RwSignal::new(None::<(usize, String)>);
    let run = move |_| {
        spawn_local(async move {
            let outcome = back_up(desk, session).await;
            // The page may have been left meanwhile; the browser shows the download itself.
            trouble.try_set(outcome.as_ref().err().cloned());
            done.try_set(outcome.ok());
        });
    };
    let said = move || {
        let (count, file) = done.get()?;
        let count = format::count(i18n.get_locale(), count);
        Some(t_string!(i18n, health.backed_up, count = count, file = file).to_string())
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, health.backup)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, health.backup_text)}</p>
                <Show when=holes>
                    <div class="callout" data-tone="warn"><Icon glyph=Glyph::Info/><div>{tr!(i18n, health.holes)}</div></div>
                </Show>
                <div class="stack" role="status">
                    <dl class="kv">
                        <dt>{tr!(i18n, health.last)}</dt>
                        <dd id="last-backup">{last}</dd>
                        <dt>{tr!(i18n, health.next)}</dt>
                        <dd id="next-backup">{next}</dd>
                    </dl>
                    {move || said().map(|words| view! {
                        <div class="callout" id="backed-up" data-tone="good"><Icon glyph=Glyph::Check/><div>{words}</div></div>
                    })}
                </div>
                <TroubleNote trouble=trouble file=file/>
                <div class="btn-row">
                    <button type="button" class="btn primary" id="back-up" disabled=move || session.tasks.busy() on:click=run>
                        <Icon glyph=Glyph::Download/>
                        {tr!(i18n, health.back_up)}
                    </button>
                </div>
                <Choice id="reminder" label=label!(i18n, health.remind) value=chosen options=options on_input=remind/>
            </div>
        </section>
    }
    .into_any()
}
