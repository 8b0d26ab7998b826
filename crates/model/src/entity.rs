//! What every kind of record has in common: named fields that can be read, set, compared and
//! merged one by one, and room for fields only a newer version knows.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::path::Path;
use crate::wire::{Reader, Unreadable, Wire, Writer};

/// A field's value on its way through a change set: plain JSON.
pub use serde_json::Value;

/// Fields this version does not know, kept and passed on. An object is a map that merges by
/// key, anything else one value, as for the fields we know. No version may turn one into the
/// other: a field that is to change its shape gets a new name, because copies in both shapes
/// could not be merged in every order alike.
pub type Extra = BTreeMap<String, Value>;

/// A value that does not have the type its field has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {why}")]
pub struct Mismatch {
    /// The field.
    pub path: Path,
    /// What serde made of it.
    pub why: String,
}

/// A kind of record.
pub trait Entity:
    Default + Clone + PartialEq + std::fmt::Debug + Serialize + Wire + 'static
{
    /// Replaces a whole field; of a map, all keys.
    ///
    /// # Errors
    /// When the value does not have the field's type; the record is then unchanged.
    fn put(&mut self, field: &str, value: Value) -> Result<(), Mismatch>;

    /// The record with these fields.
    ///
    /// # Errors
    /// When `fields` is no object, or a value does not have its field's type.
    fn from_fields(fields: Value) -> Result<Self, Mismatch> {
        let Value::Object(fields) = fields else {
            return Err(Mismatch { path: Path::field("fields"), why: "no object".to_owned() });
        };
        let mut record = Self::default();
        for (field, value) in fields {
            record.put(&field, value)?;
        }
        Ok(record)
    }

    /// All its fields, as an object.
    fn to_fields(&self) -> Value {
        let mut fields = Extra::new();
        self.visit(&mut |path, value| set_extra(&mut fields, &path, Some(value)));
        fields.into_iter().collect()
    }

    /// Hands every value that is present to `visit`, fields in declared order.
    fn visit(&self, visit: &mut dyn FnMut(Path, Value));

    /// The value at `path`; `None` when it is absent.
    fn get(&self, path: &Path) -> Option<Value>;

    /// Puts `value` at `path`; `None` makes it absent.
    ///
    /// # Errors
    /// When the value does not have the field's type; the record is then unchanged.
    fn set(&mut self, path: &Path, value: Option<Value>) -> Result<(), Mismatch>;

    /// Fields only a newer version knows.
    fn extra(&self) -> &Extra;

    /// The same, to change.
    fn extra_mut(&mut self) -> &mut Extra;

    /// The fields that lists and sums over everybody look at, of a kind there are so many records
    /// of that the others are read only when somebody looks at one. Empty for other kinds.
    const GLANCED: &'static [&'static str] = &[];

    /// Reads what [`Wire::decode`] reads, but of the fields only [`Entity::GLANCED`].
    ///
    /// # Errors
    /// When it does not read.
    fn glance(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        Self::decode(from)
    }

    /// The customer this record hangs on, if it is of a kind that does.
    fn parent(&self) -> Option<crate::Id> {
        None
    }

    /// The record this one says it has become part of; see [`crate::Row::merged_into`].
    fn merged_into(&self) -> Option<crate::Id> {
        None
    }
}

/// How one field behaves. `key` is for map fields and ignored by others.
pub trait Field {
    /// Whether there is nothing to keep.
    fn is_absent(&self) -> bool;
    /// Hands each value and its key to `visit`.
    fn visit(&self, visit: &mut dyn FnMut(Option<&str>, Value));
    /// The value, or the value under `key`.
    fn get(&self, key: Option<&str>) -> Option<Value>;
    /// Replaces the value, or the value under `key`.
    ///
    /// # Errors
    /// serde's words when the type is wrong.
    fn set(&mut self, key: Option<&str>, value: Option<Value>) -> Result<(), String>;
    /// Replaces the whole of it.
    ///
    /// # Errors
    /// serde's words when the type is wrong.
    fn put(&mut self, value: Value) -> Result<(), String>;
    /// Writes it, if it is not absent.
    fn encode(&self, out: &mut Writer);
    /// Reads it.
    ///
    /// # Errors
    /// When it does not read.
    fn decode(&mut self, from: &mut Reader<'_>) -> Result<(), Unreadable>;
}

pub(crate) fn to_value<T: Serialize>(value: &T) -> Option<Value> {
    serde_json::to_value(value).ok().filter(|v| !v.is_null())
}

pub(crate) fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|why| why.to_string())
}

