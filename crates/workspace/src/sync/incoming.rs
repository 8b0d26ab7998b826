//! Rows of a bundle, found by their ids.

use model::{Entity, Id, Kind, Marks, Path, Queue, Row, Rows, Value, with_kinds};
use rustc_hash::{FxHashMap, FxHashSet};

/// A row of whatever kind.
pub(super) trait AnyRow {
    fn marks(&self) -> &Marks;
    fn value(&self, path: &Path) -> Option<Value>;
}

impl<T: Entity> AnyRow for Row<T> {
    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn value(&self, path: &Path) -> Option<Value> {
        self.record.get(path)
    }
}

/// Some of the rows a bundle brought.
pub(super) struct Incoming<'a>(FxHashMap<(Kind, Id), &'a dyn AnyRow>);

macro_rules! incoming {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        impl<'a> Incoming<'a> {
            /// Those of `rows` that are `wanted`.
            pub(super) fn of(rows: &'a Rows, wanted: &FxHashSet<(Kind, Id)>) -> Self {
                let mut found = Self(FxHashMap::default());
                $(found.add(Kind::$Variant, &rows.$table, wanted);)+
                for (name, rows) in &rows.other {
                    found.add(Kind::Other(name.clone()), rows, wanted);
                }
                found
            }
        }
    };
}

with_kinds!(incoming);

impl<'a> Incoming<'a> {
    fn add<T: Entity>(
        &mut self,
        kind: Kind,
        rows: &'a Queue<Row<T>>,
        wanted: &FxHashSet<(Kind, Id)>,
    ) {
        for row in rows {
            let record = (kind.clone(), row.id);
            if wanted.contains(&record) {
                self.0.insert(record, row);
            }
        }
    }

    pub(super) fn row(&self, kind: &Kind, id: Id) -> Option<&'a dyn AnyRow> {
        self.0.get(&(kind.clone(), id)).copied()
    }
}
