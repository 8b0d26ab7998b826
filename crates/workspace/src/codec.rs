//! Stored bytes: MessagePack with names, so that they describe themselves and a field more
//! or less breaks nothing.

use model::{ChangeSet, Entity, Row};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::store::StoreError;

#[derive(Serialize)]
#[serde(bound(serialize = ""))]
struct ChunkOut<'a, T: Entity> {
    rows: &'a [&'a Row<T>],
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "T: Entity"))]
struct ChunkIn<T: Entity> {
    rows: Vec<Row<T>>,
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    rmp_serde::from_slice(bytes).map_err(|why| StoreError::Damaged(why.to_string()))
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    rmp_serde::to_vec_named(value).map_err(|why| StoreError::Failed(why.to_string()))
}

/// A chunk of rows.
pub(crate) fn encode_chunk<T: Entity>(rows: &[&Row<T>]) -> Result<Vec<u8>, StoreError> {
    encode(&ChunkOut { rows })
}

/// The rows of a chunk.
pub(crate) fn decode_chunk<T: Entity>(bytes: &[u8]) -> Result<Vec<Row<T>>, StoreError> {
    decode::<ChunkIn<T>>(bytes).map(|chunk| chunk.rows)
}

/// A journal entry.
pub(crate) fn encode_set(set: &ChangeSet) -> Result<Vec<u8>, StoreError> {
    encode(set)
}

/// The change set of a journal entry.
pub(crate) fn decode_set(bytes: &[u8]) -> Result<ChangeSet, StoreError> {
    decode(bytes)
}
