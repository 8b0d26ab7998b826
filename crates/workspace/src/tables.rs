//! One table a kind, made from the kind registry.

use std::borrow::Cow;
use std::collections::BTreeMap;

use interchange::bundle;
use model::{Entity, Id, Kind, Opaque, Row, with_kinds};

use crate::table::{AnyTable, Slot, Table};

macro_rules! tables {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        /// Every record of the workspace.
        #[derive(Debug, Default)]
        pub struct Tables {
            $(#[doc = concat!("Of kind `", $text, "`.")] pub $table: Table<$T>,)+
            /// Of kinds from a newer version, by the kind's name.
            pub other: BTreeMap<Box<str>, Table<Opaque>>,
        }

        impl Tables {
            pub(crate) fn any(&self, kind: &Kind) -> Option<&dyn AnyTable> {
                Some(match kind {
                    $(Kind::$Variant => &self.$table,)+
                    Kind::Other(name) => self.other.get(name)?,
                })
            }

            /// One row as a line of a bundle, appended to `out`. Not among what tables of any
            /// kind do, because everything there is part of opening the app.
            pub(crate) fn bundle_row(&self, kind: &Kind, slot: Slot, out: &mut Vec<u8>) {
                match kind {
                    $(Kind::$Variant => write_row(kind, self.$table.read(slot), out),)+
                    Kind::Other(name) => {
                        let table = self.other.get(name);
                        write_row(kind, table.and_then(|table| table.read(slot)), out);
                    }
                }
            }

            pub(crate) fn any_mut(&mut self, kind: &Kind) -> &mut dyn AnyTable {
                match kind {
                    $(Kind::$Variant => &mut self.$table,)+
                    Kind::Other(name) => self.other.entry(name.clone()).or_default(),
                }
            }
        }

        $(impl Holds<$T> for Tables {
            fn of(&self) -> &Table<$T> {
                &self.$table
            }
        })+
    };
}

fn write_row<T: Entity>(kind: &Kind, row: Option<Cow<'_, Row<T>>>, out: &mut Vec<u8>)
where
    Row<T>: bundle::Carried,
{
    if let Some(row) = row {
        bundle::write_row(kind, &*row, out);
    }
}

/// Finds the table of a record type.
pub trait Holds<T: Entity> {
    /// The table.
    fn of(&self) -> &Table<T>;
}

with_kinds!(tables);

impl Tables {
    /// The kinds there are tables of, known ones first.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let others = self.other.keys().map(|name| Kind::Other(name.clone()));
        Kind::ALL.iter().cloned().chain(others)
    }

    /// Whether a record is there and live.
    #[must_use]
    pub fn is_live(&self, kind: &Kind, id: Id) -> bool {
        self.any(kind).is_some_and(|table| table.is_live(id))
    }
}
