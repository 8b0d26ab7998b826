//! Stamps: when and where a value was written, in an order all devices share.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::wire::{Reader, Unreadable, Wire, Writer};

/// Names one workspace on one device: 64 random bits, drawn once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u64);

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DeviceId {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        hex(text, 16).map(Self).ok_or_else(|| NotAStamp(text.to_owned()))
    }
}

impl Serialize for DeviceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DeviceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a device id of 16 hexadecimal digits")
    }
}

/// A hybrid-logical-clock stamp: wall milliseconds, then a counter, then the device that
/// breaks ties; ordered in that order.
///
/// As text, and so in JSON: `<milliseconds>-<counter>-<device>`, the last two in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01T00:00Z, as far as any clock seen so far had come.
    pub millis: u64,
    /// Orders what one device writes within a millisecond, or behind a peer's faster clock.
    pub counter: u32,
    /// Who wrote it.
    pub device: DeviceId,
}

/// A text that is no stamp.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a stamp")]
pub struct NotAStamp(pub String);

fn hex(text: &str, digits: usize) -> Option<u64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_hexdigit()))
        .then(|| u64::from_str_radix(text, 16).ok())
        .flatten()
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04x}-{}", self.millis, self.counter, self.device)
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let read = || {
            let mut parts = text.splitn(3, '-');
            let (millis, counter, device) = (parts.next()?, parts.next()?, parts.next()?);
            let plain = |s: &str| s.bytes().all(|b| b.is_ascii_hexdigit());
            Some(Self {
                millis: plain(millis).then(|| millis.parse().ok()).flatten()?,
                counter: plain(counter).then(|| u32::from_str_radix(counter, 16).ok()).flatten()?,
                device: DeviceId(hex(device, 16)?),
            })
        };
        read().ok_or_else(|| NotAStamp(text.to_owned()))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a stamp")
    }
}

impl Wire for Stamp {
    fn encode(&self, out: &mut Writer) {
        out.array(3);
        out.uint(self.millis);
        out.uint(self.counter.into());
        out.uint(self.device.0);
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        if from.array()? != 3 {
            return Err(from.wrong("no stamp"));
        }
        let (millis, counter) = (from.uint()?, from.uint()?);
        let counter = counter.try_into().map_err(|_| from.wrong("no stamp"))?;
        Ok(Self { millis, counter, device: DeviceId(from.uint()?) })
    }
}
