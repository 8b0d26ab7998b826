//! The card for the folder that backups go to by themselves.

use leptos::prelude::*;
use workspace::backups::Schedule;

use crate::components::{Choice, Glyph, Icon};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::data::Desk;
use crate::views::folders::chosen::{FolderCard, look_when_shown};

/// How many backups may be kept.
const KEEP: [usize; 4] = [3, 7, 14, 30];
/// Days from one backup to the next.
const EVERY: [i32; 2] = [1, 7];

/// The folder that backups go to by themselves.
#[component]
pub fn BackupsCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let folders = desk.folders;
    let place = folders.backups;
    look_when_shown(move || async move {
        let looked = match place.look(session).await {
            Ok(_) => place.kept(session).await,
            Err(why) => Err(why),
        };
        match looked {
            Ok(kept) => {
                let notes = kept.map(|kept| kept.notes).unwrap_or_default();
                folders.schedule.set(Schedule::from_text(&notes));
            }
            Err(why) => place.came_to(Some(why)),
        }
    });
    let never = move || t_string!(i18n, customers.never).to_owned();
    let last = move || {
        let (last, today) = folders.schedule.get().last.zip(time::today())?;
        Some(format::relative(i18n.get_locale(), last, today))
    };
    let every = Signal::derive(move || folders.schedule.get().days.to_string());
    let periods = Signal::derive(move || {
        let words = [t_string!(i18n, folder.daily), t_string!(i18n, folder.weekly)];
        let named = EVERY.iter().zip(words);
        named.map(|(days, words)| (days.to_string(), words.to_owned())).collect::<Vec<_>>()
    });
    let keep = Signal::derive(move || folders.schedule.get().keep.to_string());
    let numbers = Signal::derive(move || {
        let named = |count: usize| (count.to_string(), format::count(i18n.get_locale(), count));
        KEEP.into_iter().map(named).collect::<Vec<_>>()
    });
    let set_every = move |code: String| {
        let days = EVERY.into_iter().find(|days| days.to_string() == code);
        desk.set_schedule(session, move |schedule| schedule.days = days.unwrap_or(schedule.days));
    };
    let set_keep = move |code: String| {
        let keep = KEEP.into_iter().find(|keep| keep.to_string() == code);
        desk.set_schedule(session, move |schedule| schedule.keep = keep.unwrap_or(schedule.keep));
    };
    let made = move || {
        let file = folders.made.get();
        (!file.is_empty()).then(|| {
            let words = t_string!(i18n, folder.backup_made, file = file).to_string();
            view! {
                <div class="callout" id="backups-made" role="status" data-tone="good">
                    <Icon glyph=Glyph::Check/>
                    <div>{words}</div>
                </div>
            }
        })
    };
    view! {
        <FolderCard
            id="backups"
            place=place
            title=|i| t_string!(i, folder.backups)
            about=|i| t_string!(i, folder.backups_text)
            without=|i| t_string!(i, folder.backups_without)
            action=|i| t_string!(i, folder.backup_now)
            on_use=Callback::new(move |()| desk.back_up_to_folder(session))
            notes=Callback::new(move |()| Schedule::default().to_text())
        >
            <dl class="kv">
                <dt>{tr!(i18n, folder.folder)}</dt>
                <dd id="backups-name">{move || place.name.get()}</dd>
                <dt>{tr!(i18n, health.last)}</dt>
                <dd id="backups-last">{move || last().unwrap_or_else(never)}</dd>
            </dl>
            {made}
            <Choice id="backups-every" label=label!(i18n, folder.every) value=every options=periods on_input=set_every/>
            <Choice id="backups-keep" label=label!(i18n, folder.keep) value=keep options=numbers on_input=set_keep/>
        </FolderCard>
    }
    .into_any()
}
