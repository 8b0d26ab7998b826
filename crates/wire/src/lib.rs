//! Records as stored bytes: MessagePack, every field by its name, so that the bytes describe
//! themselves and a field more or less breaks nothing.
//!
//! Written straight from and to the fields: serde's way would be compiled anew for each pair
//! of format and type, and was a quarter of the whole app. A crate of its own, because opening a
//! workspace reads every stored byte: this is compiled for speed, all around it for size.

use std::collections::BTreeMap;

use rmp::{Marker, decode, encode};
use serde_json::{Map, Value};
use thiserror::Error;

/// Stored bytes that do not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("at {left} bytes from the end: {why}")]
pub struct Unreadable {
    /// How many bytes were left.
    pub left: usize,
    /// What was wrong with them.
    pub why: String,
}

/// Nested deeper than any record of ours: an attack, or a broken file. Not less than what a
/// JSON parser lets through: what came in with a file must be read from storage again.
const DEEPEST: u32 = 128;

/// Bytes being written.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// The bytes written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// How many bytes are written so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing is written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The beginning of a map of `len` entries: a name with [`Writer::text`], then a value.
    pub fn map(&mut self, len: usize) {
        // A vector takes every byte, so writing to one cannot fail, here and below.
        let _ = encode::write_map_len(&mut self.bytes, len as u32);
    }

    /// The beginning of an array of `len` values.
    pub fn array(&mut self, len: usize) {
        let _ = encode::write_array_len(&mut self.bytes, len as u32);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        let _ = encode::write_str(&mut self.bytes, text);
    }

    /// Bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let _ = encode::write_bin(&mut self.bytes, bytes);
    }

    /// A value that is written already.
    pub fn written(&mut self, value: &[u8]) {
        self.bytes.extend_from_slice(value);
    }

    /// A whole number.
    pub fn int(&mut self, number: i64) {
        let _ = encode::write_sint(&mut self.bytes, number);
    }

    /// A whole number that may need all 64 bits.
    pub fn uint(&mut self, number: u64) {
        let _ = encode::write_uint(&mut self.bytes, number);
    }

    /// Yes or no.
    pub fn bool(&mut self, value: bool) {
        let _ = encode::write_bool(&mut self.bytes, value);
    }

    /// Any JSON value.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => drop(encode::write_nil(&mut self.bytes)),
            Value::Bool(value) => self.bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(number), ..) => self.int(number),
                (None, Some(number), _) => self.uint(number),
                (.., number) => {
                    let _ = encode::write_f64(&mut self.bytes, number.unwrap_or_default());
                }
            },
            Value::String(text) => self.text(text),
            Value::Array(values) => {
                self.array(values.len());
                values.iter().for_each(|value| self.value(value));
            }
            Value::Object(map) => {
                self.map(map.len());
                for (key, value) in map {
                    self.text(key);
                    self.value(value);
                }
            }
        }
    }
}

/// Bytes being read.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

