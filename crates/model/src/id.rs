//! Record ids.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::wire::{Reader, Unreadable, Wire, Writer};

/// Names a record for good: a UUID, version 7 where we make it. Text with hyphens in JSON,
/// sixteen bytes in storage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Uuid);

impl Id {
    /// The id with these sixteen bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// The sixteen bytes, most significant first.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// A UUIDv7 of `unix_millis` with `random` filling what the version leaves free
    /// (RFC 9562, section 5.7).
    #[must_use]
    pub fn v7(unix_millis: u64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
    }
}

impl Wire for Id {
    fn encode(&self, out: &mut Writer) {
        out.bytes(self.bytes());
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let bytes = from.bytes()?.try_into().map_err(|_| from.wrong("no id"))?;
        Ok(Self::from_bytes(bytes))
    }
}

/// A list of ids as one text of 32 hexadecimal digits each, for serde's `with`: a bulk change
/// names a million of them.
pub(crate) mod packed {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Id, Uuid};

    const DIGITS: usize = 32;

    pub(crate) fn serialize<S: Serializer>(ids: &[Id], serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(ids.len() * DIGITS);
        let mut one = Uuid::encode_buffer();
        for id in ids {
            text.push_str(id.0.simple().encode_lower(&mut one));
        }
        serializer.serialize_str(&text)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Id>, D::Error> {
        let text = String::deserialize(from)?;
        let parts = text.as_bytes().chunks(DIGITS);
        parts.map(|part| Uuid::try_parse_ascii(part).map(Id).map_err(D::Error::custom)).collect()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}
