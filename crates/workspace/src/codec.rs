//! Stored bytes: MessagePack with names, see [`model::wire`].

use model::wire::{Reader, Wire, Writer};
use model::{Entity, Row};
use xxhash_rust::xxh64::xxh64;

use crate::store::StoreError;

/// Stands between bytes and their sum. No MessagePack value begins with the first of these.
const MARK: [u8; 4] = [0xC1, b's', b'u', b'm'];
const SUM: usize = 8;

fn damaged(why: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(why.to_string())
}

/// Puts a sum (XXH64) behind bytes about to be stored: without one, a letter that the disk
/// changed would pass for what somebody wrote. Whoever does not know of sums reads the value and
/// does not look at what follows.
pub(crate) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = xxh64(&bytes, 0);
    bytes.reserve_exact(MARK.len() + SUM);
    bytes.extend(MARK);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// Stored bytes without their sum, if that is right, and whether they have one. Bytes from before
/// there were sums have none.
fn unseal(bytes: &[u8]) -> Result<(&[u8], bool), StoreError> {
    let Some((rest, sum)) = bytes.split_last_chunk::<SUM>() else { return Ok((bytes, false)) };
    let Some(body) = rest.strip_suffix(&MARK) else { return Ok((bytes, false)) };
    match xxh64(body, 0).to_le_bytes() == *sum {
        true => Ok((body, true)),
        false => Err(damaged("the sum is wrong")),
    }
}

/// A row on its way into a chunk.
pub(crate) enum Packing<'a, T: Entity> {
    /// As it is in memory.
    Row(&'a Row<T>),
    /// As it was stored.
    Stored(&'a [u8]),
}

/// A chunk of rows.
pub(crate) fn encode_chunk<'a, T: Entity>(
    rows: impl ExactSizeIterator<Item = Packing<'a, T>>,
) -> Vec<u8> {
    let mut out = Writer::default();
    out.map(1);
    out.text("rows");
    out.array(rows.len());
    for row in rows {
        match row {
            Packing::Row(row) => row.encode(&mut out),
            Packing::Stored(bytes) => out.written(bytes),
        }
    }
    let mut bytes = seal(out.finish());
    // It may stay in memory.
    bytes.shrink_to_fit();
    bytes
}

/// Where the rows of a chunk are: `take` is handed a reader at each, which it has to move past it,
/// the row's place in `bytes`, and whether a sum vouches for them.
pub(crate) fn each_row(
    bytes: &[u8],
    mut take: impl FnMut(&mut Reader<'_>, usize, bool) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (body, is_sealed) = unseal(bytes)?;
    let mut from = Reader::new(body);
    for _ in 0..from.map().map_err(damaged)? {
        match from.text().map_err(damaged)? {
            "rows" => {
                for _ in 0..from.array().map_err(damaged)? {
                    let at = body.len() - from.left();
                    take(&mut from, at, is_sealed)?;
                }
            }
            _ => from.skip().map_err(damaged)?,
        }
    }
    Ok(())
}

/// Hands each row of a chunk to `take` as it is read: rows are large, and gathering them first
/// would move each once more.
pub(crate) fn decode_chunk<T: Entity>(
    bytes: &[u8],
    mut take: impl FnMut(Row<T>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    each_row(bytes, |from, _, _| take(Row::decode(from).map_err(damaged)?))
}

/// A value as stored bytes.
pub(crate) fn encode(value: &impl Wire) -> Vec<u8> {
    let mut out = Writer::default();
    value.encode(&mut out);
    seal(out.finish())
}

/// A value from stored bytes.
pub(crate) fn decode<T: Wire>(bytes: &[u8]) -> Result<T, StoreError> {
    T::decode(&mut Reader::new(unseal(bytes)?.0)).map_err(damaged)
}
