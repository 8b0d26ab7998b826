//! A record with its stamps, and how two copies of it become one.
//!
//! Seen as data, a row is a map from path to (stamp, value or nothing), a base stamp, and the
//! stamps of its last deletion and restoration. Merging takes the later of each, pointwise,
//! so it is commutative, associative and idempotent whatever the rows hold: a join in the
//! sense of Shapiro et al., "Conflict-free replicated data types" (2011).

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::entity::{Entity, Mismatch, Value};
use crate::id::Id;
use crate::marks::{Later, Marks};
use crate::path::Path;
use crate::stamp::Stamp;
use crate::wire::{Reader, Unreadable, Wire, Writer};

/// A record with its id and stamps.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T: Entity> {
    /// Its name for good.
    pub id: Id,
    /// When each part was written.
    pub marks: Marks,
    /// What it says.
    pub record: T,
}

impl<T: Entity> Row<T> {
    /// Writes the row's entries into `map`, which may hold others beside them.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize_entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("stamp", &self.marks.base)?;
        if !self.marks.fields().is_empty() {
            map.serialize_entry("stamps", self.marks.fields())?;
        }
        if let Some(deleted) = &self.marks.deleted() {
            map.serialize_entry("deleted", deleted)?;
        }
        if let Some(restored) = &self.marks.restored() {
            map.serialize_entry("restored", restored)?;
        }
        map.serialize_entry("fields", &self.record)
    }

    /// How many entries [`Row::serialize_entries`] writes.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        3 + usize::from(!self.marks.fields().is_empty())
            + usize::from(self.marks.deleted().is_some())
            + usize::from(self.marks.restored().is_some())
    }
}

impl<T: Entity> Serialize for Row<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entry_count()))?;
        self.serialize_entries(&mut map)?;
        map.end()
    }
}

impl<T: Entity> Wire for Row<T> {
    fn encode(&self, out: &mut Writer) {
        out.map(self.entry_count());
        out.text("id");
        self.id.encode(out);
        out.text("stamp");
        self.marks.base.encode(out);
        if !self.marks.fields().is_empty() {
            out.text("stamps");
            out.map(self.marks.fields().len());
            for (path, stamp) in self.marks.fields() {
                out.text(&path.to_string());
                stamp.encode(out);
            }
        }
        for (name, stamp) in
            [("deleted", self.marks.deleted()), ("restored", self.marks.restored())]
        {
            if let Some(stamp) = stamp {
                out.text(name);
                stamp.encode(out);
            }
        }
        out.text("fields");
        self.record.encode(out);
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        Self::read(from, T::decode)
    }
}

impl<T: Entity> Row<T> {
    /// Reads a stored row, but of its record only what [`Entity::GLANCED`] names.
    ///
    /// # Errors
    /// When it does not read.
    pub fn glance(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        Self::read(from, T::glance)
    }

    fn read(
        from: &mut Reader<'_>,
        read_record: fn(&mut Reader<'_>) -> Result<T, Unreadable>,
    ) -> Result<Self, Unreadable> {
        let (mut id, mut base, mut record) = (None, None, None);
        let (mut fields, mut deleted, mut restored) = (BTreeMap::new(), None, None);
        for _ in 0..from.map()? {
            match from.text()? {
                "id" => id = Some(Id::decode(from)?),
                "stamp" => base = Some(Stamp::decode(from)?),
                "stamps" => {
                    for _ in 0..from.map()? {
                        let path = from.text()?.parse().map_err(|_| from.wrong("no path"))?;
                        fields.insert(path, Stamp::decode(from)?);
                    }
                }
                "deleted" => deleted = Some(Stamp::decode(from)?),
                "restored" => restored = Some(Stamp::decode(from)?),
                "fields" => record = Some(read_record(from)?),
                _ => from.skip()?,
            }
        }
        match (id, base, record) {
            (Some(id), Some(base), Some(record)) => Ok(Self {
                id,
                marks: Marks::new(base, Later { fields, deleted, restored }),
                record,
            }),
            _ => Err(from.wrong("a row without id, stamp or fields")),
        }
    }
}

/// What a write or a merge changed at one path.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where.
    pub path: Path,
    /// The value before; `None` if there was none.
    pub before: Option<Value>,
    /// The value after; `None` if there is none.
    pub after: Option<Value>,
}

type State = BTreeMap<Path, (Stamp, Option<Value>)>;

impl<T: Entity> Row<T> {
    /// A record created at `stamp`.
    #[must_use]
    pub fn created(id: Id, stamp: Stamp, record: T) -> Self {
        Self { id, marks: Marks::created(stamp), record }
    }

