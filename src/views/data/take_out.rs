//! The card for everything that goes out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Day, Moment};
use workspace::sync::Scope;
use workspace::{Image, Step};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::files::Download;
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::trouble::{Trouble, TroubleNote};

/// Days after which an export is old.
const OLD: i32 = 14;

/// Writes everything to a bundle and hands it to the user; answers how many records and the
/// name of the file.
async fn export(desk: Desk, session: Session) -> Result<(usize, String), Trouble> {
    let now = time::now();
    let name = match now {
        Some(now) => format!("rapport-{}.json", now.day()),
        None => "rapport.json".to_owned(),
    };
    let data = session.data().ok_or(Trouble::Busy)?;
    let count = desk
        .run(Doing::Exporting, Step::Writing, async |pace| {
            let download = Download::new();
            let count = data
                .export(&Scope::Everything, now, pace, &mut |piece| download.push(&piece))
                .await?;
            download.save(&name, "application/json")?;
            Ok::<_, Trouble>(count.records)
        })
        .await?;
    session.prefs.last_backup.set(Some(js_sys::Date::now()));
    Ok((count, name))
}

fn day_of(millis: f64) -> Option<Day> {
    Moment::new(millis as i64, time::offset_minutes(millis)).map(Moment::day)
}

fn is_empty(image: &Image) -> bool {
    let tables = &image.tables;
    tables.customers.is_empty() && tables.orders.is_empty() && tables.interactions.is_empty()
}

/// Everything that goes out.
#[component]
pub fn TakeOut() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let trouble = RwSignal::new(None::<Trouble>);
    let file = RwSignal::new(String::new());
    let exported = RwSignal::new(None::<(usize, String)>);
    let run = move |_| {
        spawn_local(async move {
            let outcome = export(desk, session).await;
            // The page may have been left meanwhile; the browser shows the download itself.
            trouble.try_set(outcome.as_ref().err().cloned());
            exported.try_set(outcome.ok());
        });
    };
    let last = Memo::new(move |_| session.prefs.last_backup.get().and_then(day_of));
    let when = move || {
        let (day, today) = (last.get()?, time::today()?);
        Some(format::relative(i18n.get_locale(), day, today))
    };
    let has_data = Memo::new(move |_| session.look(|image| !is_empty(image)).unwrap_or_default());
    let nag = move || {
        let old =
            last.get().zip(time::today()).is_none_or(|(day, today)| today.days_since(day) > OLD);
        if !has_data.get() || !old {
            return None;
        }
        Some(match when() {
            Some(when) => t_string!(i18n, data.nag_old, when = when).to_string(),
            None => t_string!(i18n, data.nag_never).to_owned(),
        })
    };
    let said = move || {
        let (count, file) = exported.get()?;
        let count = format::count(i18n.get_locale(), count);
        Some(t_string!(i18n, data.exported, count = count, file = file).to_string())
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, data.take_out)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, data.take_out_text)}</p>
                {move || nag().map(|words| view! {
                    <div class="callout" id="backup-nag" data-tone="warn">
                        <Icon glyph=Glyph::Info/>
                        <div>{words}</div>
                    </div>
                })}
                <div class="stack" role="status">
                    <dl class="kv">
                        <dt>{tr!(i18n, data.last_export)}</dt>
                        <dd>{move || when().unwrap_or_else(|| t_string!(i18n, customers.never).to_owned())}</dd>
                    </dl>
                    {move || said().map(|words| view! {
                        <div class="callout" id="exported" data-tone="good"><Icon glyph=Glyph::Check/><div>{words}</div></div>
                    })}
                </div>
                <TroubleNote trouble=trouble file=file/>
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn primary"
                        id="export"
                        disabled=move || session.tasks.busy()
                        on:click=run
                    >
                        <Icon glyph=Glyph::Download/>
                        {tr!(i18n, data.export)}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}