type Read<T> = Result<T, Unreadable>;

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// An error at this place.
    #[must_use]
    pub fn wrong(&self, why: &str) -> Unreadable {
        Unreadable { left: self.rest.len(), why: why.to_owned() }
    }

    /// How many entries the map that begins here has.
    ///
    /// # Errors
    /// When no map begins here.
    pub fn map(&mut self) -> Read<usize> {
        let len = decode::read_map_len(&mut self.rest).map_err(|_| self.wrong("no map"))?;
        self.plausible(len)
    }

    /// How many values the array that begins here has.
    ///
    /// # Errors
    /// When no array begins here.
    pub fn array(&mut self) -> Read<usize> {
        let len = decode::read_array_len(&mut self.rest).map_err(|_| self.wrong("no array"))?;
        self.plausible(len)
    }

    /// Every entry takes a byte at least, so a length beyond what is left is a lie.
    fn plausible(&self, len: u32) -> Read<usize> {
        let len = len as usize;
        if len <= self.rest.len() { Ok(len) } else { Err(self.wrong("too long")) }
    }

    /// A text.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&mut self) -> Read<&'a str> {
        let (text, rest) =
            decode::read_str_from_slice(self.rest).map_err(|_| self.wrong("no text"))?;
        self.rest = rest;
        Ok(text)
    }

    /// Bytes.
    ///
    /// # Errors
    /// When there are none.
    pub fn bytes(&mut self) -> Read<&'a [u8]> {
        let len = decode::read_bin_len(&mut self.rest).map_err(|_| self.wrong("no bytes"))?;
        let (bytes, rest) =
            self.rest.split_at_checked(len as usize).ok_or_else(|| self.wrong("too short"))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// A whole number.
    ///
    /// # Errors
    /// When there is none, or it does not fit.
    pub fn int(&mut self) -> Read<i64> {
        decode::read_int(&mut self.rest).map_err(|_| self.wrong("no number"))
    }

    /// A whole number that may need all 64 bits.
    ///
    /// # Errors
    /// When there is none, or it is negative.
    pub fn uint(&mut self) -> Read<u64> {
        decode::read_int(&mut self.rest).map_err(|_| self.wrong("no number"))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// When it is neither.
    pub fn bool(&mut self) -> Read<bool> {
        decode::read_bool(&mut self.rest).map_err(|_| self.wrong("neither yes nor no"))
    }

    /// Any value.
    ///
    /// # Errors
    /// When there is none, or it is of a sort that JSON does not have.
    pub fn value(&mut self) -> Read<Value> {
        self.value_within(DEEPEST)
    }

    /// Passes over whatever is next: an entry that only a newer version knows.
    ///
    /// # Errors
    /// When it does not read.
    pub fn skip(&mut self) -> Read<()> {
        self.skip_within(DEEPEST)
    }

    fn skip_within(&mut self, depth: u32) -> Read<()> {
        let depth = depth.checked_sub(1).ok_or_else(|| self.wrong("nested too deep"))?;
        let marker = self.rest.first().map(|byte| Marker::from_u8(*byte));
        match marker.ok_or_else(|| self.wrong("too short"))? {
            Marker::Null | Marker::True | Marker::False | Marker::FixPos(_) | Marker::FixNeg(_) => {
                self.pass(1)
            }
            Marker::U8 | Marker::I8 => self.pass(2),
            Marker::U16 | Marker::I16 => self.pass(3),
            Marker::U32 | Marker::I32 => self.pass(5),
            Marker::U64 | Marker::I64 | Marker::F64 => self.pass(9),
            Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                let len = decode::read_str_len(&mut self.rest);
                self.pass(len.map_err(|_| self.wrong("no text"))? as usize)
            }
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => self.bytes().map(drop),
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                (0..self.array()?).try_for_each(|_| self.skip_within(depth))
            }
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                (0..2 * self.map()?).try_for_each(|_| self.skip_within(depth))
            }
            _ => Err(self.wrong("a sort of value JSON does not have")),
        }
    }

    fn pass(&mut self, len: usize) -> Read<()> {
        self.rest = self.rest.get(len..).ok_or_else(|| self.wrong("too short"))?;
        Ok(())
    }

    fn value_within(&mut self, depth: u32) -> Read<Value> {
        let depth = depth.checked_sub(1).ok_or_else(|| self.wrong("nested too deep"))?;
        let marker = self.rest.first().map(|byte| Marker::from_u8(*byte));
        match marker.ok_or_else(|| self.wrong("too short"))? {
            Marker::Null => {
                self.rest = &self.rest[1..];
                Ok(Value::Null)
            }
            Marker::True | Marker::False => self.bool().map(Value::from),
            Marker::F64 => decode::read_f64(&mut self.rest)
                .map(Value::from)
                .map_err(|_| self.wrong("too short")),
            Marker::U64 => self.uint().map(Value::from),
            Marker::FixPos(_)
            | Marker::FixNeg(_)
            | Marker::U8
            | Marker::U16
            | Marker::U32
            | Marker::I8
            | Marker::I16
            | Marker::I32
            | Marker::I64 => self.int().map(Value::from),
            Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                self.text().map(Value::from)
            }
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                let mut values = Vec::new();
                for _ in 0..self.array()? {
                    values.push(self.value_within(depth)?);
                }
                Ok(Value::Array(values))
            }
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                let mut map = Map::new();
                for _ in 0..self.map()? {
                    map.insert(self.text()?.to_owned(), self.value_within(depth)?);
                }
                Ok(Value::Object(map))
            }
            _ => Err(self.wrong("a sort of value JSON does not have")),
        }
    }
}