/// Makes types register fields: one value, absent when it is `T::default()` (or, for types
/// without one, only inside an `Option`).
macro_rules! register {
    (default $($T:ty),+) => {$(
        impl $crate::entity::Field for $T {
            fn is_absent(&self) -> bool {
                *self == Self::default()
            }

            $crate::entity::register!(@values $T);

            fn encode(&self, out: &mut $crate::wire::Writer) {
                $crate::wire::Wire::encode(self, out);
            }

            fn decode(&mut self, from: &mut $crate::wire::Reader<'_>) -> Result<(), $crate::wire::Unreadable> {
                *self = $crate::wire::Wire::decode(from)?;
                Ok(())
            }
        }
    )+};
    (@values $T:ty) => {
        fn visit(&self, visit: &mut dyn FnMut(Option<&str>, $crate::entity::Value)) {
            if let Some(value) = $crate::entity::Field::get(self, None) {
                visit(None, value);
            }
        }

        fn get(&self, _: Option<&str>) -> Option<$crate::entity::Value> {
            if self.is_absent() { None } else { $crate::entity::to_value(self) }
        }

        fn set(&mut self, _: Option<&str>, value: Option<$crate::entity::Value>) -> Result<(), String> {
            match value {
                Some(value) => self.put(value),
                None => {
                    *self = Self::default();
                    Ok(())
                }
            }
        }

        fn put(&mut self, value: $crate::entity::Value) -> Result<(), String> {
            *self = $crate::entity::from_value(value)?;
            Ok(())
        }
    };
    ($($T:ty),+) => {$(
        impl $crate::entity::Field for Option<$T> {
            fn is_absent(&self) -> bool {
                self.is_none()
            }

            $crate::entity::register!(@values Option<$T>);

            fn encode(&self, out: &mut $crate::wire::Writer) {
                if let Some(value) = self {
                    $crate::wire::Wire::encode(value, out);
                }
            }

            fn decode(&mut self, from: &mut $crate::wire::Reader<'_>) -> Result<(), $crate::wire::Unreadable> {
                *self = Some($crate::wire::Wire::decode(from)?);
                Ok(())
            }
        }
    )+};
}
pub(crate) use register;

register!(default String, bool, Vec<crate::OrderLine>);
register!(u32, crate::Day, crate::Moment, crate::Money, crate::Currency, crate::Id);

impl<V: Serialize + DeserializeOwned + Wire> Field for BTreeMap<String, V> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn visit(&self, visit: &mut dyn FnMut(Option<&str>, Value)) {
        for (key, value) in self {
            if let Some(value) = to_value(value) {
                visit(Some(key), value);
            }
        }
    }

    fn get(&self, key: Option<&str>) -> Option<Value> {
        match key {
            Some(key) => BTreeMap::get(self, key).and_then(to_value),
            None => None,
        }
    }

    fn set(&mut self, key: Option<&str>, value: Option<Value>) -> Result<(), String> {
        let key = key.ok_or("a map changes one key at a time")?;
        match value {
            Some(value) => {
                self.insert(key.to_owned(), from_value(value)?);
            }
            None => {
                self.remove(key);
            }
        }
        Ok(())
    }

    fn put(&mut self, value: Value) -> Result<(), String> {
        let entries: serde_json::Map<String, Value> = from_value(value)?;
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, from_value(value)?);
        }
        *self = map;
        Ok(())
    }

    fn encode(&self, out: &mut Writer) {
        Wire::encode(self, out);
    }

    fn decode(&mut self, from: &mut Reader<'_>) -> Result<(), Unreadable> {
        *self = Wire::decode(from)?;
        Ok(())
    }
}

/// [`Field::visit`] for the fields of [`Extra`].
pub(crate) fn visit_extra(extra: &Extra, visit: &mut dyn FnMut(Path, Value)) {
    for (field, value) in extra {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    visit(Path::keyed(field, key), value.clone());
                }
            }
            value => visit(Path::field(field), value.clone()),
        }
    }
}

/// [`Field::get`] for the fields of [`Extra`].
pub(crate) fn get_extra(extra: &Extra, path: &Path) -> Option<Value> {
    let value = extra.get(&*path.field)?;
    match (&path.key, value) {
        (Some(key), Value::Object(map)) => map.get(&**key).cloned(),
        (Some(_), _) | (None, Value::Object(_)) => None,
        (None, value) => Some(value.clone()),
    }
}

/// Keeps a field of [`Extra`], the keys of every object in it sorted: the same record has the
/// same bytes on every device, also where `serde_json` was built to keep the order it read.
pub(crate) fn put_extra(extra: &mut Extra, field: &str, mut value: Value) {
    value.sort_all_objects();
    extra.insert(field.to_owned(), value);
}

/// [`put_extra`] for a field that comes from a file, whose name must be one that a path can say.
pub(crate) fn put_unknown(extra: &mut Extra, field: &str, value: Value) -> Result<(), String> {
    if field.is_empty() || field.contains('/') {
        return Err(format!("`{field}` is no name for a field"));
    }
    put_extra(extra, field, value);
    Ok(())
}

/// [`Field::set`] for the fields of [`Extra`].
pub(crate) fn set_extra(extra: &mut Extra, path: &Path, value: Option<Value>) {
    let Some(key) = &path.key else {
        match value {
            Some(value) => put_extra(extra, &path.field, value),
            None => drop(extra.remove(&*path.field)),
        }
        return;
    };
    let slot =
        extra.entry(path.field.to_string()).or_insert_with(|| Value::Object(Default::default()));
    if !slot.is_object() {
        *slot = Value::Object(Default::default());
    }
    if let Value::Object(map) = slot {
        match value {
            Some(value) => map.insert(key.to_string(), value),
            None => map.remove(&**key),
        };
        if map.is_empty() {
            extra.remove(&*path.field);
        } else {
            slot.sort_all_objects();
        }
    }
}

