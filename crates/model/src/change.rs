//! Change sets: everything one user action changed, as one unit.

use serde::{Deserialize, Serialize};

use crate::entity::Value;
use crate::id::Id;
use crate::kinds::Kind;
use crate::path::Path;
use crate::receipt::Receipt;
use crate::stamp::{DeviceId, Stamp};

/// One step of a change set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// A record comes to be, with these fields.
    Create {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
        /// Its fields, an object.
        fields: Value,
    },
    /// One value of a record is replaced.
    Set {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
        /// Where.
        path: Path,
        /// What stood there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Value>,
        /// What stands there now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Value>,
    },
    /// Records are hidden; they stay in the trash.
    Delete {
        /// Their kind.
        kind: Kind,
        /// Which.
        ids: Vec<Id>,
    },
    /// Records come back from the trash.
    Restore {
        /// Their kind.
        kind: Kind,
        /// Which.
        ids: Vec<Id>,
    },
    /// Records came to be in bulk; their rows are in the set's chunks.
    Created {
        /// Their kind.
        kind: Kind,
        /// Which.
        ids: Vec<Id>,
    },
    /// Records went to the trash in bulk; their rows are in the set's chunks.
    Removed {
        /// Their kind.
        kind: Kind,
        /// Which.
        ids: Vec<Id>,
    },
    /// Records came back from the trash in bulk; their rows are in the set's chunks.
    Revived {
        /// Their kind.
        kind: Kind,
        /// Which.
        ids: Vec<Id>,
    },
    /// Only stamps of records changed, in bulk; their rows are in the set's chunks.
    Touched {
        /// Their kind.
        kind: Kind,
        /// Which.
        ids: Vec<Id>,
    },
    /// A value was replaced in bulk; the row as it became is in the set's chunks.
    Overwrote {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
        /// Where.
        path: Path,
        /// What stood there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Value>,
        /// What stands there now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Value>,
    },
}

/// One line on what a change set did; the app words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Summary {
    /// A record was created.
    Created {
        /// Its kind.
        kind: Kind,
        /// Its name or subject.
        label: String,
    },
    /// A record was edited.
    Edited {
        /// Its kind.
        kind: Kind,
        /// Its name or subject.
        label: String,
    },
    /// Records were deleted.
    Deleted {
        /// Their kind.
        kind: Kind,
        /// How many, not counting what hangs on them.
        count: usize,
        /// The name of the only one, or empty.
        label: String,
    },
    /// Records came back from the trash.
    Restored {
        /// Their kind.
        kind: Kind,
        /// How many, not counting what hangs on them.
        count: usize,
        /// The name of the only one, or empty.
        label: String,
    },
    /// Two customers became one.
    Joined {
        /// The name of the one that stayed.
        kept: String,
        /// The name of the one that went into it.
        gone: String,
    },
    /// A person decided a conflict.
    Decided {
        /// The kind of record.
        kind: Kind,
        /// Its name or subject.
        label: String,
    },
    /// A file was imported.
    Imported {
        /// What its rows became.
        kind: Kind,
        /// How many records it created.
        created: usize,
        /// How many it changed.
        changed: usize,
        /// The file's name.
        file: String,
    },
    /// A bundle was merged in.
    Merged {
        /// How many records were new.
        created: usize,
        /// How many records changed.
        changed: usize,
        /// The file's name.
        file: String,
    },
    /// The workspace was made to read as a bundle does.
    Replaced {
        /// How many records came to be.
        created: usize,
        /// How many records changed.
        changed: usize,
        /// How many records went to the trash.
        deleted: usize,
        /// The file's name.
        file: String,
    },
    /// Sample data was added.
    Sample {
        /// How many records.
        created: usize,
    },
    /// A task was done.
    Finished {
        /// Its title.
        label: String,
    },
    /// Tasks were made, as a playbook or a rule asks.
    Planned {
        /// How many.
        count: usize,
        /// What asked for them.
        label: String,
    },
    /// Another change set was undone.
    Undone {
        /// What that one had done.
        what: Box<Summary>,
    },
}

impl Summary {
    /// The line for taking this change back. Taking back what was taken back twice is taking
    /// it back once: going to and fro must not make the line longer each time.
    #[must_use]
    pub fn undone(&self) -> Self {
        match self {
            Self::Undone { what } if matches!(**what, Self::Undone { .. }) => (**what).clone(),
            other => Self::Undone { what: Box::new(other.clone()) },
        }
    }
}

/// Everything one user action changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// Its own id.
    pub id: Id,
    /// Where it was made.
    pub device: DeviceId,
    /// Its number in the journal of that device, where it came from another device; nothing in
    /// the journal of its own, where it is the position. What such a set changed came along as
    /// records: it is kept as history and not applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actor: String,
    /// When, on the hybrid clock; also the stamp of what `Create`, `Set`, `Delete` and
    /// `Restore` write.
    pub stamp: Stamp,
    /// What it did, in a line.
    pub summary: Summary,
    /// The set this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Id>,
    /// What was received from another device, if that is what the set is about. Like `chunks`
    /// it is of this device alone: a file neither says it nor is believed when it does.
    #[serde(skip)]
    pub receipt: Option<Box<Receipt>>,
    /// Where the rows of a bulk change are.
    #[serde(skip)]
    pub chunks: Vec<String>,
    /// The steps.
    #[serde(default)]
    pub edits: Vec<Edit>,
}

