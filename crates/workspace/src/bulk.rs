//! Many rows at once, a slice at a time: comparing them with what is there, packing them into
//! chunks, taking them into memory.

use model::entity::Mismatch;
use model::{Edit, Entity, Id, Kind, Queue, Row, Rows, with_kinds};

use crate::codec::{self, Packing};
use crate::table::{Slot, Table};
use crate::tables::Tables;

/// Ids of records, by kind.
#[derive(Debug, Default)]
pub(crate) struct ByKind(Vec<(Kind, Vec<Id>)>);

impl ByKind {
    pub(crate) fn note(&mut self, kind: &Kind, ids: impl IntoIterator<Item = Id>) {
        match self.0.iter_mut().find(|(known, _)| known == kind) {
            Some((_, known)) => known.extend(ids),
            None => self.0.push((kind.clone(), ids.into_iter().collect())),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|(_, ids)| ids.len()).sum()
    }

    fn edits(self, edit: fn(Kind, Vec<Id>) -> Edit) -> impl Iterator<Item = Edit> {
        let some = self.0.into_iter().filter(|(_, ids)| !ids.is_empty());
        some.map(move |(kind, ids)| edit(kind, ids))
    }
}

/// What a merge of incoming rows would do.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Rows as they will be: new ones, and merged ones that differ from what is there.
    pub staged: Rows,
    /// New records.
    pub created: ByKind,
    /// Values that will be replaced.
    pub overwrites: Vec<Edit>,
    /// Records that are there and go to the trash.
    pub removed: ByKind,
    /// Records that come back from the trash.
    pub revived: ByKind,
    /// Records of which only stamps change.
    pub touched: ByKind,
    /// How many records are there already and change.
    pub changed: usize,
    /// How many records told nothing new.
    pub known: usize,
}

impl Comparison {
    /// The rows, and the edits that tell what they change.
    pub(crate) fn into_parts(self) -> (Rows, Vec<Edit>) {
        let edits = self
            .created
            .edits(|kind, ids| Edit::Created { kind, ids })
            .chain(self.removed.edits(|kind, ids| Edit::Removed { kind, ids }))
            .chain(self.revived.edits(|kind, ids| Edit::Revived { kind, ids }))
            .chain(self.touched.edits(|kind, ids| Edit::Touched { kind, ids }))
            .chain(self.overwrites);
        (self.staged, edits.collect())
    }
}

macro_rules! bulk {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        /// How many rows of each kind there are.
        pub(crate) fn counts(rows: &Rows) -> Vec<(Kind, usize)> {
            let mut counts = vec![$((Kind::$Variant, rows.$table.len())),+];
            counts.extend(rows.other.iter().map(|(n, r)| (Kind::Other(n.clone()), r.len())));
            counts.retain(|(_, count)| *count > 0);
            counts
        }

        /// One chunk: `count` rows of `kind`, those after the first `packed`. Of kinds that are
        /// read late, what is packed is gone.
        pub(crate) fn pack(rows: &mut Rows, kind: &Kind, packed: usize, count: usize) -> Vec<u8> {
            match kind {
                $(Kind::$Variant if is_read_late(kind) => pack_off(&mut rows.$table, count),)+
                $(Kind::$Variant => pack_rows(&rows.$table, packed, count),)+
                Kind::Other(name) => {
                    pack_rows(rows.other.entry(name.clone()).or_default(), packed, count)
                }
            }
        }

        /// Whether rows of a kind stay as they are stored until somebody looks at them.
        pub(crate) fn is_read_late(kind: &Kind) -> bool {
            match kind {
                $(Kind::$Variant => !<$T>::GLANCED.is_empty(),)+
                Kind::Other(_) => false,
            }
        }

        /// Takes up to `limit` rows into `tables`, each slot handed to `touched`; answers how many.
        pub(crate) fn absorb(
            tables: &mut Tables,
            rows: &mut Rows,
            limit: usize,
            touched: &mut dyn FnMut(&Kind, Slot),
        ) -> Result<usize, Mismatch> {
            let mut left = limit;
            $(absorb_kind(&Kind::$Variant, &mut tables.$table, &mut rows.$table, &mut left, touched)?;)+
            for (name, rows) in &mut rows.other {
                let table = tables.other.entry(name.clone()).or_default();
                absorb_kind(&Kind::Other(name.clone()), table, rows, &mut left, touched)?;
            }
            Ok(limit - left)
        }

        /// Takes up to `limit` rows and compares each with what is there; answers how many.
        pub(crate) fn compare(
            tables: &Tables,
            rows: &mut Rows,
            limit: usize,
            into: &mut Comparison,
        ) -> Result<usize, Mismatch> {
            let mut left = limit;
            $({
                let mut staged = std::mem::take(&mut into.staged.$table);
                let outcome = compare_kind(
                    &Kind::$Variant, Some(&tables.$table), &mut rows.$table, &mut staged, &mut left, into,
                );
                into.staged.$table = staged;
                outcome?;
            })+
            for (name, rows) in &mut rows.other {
                let mut staged = into.staged.other.remove(name).unwrap_or_default();
                let table = tables.other.get(name);
                compare_kind(&Kind::Other(name.clone()), table, rows, &mut staged, &mut left, into)?;
                if !staged.is_empty() {
                    into.staged.other.insert(name.clone(), staged);
                }
            }
            Ok(limit - left)
        }
    };
}

