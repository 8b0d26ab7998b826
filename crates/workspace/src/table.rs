//! All rows of one kind, in memory, deleted ones included.

use model::entity::{Mismatch, Value};
use model::{Entity, Id, Marks, Path, Row, Stamp};
use rustc_hash::FxHashMap;

use crate::codec;
use crate::paged::Paged;
use crate::store::StoreError;

/// Where a row lies in its table; stays valid as long as the table lives.
pub type Slot = u32;

/// Rows of one kind. A slot, once given, always means the same record.
#[derive(Debug)]
pub struct Table<T: Entity> {
    rows: Paged<Row<T>>,
    slots: FxHashMap<Id, Slot>,
    live: usize,
}

impl<T: Entity> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Paged::default(), slots: FxHashMap::default(), live: 0 }
    }
}

impl<T: Entity> Table<T> {
    /// How many slots there are, deleted rows included.
    #[must_use]
    pub fn slot_count(&self) -> usize {
        self.rows.len()
    }

    /// How many live rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether there is no live row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The slot of a record, live or deleted.
    #[must_use]
    pub fn slot(&self, id: Id) -> Option<Slot> {
        self.slots.get(&id).copied()
    }

    /// The row in `slot`, live or deleted.
    #[must_use]
    pub fn row(&self, slot: Slot) -> Option<&Row<T>> {
        self.rows.get(slot as usize)
    }

    /// The row in `slot`, if it is live.
    #[must_use]
    pub fn live_row(&self, slot: Slot) -> Option<&Row<T>> {
        self.row(slot).filter(|row| row.is_live())
    }

    /// The row of a record, live or deleted.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<&Row<T>> {
        self.row(self.slot(id)?)
    }

    /// The record with this id, if it is live.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&T> {
        self.live_row(self.slot(id)?).map(|row| &row.record)
    }

    /// All live rows with their slots.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Row<T>)> {
        let slots = (0..).zip(self.rows.iter());
        slots.filter(|(_, row)| row.is_live())
    }

    /// All rows, deleted ones included.
    pub fn rows(&self) -> impl Iterator<Item = &Row<T>> {
        self.rows.iter()
    }

    /// Takes a row in, merging it with the copy that is there.
    pub(crate) fn absorb(&mut self, row: Row<T>) -> Result<Slot, Mismatch> {
        match self.slot(row.id) {
            Some(slot) => {
                self.edit(slot, |mine| absorb(mine, row)).transpose()?;
                Ok(slot)
            }
            None => {
                let slot = self.rows.len() as Slot;
                self.live += usize::from(row.is_live());
                self.slots.insert(row.id, slot);
                self.rows.push(row);
                Ok(slot)
            }
        }
    }

    fn edit<R>(&mut self, slot: Slot, edit: impl FnOnce(&mut Row<T>) -> R) -> Option<R> {
        let row = self.rows.get_mut(slot as usize)?;
        let before = row.is_live();
        let result = edit(row);
        match (before, row.is_live()) {
            (true, false) => self.live -= 1,
            (false, true) => self.live += 1,
            _ => {}
        }
        Some(result)
    }
}

/// Merges `theirs` into `mine`. Chunks hold a record as it was at several times, so nearly
/// always one copy is the other with later writes, and need not be merged value by value.
fn absorb<T: Entity>(mine: &mut Row<T>, theirs: Row<T>) -> Result<(), Mismatch> {
    if is_continued_by(mine, &theirs) {
        *mine = theirs;
        Ok(())
    } else if is_continued_by(&theirs, mine) {
        Ok(())
    } else {
        mine.merge(&theirs).map(drop)
    }
}

/// Whether `newer` is `older` with later writes and nothing else, so that merging the two
/// gives `newer`.
fn is_continued_by<T: Entity>(older: &Row<T>, newer: &Row<T>) -> bool {
    let (old, new) = (&older.marks, &newer.marks);
    let later = |path: &Path, stamp: &Stamp| *stamp != new.base && *stamp > old.stamp_of(path);
    let continued = old.base == new.base
        && old.deleted() <= new.deleted()
        && old.restored() <= new.restored()
        && old.fields().keys().all(|path| new.fields().contains_key(path))
        && new
            .fields()
            .iter()
            .all(|(path, stamp)| old.fields().get(path) == Some(stamp) || later(path, stamp));
    if !continued {
        return false;
    }
    let mut replayed = None;
    for path in
        new.fields().iter().filter(|(p, s)| old.fields().get(*p) != Some(*s)).map(|(p, _)| p)
    {
        let record = replayed.get_or_insert_with(|| older.record.clone());
        if record.set(path, newer.record.get(path)).is_err() {
            return false;
        }
    }
    *replayed.as_ref().unwrap_or(&older.record) == newer.record
}

