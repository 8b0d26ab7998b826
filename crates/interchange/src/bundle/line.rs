//! One record of a bundle. What its fields are depends on its kind, which stands before them in
//! every file of ours: then each goes where it belongs as it is read, and nothing is kept in
//! between. There may be a million of these.

use std::fmt;

use model::{Id, Kind, Later, Record, Stamp};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// A record, and what is known of it.
pub(super) struct Line {
    pub(super) id: Id,
    pub(super) stamp: Stamp,
    pub(super) later: Later,
    pub(super) record: Record,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Kind,
    Id,
    Stamp,
    Stamps,
    Deleted,
    Restored,
    Fields,
    #[serde(other)]
    Unknown,
}

/// Fields as far as their kind was known when they were read.
enum Fields {
    Read(Record),
    Unread(Value),
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Lines)
    }
}

struct Lines;

impl<'de> Visitor<'de> for Lines {
    type Value = Line;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line, A::Error> {
        let (mut kind, mut id, mut stamp, mut fields) = (None, None, None, None);
        let (mut stamps, mut deleted, mut restored) = (None, None, None);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Kind => once("kind", &mut kind, named(&map.next_value::<String>()?))?,
                Key::Id => once("id", &mut id, map.next_value()?)?,
                Key::Stamp => once("stamp", &mut stamp, map.next_value()?)?,
                Key::Stamps => once("stamps", &mut stamps, map.next_value()?)?,
                Key::Deleted => once("deleted", &mut deleted, map.next_value()?)?,
                Key::Restored => once("restored", &mut restored, map.next_value()?)?,
                Key::Fields => {
                    let read = match &kind {
                        Some(kind) => Fields::Read(map.next_value_seed(Of(kind))?),
                        None => Fields::Unread(map.next_value()?),
                    };
                    once("fields", &mut fields, read)?;
                }
                Key::Unknown => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let kind = kind.ok_or_else(|| Error::missing_field("kind"))?;
        Ok(Line {
            id: id.ok_or_else(|| Error::missing_field("id"))?,
            stamp: stamp.ok_or_else(|| Error::missing_field("stamp"))?,
            later: Later {
                fields: stamps.unwrap_or_default(),
                deleted: deleted.flatten(),
                restored: restored.flatten(),
            },
            record: match fields.ok_or_else(|| Error::missing_field("fields"))? {
                Fields::Read(record) => record,
                Fields::Unread(fields) => {
                    Record::from_fields(&kind, fields).map_err(Error::custom)?
                }
            },
        })
    }
}

fn once<T, E: Error>(name: &'static str, known: &mut Option<T>, value: T) -> Result<(), E> {
    match known.replace(value) {
        Some(_) => Err(Error::duplicate_field(name)),
        None => Ok(()),
    }
}

fn named(name: &str) -> Kind {
    let Ok(kind) = name.parse();
    kind
}

/// The fields of a record of a kind.
struct Of<'a>(&'a Kind);

impl<'de> DeserializeSeed<'de> for Of<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Record, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Of<'_> {
    type Value = Record;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let (mut record, mut name) = (Record::of(self.0), String::new());
        while map.next_key_seed(Into(&mut name))?.is_some() {
            record.put(&name, map.next_value()?).map_err(Error::custom)?;
        }
        Ok(record)
    }
}

/// Reads a name into room there is.
struct Into<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Into<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        self.0.clear();
        self.0.push_str(name);
        Ok(())
    }
}
