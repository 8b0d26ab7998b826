//! What is stored, beside what is in memory.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{ChangeSet, Edit, Entity, Id, Kind, Path, Row, Rows, Stamp, with_kinds};
use rustc_hash::FxHashSet;

use crate::codec;
use crate::error::CommandError;
use crate::health::Record;
use crate::pace::{Pace, Step};
use crate::store::{ChunkKey, Store, StoreError};
use crate::table::{AnyTable, Slot, Table};
use crate::tables::Tables;
use crate::workspace::{SLICE, Workspace};

/// What is stored, as far as it is not the very row that is in memory: nearly all of it is, and
/// two copies of everything would not fit.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// Chunks that do not read.
    pub chunks: Vec<ChunkKey>,
    /// Journal entries that do not read.
    pub entries: Vec<u64>,
    /// How many chunks were read.
    pub chunks_read: usize,
    /// How many journal entries were read.
    pub entries_read: usize,
    /// Records the history tells of that are neither stored nor in memory.
    pub lost: Vec<Record>,
    /// Records of which memory knows more than the store.
    pub not_stored: Vec<Record>,
    /// Records of which the store knows more than memory.
    pub not_in_memory: Vec<Record>,
    /// Rows that differ from those in memory.
    fresh: Tables,
    seen: BTreeMap<Kind, Seen>,
    /// Records that bulk change sets created.
    created: FxHashSet<Record>,
}

/// What has been seen of the records of one kind.
#[derive(Debug, Default)]
struct Seen {
    /// Of each slot in memory, whether that very row is in a chunk.
    same: Vec<bool>,
    /// Records of which memory's row stands for the stored one, so that a change to it in the
    /// journal has something to change.
    lent: FxHashSet<Id>,
}

/// The two sides of one kind.
struct Sides<'a, T: Entity> {
    mine: Option<&'a Table<T>>,
    fresh: &'a mut Table<T>,
    seen: &'a mut Seen,
}

impl<'a, T: Entity> Sides<'a, T> {
    /// The row in memory, as long as nothing else is known to be stored.
    fn standing(&self, id: Id) -> Option<&'a Row<T>> {
        if self.fresh.slot(id).is_some() { None } else { self.mine?.find(id) }
    }

    fn chunk(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let (mut same, mut others) = (Vec::new(), Vec::new());
        codec::decode_chunk::<T>(bytes, |row| {
            let slot = self.mine.and_then(|mine| mine.slot(row.id));
            let known = slot.filter(|slot| {
                self.mine.and_then(|mine| mine.read(*slot)).is_some_and(|mine| *mine == row)
            });
            match known {
                Some(slot) => same.push(slot as usize),
                None => others.push(row),
            }
            Ok(())
        })?;
        for slot in same {
            let same = &mut self.seen.same;
            if same.len() <= slot {
                same.resize(slot + 1, false);
            }
            same[slot] = true;
        }
        for row in others {
            self.fresh.absorb(row).map_err(damaged)?;
        }
        Ok(())
    }

    /// Makes sure that a change to a record has something to change.
    fn lend(&mut self, id: Id) -> Result<(), StoreError> {
        if let Some(row) = self.standing(id) {
            self.fresh.absorb(row.clone()).map_err(damaged)?;
            self.seen.lent.insert(id);
        }
        Ok(())
    }

    fn replay(&mut self, edit: &Edit, stamp: Stamp) -> Result<(), StoreError> {
        match edit {
            Edit::Create { id, fields, .. } => {
                let known = self.mine.and_then(|mine| mine.slot(*id));
                let same = known.and_then(|slot| self.seen.same.get(slot as usize).copied());
                let by_this = self.standing(*id).is_some_and(|row| row.marks.base == stamp);
                if same != Some(true) || !by_this {
                    self.fresh.create(*id, fields, stamp)?;
                }
            }
            Edit::Set { id, path, after, .. } => {
                if !self.standing(*id).is_some_and(|row| is_written(row, path, stamp)) {
                    self.lend(*id)?;
                    self.fresh.write(*id, path, after.clone(), stamp)?;
                }
            }
            Edit::Delete { ids, .. } | Edit::Restore { ids, .. } => {
                let deleted = matches!(edit, Edit::Delete { .. });
                for id in ids {
                    let known = self.standing(*id).map(|row| match deleted {
                        true => row.marks.deleted(),
                        false => row.marks.restored(),
                    });
                    if known.is_none_or(|known| known < Some(stamp)) {
                        self.lend(*id)?;
                        self.fresh.mark(*id, deleted, stamp);
                    }
                }
            }
            Edit::Created { .. }
            | Edit::Removed { .. }
            | Edit::Revived { .. }
            | Edit::Touched { .. }
            | Edit::Overwrote { .. } => {}
        }
        Ok(())
    }

    /// Compares the rows of memory in `slots`; answers which of them the store, and which of
    /// them memory, knows less of.
    fn compare(&self, slots: Range<usize>) -> Result<(Vec<Id>, Vec<Id>), StoreError> {
        let (mut not_stored, mut not_in_memory) = (Vec::new(), Vec::new());
        let rows = slots.filter_map(|slot| Some((slot, self.mine?.read(slot as Slot)?)));
        for (slot, mine) in rows {
            let same = self.seen.same.get(slot).is_some_and(|same| *same);
            let Some(fresh) = self.fresh.find(mine.id) else {
                not_stored.extend((!same).then_some(mine.id));
                continue;
            };
            let mut mine = mine.into_owned();
            let (mut both, mut fresh) = (mine.clone(), fresh.clone());
            both.merge(&fresh).map_err(damaged)?;
            [&mut both, &mut mine, &mut fresh].into_iter().for_each(Row::tidy);
            if both != mine {
                not_in_memory.push(mine.id);
            }
            let lent = self.seen.lent.contains(&mine.id);
            if !same && (lent || both != fresh) {
                not_stored.push(mine.id);
            }
        }
        Ok((not_stored, not_in_memory))
    }

    fn only_stored(&self) -> Vec<Id> {
        let unknown = |id: &Id| self.mine.is_none_or(|mine| mine.slot(*id).is_none());
        self.fresh.rows().map(|row| row.id).filter(unknown).collect()
    }
}

