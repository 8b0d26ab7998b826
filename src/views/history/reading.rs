//! The part of the history that has been read, kept up with what happens.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{DeviceId, Moment, Summary};
use workspace::CommandError;
use workspace::history::{Entry, HistoryFilter};

use crate::session::Session;
use crate::views::history::wording;

/// How many change sets are read at a time.
const PAGE: usize = 50;

/// A change set as the list shows it. Its edits may be a hundred thousand, so they are read
/// again when somebody looks.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// Its place in the journal.
    pub position: u64,
    /// Where it was made.
    pub device: DeviceId,
    /// Who made it.
    pub actor: String,
    /// When, here.
    pub at: Option<Moment>,
    /// What it did.
    pub summary: Summary,
    /// From whom a bundle was that it tells of, and how many conflicts that brought.
    pub receipt: Option<(DeviceId, usize)>,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        let Entry { position, set } = entry;
        Self {
            position,
            device: set.device,
            actor: set.actor,
            at: wording::moment_of(set.stamp),
            summary: set.summary,
            receipt: set.receipt.map(|receipt| (receipt.from, receipt.conflicts.len())),
        }
    }
}

/// The lines read so far, newest first.
#[derive(Clone, Copy)]
pub struct Reading {
    session: Session,
    filter: Memo<HistoryFilter>,
    /// The lines.
    pub lines: RwSignal<Arc<Vec<Arc<Line>>>>,
    /// Everybody met so far.
    pub actors: RwSignal<BTreeSet<String>>,
    /// Where to read on.
    pub next: RwSignal<Option<u64>>,
    /// Whether it is being read.
    pub busy: RwSignal<bool>,
    /// Why it could not be read.
    pub trouble: RwSignal<Option<CommandError>>,
    /// Counts what was asked for: an answer that is no longer wanted is dropped.
    turn: StoredValue<u64>,
}

impl Reading {
    /// Reads what `filter` admits, and again whenever it or the records change.
    pub fn follow(session: Session, filter: Memo<HistoryFilter>) -> Self {
        let reading = Self {
            session,
            filter,
            lines: RwSignal::default(),
            actors: RwSignal::default(),
            next: RwSignal::new(None),
            busy: RwSignal::new(true),
            trouble: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        Effect::new(move |before: Option<HistoryFilter>| {
            session.revision();
            let filter = filter.get();
            if before.as_ref() != Some(&filter) {
                reading.lines.set(Arc::default());
                reading.next.set(None);
            }
            reading.again();
            filter
        });
        reading
    }

    /// Reads from the newest on, as far as had been read: what is new comes on top, and
    /// nothing that was there goes.
    pub fn again(self) {
        let read = self.lines.with_untracked(|lines| lines.len());
        self.read(None, (read + 1).max(PAGE));
    }

    /// Reads on where the last reading ended.
    pub fn older(self) {
        if let Some(next) = self.next.get_untracked() {
            self.read(Some(next), PAGE);
        }
    }

    fn read(self, before: Option<u64>, limit: usize) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.busy.set(true);
        self.trouble.set(None);
        let filter = self.filter.get_untracked();
        // The page may have been left meanwhile, or something else be asked for.
        let wanted = move || self.turn.try_get_value() == Some(turn);
        spawn_local(async move {
            let outcome = self.session.history(&filter, before, limit, wanted).await;
            if !wanted() {
                return;
            }
            self.busy.set(false);
            match outcome {
                Ok(page) => {
                    let fresh = page.entries.into_iter().map(|entry| Arc::new(Line::from(entry)));
                    let mut lines = match before {
                        Some(_) => self.lines.get_untracked().to_vec(),
                        None => Vec::new(),
                    };
                    lines.extend(fresh);
                    // What another device did came later than it was done.
                    lines.sort_by_key(|line| Reverse((line.at, line.position)));
                    self.meet(&lines);
                    self.next.set(page.next);
                    self.lines.set(Arc::new(lines));
                }
                Err(why) => self.trouble.set(Some(why)),
            }
        });
    }

    fn meet(self, lines: &[Arc<Line>]) {
        let known = self.actors.get_untracked();
        let fresh: BTreeSet<String> = lines
            .iter()
            .map(|line| &line.actor)
            .filter(|actor| !known.contains(*actor))
            .cloned()
            .collect();
        if !fresh.is_empty() {
            self.actors.update(|actors| actors.extend(fresh));
        }
    }
}
