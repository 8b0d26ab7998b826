//! The stamps of a record.

use std::collections::BTreeMap;

use crate::path::Path;
use crate::stamp::Stamp;

/// When each part of a record was written. Most records are never touched after they are
/// created, and there may be a million: what only the others need is behind a pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// When the record was created; holds for every present value without a stamp of its own.
    pub base: Stamp,
    later: Option<Box<Later>>,
}

/// What happened to a record after it was created.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Later {
    /// What was written, also where the value is gone.
    pub fields: BTreeMap<Path, Stamp>,
    /// The last deletion.
    pub deleted: Option<Stamp>,
    /// The last time a deletion was taken back.
    pub restored: Option<Stamp>,
}

static NO_FIELDS: BTreeMap<Path, Stamp> = BTreeMap::new();

impl Marks {
    /// The marks of a record just created.
    #[must_use]
    pub fn created(base: Stamp) -> Self {
        Self { base, later: None }
    }

    /// The marks of a record created at `base` to which `later` happened.
    #[must_use]
    pub fn new(base: Stamp, later: Later) -> Self {
        Self { base, later: (later != Later::default()).then(|| Box::new(later)) }
    }

    /// Whether nothing was ever written, deleted or restored since the record was created.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.later.is_none()
    }

    /// What was written after the record was created.
    #[must_use]
    pub fn fields(&self) -> &BTreeMap<Path, Stamp> {
        self.later.as_ref().map_or(&NO_FIELDS, |later| &later.fields)
    }

    /// The last deletion.
    #[must_use]
    pub fn deleted(&self) -> Option<Stamp> {
        self.later.as_ref()?.deleted
    }

    /// The last time a deletion was taken back.
    #[must_use]
    pub fn restored(&self) -> Option<Stamp> {
        self.later.as_ref()?.restored
    }

    /// Notes that a value was written.
    pub fn write(&mut self, path: Path, stamp: Stamp) {
        self.later.get_or_insert_default().fields.insert(path, stamp);
    }

    /// Notes a deletion, unless a later one is known.
    pub fn delete(&mut self, stamp: Stamp) {
        let deleted = &mut self.later.get_or_insert_default().deleted;
        *deleted = (*deleted).max(Some(stamp));
    }

    /// Notes that a deletion was taken back, unless that has happened later still.
    pub fn restore(&mut self, stamp: Stamp) {
        let restored = &mut self.later.get_or_insert_default().restored;
        *restored = (*restored).max(Some(stamp));
    }

    /// When the value at `path` was written.
    #[must_use]
    pub fn stamp_of(&self, path: &Path) -> Stamp {
        self.fields().get(path).copied().unwrap_or(self.base)
    }

    /// The latest stamp of any value, deletion or restoration.
    #[must_use]
    pub fn latest(&self) -> Stamp {
        let edited = self.last_edit();
        edited.max(self.deleted().unwrap_or(edited)).max(self.restored().unwrap_or(edited))
    }

    fn last_edit(&self) -> Stamp {
        self.fields().values().copied().fold(self.base, Stamp::max)
    }

    /// Whether the record is there for people: never deleted, or edited or restored since.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.is_untouched() || is_live(self.deleted(), self.restored(), self.last_edit())
    }

    /// Whether the record is there once the copy with these marks and the one with `other`
    /// have become one.
    #[must_use]
    pub fn is_live_with(&self, other: &Self) -> bool {
        let deleted = self.deleted().max(other.deleted());
        let restored = self.restored().max(other.restored());
        is_live(deleted, restored, self.last_edit().max(other.last_edit()))
    }
}

fn is_live(deleted: Option<Stamp>, restored: Option<Stamp>, last_edit: Stamp) -> bool {
    deleted.is_none_or(|deleted| restored.is_some_and(|r| r > deleted) || last_edit > deleted)
}
