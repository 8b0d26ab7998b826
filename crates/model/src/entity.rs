//! What every kind of record has in common: named fields that can be read, set, compared and
//! merged one by one, and room for fields only a newer version knows.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::path::Path;

/// A field's value on its way through a change set: plain JSON.
pub use serde_json::Value;

/// Fields this version does not know, kept and passed on. An object is a map that merges by
/// key, anything else one value, as for the fields we know.
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
    Default + Clone + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned + 'static
{
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

    /// The customer this record hangs on, if it is of a kind that does.
    fn parent(&self) -> Option<crate::Id> {
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

            fn visit(&self, visit: &mut dyn FnMut(Option<&str>, $crate::entity::Value)) {
                if let Some(value) = $crate::entity::Field::get(self, None) {
                    visit(None, value);
                }
            }

            fn get(&self, _: Option<&str>) -> Option<$crate::entity::Value> {
                if self.is_absent() { None } else { $crate::entity::to_value(self) }
            }

            fn set(&mut self, _: Option<&str>, value: Option<$crate::entity::Value>) -> Result<(), String> {
                *self = match value {
                    Some(value) => $crate::entity::from_value(value)?,
                    None => Self::default(),
                };
                Ok(())
            }
        }
    )+};
    ($($T:ty),+) => { $crate::entity::register!(default $(Option<$T>),+); };
}
pub(crate) use register;

register!(default String, bool, Vec<crate::OrderLine>);
register!(u32, crate::Day, crate::Moment, crate::Money, crate::Currency, crate::Id);

impl<V: Serialize + DeserializeOwned> Field for BTreeMap<String, V> {
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

/// [`Field::set`] for the fields of [`Extra`].
pub(crate) fn set_extra(extra: &mut Extra, path: &Path, value: Option<Value>) {
    let Some(key) = &path.key else {
        match value {
            Some(value) => extra.insert(path.field.to_string(), value),
            None => extra.remove(&*path.field),
        };
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
        }
    }
}

/// Declares a kind of record: its fields, and from them how it is stored, compared, changed
/// and merged. Absent fields take no room; unknown fields live in `extra`.
macro_rules! entity {
    ($(#[$meta:meta])* $Name:ident $(, parent = $parent:ident)? {
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

            fn extra(&self) -> &$crate::entity::Extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut $crate::entity::Extra {
                &mut self.extra
            }

            $(fn parent(&self) -> Option<$crate::Id> {
                self.$parent
            })?
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let present = self.extra.len()
                    $(+ usize::from(!$crate::entity::Field::is_absent(&self.$field)))*;
                let mut map = serializer.serialize_map(Some(present))?;
                $(if !$crate::entity::Field::is_absent(&self.$field) {
                    map.serialize_entry(stringify!($field), &self.$field)?;
                })*
                for (field, value) in &self.extra {
                    map.serialize_entry(field, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $Name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object of fields")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$Name, A::Error> {
                        let mut record = $Name::default();
                        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                            match &*key {
                                $(stringify!($field) => record.$field = map.next_value()?,)*
                                _ => {
                                    record.extra.insert(key.into_owned(), map.next_value()?);
                                }
                            }
                        }
                        Ok(record)
                    }
                }
                deserializer.deserialize_map(Fields)
            }
        }
    };
}
pub(crate) use entity;