impl ChangeSet {
    /// Whether another device made it, so that what it changed came along as records.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.seq.is_some()
    }
}

impl Edit {
    /// The edit that takes this one back, or nothing where somebody has changed the value
    /// since: what came later is kept. `current` tells what stands at a path now.
    #[must_use]
    pub fn inverse(&self, current: impl FnOnce(&Kind, Id, &Path) -> Option<Value>) -> Option<Self> {
        Some(match self {
            Self::Create { kind, id, .. } => Self::Delete { kind: kind.clone(), ids: vec![*id] },
            Self::Created { kind, ids }
            | Self::Restore { kind, ids }
            | Self::Revived { kind, ids } => Self::Delete { kind: kind.clone(), ids: ids.clone() },
            Self::Delete { kind, ids } | Self::Removed { kind, ids } => {
                Self::Restore { kind: kind.clone(), ids: ids.clone() }
            }
            Self::Touched { .. } => return None,
            Self::Set { kind, id, path, before, after }
            | Self::Overwrote { kind, id, path, before, after } => {
                if current(kind, *id, path) != *after {
                    return None;
                }
                Self::Set {
                    kind: kind.clone(),
                    id: *id,
                    path: path.clone(),
                    before: after.clone(),
                    after: before.clone(),
                }
            }
        })
    }

    /// The same edit for some of its records. It takes as much room as those: parts of an edit of
    /// a million records are all there at once.
    #[must_use]
    pub fn of(&self, some: &[Id]) -> Self {
        let ids = some.to_vec();
        match self {
            Self::Delete { kind, .. } => Self::Delete { kind: kind.clone(), ids },
            Self::Restore { kind, .. } => Self::Restore { kind: kind.clone(), ids },
            Self::Created { kind, .. } => Self::Created { kind: kind.clone(), ids },
            Self::Removed { kind, .. } => Self::Removed { kind: kind.clone(), ids },
            Self::Revived { kind, .. } => Self::Revived { kind: kind.clone(), ids },
            Self::Touched { kind, .. } => Self::Touched { kind: kind.clone(), ids },
            Self::Create { .. } | Self::Set { .. } | Self::Overwrote { .. } => self.clone(),
        }
    }

    /// Whether it only tells what the rows in the set's chunks say already.
    #[must_use]
    pub fn is_bulk(&self) -> bool {
        match self {
            Self::Created { .. }
            | Self::Removed { .. }
            | Self::Revived { .. }
            | Self::Touched { .. }
            | Self::Overwrote { .. } => true,
            Self::Create { .. } | Self::Set { .. } | Self::Delete { .. } | Self::Restore { .. } => {
                false
            }
        }
    }

    /// The kind of record it touches.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        match self {
            Self::Create { kind, .. }
            | Self::Set { kind, .. }
            | Self::Delete { kind, .. }
            | Self::Restore { kind, .. }
            | Self::Created { kind, .. }
            | Self::Removed { kind, .. }
            | Self::Revived { kind, .. }
            | Self::Touched { kind, .. }
            | Self::Overwrote { kind, .. } => kind,
        }
    }

    /// The records it touches.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        match self {
            Self::Create { id, .. } | Self::Set { id, .. } | Self::Overwrote { id, .. } => {
                std::slice::from_ref(id)
            }
            Self::Delete { ids, .. }
            | Self::Restore { ids, .. }
            | Self::Created { ids, .. }
            | Self::Removed { ids, .. }
            | Self::Revived { ids, .. }
            | Self::Touched { ids, .. } => ids,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_edit_takes_no_more_room_than_its_records() {
        let ids: Vec<Id> = (0..10_000_u128).map(|n| Id::from_bytes(n.to_be_bytes())).collect();
        let kind = Kind::Order;
        for whole in [
            Edit::Delete { kind: kind.clone(), ids: ids.clone() },
            Edit::Restore { kind: kind.clone(), ids: ids.clone() },
            Edit::Created { kind: kind.clone(), ids: ids.clone() },
            Edit::Removed { kind: kind.clone(), ids: ids.clone() },
            Edit::Revived { kind: kind.clone(), ids: ids.clone() },
            Edit::Touched { kind: kind.clone(), ids: ids.clone() },
        ] {
            let part = whole.of(&ids[20..30]);
            assert_eq!(part.kind(), &kind);
            assert_eq!(std::mem::discriminant(&part), std::mem::discriminant(&whole));
            assert_eq!(part.ids(), &ids[20..30]);
            let (Edit::Delete { ids, .. }
            | Edit::Restore { ids, .. }
            | Edit::Created { ids, .. }
            | Edit::Removed { ids, .. }
            | Edit::Revived { ids, .. }
            | Edit::Touched { ids, .. }) = part
            else {
                continue;
            };
            assert!(ids.capacity() < 100, "{}", ids.capacity());
        }
    }
}
