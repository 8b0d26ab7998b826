//! The history: the change sets of the journal, read back.

use model::{ChangeSet, DeviceId, Id, Kind};

use crate::codec;
use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::store::{Store, StoreError};
use crate::workspace::Workspace;

/// How many journal entries are read at a time.
const PAGE: u32 = 128;

/// A change set and its place in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place; later ones have greater numbers.
    pub position: u64,
    /// What was done.
    pub set: ChangeSet,
}

/// Which change sets are wanted; the default wants all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryFilter {
    /// Those that touched this record.
    pub record: Option<(Kind, Id)>,
    /// Those that touched records of this kind.
    pub kind: Option<Kind>,
    /// Those this person made; an empty name means nobody who said theirs.
    pub actor: Option<String>,
    /// Those made on this device.
    pub device: Option<DeviceId>,
    /// Those made at or after this moment, in milliseconds since 1970-01-01T00:00Z.
    pub from: Option<u64>,
    /// Those made before this moment.
    pub to: Option<u64>,
}

impl HistoryFilter {
    fn admits(&self, set: &ChangeSet) -> bool {
        let (edits, millis) = (&set.edits, set.stamp.millis);
        self.actor.as_ref().is_none_or(|actor| set.actor == *actor)
            && self.device.is_none_or(|device| set.device == device)
            && self.from.is_none_or(|from| millis >= from)
            && self.to.is_none_or(|to| millis < to)
            && self.kind.as_ref().is_none_or(|kind| edits.iter().any(|edit| edit.kind() == kind))
            && self.record.as_ref().is_none_or(|(kind, id)| {
                // What was received stands there once more, as the change set of who did it.
                let told = set.receipt.is_none();
                told && edits.iter().any(|edit| edit.kind() == kind && edit.ids().contains(id))
            })
    }
}

/// Journal entries as they were read.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// Those that read.
    pub entries: Vec<Entry>,
    /// The positions of those that do not.
    pub unreadable: Vec<u64>,
}

impl Stretch {
    /// The position of the last one, whether it reads or not.
    pub fn last(&self) -> Option<u64> {
        let read = self.entries.last().map(|entry| entry.position);
        read.max(self.unreadable.last().copied())
    }
}

/// Part of the history, newest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The change sets.
    pub entries: Vec<Entry>,
    /// Where to read on; nothing when there are none older.
    pub next: Option<u64>,
}

impl<S: Store> Workspace<S> {
    /// Up to `limit` change sets that `filter` admits, newest first, from those before the
    /// position `before`, or from the newest. Entries that do not read are passed over.
    ///
    /// # Errors
    /// When the store cannot be read, or the search was cancelled.
    pub async fn history(
        &self,
        filter: &HistoryFilter,
        before: Option<u64>,
        limit: usize,
        pace: &dyn Pace,
    ) -> Result<Page, CommandError> {
        let total = self.applied();
        let mut before = before.unwrap_or(total + 1);
        let mut entries = Vec::new();
        while before > 1 && entries.len() < limit {
            let after = before.saturating_sub(u64::from(PAGE) + 1);
            let limit_here = u32::try_from(before - 1 - after).unwrap_or(PAGE);
            let read = self.read_entries(after, limit_here).await?;
            for entry in read.entries.into_iter().rev() {
                if entries.len() == limit {
                    break;
                }
                before = entry.position;
                if filter.admits(&entry.set) {
                    entries.push(entry);
                }
            }
            if entries.len() < limit {
                before = after + 1;
            }
            pace.step(Step::Reading, (total - after) as usize, total as usize).await?;
        }
        Ok(Page { entries, next: Some(before).filter(|before| *before > 1) })
    }

    /// The change set at a place in the journal, if there is one that reads.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn entry(&self, position: u64) -> Result<Option<Entry>, StoreError> {
        let Some(after) = position.checked_sub(1) else { return Ok(None) };
        let read = self.read_entries(after, 1).await?.entries.pop();
        Ok(read.filter(|entry| entry.position == position))
    }

    /// The next change sets after a position, in order; none at the end of what is known.
    pub(crate) async fn entries_after(&self, after: u64) -> Result<Stretch, StoreError> {
        self.read_entries(after, PAGE).await
    }

    async fn read_entries(&self, after: u64, limit: u32) -> Result<Stretch, StoreError> {
        let read = self.store.journal(after, limit).await?;
        // What another tab has just written is not in memory yet, and so not yet history.
        let known = read.into_iter().filter(|(position, _)| *position <= self.applied());
        let mut stretch = Stretch::default();
        for (position, bytes) in known {
            match codec::decode(&bytes) {
                Ok(set) => stretch.entries.push(Entry { position, set }),
                Err(_) => stretch.unreadable.push(position),
            }
        }
        Ok(stretch)
    }
}
