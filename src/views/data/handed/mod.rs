//! Files that other apps handed over, and what came of each. They go the way of files that are
//! dropped on the page, one after another.

mod list;

pub use list::HandedOver;

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use web_sys::File;
use workspace::sync::Received;

use crate::platform::handed::{self, Opened};
use crate::session::Session;
use crate::views::data::bring::{Errand, errand};
use crate::views::data::desk::Desk;
use crate::views::data::trouble::Trouble;

/// Where a file that was handed over is on its way.
#[derive(Debug, Clone)]
enum State {
    /// It waits for the user's word, or for what is under way.
    Waiting,
    /// It is being merged.
    Taking,
    /// It is merged.
    Merged(Box<Received>),
    /// It was not taken.
    Refused(Trouble),
}

impl State {
    fn is_settled(&self) -> bool {
        matches!(self, Self::Merged(_) | Self::Refused(_))
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taking => "taking",
            Self::Merged(_) => "merged",
            Self::Refused(_) => "refused",
        }
    }
}

/// A file that was handed over.
#[derive(Clone)]
struct Arrival {
    number: u64,
    name: String,
    /// In bytes; `None` when it cannot be read.
    size: Option<f64>,
    state: ArcRwSignal<State>,
}

/// Where its bytes are.
#[derive(Clone)]
struct Source {
    file: File,
    /// What it is kept under, until it is taken.
    kept: Option<String>,
    /// Whether it may be merged without a word. What was shared may not: any page on the web
    /// can send a form to the address that shared files are sent to.
    trusted: bool,
}

/// The files that were handed over. It outlives the page.
#[derive(Clone, Copy)]
pub struct Handed {
    all: RwSignal<Vec<Arrival>>,
    sources: StoredValue<BTreeMap<u64, Source>, LocalStorage>,
    last: StoredValue<u64>,
    /// Whether some came that nobody has looked at yet.
    fresh: RwSignal<bool>,
    is_attended: StoredValue<bool>,
}

/// Has files that the app is opened with come in, whatever page is shown; `show` leads to the
/// data page, where they are taken.
pub fn attend(session: Session, show: Rc<dyn Fn()>) {
    let handed = Desk::of(session).handed;
    if handed.is_attended.try_update_value(|known| std::mem::replace(known, true)) == Some(true) {
        return;
    }
    handed::on_open(move |files| {
        handed.arrive(files.into_iter().map(|file| (file, None)));
        show();
    });
}

impl Handed {
    /// None yet.
    pub fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            sources: StoredValue::new_local(BTreeMap::new()),
            last: StoredValue::new(0),
            fresh: RwSignal::new(false),
            is_attended: StoredValue::new(false),
        }
    }

    /// Takes note of files, each with what it is kept under if it was shared. What came of those
    /// before is put away.
    fn arrive(self, files: impl Iterator<Item = (Opened, Option<String>)>) {
        let is_known = |kept: &Option<String>| {
            kept.is_some() && self.sources.with_value(|all| all.values().any(|s| s.kept == *kept))
        };
        let files: Vec<_> = files.filter(|(_, kept)| !is_known(kept)).collect();
        if files.is_empty() {
            return;
        }
        let settled = |row: &Arrival| row.state.with_untracked(State::is_settled);
        self.all.update(|all| all.retain(|row| !settled(row)));
        for ((name, file), kept) in files {
            let number = self.last.get_value() + 1;
            self.last.set_value(number);
            let size = file.as_ref().ok().map(|file| file.size());
            let state = match file {
                Ok(file) => {
                    let source = Source { file, trusted: kept.is_none(), kept };
                    self.sources.update_value(|all| drop(all.insert(number, source)));
                    State::Waiting
                }
                Err(why) => State::Refused(Trouble::Unreadable(why)),
            };
            let row = Arrival { number, name, size, state: ArcRwSignal::new(state) };
            self.all.update(|all| all.push(row));
        }
        self.fresh.set(true);
    }

    /// Takes note of the files that were shared and are kept.
    async fn look(self) {
        // A browser that refuses its caches has kept nothing in them either.
        let kept = handed::kept().await.unwrap_or_default();
        self.arrive(kept.into_iter().map(|kept| {
            let name = kept.file.name();
            ((name, Ok(kept.file)), Some(kept.key))
        }));
    }

    fn source(self, number: u64) -> Option<Source> {
        self.sources.with_value(|all| all.get(&number).cloned())
    }

    fn remove(self, number: u64) {
        self.sources.update_value(|all| drop(all.remove(&number)));
        self.all.update(|all| all.retain(|row| row.number != number));
    }

    /// Puts a file away, and what came of it.
    async fn put_away(self, number: u64) {
        let kept = self.source(number).and_then(|source| source.kept);
        self.remove(number);
        if let Some(key) = kept {
            handed::forget(&key).await;
        }
    }

    /// Makes a file ours; `None` when another tab has taken it.
    async fn claim(self, number: u64) -> Option<File> {
        let source = self.source(number)?;
        if let Some(key) = source.kept {
            if !handed::forget(&key).await {
                self.remove(number);
                return None;
            }
            self.sources.update_value(|all| {
                if let Some(source) = all.get_mut(&number) {
                    source.kept = None;
                }
            });
        }
        Some(source.file)
    }
}

impl Desk {
    /// Takes in what needs no word of the user's: bundles first, for a table or contacts lead to
    /// a page of their own. Those end it; what still waits then waits for a press.
    async fn take_handed(self, session: Session, receive: UnsyncCallback<File>) {
        while let Some((row, leads_away)) = self.next_handed(session) {
            self.take_one_handed(session, row, receive).await;
            if leads_away {
                break;
            }
        }
    }

    /// The next to be taken without a word, and whether that leads away from what is shown.
    fn next_handed(self, session: Session) -> Option<(Arrival, bool)> {
        let free = !session.tasks.busy();
        let shows_none =
            !self.wizard.is_open() && self.cards.opened.with_untracked(Option::is_none);
        let mut later = None;
        for row in self.handed.all.get_untracked() {
            if !row.state.with_untracked(|state| matches!(state, State::Waiting)) {
                continue;
            }
            let Some(source) = self.handed.source(row.number) else { continue };
            match errand(&source.file) {
                Errand::Refuse(_) => return Some((row, false)),
                Errand::Merge if free && source.trusted => return Some((row, false)),
                Errand::Import | Errand::Cards if free && shows_none => {
                    later.get_or_insert((row, true));
                }
                _ => {}
            }
        }
        later
    }

    /// Has a file go its way: into the data, or to `receive`.
    async fn take_one_handed(self, session: Session, row: Arrival, receive: UnsyncCallback<File>) {
        row.state.set(State::Taking);
        let Some(file) = self.handed.claim(row.number).await else { return };
        match errand(&file) {
            Errand::Refuse(why) => row.state.set(State::Refused(why)),
            Errand::Merge => row.state.set(match self.merged(session, &file).await {
                Ok(report) => State::Merged(Box::new(report)),
                Err(why) => State::Refused(why),
            }),
            Errand::Import | Errand::Cards => {
                self.handed.remove(row.number);
                // Nobody is there to receive it when the page was left in this moment.
                if receive.try_run(file.clone()).is_none() {
                    self.handed.arrive([((row.name, Ok(file)), None)].into_iter());
                }
            }
        }
    }
}