fn is_written<T: Entity>(row: &Row<T>, path: &Path, stamp: Stamp) -> bool {
    let stands = row.marks.fields().contains_key(path) || row.record.get(path).is_some();
    stands && stamp <= row.marks.stamp_of(path)
}

fn damaged(why: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(why.to_string())
}

macro_rules! stored {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        impl Stored {
            fn take_chunk(
                &mut self,
                mine: &Tables,
                kind: &Kind,
                bytes: &[u8],
            ) -> Result<(), StoreError> {
                let seen = self.seen.entry(kind.clone()).or_default();
                match kind {
                    $(Kind::$Variant => Sides {
                        mine: Some(&mine.$table), fresh: &mut self.fresh.$table, seen,
                    }.chunk(bytes),)+
                    Kind::Other(name) => Sides {
                        mine: mine.other.get(name),
                        fresh: self.fresh.other.entry(name.clone()).or_default(),
                        seen,
                    }.chunk(bytes),
                }
            }

            fn take_edit(
                &mut self,
                mine: &Tables,
                edit: &Edit,
                stamp: Stamp,
            ) -> Result<(), StoreError> {
                let seen = self.seen.entry(edit.kind().clone()).or_default();
                match edit.kind() {
                    $(Kind::$Variant => Sides {
                        mine: Some(&mine.$table), fresh: &mut self.fresh.$table, seen,
                    }.replay(edit, stamp),)+
                    Kind::Other(name) => Sides {
                        mine: mine.other.get(name),
                        fresh: self.fresh.other.entry(name.clone()).or_default(),
                        seen,
                    }.replay(edit, stamp),
                }
            }

            fn compare(
                &mut self,
                mine: &Tables,
                kind: &Kind,
                slots: Range<usize>,
            ) -> Result<(Vec<Id>, Vec<Id>), StoreError> {
                let seen = self.seen.entry(kind.clone()).or_default();
                match kind {
                    $(Kind::$Variant => Sides {
                        mine: Some(&mine.$table), fresh: &mut self.fresh.$table, seen,
                    }.compare(slots),)+
                    Kind::Other(name) => Sides {
                        mine: mine.other.get(name),
                        fresh: self.fresh.other.entry(name.clone()).or_default(),
                        seen,
                    }.compare(slots),
                }
            }

            fn only_stored(&mut self, mine: &Tables, kind: &Kind) -> Vec<Id> {
                let seen = self.seen.entry(kind.clone()).or_default();
                match kind {
                    $(Kind::$Variant => Sides {
                        mine: Some(&mine.$table), fresh: &mut self.fresh.$table, seen,
                    }.only_stored(),)+
                    Kind::Other(name) => Sides {
                        mine: mine.other.get(name),
                        fresh: self.fresh.other.entry(name.clone()).or_default(),
                        seen,
                    }.only_stored(),
                }
            }

            /// The stored rows of which memory knows less.
            pub(super) fn rows_for_memory(&self) -> Rows {
                let mut rows = Rows::default();
                for (kind, id) in &self.not_in_memory {
                    match kind {
                        $(Kind::$Variant => {
                            rows.$table.extend(self.fresh.$table.find(*id).cloned());
                        })+
                        Kind::Other(name) => {
                            let table = self.fresh.other.get(name);
                            let row = table.and_then(|table| table.find(*id)).cloned();
                            rows.other.entry(name.clone()).or_default().extend(row);
                        }
                    }
                }
                rows
            }
        }
    };
}

