//! Which part of a record a value belongs to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A field, or one key of a field that is a map: `name`, `tags/vip`. Written as text with the
/// first slash parting the two; field names have no slash, keys may.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The field's name.
    pub field: Box<str>,
    /// The key within it, if the field is a map.
    pub key: Option<Box<str>>,
}

/// A text without a field name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` names no field")]
pub struct NotAPath(pub String);

impl Path {
    /// A whole field.
    #[must_use]
    pub fn field(field: &str) -> Self {
        Self { field: field.into(), key: None }
    }

    /// One key of a map field.
    #[must_use]
    pub fn keyed(field: &str, key: &str) -> Self {
        Self { field: field.into(), key: Some(key.into()) }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{}/{key}", self.field),
            None => f.write_str(&self.field),
        }
    }
}

impl FromStr for Path {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let path = match text.split_once('/') {
            Some((field, key)) => Self::keyed(field, key),
            None => Self::field(text),
        };
        if path.field.is_empty() { Err(NotAPath(text.to_owned())) } else { Ok(path) }
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a field, or `field/key`")
    }
}