/// What the workspace does alike with tables of every kind.
pub(crate) trait AnyTable {
    /// The value at `path` of a record.
    fn value(&self, id: Id, path: &Path) -> Option<Value>;
    /// Whether the record is there and live.
    fn is_live(&self, id: Id) -> bool;
    /// Whether the record is there, live or deleted.
    fn contains(&self, id: Id) -> bool;
    /// Adds a record from its fields.
    fn create(&mut self, id: Id, fields: &Value, stamp: Stamp) -> Result<Slot, StoreError>;
    /// Writes one value; `None` when there is no such record.
    fn write(
        &mut self,
        id: Id,
        path: &Path,
        value: Option<Value>,
        stamp: Stamp,
    ) -> Result<Option<Slot>, StoreError>;
    /// Marks a record deleted, or restored.
    fn mark(&mut self, id: Id, deleted: bool, stamp: Stamp) -> Option<Slot>;
    /// Takes in a chunk and hands the slot of each row to `touched`.
    fn absorb_chunk(
        &mut self,
        bytes: &[u8],
        touched: &mut dyn FnMut(Slot),
    ) -> Result<(), StoreError>;
    /// The rows of `ids`, as a chunk.
    fn chunk_of(&self, ids: &[Id]) -> Vec<u8>;
    /// The stamps of a record.
    fn marks(&self, id: Id) -> Option<&Marks>;
    /// The slot of a record.
    fn slot_of(&self, id: Id) -> Option<Slot>;
    /// The id of the record in `slot`.
    fn id(&self, slot: Slot) -> Option<Id>;
    /// The latest stamp any row bears.
    fn latest(&self) -> Option<Stamp>;
    /// How many rows there are, deleted ones included.
    fn row_count(&self) -> usize;
}

fn damaged(why: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(why.to_string())
}

impl<T: Entity> AnyTable for Table<T> {
    fn value(&self, id: Id, path: &Path) -> Option<Value> {
        self.find(id)?.record.get(path)
    }

    fn is_live(&self, id: Id) -> bool {
        self.get(id).is_some()
    }

    fn contains(&self, id: Id) -> bool {
        self.slots.contains_key(&id)
    }

    fn create(&mut self, id: Id, fields: &Value, stamp: Stamp) -> Result<Slot, StoreError> {
        let record = T::from_fields(fields.clone()).map_err(damaged)?;
        self.absorb(Row::created(id, stamp, record)).map_err(damaged)
    }

    fn write(
        &mut self,
        id: Id,
        path: &Path,
        value: Option<Value>,
        stamp: Stamp,
    ) -> Result<Option<Slot>, StoreError> {
        let Some(slot) = self.slot(id) else { return Ok(None) };
        let written = self.edit(slot, |row| {
            if row.marks.stamp_of(path) != stamp {
                return row.write(path, value, stamp).map(drop);
            }
            // Two tabs sign as one device and can draw the same stamp. Which of them writes
            // first must not matter then, so it is for the merge to settle.
            let mut theirs = row.clone();
            theirs.record.set(path, value)?;
            theirs.marks.write(path.clone(), stamp);
            row.merge(&theirs).map(drop)
        });
        written.transpose().map_err(damaged)?;
        Ok(Some(slot))
    }

    fn mark(&mut self, id: Id, deleted: bool, stamp: Stamp) -> Option<Slot> {
        let slot = self.slot(id)?;
        self.edit(
            slot,
            |row| {
                if deleted { row.marks.delete(stamp) } else { row.marks.restore(stamp) }
            },
        )?;
        Some(slot)
    }

    fn absorb_chunk(
        &mut self,
        bytes: &[u8],
        touched: &mut dyn FnMut(Slot),
    ) -> Result<(), StoreError> {
        codec::decode_chunk::<T>(bytes, |row| {
            touched(self.absorb(row).map_err(damaged)?);
            Ok(())
        })
    }

    fn chunk_of(&self, ids: &[Id]) -> Vec<u8> {
        let rows: Vec<&Row<T>> = ids.iter().filter_map(|id| self.find(*id)).collect();
        codec::encode_chunk(&rows)
    }

    fn marks(&self, id: Id) -> Option<&Marks> {
        self.find(id).map(|row| &row.marks)
    }

    fn slot_of(&self, id: Id) -> Option<Slot> {
        self.slot(id)
    }

    fn id(&self, slot: Slot) -> Option<Id> {
        self.row(slot).map(|row| row.id)
    }

    fn latest(&self) -> Option<Stamp> {
        self.rows.iter().map(|row| row.marks.latest()).max()
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }
}
