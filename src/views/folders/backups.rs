//! Backups that are made by themselves.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Day;
use workspace::backups::{self, Schedule};
use workspace::{Pace, Step};

use crate::i18n::t_string;
use crate::platform::folder::{Folder, Permission};
use crate::platform::{locks, time};
use crate::session::{BrowserPace, Session};
use crate::views::data::{Desk, Doing, Trouble};
use crate::views::folders::chosen::label_of;
use crate::views::folders::place::Kept;
use crate::views::folders::shared::{ending, packed};
use crate::views::health::backup;

/// Writes a backup into the folder and takes away those that are too many. Answers its name.
async fn write(
    session: Session,
    folder: &Folder,
    today: Day,
    keep: usize,
    pace: &dyn Pace,
) -> Result<String, Trouble> {
    let device = session.data().ok_or(Trouble::Busy)?.device();
    let name = backups::name(today, &label_of(session), device, ending());
    let (_, json) = backup::pack(session, pace).await?;
    folder.put(&name, &packed(json).await?).await?;
    backup::made(session);
    let names = folder.names(backups::is_backup).await?;
    for old in backups::surplus(names.iter().map(String::as_str), device, keep) {
        folder.remove(old).await?;
    }
    Ok(name)
}

/// A backup, if the folder may be used and one is due or somebody asked for it.
async fn make(desk: Desk, session: Session, asked: bool, pace: &dyn Pace) -> Result<(), Trouble> {
    let folders = desk.folders;
    let place = folders.backups;
    let lock = match asked {
        true => locks::in_turn(place.purpose.key()).await,
        false => locks::if_free(place.purpose.key()).await,
    };
    // Another tab is at it.
    let Some(_lock) = lock else { return if asked { Err(Trouble::Busy) } else { Ok(()) } };
    let Some(Kept { folder, notes }) = place.look(session).await? else { return Ok(()) };
    let mut schedule = Schedule::from_text(&notes);
    folders.schedule.set(schedule);
    let Some(today) = time::today() else { return Ok(()) };
    let is_due = backups::is_due(schedule.days, schedule.last, today);
    if !(asked || (is_due && session.has_records())) {
        return Ok(());
    }
    let outcome = write(session, &folder, today, schedule.keep, pace).await;
    let was_told = schedule.failed;
    schedule.failed = outcome.is_err();
    if let Ok(name) = &outcome {
        schedule.last = Some(today);
        folders.made.set(name.clone());
    }
    folders.schedule.set(schedule);
    place.keep(session, Some(&Kept { folder, notes: schedule.to_text() })).await?;
    if outcome.is_err() && !asked && !was_told {
        session.toasts.trouble(|i18n| t_string!(i18n, folder.backup_failed));
    }
    outcome.map(drop)
}

/// A backup nobody waits for, if one is due.
pub async fn make_quietly(desk: Desk, session: Session) {
    let outcome = make(desk, session, false, &BrowserPace::unwatched()).await;
    desk.folders.backups.came_to(outcome.err());
}

impl Desk {
    /// Makes a backup into the folder. Only while a press is handled: the browser may have to
    /// ask.
    pub(super) fn back_up_to_folder(self, session: Session) {
        let place = self.folders.backups;
        spawn_local(async move {
            let outcome = match place.ask(session).await {
                Ok(Permission::Granted) => {
                    let work = async |pace: &dyn Pace| make(self, session, true, pace).await;
                    self.run(Doing::Exporting, Step::Writing, work).await
                }
                Ok(_) => Ok(()),
                Err(why) => Err(why),
            };
            place.came_to(outcome.err());
        });
    }

    /// Has backups made otherwise from now on.
    pub(super) fn set_schedule(
        self,
        session: Session,
        change: impl FnOnce(&mut Schedule) + 'static,
    ) {
        let place = self.folders.backups;
        spawn_local(async move {
            let work = async {
                let _lock = locks::in_turn(place.purpose.key()).await;
                let Some(mut kept) = place.kept(session).await? else { return Ok(()) };
                let mut schedule = Schedule::from_text(&kept.notes);
                change(&mut schedule);
                kept.notes = schedule.to_text();
                place.keep(session, Some(&kept)).await?;
                self.folders.schedule.set(schedule);
                Ok(())
            };
            place.came_to(work.await.err());
        });
    }
}
