//! Change sets: everything one user action changed, as one unit.

use crate::entity::Value;
use crate::id::Id;
use crate::kinds::Kind;
use crate::path::Path;
use crate::stamp::{DeviceId, Stamp};

/// One step of a change set.
#[derive(Debug, Clone, PartialEq)]
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
        before: Option<Value>,
        /// What stands there now.
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
    /// A value was replaced in bulk; the row as it became is in the set's chunks.
    Overwrote {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
        /// Where.
        path: Path,
        /// What stood there.
        before: Option<Value>,
        /// What stands there now.
        after: Option<Value>,
    },
}

/// One line on what a change set did; the app words it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Sample data was added.
    Sample {
        /// How many records.
        created: usize,
    },
    /// Another change set was undone.
    Undone {
        /// What that one had done.
        what: Box<Summary>,
    },
}

/// Everything one user action changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeSet {
    /// Its own id.
    pub id: Id,
    /// Where it was made.
    pub device: DeviceId,
    /// Who made it.
    pub actor: String,
    /// When, on the hybrid clock; also the stamp of what `Create`, `Set`, `Delete` and
    /// `Restore` write.
    pub stamp: Stamp,
    /// What it did, in a line.
    pub summary: Summary,
    /// The set this one takes back.
    pub undoes: Option<Id>,
    /// The steps.
    pub edits: Vec<Edit>,
    /// Where the rows of a bulk change are.
    pub chunks: Vec<String>,
}

impl Edit {
    /// The edit that takes this one back; `current` tells what stands at a path now, because
    /// that, not what stood there when the edit was made, is what the inverse replaces.
    #[must_use]
    pub fn inverse(&self, current: impl FnOnce(&Kind, Id, &Path) -> Option<Value>) -> Self {
        match self {
            Self::Create { kind, id, .. } => Self::Delete { kind: kind.clone(), ids: vec![*id] },
            Self::Created { kind, ids } | Self::Restore { kind, ids } => {
                Self::Delete { kind: kind.clone(), ids: ids.clone() }
            }
            Self::Delete { kind, ids } => Self::Restore { kind: kind.clone(), ids: ids.clone() },
            Self::Set { kind, id, path, before, .. }
            | Self::Overwrote { kind, id, path, before, .. } => Self::Set {
                kind: kind.clone(),
                id: *id,
                path: path.clone(),
                before: current(kind, *id, path),
                after: before.clone(),
            },
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
            Self::Delete { ids, .. } | Self::Restore { ids, .. } | Self::Created { ids, .. } => ids,
        }
    }
}
