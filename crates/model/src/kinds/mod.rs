//! The kinds of record. One line in [`with_kinds!`](crate::with_kinds) adds a kind to
//! everything that treats all kinds alike: memory tables, chunks, bundles, history.

pub mod customer;
pub mod interaction;
pub mod opaque;
pub mod order;
pub mod settings;
pub mod task;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::entity::{Entity, Mismatch, Value};
use crate::id::Id;
use crate::kinds::opaque::Opaque;
use crate::marks::Marks;
use crate::queue::Queue;
use crate::row::Row;

/// The registry: calls `$callback!` with one `Variant: Type, field, "text";` for each kind.
/// `Variant` and `"text"` name it in [`Kind`] and in stored data, `field` is its table.
#[macro_export]
macro_rules! with_kinds {
    ($callback:ident) => {
        $callback! {
            Settings: $crate::Settings, settings, "settings";
            Customer: $crate::Customer, customers, "customer";
            Interaction: $crate::Interaction, interactions, "interaction";
            Order: $crate::Order, orders, "order";
            Task: $crate::Task, tasks, "task";
        }
    };
}

macro_rules! kind_enum {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        /// What sort of thing a record is.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("`", $text, "`")] $Variant,)+
            /// A kind from a newer version: kept and passed on.
            Other(Box<str>),
        }

        impl Kind {
            /// Every kind this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The name in stored data and bundles.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)+
                    Self::Other(name) => name,
                }
            }
        }

        impl FromStr for Kind {
            type Err = Infallible;

            fn from_str(name: &str) -> Result<Self, Infallible> {
                Ok(match name {
                    $($text => Self::$Variant,)+
                    other => Self::Other(other.into()),
                })
            }
        }

        $(impl Kinded for $T {
            const KIND: Kind = Kind::$Variant;
        })+

        /// One record of whatever kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record {
            $(#[doc = concat!("Of kind `", $text, "`.")] $Variant(Box<$T>),)+
            /// Of a kind from a newer version.
            Other(Box<str>, Box<Opaque>),
        }

        impl Record {
            /// One without any field.
            #[must_use]
            pub fn of(kind: &Kind) -> Self {
                match kind {
                    $(Kind::$Variant => Self::$Variant(Box::default()),)+
                    Kind::Other(name) => Self::Other(name.clone(), Box::default()),
                }
            }

            /// The record with these fields; see [`Entity::from_fields`].
            ///
            /// # Errors
            /// When `fields` is no object, or a value does not have its field's type.
            pub fn from_fields(kind: &Kind, fields: Value) -> Result<Self, Mismatch> {
                Ok(match kind {
                    $(Kind::$Variant => Self::$Variant(Box::new(<$T>::from_fields(fields)?)),)+
                    Kind::Other(name) => {
                        Self::Other(name.clone(), Box::new(Opaque::from_fields(fields)?))
                    }
                })
            }

            /// Replaces a whole field; see [`Entity::put`].
            ///
            /// # Errors
            /// When the value does not have the field's type; the record is then unchanged.
            pub fn put(&mut self, field: &str, value: Value) -> Result<(), Mismatch> {
                match self {
                    $(Self::$Variant(record) => record.put(field, value),)+
                    Self::Other(_, record) => record.put(field, value),
                }
            }
        }

        /// Rows of all kinds, each kind's together.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Rows {
            $(#[doc = concat!("Of kind `", $text, "`.")] pub $table: Queue<Row<$T>>,)+
            /// Of kinds from a newer version, by the kind's name.
            pub other: BTreeMap<Box<str>, Queue<Row<Opaque>>>,
        }

        impl Rows {
            /// Adds a row of whatever kind, from its fields as an object.
            ///
            /// # Errors
            /// When a value does not have its field's type; nothing is added then.
            pub fn push(
                &mut self,
                kind: &Kind,
                id: Id,
                marks: Marks,
                fields: Value,
            ) -> Result<(), Mismatch> {
                self.add(id, marks, Record::from_fields(kind, fields)?);
                Ok(())
            }

            /// Adds a row.
            pub fn add(&mut self, id: Id, marks: Marks, record: Record) {
                match record {
                    $(Record::$Variant(record) => {
                        self.$table.push(Row { id, marks, record: *record });
                    })+
                    Record::Other(name, record) => {
                        let row = Row { id, marks, record: *record };
                        self.other.entry(name).or_default().push(row);
                    }
                }
            }

            /// How many rows there are.
            #[must_use]
            pub fn len(&self) -> usize {
                self.other.values().map(Queue::len).sum::<usize>() $(+ self.$table.len())+
            }

            /// Whether there are none.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }
        }
    };
}

/// What the names begin with that summaries give what people define.
const DEFINED: &str = "settings/";

impl Kind {
    /// What a summary names as the kind of what people define in an area, such as a rule. It has
    /// no records: definitions stand in the settings.
    #[must_use]
    pub fn of_definitions(area: &str) -> Self {
        Self::Other(format!("{DEFINED}{area}").into())
    }

    /// The area, if this is what a summary names as the kind of something people define.
    #[must_use]
    pub fn area_of_definitions(&self) -> Option<&str> {
        self.name().strip_prefix(DEFINED)
    }
}

/// A record type that is one of the registered kinds.
pub trait Kinded: Entity {
    /// Its kind.
    const KIND: Kind;
}

with_kinds!(kind_enum);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a kind of record")
    }
}
