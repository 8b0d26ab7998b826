//! Whether what is stored reads, says what memory says, and hangs together; and putting right
//! what can be put right, without losing anything.
//!
//! Stored bytes that do not read are never removed or written over. A repair notes which they
//! are ([`Aside`]), so that they count as seen to, and writes anew whatever is known of the
//! records that were in them.

mod aside;
mod check;
mod finding;
mod references;
mod repair;
mod salvage;
mod stored;
mod unreadable;

pub(crate) use aside::Aside;
pub use finding::{Checkup, Finding, Found, Part};
pub use repair::{Mend, Repaired};
pub use unreadable::Blob;

use model::{Id, Kind};

use crate::store::{ChunkKey, Store};
use crate::workspace::Workspace;

/// A record's kind and id.
pub(crate) type Record = (Kind, Id);

/// Stored bytes that do not read. Everything else is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Damage {
    /// Chunks of records.
    pub chunks: Vec<ChunkKey>,
    /// Positions of journal entries.
    pub entries: Vec<u64>,
    /// Whether it is what was noted of other devices, which the journal tells as well.
    pub ledger: bool,
}

impl Damage {
    /// Whether everything reads.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty() && self.entries.is_empty() && !self.ledger
    }
}

impl<S: Store> Workspace<S> {
    /// What of the stored bytes does not read and nobody has seen to yet. Meanwhile everything
    /// that reads can be used and changed: changes go to the end of the journal, and nothing
    /// that is stored is moved or taken away.
    #[must_use]
    pub fn damage(&self) -> Damage {
        self.damage.borrow().clone()
    }

    pub(crate) fn note_unreadable_chunk(&self, key: &ChunkKey) {
        let chunks = &mut self.damage.borrow_mut().chunks;
        if !self.aside.borrow().chunks.contains(key) && !chunks.contains(key) {
            chunks.push(key.clone());
        }
    }

    pub(crate) fn note_unreadable_entry(&self, position: u64) {
        let entries = &mut self.damage.borrow_mut().entries;
        if !self.aside.borrow().entries.contains(&position) && !entries.contains(&position) {
            entries.push(position);
        }
    }
}
