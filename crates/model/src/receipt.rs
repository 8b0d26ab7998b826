//! What a workspace notes when it receives what another device did.

use serde::{Deserialize, Serialize};

use crate::entity::Value;
use crate::id::Id;
use crate::kinds::Kind;
use crate::path::Path;
use crate::stamp::{DeviceId, Stamp};
use crate::version::VersionVector;

/// From whom a bundle was, how much its writer knew, and where they and we disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Who wrote the bundle.
    pub from: DeviceId,
    /// What they knew when they did.
    pub seen: VersionVector,
    /// Whether everything they knew is known here now.
    pub complete: bool,
    /// What they and we changed without knowing of each other.
    pub conflicts: Vec<Conflict>,
}

/// A value, or a record's being there, that two devices changed apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The kind of record.
    pub kind: Kind,
    /// Which record.
    pub id: Id,
    /// Which value; nothing when one deleted the record and the other edited it.
    pub path: Option<Path>,
    /// The value before either changed it.
    pub before: Option<Value>,
    /// The value here before the bundle came; of a record's being there, `true` or nothing.
    pub mine: Option<Value>,
    /// The value in the bundle; of a record's being there, `true` or nothing.
    pub theirs: Option<Value>,
    /// Whether theirs stands now, because it is the later one.
    pub took_theirs: bool,
    /// When what stands now was written: a later stamp means that somebody has decided.
    pub stamp: Stamp,
    /// On which device theirs was written.
    pub device: DeviceId,
    /// By whom.
    pub actor: String,
}