with_kinds!(bulk);

/// Whether rows of a kind are read first, because the first screen needs them.
pub(crate) fn is_read_early(kind: &Kind) -> bool {
    !is_read_late(kind)
}

fn pack_rows<T: Entity>(rows: &Queue<Row<T>>, packed: usize, count: usize) -> Vec<u8> {
    let some: Vec<_> = rows.iter().skip(packed).take(count).map(Packing::Row).collect();
    codec::encode_chunk(some.into_iter())
}

/// As [`pack_rows`], off the front: a million rows and their chunks need not both be there.
fn pack_off<T: Entity>(rows: &mut Queue<Row<T>>, count: usize) -> Vec<u8> {
    let chunk = pack_rows(rows, 0, count);
    (0..count).for_each(|_| drop(rows.take()));
    chunk
}

fn absorb_kind<T: Entity>(
    kind: &Kind,
    table: &mut Table<T>,
    rows: &mut Queue<Row<T>>,
    left: &mut usize,
    touched: &mut dyn FnMut(&Kind, Slot),
) -> Result<(), Mismatch> {
    while *left > 0
        && let Some(row) = rows.take()
    {
        touched(kind, table.absorb(row)?);
        *left -= 1;
    }
    Ok(())
}

fn compare_kind<T: Entity>(
    kind: &Kind,
    table: Option<&Table<T>>,
    rows: &mut Queue<Row<T>>,
    staged: &mut Queue<Row<T>>,
    left: &mut usize,
    into: &mut Comparison,
) -> Result<(), Mismatch> {
    while *left > 0
        && let Some(mut row) = rows.take()
    {
        *left -= 1;
        row.tidy();
        let Some(mine) = table.and_then(|table| table.read_of(row.id)) else {
            into.created.note(kind, [row.id]);
            staged.push(row);
            continue;
        };
        let mine = &*mine;
        if *mine == row {
            into.known += 1;
            continue;
        }
        let mut merged = mine.clone();
        let changes = merged.merge(&row)?;
        if merged == *mine {
            into.known += 1;
            continue;
        }
        into.changed += 1;
        match (mine.marks.is_live(), merged.marks.is_live()) {
            (true, false) => into.removed.note(kind, [row.id]),
            (false, true) => into.revived.note(kind, [row.id]),
            _ if changes.is_empty() => into.touched.note(kind, [row.id]),
            _ => {}
        }
        into.overwrites.extend(changes.into_iter().map(|change| Edit::Overwrote {
            kind: kind.clone(),
            id: row.id,
            path: change.path,
            before: change.before,
            after: change.after,
        }));
        staged.push(merged);
    }
    Ok(())
}