    /// Whether the record is there for people: not in the trash, and not part of another.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.marks.is_live() && self.merged_into().is_none()
    }

    /// The record this one has become part of. It always has the smaller id, so that two
    /// devices that join the same records the two ways round cannot make both disappear.
    #[must_use]
    pub fn merged_into(&self) -> Option<Id> {
        self.record.merged_into().filter(|into| *into < self.id)
    }

    /// Drops stamps that say of a value what the base stamp says anyway, so that the same record
    /// has the same bytes on every device, whoever wrote it down first.
    pub fn tidy(&mut self) {
        let base = self.marks.base;
        let is_needless =
            |path: &Path, stamp: &Stamp| *stamp == base && self.record.get(path).is_some();
        if self.marks.fields().iter().any(|(path, stamp)| is_needless(path, stamp)) {
            let mut fields = self.marks.fields().clone();
            fields.retain(|path, stamp| !is_needless(path, stamp));
            let (deleted, restored) = (self.marks.deleted(), self.marks.restored());
            self.marks = Marks::new(base, Later { fields, deleted, restored });
        }
    }

    /// Writes `value` at `path` if `stamp` is later than what stands there; says whether it was.
    ///
    /// # Errors
    /// When the value does not have the field's type; the row is then unchanged.
    pub fn write(
        &mut self,
        path: &Path,
        value: Option<Value>,
        stamp: Stamp,
    ) -> Result<bool, Mismatch> {
        let stands = self.marks.fields().contains_key(path) || self.record.get(path).is_some();
        if stands && stamp <= self.marks.stamp_of(path) {
            return Ok(false);
        }
        self.record.set(path, value)?;
        self.marks.write(path.clone(), stamp);
        Ok(true)
    }

    /// What turning this record into `wanted` changes, path by path.
    #[must_use]
    pub fn changes_to(&self, wanted: &T) -> Vec<Change> {
        let mut changes = BTreeMap::<Path, Change>::new();
        self.record.visit(&mut |path, before| {
            let change = Change { path: path.clone(), before: Some(before), after: None };
            changes.insert(path, change);
        });
        wanted.visit(&mut |path, after| match changes.get_mut(&path) {
            Some(change) => change.after = Some(after),
            None => {
                let change = Change { path: path.clone(), before: None, after: Some(after) };
                changes.insert(path, change);
            }
        });
        changes.into_values().filter(|c| c.before != c.after).collect()
    }

    /// Takes in another copy of the same record and says what that changed; empty when it
    /// told nothing new about values. [`Marks`] may change even so.
    ///
    /// # Errors
    /// When a value of `other` does not have the type its field has here; then nothing changed.
    pub fn merge(&mut self, other: &Self) -> Result<Vec<Change>, Mismatch> {
        if self == other {
            return Ok(Vec::new());
        }
        let mut state = self.state();
        for (path, theirs) in other.state() {
            match state.get_mut(&path) {
                Some(ours) if later(&theirs, ours) => *ours = theirs,
                Some(_) => {}
                None => {
                    state.insert(path, theirs);
                }
            }
        }
        let base = self.marks.base.min(other.marks.base);
        let mut record = T::default();
        let mut fields = BTreeMap::new();
        for (path, (stamp, value)) in state {
            if stamp != base || value.is_none() {
                fields.insert(path.clone(), stamp);
            }
            if value.is_some() {
                record.set(&path, value)?;
            }
        }
        let changes = self.changes_to(&record);
        self.record = record;
        let deleted = self.marks.deleted().max(other.marks.deleted());
        let restored = self.marks.restored().max(other.marks.restored());
        self.marks = Marks::new(base, Later { fields, deleted, restored });
        Ok(changes)
    }

    fn state(&self) -> State {
        let mut state = State::new();
        self.record.visit(&mut |path, value| {
            let stamp = self.marks.stamp_of(&path);
            state.insert(path, (stamp, Some(value)));
        });
        for (path, stamp) in self.marks.fields() {
            state.entry(path.clone()).or_insert((*stamp, None));
        }
        state
    }
}

/// Stamps are unique by design; should two devices ever share one, the greater value wins,
/// so that all copies still agree.
fn later(theirs: &(Stamp, Option<Value>), ours: &(Stamp, Option<Value>)) -> bool {
    let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
    match theirs.0.cmp(&ours.0) {
        std::cmp::Ordering::Equal => text(&theirs.1) > text(&ours.1),
        order => order.is_gt(),
    }
}