with_kinds!(stored);

impl Stored {
    fn take_set(&mut self, mine: &Tables, set: &ChangeSet) -> Result<(), StoreError> {
        if set.is_foreign() {
            return Ok(());
        }
        let mut outcome = Ok(());
        for edit in &set.edits {
            if let Edit::Created { kind, ids } = edit {
                let gone = ids.iter().filter(|id| !contains(mine, kind, **id));
                self.created.extend(gone.map(|id| (kind.clone(), *id)));
            } else {
                outcome = outcome.and(self.take_edit(mine, edit, set.stamp));
            }
        }
        outcome
    }
}

fn contains(tables: &Tables, kind: &Kind, id: Id) -> bool {
    tables.any(kind).is_some_and(|table| table.contains(id))
}

impl<S: Store> Workspace<S> {
    /// Reads everything that is stored and compares it with memory. For whoever has the turn.
    pub(super) async fn read_stored(&self, pace: &dyn Pace) -> Result<Stored, CommandError> {
        loop {
            self.follow().await?;
            self.load_chunks(pace).await?;
            if let Some(mut stored) = self.read_chunks(pace).await? {
                self.read_journal(&mut stored, pace).await?;
                self.compare(&mut stored, pace).await?;
                return Ok(stored);
            }
        }
    }

    /// Reads all chunks; nothing when another tab gathered some of them meanwhile.
    async fn read_chunks(&self, pace: &dyn Pace) -> Result<Option<Stored>, CommandError> {
        let mut stored = Stored::default();
        let mut keys = self.store.chunk_keys().await?;
        // What another tab has put there since is news, and not damage.
        keys.retain(|key| self.is_loaded(key.id));
        let total: usize = keys.iter().map(|key| key.rows).sum();
        let mut done = 0;
        for key in keys {
            let read = self.store.chunks(std::slice::from_ref(&key)).await?;
            let Some(bytes) = read.into_iter().next().flatten() else { return Ok(None) };
            done += key.rows;
            stored.chunks_read += 1;
            if stored.take_chunk(&self.image().tables, &key.kind, &bytes).is_err() {
                stored.chunks.push(key);
            }
            pace.step(Step::Checking, done, total).await?;
        }
        Ok(Some(stored))
    }

    async fn read_journal(&self, stored: &mut Stored, pace: &dyn Pace) -> Result<(), CommandError> {
        let total = self.applied() as usize;
        let mut after = 0;
        loop {
            let page = self.entries_after(after).await?;
            let Some(last) = page.last() else { break };
            after = last;
            stored.entries_read += page.entries.len() + page.unreadable.len();
            stored.entries.extend(page.unreadable);
            for entry in page.entries {
                if stored.take_set(&self.image().tables, &entry.set).is_err() {
                    stored.entries.push(entry.position);
                }
            }
            pace.step(Step::Checking, after as usize, total).await?;
        }
        let image = self.image();
        let nowhere = |(kind, id): &Record| {
            !contains(&stored.fresh, kind, *id) && !contains(&image.tables, kind, *id)
        };
        stored.lost = stored.created.drain().filter(nowhere).collect();
        stored.lost.sort_unstable();
        Ok(())
    }

    async fn compare(&self, stored: &mut Stored, pace: &dyn Pace) -> Result<(), CommandError> {
        let mut kinds: Vec<Kind> = self.image().tables.kinds().collect();
        kinds.extend(stored.fresh.kinds().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
        let rows = |kind: &Kind| self.image().tables.any(kind).map_or(0, |table| table.row_count());
        let total = kinds.iter().map(rows).sum();
        let mut done = 0;
        for kind in kinds {
            let count = rows(&kind);
            for start in (0..count).step_by(SLICE) {
                let slots = start..(start + SLICE).min(count);
                done += slots.len();
                let (less, more) = stored.compare(&self.image().tables, &kind, slots)?;
                stored.not_stored.extend(less.into_iter().map(|id| (kind.clone(), id)));
                stored.not_in_memory.extend(more.into_iter().map(|id| (kind.clone(), id)));
                pace.step(Step::Checking, done, total).await?;
            }
            let only = stored.only_stored(&self.image().tables, &kind);
            stored.not_in_memory.extend(only.into_iter().map(|id| (kind.clone(), id)));
        }
        Ok(())
    }
}
