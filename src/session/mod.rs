//! The bridge between the open workspace and the signals views live on: the one place where
//! data meets the screen.

mod actions;
mod analysis;
mod awaited;
mod drafts;
mod errands;
mod opening;
mod pace;
mod prefs;
mod searching;
mod sheets;
mod tasks;
mod toasts;
mod work;

pub use analysis::Analysis;
pub use awaited::Awaited;
pub use drafts::Draft;
pub use errands::Errand;
pub use opening::OpenState;
pub use pace::{BrowserPace, Watcher};
pub use prefs::{Prefs, Reminder, Theme, code as language_code};
pub use searching::{Searched, Searching};
pub use sheets::{Sheet, Sheets};
pub use tasks::Tasks;
pub use toasts::{Action, Message, Toast, Toasts, Tone};
pub use work::{Part, WorkError, work};

use std::rc::Rc;

use leptos::prelude::*;
use model::{Currency, Settings};
use store::IdbStore;
use workspace::{Image, Workspace};

use crate::platform::{channel::Channel, time};

/// The workspace as the app knows it.
pub type Data = Workspace<IdbStore>;

/// A handle on the open workspace, free to copy into every closure.
#[derive(Clone, Copy)]
pub struct Session {
    data: StoredValue<Option<Rc<Data>>, LocalStorage>,
    channel: StoredValue<Option<Channel>, LocalStorage>,
    state: RwSignal<OpenState>,
    whole: Memo<bool>,
    revision: RwSignal<u64>,
    analysis: RwSignal<Awaited<Analysis>>,
    searching: RwSignal<Awaited<Searching>>,
    /// What the user is told in passing.
    pub toasts: Toasts,
    /// Long work under way.
    pub tasks: Tasks,
    /// The form or panel that is open.
    pub sheets: Sheets,
    /// What this device remembers.
    pub prefs: Prefs,
}

/// The session of the app. Call it inside a component.
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// A session that is not open yet; see [`Session::start`].
    pub fn new() -> Self {
        let state = RwSignal::new(OpenState::Opening { done: 0, total: 0 });
        Self {
            data: StoredValue::new_local(None),
            channel: StoredValue::new_local(None),
            state,
            whole: Memo::new(move |_| state.with(|state| matches!(state, OpenState::Ready))),
            revision: RwSignal::new(0),
            analysis: RwSignal::new(Awaited::Loading),
            searching: RwSignal::new(Awaited::Loading),
            toasts: Toasts::new(),
            tasks: Tasks::new(),
            sheets: Sheets::new(),
            prefs: Prefs::load(),
        }
    }

    /// Whether the workspace is open; follows changes.
    pub fn state(self) -> OpenState {
        self.state.get()
    }

    /// Whether everything is in memory, and not only what the customer list needs; follows changes.
    pub fn is_whole(self) -> bool {
        self.whole.get()
    }

    /// Whether everything is in memory at this moment.
    pub fn is_whole_now(self) -> bool {
        self.whole.get_untracked()
    }

    /// Looks at the records, and again whenever they change.
    pub fn look<T>(self, look: impl FnOnce(&Image) -> T) -> Option<T> {
        self.revision.track();
        self.peek(look)
    }

    /// Looks at the records once.
    pub fn peek<T>(self, look: impl FnOnce(&Image) -> T) -> Option<T> {
        self.data.with_value(|data| data.as_ref().map(|data| look(&data.image())))
    }

    /// The workspace itself, for work that outlives a look. `None` until it is open.
    pub fn data(self) -> Option<Rc<Data>> {
        self.data.get_value()
    }

    /// Counts the changes seen so far; follows them.
    pub fn revision(self) -> u64 {
        self.revision.get()
    }

    /// The workspace's settings; follows changes.
    pub fn settings(self) -> Settings {
        self.look(|image| image.settings().clone()).unwrap_or_default()
    }

    /// The currency sums are made in; follows changes.
    pub fn base(self) -> Currency {
        self.look(|image| image.settings().base()).unwrap_or(Currency::USD)
    }

    /// Whether there is anything to back up, and the last backup is too long ago; follows both.
    pub fn backup_is_due(self) -> bool {
        let Some(days) = self.prefs.reminder.get().days() else { return false };
        let last = self.prefs.backed_up_on();
        let old = last.zip(time::today()).is_none_or(|(day, today)| today.days_since(day) >= days);
        old && self.look(has_records).unwrap_or_default()
    }

    /// Whether there is anything that would be lost.
    pub fn has_records(self) -> bool {
        self.peek(has_records).unwrap_or_default()
    }

    /// How many tasks are to be done by today; follows changes.
    pub fn due(self) -> usize {
        let today = time::today();
        self.look(|image| today.map_or(0, |today| image.due_by(today))).unwrap_or_default()
    }

    /// Whether something about the data as a whole is to be looked at.
    pub fn needs_attention(self) -> bool {
        self.revision.track();
        self.data().is_some_and(|data| !data.damage().is_empty()) || self.backup_is_due()
    }

    /// Says that the records have changed, to the views of this tab and to other tabs.
    fn announce(self) {
        self.announce_here();
        self.channel.with_value(|channel| channel.iter().for_each(Channel::tell));
    }

    fn announce_here(self) {
        self.revision.update(|revision| *revision += 1);
    }
}

fn has_records(image: &Image) -> bool {
    let tables = &image.tables;
    !(tables.customers.is_empty()
        && tables.orders.is_empty()
        && tables.interactions.is_empty()
        && tables.tasks.is_empty())
}
