//! The card for the folder that is carried to other devices.

use leptos::prelude::*;
use model::Moment;
use workspace::sync::mailbox::Notes;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::data::Desk;
use crate::views::data::outcome::figure;
use crate::views::folders::chosen::{FolderCard, look_when_shown};
use crate::views::folders::mailbox::Report;

/// The folder that is carried to other devices.
#[component]
pub fn MailboxCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let folders = desk.folders;
    let place = folders.mailbox;
    look_when_shown(move || async move {
        let synced = match place.look(session).await {
            Ok(_) => place.kept(session).await,
            Err(why) => Err(why),
        };
        match synced {
            Ok(kept) => {
                let last = kept.and_then(|kept| Notes::from_text(&kept.notes).last);
                folders.synced.set(last);
            }
            Err(why) => place.came_to(Some(why)),
        }
    });
    let last = move || {
        let millis = folders.synced.get()? as i64;
        let moment = Moment::new(millis, time::offset_minutes(millis as f64))?;
        Some(format::moment(i18n.get_locale(), moment))
    };
    let never = move || t_string!(i18n, customers.never).to_owned();
    let report = move || folders.report.get().map(|report| view! { <TurnNote report=report/> });
    view! {
        <FolderCard
            id="mailbox"
            place=place
            title=|i| t_string!(i, folder.mailbox)
            about=|i| t_string!(i, folder.mailbox_text)
            without=|i| t_string!(i, folder.mailbox_without)
            action=|i| t_string!(i, folder.sync_now)
            on_use=Callback::new(move |()| desk.sync_folder(session))
            notes=Callback::new(move |()| Notes::default().to_text())
        >
            <dl class="kv">
                <dt>{tr!(i18n, folder.folder)}</dt>
                <dd id="mailbox-name">{move || place.name.get()}</dd>
                <dt>{tr!(i18n, folder.synced)}</dt>
                <dd id="mailbox-last">{move || last().unwrap_or_else(never)}</dd>
            </dl>
            {report}
        </FolderCard>
    }
    .into_any()
}

/// What a turn came to.
#[component]
fn TurnNote(report: Report) -> impl IntoView {
    let i18n = use_i18n();
    let Report { created, changed, known, conflicts, changes, cut, waits, refused, left, sent } =
        report.clone();
    let has_news = report.has_news();
    let (tone, glyph) = match refused.is_empty() {
        true => ("good", Glyph::Check),
        false => ("warn", Glyph::Alert),
    };
    let said = move || match has_news {
        true => t_string!(i18n, folder.came),
        false => t_string!(i18n, folder.nothing_came),
    };
    let left_there = move || {
        let changes = format::count(i18n.get_locale(), sent?.changes);
        Some(t_string!(i18n, folder.sent, changes = changes).to_string())
    };
    let many = move || {
        let count = format::count(i18n.get_locale(), left);
        t_string!(i18n, folder.left, count = count).to_string()
    };
    let counted = (cut.len().to_string(), waits.len().to_string(), refused.len().to_string());
    let cut = cut.into_iter().map(|file| {
        view! { <li>{move || t_string!(i18n, folder.cut, file = file.clone()).to_string()}</li> }
    });
    let waits = waits.into_iter().map(|file| {
        view! { <li>{move || t_string!(i18n, folder.waits, file = file.clone()).to_string()}</li> }
    });
    let refused = refused
        .into_iter()
        .map(|(file, why)| view! { <li class="refused">{move || why.words(i18n, &file)}</li> });
    let lines: Vec<AnyView> = cut
        .map(IntoAny::into_any)
        .chain(waits.map(IntoAny::into_any))
        .chain(refused.map(IntoAny::into_any))
        .collect();
    view! {
        <div
            class="callout"
            id="mailbox-report"
            role="status"
            data-tone=tone
            data-created=created.to_string()
            data-changed=changed.to_string()
            data-conflicts=conflicts.to_string()
            data-changes=changes.to_string()
            data-cut=counted.0
            data-waits=counted.1
            data-refused=counted.2
            data-sent=sent.is_some().to_string()
        >
            <Icon glyph=glyph/>
            <div class="stack">
                <p>{said} " " {left_there}</p>
                {has_news.then(|| view! {
                    <dl class="kv">
                        {figure(i18n, created, |i| t_string!(i, data.count_created))}
                        {figure(i18n, changed, |i| t_string!(i, data.count_changed))}
                        {figure(i18n, known, |i| t_string!(i, data.count_known))}
                        {figure(i18n, conflicts, |i| t_string!(i, sync.in_conflict))}
                    </dl>
                })}
                {(!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })}
                {(left > 0).then(|| view! { <p>{many}</p> })}
            </div>
        </div>
    }
    .into_any()
}