/// A type that is written as one value.
pub trait Wire: Sized {
    /// Writes it.
    fn encode(&self, out: &mut Writer);
    /// Reads it.
    ///
    /// # Errors
    /// When there is no such value.
    fn decode(from: &mut Reader<'_>) -> Read<Self>;
}

macro_rules! numbers {
    ($($T:ty),+) => {$(
        impl Wire for $T {
            fn encode(&self, out: &mut Writer) {
                out.int(i64::from(*self));
            }

            fn decode(from: &mut Reader<'_>) -> Read<Self> {
                from.int()?.try_into().map_err(|_| from.wrong("a number out of range"))
            }
        }
    )+};
}
numbers!(i32, u32, i16, i64);

impl Wire for bool {
    fn encode(&self, out: &mut Writer) {
        out.bool(*self);
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        from.bool()
    }
}

impl Wire for String {
    fn encode(&self, out: &mut Writer) {
        out.text(self);
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        from.text().map(ToOwned::to_owned)
    }
}

impl Wire for Value {
    fn encode(&self, out: &mut Writer) {
        out.value(self);
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        from.value()
    }
}

impl<V: Wire> Wire for BTreeMap<String, V> {
    fn encode(&self, out: &mut Writer) {
        out.map(self.len());
        for (key, value) in self {
            out.text(key);
            value.encode(out);
        }
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        // Collecting would sort what is sorted already, with a sort compiled for every type.
        let mut map = Self::new();
        for _ in 0..from.map()? {
            map.insert(from.text()?.to_owned(), V::decode(from)?);
        }
        Ok(map)
    }
}

impl<V: Wire> Wire for Vec<V> {
    fn encode(&self, out: &mut Writer) {
        out.array(self.len());
        self.iter().for_each(|value| value.encode(out));
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        let len = from.array()?;
        // The length is the file's word alone.
        let mut all = Self::with_capacity(len.min(1 << 10));
        for _ in 0..len {
            all.push(V::decode(from)?);
        }
        Ok(all)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whatever_is_passed_over_ends_where_it_is_read_to() {
        let long = "x".repeat(70_000);
        let values = [
            json!(null),
            json!([true, false, 0, 127, 128, 255, 65_535, 65_536, u64::MAX]),
            json!([-1, -32, -33, -128, -129, -32_769, i64::MIN, 0.5]),
            json!(["", "a", "é".repeat(20), "y".repeat(300), long]),
            json!({"a": {"b": [[], {}]}, "c": vec![1; 20], "d": vec!["z"; 70_000]}),
        ];
        for value in values {
            let mut out = Writer::default();
            out.value(&value);
            out.bytes(&[7; 300]);
            out.text("end");
            let bytes = out.finish();
            let mut read = Reader::new(&bytes);
            assert_eq!(read.value().unwrap(), value);
            let mut passed = Reader::new(&bytes);
            passed.skip().unwrap();
            assert_eq!(passed.left(), read.left());
            passed.skip().unwrap();
            assert_eq!(passed.text().unwrap(), "end");
            assert_eq!(passed.left(), 0);
            for cut in 0..bytes.len().min(400) {
                let mut all = Reader::new(&bytes[..cut]);
                assert!((0..3).try_for_each(|_| all.skip()).is_err(), "{cut} bytes of {value}");
            }
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_neither_read_nor_passed_over() {
        let mut bytes = vec![0x91; DEEPEST as usize + 1];
        bytes.push(0xC0);
        assert!(Reader::new(&bytes).value().is_err());
        assert!(Reader::new(&bytes).skip().is_err());
        assert!(Reader::new(&bytes[2..]).skip().is_ok());
    }
}
