//! Turns at the folder that is carried to other devices: by a press, and by themselves.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::sync::Sent;
use workspace::sync::mailbox::{Notes, Occasion, Outcome, Turn};
use workspace::{Pace, Step};

use crate::platform::folder::Permission;
use crate::platform::{locks, time};
use crate::session::{BrowserPace, Session};
use crate::views::data::{Desk, Doing, Trouble};
use crate::views::folders::chosen::label_of;
use crate::views::folders::shared::Shared;

/// What a turn came to.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Records that were not here before.
    pub created: usize,
    /// Records that changed.
    pub changed: usize,
    /// Records that told nothing new.
    pub known: usize,
    /// Values both sides changed.
    pub conflicts: usize,
    /// Change sets of other devices that were new.
    pub changes: usize,
    /// Files that are not whole yet.
    pub cut: Vec<String>,
    /// Files that build on more than is known here.
    pub waits: Vec<String>,
    /// Files that are no good, and why.
    pub refused: Vec<(String, Trouble)>,
    /// Files that were not looked at, because there are so many.
    pub left: usize,
    /// What was left for others.
    pub sent: Option<Sent>,
}

impl Report {
    fn of(turn: Turn<Trouble>) -> Self {
        let mut report = Self { left: turn.left, sent: turn.sent, ..Self::default() };
        for (file, outcome) in turn.files {
            match outcome {
                Outcome::Received(received) => {
                    report.created += received.merged.created;
                    report.changed += received.merged.changed;
                    report.known += received.merged.known;
                    report.conflicts += received.conflicts.len();
                    report.changes += received.changes;
                }
                Outcome::Cut => report.cut.push(file),
                Outcome::Waits => report.waits.push(file),
                Outcome::Refused(why) => report.refused.push((file, why)),
            }
        }
        report
    }

    /// Whether anything came.
    pub fn has_news(&self) -> bool {
        self.created + self.changed + self.conflicts + self.changes > 0
    }
}

/// A turn, if the folder may be used. `asked` says that somebody asked for it and waits.
async fn turn(desk: Desk, session: Session, asked: bool, pace: &dyn Pace) -> Result<(), Trouble> {
    let folders = desk.folders;
    let place = folders.mailbox;
    let lock = match asked {
        true => locks::in_turn(place.purpose.key()).await,
        false => locks::if_free(place.purpose.key()).await,
    };
    // Another tab is at it.
    let Some(_lock) = lock else { return if asked { Err(Trouble::Busy) } else { Ok(()) } };
    let Some(mut kept) = place.look(session).await? else { return Ok(()) };
    let data = session.data().ok_or(Trouble::Busy)?;
    let mut notes = Notes::from_text(&kept.notes);
    let label = label_of(session);
    let occasion =
        Occasion { label: &label, now: js_sys::Date::now() as u64, moment: time::now(), asked };
    let shared = Shared { folder: &kept.folder, session };
    let outcome = data.trade(&shared, &mut notes, occasion, pace).await;
    kept.notes = notes.to_text();
    place.keep(session, Some(&kept)).await?;
    let report = Report::of(outcome?);
    folders.synced.set(notes.last);
    // One that nobody asked for, and that tells nothing, leaves what was said before.
    if asked || report.has_news() || !report.refused.is_empty() {
        folders.report.set(Some(report));
    }
    Ok(())
}

/// A turn nobody waits for, while other work may go on.
pub async fn turn_quietly(desk: Desk, session: Session) {
    let place = desk.folders.mailbox;
    let outcome = turn(desk, session, false, &BrowserPace::unwatched()).await;
    place.came_to(outcome.err());
}

impl Desk {
    /// Reads what others left and leaves what they lack. Only while a press is handled: the
    /// browser may have to ask.
    pub(super) fn sync_folder(self, session: Session) {
        let place = self.folders.mailbox;
        spawn_local(async move {
            let outcome = match place.ask(session).await {
                Ok(Permission::Granted) => {
                    self.folders.report.set(None);
                    let doing = Doing::Trading(place.name.get_untracked());
                    let work = async |pace: &dyn Pace| turn(self, session, true, pace).await;
                    self.run(doing, Step::Reading, work).await
                }
                Ok(_) => Ok(()),
                Err(why) => Err(why),
            };
            place.came_to(outcome.err());
        });
    }
}
