//! Stored bytes: MessagePack with names, see [`model::wire`].

use model::wire::{Reader, Wire, Writer};
use model::{Entity, Row};

use crate::store::StoreError;

fn damaged(why: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(why.to_string())
}

/// A chunk of rows.
pub(crate) fn encode_chunk<T: Entity>(rows: &[&Row<T>]) -> Vec<u8> {
    let mut out = Writer::default();
    out.map(1);
    out.text("rows");
    out.array(rows.len());
    rows.iter().for_each(|row| row.encode(&mut out));
    out.finish()
}

/// Hands each row of a chunk to `take` as it is read: rows are large, and gathering them first
/// would move each once more.
pub(crate) fn decode_chunk<T: Entity>(
    bytes: &[u8],
    mut take: impl FnMut(Row<T>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut from = Reader::new(bytes);
    for _ in 0..from.map().map_err(damaged)? {
        match from.text().map_err(damaged)? {
            "rows" => {
                for _ in 0..from.array().map_err(damaged)? {
                    take(Row::decode(&mut from).map_err(damaged)?)?;
                }
            }
            _ => from.skip().map_err(damaged)?,
        }
    }
    Ok(())
}

/// A value as stored bytes.
pub(crate) fn encode(value: &impl Wire) -> Vec<u8> {
    let mut out = Writer::default();
    value.encode(&mut out);
    out.finish()
}

/// A value from stored bytes.
pub(crate) fn decode<T: Wire>(bytes: &[u8]) -> Result<T, StoreError> {
    T::decode(&mut Reader::new(bytes)).map_err(damaged)
}
