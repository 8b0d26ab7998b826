//! What a workspace needs of the place its bytes are kept. The store knows nothing of their
//! meaning: journal entries in order, chunks by key, a little metadata, and one promise: a
//! batch is kept whole or not at all.

use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use model::{Id, Kind};
use thiserror::Error;

/// Names a chunk: `customer.1000.<uuid>` is a blob of 1,000 customers. Chunks are bags of
/// rows; a row in several of them is merged, so their order never matters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChunkKey {
    /// What its rows are.
    pub kind: Kind,
    /// How many rows it has.
    pub rows: usize,
    /// Makes the key unique.
    pub id: Id,
}

impl fmt::Display for ChunkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.kind, self.rows, self.id)
    }
}

impl FromStr for ChunkKey {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let parse = || {
            let mut parts = text.rsplitn(3, '.');
            let (id, rows, kind) = (parts.next()?, parts.next()?, parts.next()?);
            let Ok(kind) = kind.parse();
            Some(Self { kind, rows: rows.parse().ok()?, id: id.parse().ok()? })
        };
        parse().ok_or_else(|| StoreError::Damaged(format!("chunk key `{text}`")))
    }
}

/// What is written in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Change sets for the end of the journal, in order.
    pub journal: Vec<Vec<u8>>,
    /// Chunks to put. Shared with memory, which keeps some as they are.
    pub put: Vec<(ChunkKey, Rc<Vec<u8>>)>,
    /// Chunks to remove.
    pub remove: Vec<ChunkKey>,
    /// Metadata to set.
    pub meta: Vec<(&'static str, Vec<u8>)>,
}

/// Why the store could not do it. Nothing of the batch was kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The device or the browser's share of it is full.
    #[error("no room left: {0}")]
    Full(String),
    /// The connection to the database was lost and could not be had again.
    #[error("the connection to the database was lost: {0}")]
    Lost(String),
    /// Another tab keeps the database from being opened or upgraded.
    #[error("another tab holds the database")]
    Blocked,
    /// This browser, or its private mode, keeps no databases.
    #[error("no database can be kept here: {0}")]
    Unavailable(String),
    /// Stored bytes do not read.
    #[error("stored data does not read: {0}")]
    Damaged(String),
    /// Anything else, in the engine's words.
    #[error("the database failed: {0}")]
    Failed(String),
}

/// Where a workspace is kept.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// Keeps the batch, durably, whole or not at all. Answers the position of its last journal
    /// entry, if it had any; positions rise by one.
    ///
    /// # Errors
    /// When nothing was kept, and why.
    async fn commit(&self, batch: Batch) -> Result<Option<u64>, StoreError>;

    /// The keys of all chunks.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn chunk_keys(&self) -> Result<Vec<ChunkKey>, StoreError>;

    /// The chunks under `keys`, in that order; `None` for one that is not there.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn chunks(&self, keys: &[ChunkKey]) -> Result<Vec<Option<Vec<u8>>>, StoreError>;

    /// Journal entries after position `after`, at most `limit`, in order, with their positions.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn journal(&self, after: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// Metadata under `key`.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn meta(&self, key: &'static str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Metadata under `key`, which is set to `value` first if there was none, in one step.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    async fn meta_or(&self, key: &'static str, value: Vec<u8>) -> Result<Vec<u8>, StoreError>;
}
