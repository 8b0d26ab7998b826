//! All rows of one kind, in memory, deleted ones included.
//!
//! Of kinds there are very many of, a row that nobody has touched since it was created stays the
//! bytes it was stored as until somebody looks at it: reading a million rows takes seconds and
//! several times their room, and a page shows a few dozen.

mod held;

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use model::entity::{Mismatch, Value};
use model::wire::{Reader, Wire};
use model::{Entity, Id, Marks, Path, Row, Stamp};
use rustc_hash::FxHashMap;

use crate::codec::{self, Packing};
use crate::paged::Paged;
use crate::store::StoreError;
use held::{Held, Packs};

/// Where a row lies in its table; stays valid as long as the table lives.
pub type Slot = u32;

/// Rows of one kind. A slot, once given, always means the same record.
#[derive(Debug)]
pub struct Table<T: Entity> {
    rows: Paged<Held<T>>,
    packs: Packs,
    slots: FxHashMap<Id, Slot>,
    live: usize,
    latest: Option<Stamp>,
}

impl<T: Entity> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Paged::default(),
            packs: Packs::default(),
            slots: FxHashMap::default(),
            live: 0,
            latest: None,
        }
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

    /// The row in `slot`, live or deleted. It stays read from then on; see [`Table::read`].
    #[must_use]
    pub fn row(&self, slot: Slot) -> Option<&Row<T>> {
        self.rows.get(slot as usize)?.row(&self.packs)
    }

    /// As [`Table::row`], for those who pass by and look at very many: what was not read before
    /// is not read afterwards.
    #[must_use]
    pub fn read(&self, slot: Slot) -> Option<Cow<'_, Row<T>>> {
        self.rows.get(slot as usize)?.read(&self.packs, Row::decode)
    }

    /// As [`Table::read`], if the row is live.
    #[must_use]
    pub fn read_live(&self, slot: Slot) -> Option<Cow<'_, Row<T>>> {
        if self.is_live_at(slot) { self.read(slot) } else { None }
    }

    /// As [`Table::read`], of the record with this id.
    #[must_use]
    pub fn read_of(&self, id: Id) -> Option<Cow<'_, Row<T>>> {
        self.read(self.slot(id)?)
    }

    /// As [`Table::read`], but of the record maybe no more than what [`Entity::GLANCED`] names.
    #[must_use]
    pub fn glance(&self, slot: Slot) -> Option<Cow<'_, Row<T>>> {
        self.rows.get(slot as usize)?.read(&self.packs, Row::glance)
    }

    /// Whether the row in `slot` is live.
    #[must_use]
    pub fn is_live_at(&self, slot: Slot) -> bool {
        self.rows.get(slot as usize).is_some_and(Held::is_live)
    }

    /// The row in `slot`, if it is live.
    #[must_use]
    pub fn live_row(&self, slot: Slot) -> Option<&Row<T>> {
        if self.is_live_at(slot) { self.row(slot) } else { None }
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

    /// Slots of all live rows.
    pub fn live_slots(&self) -> impl Iterator<Item = Slot> {
        let slots = (0..).zip(self.rows.iter());
        slots.filter(|(_, held)| held.is_live()).map(|(slot, _)| slot)
    }

    /// All live rows with their slots. They stay read from then on; see [`Table::read`].
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Row<T>)> {
        self.live_slots().filter_map(|slot| Some((slot, self.row(slot)?)))
    }

    /// All rows, deleted ones included. They stay read from then on; see [`Table::read`].
    pub fn rows(&self) -> impl Iterator<Item = &Row<T>> {
        self.rows.iter().filter_map(|held| held.row(&self.packs))
    }

    /// Takes a row in, merging it with the copy that is there.
    pub(crate) fn absorb(&mut self, row: Row<T>) -> Result<Slot, Mismatch> {
        match self.slot(row.id) {
            Some(slot) => {
                let unread = Mismatch { path: Path::field("fields"), why: "unreadable".into() };
                self.edit(slot, |mine| absorb(mine, row)).ok_or(unread)??;
                Ok(slot)
            }
            None => {
                let slot = self.rows.len() as Slot;
                self.latest = self.latest.max(Some(row.marks.latest()));
                self.live += usize::from(row.is_live());
                self.slots.insert(row.id, slot);
                self.rows.push(Held::of(row));
                Ok(slot)
            }
        }
    }

    fn edit<R>(&mut self, slot: Slot, edit: impl FnOnce(&mut Row<T>) -> R) -> Option<R> {
        let row = self.rows.get_mut(slot as usize)?.row_mut(&self.packs)?;
        let before = row.is_live();
        let result = edit(row);
        self.latest = self.latest.max(Some(row.marks.latest()));
        match (before, row.is_live()) {
            (true, false) => self.live -= 1,
            (false, true) => self.live += 1,
            _ => {}
        }
        Some(result)
    }

    /// Takes in a chunk, and hands each row and its slot to `touched`: of its record maybe no more
    /// than what [`Entity::GLANCED`] names.
    pub(crate) fn absorb_chunk_with(
        &mut self,
        bytes: Rc<Vec<u8>>,
        touched: &mut dyn FnMut(Slot, &Row<T>),
    ) -> Result<(), StoreError> {
        // Before its rows are looked at: one record may stand in a chunk twice.
        let pack = self.packs.keep(&bytes);
        let mut is_needed = false;
        let outcome = codec::each_row(&bytes, |from, at, is_sealed| {
            let is_seldom = T::GLANCED.is_empty() || !is_sealed;
            let row = if is_seldom { Row::decode(from) } else { Row::glance(from) };
            let mut row: Row<T> = row.map_err(damaged)?;
            let slot = self.rows.len() as Slot;
            if !is_seldom
                && row.marks.is_untouched()
                && let Entry::Vacant(place) = self.slots.entry(row.id)
            {
                place.insert(slot);
                self.rows.push(Held::stored(pack, at));
                self.live += 1;
                self.latest = self.latest.max(Some(row.marks.base));
                is_needed = true;
                touched(slot, &row);
                return Ok(());
            }
            if !is_seldom {
                row = Row::decode(&mut Reader::new(&bytes[at..])).map_err(damaged)?;
            }
            let slot = self.absorb(row).map_err(damaged)?;
            if let Some(row) = self.row(slot) {
                touched(slot, row);
            }
            Ok(())
        });
        // Also of a chunk that does not read to its end, what was taken in is in.
        if !is_needed {
            self.packs.give_up_last();
        }
        outcome
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
    /// Whether the row in `slot` is live.
    fn is_live_at(&self, slot: Slot) -> bool;
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
        bytes: Rc<Vec<u8>>,
        touched: &mut dyn FnMut(Slot),
    ) -> Result<(), StoreError>;
    /// The rows of `ids`, as a chunk.
    fn chunk_of(&self, ids: &[Id]) -> Vec<u8>;
    /// The stamps of a record.
    fn marks(&self, id: Id) -> Option<Marks>;
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
        self.slot(id).is_some_and(|slot| self.is_live_at(slot))
    }

    fn is_live_at(&self, slot: Slot) -> bool {
        Self::is_live_at(self, slot)
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
        bytes: Rc<Vec<u8>>,
        touched: &mut dyn FnMut(Slot),
    ) -> Result<(), StoreError> {
        self.absorb_chunk_with(bytes, &mut |slot, _| touched(slot))
    }

    fn chunk_of(&self, ids: &[Id]) -> Vec<u8> {
        let held = ids.iter().filter_map(|id| self.rows.get(self.slot(*id)? as usize));
        let rows: Vec<Packing<'_, T>> = held.filter_map(|held| held.packing(&self.packs)).collect();
        codec::encode_chunk(rows.into_iter())
    }

    fn marks(&self, id: Id) -> Option<Marks> {
        self.glance(self.slot(id)?).map(|row| row.marks.clone())
    }

    fn slot_of(&self, id: Id) -> Option<Slot> {
        self.slot(id)
    }

    fn id(&self, slot: Slot) -> Option<Id> {
        self.glance(slot).map(|row| row.id)
    }

    fn latest(&self) -> Option<Stamp> {
        self.latest
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::{Day, DeviceId, Order, OrderLine};

    use super::*;

    fn stamp(millis: u64) -> Stamp {
        Stamp { millis, counter: 0, device: DeviceId(1) }
    }

    fn row(n: u8) -> Row<Order> {
        let lines = vec![OrderLine { item: format!("tea {n}"), quantity: Some(1_000) }];
        let record = Order {
            customer: Some(Id::from_bytes([9; 16])),
            day: Day::from_number(20_000 + i32::from(n)),
            number: format!("SO-{n}"),
            lines,
            ..Order::default()
        };
        Row::created(Id::from_bytes([n; 16]), stamp(u64::from(n)), record)
    }

    fn chunk(rows: &[Row<Order>]) -> Vec<u8> {
        codec::encode_chunk(rows.iter().map(Packing::Row))
    }

    fn take_in(table: &mut Table<Order>, bytes: Vec<u8>) -> Vec<(Slot, Row<Order>)> {
        let mut seen = Vec::new();
        table
            .absorb_chunk_with(bytes.into(), &mut |slot, row| seen.push((slot, row.clone())))
            .unwrap();
        seen
    }

    fn unread(table: &Table<Order>) -> usize {
        table.rows.iter().filter(|held| held.is_unread()).count()
    }

    #[test]
    fn what_nobody_touched_is_read_when_somebody_looks_at_it() {
        let rows: Vec<_> = (1..=4).map(row).collect();
        let mut table = Table::default();
        let seen = take_in(&mut table, chunk(&rows));
        assert_eq!((table.len(), table.slot_count(), unread(&table)), (4, 4, 4));
        assert_eq!(table.latest(), Some(stamp(4)));
        for ((slot, seen), whole) in seen.iter().zip(&rows) {
            let Order { customer, day, amount, ref number, .. } = seen.record;
            let wanted = &whole.record;
            assert_eq!((customer, day, amount), (wanted.customer, wanted.day, wanted.amount));
            assert_eq!(number, "", "only what lists and sums look at");
            assert_eq!(*table.glance(*slot).unwrap(), *seen);
            assert_eq!(*table.read(*slot).unwrap(), *whole);
        }
        assert_eq!(unread(&table), 4, "passing by reads nothing for good");
        assert_eq!(table.row(2), Some(&rows[2]));
        assert_eq!(table.find(rows[2].id), Some(&rows[2]));
        assert_eq!(unread(&table), 3);
    }

    #[test]
    fn what_was_touched_is_read_at_once() {
        let mut rows: Vec<_> = (1..=3).map(row).collect();
        rows[0].marks.delete(stamp(50));
        rows[1].write(&Path::field("number"), Some(Value::from("SO-X")), stamp(60)).unwrap();
        let mut table = Table::default();
        take_in(&mut table, chunk(&rows));
        assert_eq!((table.len(), unread(&table)), (2, 1));
        assert_eq!(table.latest(), Some(stamp(60)));
        assert!(!table.is_live_at(0));
        assert_eq!(table.live_slots().collect::<Vec<_>>(), [1, 2]);
        assert!(table.rows().eq(&rows));
    }

    #[test]
    fn bytes_without_a_sum_are_read_at_once() {
        let rows = [row(1)];
        let sealed = chunk(&rows);
        // The sum and the mark before it.
        let bare = sealed[..sealed.len() - 12].to_vec();
        let mut table = Table::default();
        take_in(&mut table, bare);
        assert_eq!((table.len(), unread(&table)), (1, 0));
        assert_eq!(table.row(0), Some(&rows[0]));
    }

    #[test]
    fn copies_become_one_wherever_they_stand() {
        let old = row(1);
        let mut new = old.clone();
        new.write(&Path::field("notes"), Some(Value::from("late")), stamp(70)).unwrap();
        let orders = [[&old, &new], [&new, &old]];
        for [first, then] in orders {
            let mut at_once = Table::default();
            take_in(&mut at_once, chunk(&[first.clone(), then.clone()]));
            assert_eq!((at_once.slot_count(), at_once.row(0)), (1, Some(&new)));
            let mut apart = Table::default();
            take_in(&mut apart, chunk(std::slice::from_ref(first)));
            let seen = take_in(&mut apart, chunk(std::slice::from_ref(then)));
            assert_eq!(seen, [(0, new.clone())], "what is seen is what they came to");
            assert_eq!(apart.row(0), Some(&new));
        }
    }

    #[test]
    fn what_goes_into_another_chunk_unread_is_the_same_there() {
        let mut rows: Vec<_> = (1..=3).map(row).collect();
        let mut table = Table::default();
        take_in(&mut table, chunk(&rows));
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        assert_eq!(table.chunk_of(&ids), chunk(&rows));
        let path = Path::field("notes");
        table.write(ids[1], &path, Some(Value::from("late")), stamp(80)).unwrap();
        rows[1].write(&path, Some(Value::from("late")), stamp(80)).unwrap();
        assert_eq!(unread(&table), 2);
        assert_eq!(table.chunk_of(&ids), chunk(&rows));
        assert_eq!(table.mark(ids[2], true, stamp(90)), Some(2));
        assert_eq!((table.len(), unread(&table)), (2, 1));
        assert_eq!(table.marks(ids[2]).unwrap().deleted(), Some(stamp(90)));
    }
}