/// Declares a kind of record: its fields, and from them how it is stored, compared, changed
/// and merged. Absent fields take no room; unknown fields live in `extra`.
macro_rules! entity {
    (
        $(#[$meta:meta])*
        $Name:ident
        $(, parent = $parent:ident)? $(, merged = $merged:ident)? $(, glanced = [$($seen:ident),+])?
        {
        $($(#[$fmeta:meta])* $field:ident : $T:ty),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $Name {
            $($(#[$fmeta])* pub $field: $T,)*
            /// Fields only a newer version knows.
            pub extra: $crate::entity::Extra,
        }

        impl $crate::entity::Entity for $Name {
            fn visit(&self, visit: &mut dyn FnMut($crate::path::Path, $crate::entity::Value)) {
                $($crate::entity::Field::visit(&self.$field, &mut |key, value| {
                    let field = stringify!($field);
                    visit(
                        key.map_or_else(
                            || $crate::path::Path::field(field),
                            |key| $crate::path::Path::keyed(field, key),
                        ),
                        value,
                    );
                });)*
                $crate::entity::visit_extra(&self.extra, visit);
            }

            fn get(&self, path: &$crate::path::Path) -> Option<$crate::entity::Value> {
                match &*path.field {
                    $(stringify!($field) => {
                        $crate::entity::Field::get(&self.$field, path.key.as_deref())
                    })*
                    _ => $crate::entity::get_extra(&self.extra, path),
                }
            }

            fn set(
                &mut self,
                path: &$crate::path::Path,
                value: Option<$crate::entity::Value>,
            ) -> Result<(), $crate::entity::Mismatch> {
                let result: Result<(), String> = match &*path.field {
                    $(stringify!($field) => {
                        $crate::entity::Field::set(&mut self.$field, path.key.as_deref(), value)
                    })*
                    _ => {
                        $crate::entity::set_extra(&mut self.extra, path, value);
                        Ok(())
                    }
                };
                result.map_err(|why| $crate::entity::Mismatch { path: path.clone(), why })
            }

            fn put(
                &mut self,
                field: &str,
                value: $crate::entity::Value,
            ) -> Result<(), $crate::entity::Mismatch> {
                let result: Result<(), String> = match field {
                    $(stringify!($field) => $crate::entity::Field::put(&mut self.$field, value),)*
                    _ => $crate::entity::put_unknown(&mut self.extra, field, value),
                };
                let path = || $crate::path::Path::field(field);
                result.map_err(|why| $crate::entity::Mismatch { path: path(), why })
            }

            fn extra(&self) -> &$crate::entity::Extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut $crate::entity::Extra {
                &mut self.extra
            }

            $(
                const GLANCED: &'static [&'static str] = &[$(stringify!($seen)),+];

                fn glance(
                    from: &mut $crate::wire::Reader<'_>,
                ) -> Result<Self, $crate::wire::Unreadable> {
                    let mut record = Self::default();
                    for _ in 0..from.map()? {
                        match from.text()? {
                            $(stringify!($seen) => $crate::entity::Field::decode(&mut record.$seen, from)?,)+
                            _ => from.skip()?,
                        }
                    }
                    Ok(record)
                }
            )?

            $(fn parent(&self) -> Option<$crate::Id> {
                self.$parent
            })?

            $(fn merged_into(&self) -> Option<$crate::Id> {
                self.$merged
            })?
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(Some(self.present()))?;
                $(if !$crate::entity::Field::is_absent(&self.$field) {
                    map.serialize_entry(stringify!($field), &self.$field)?;
                })*
                for (field, value) in &self.extra {
                    map.serialize_entry(field, value)?;
                }
                map.end()
            }
        }

        impl $crate::wire::Wire for $Name {
            fn encode(&self, out: &mut $crate::wire::Writer) {
                out.map(self.present());
                $(if !$crate::entity::Field::is_absent(&self.$field) {
                    out.text(stringify!($field));
                    $crate::entity::Field::encode(&self.$field, out);
                })*
                for (field, value) in &self.extra {
                    out.text(field);
                    out.value(value);
                }
            }

            fn decode(from: &mut $crate::wire::Reader<'_>) -> Result<Self, $crate::wire::Unreadable> {
                let mut record = Self::default();
                for _ in 0..from.map()? {
                    match from.text()? {
                        $(stringify!($field) => $crate::entity::Field::decode(&mut record.$field, from)?,)*
                        field => $crate::entity::put_extra(&mut record.extra, field, from.value()?),
                    }
                }
                Ok(record)
            }
        }

        impl $Name {
            fn present(&self) -> usize {
                self.extra.len() $(+ usize::from(!$crate::entity::Field::is_absent(&self.$field)))*
            }
        }
    };
}
pub(crate) use entity;
