//! [`workspace::Store`] on IndexedDB.
//!
//! Three object stores: `journal` (change sets under rising numbers), `chunks` (blobs of rows)
//! and `meta`. rexie opens, declares the schema and reads. What it cannot do goes through
//! `idb`, the engine under it: writing with strict durability, and hearing that a newer
//! version wants to change the schema.

mod aside;
mod connection;
mod failure;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::try_join_all;
use idb::request::AddStoreRequest;
use js_sys::Uint8Array;
use rexie::{KeyRange, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};
use workspace::{Batch, ChunkKey, Store, StoreError};

use connection::{Connection, Strict};

const JOURNAL: &str = "journal";
const CHUNKS: &str = "chunks";
const META: &str = "meta";

/// A workspace's database in this browser profile.
#[derive(Debug, Clone)]
pub struct IdbStore {
    name: Rc<str>,
    connection: Rc<RefCell<Option<Connection>>>,
}

impl IdbStore {
    /// Opens the database `name`, creating it if there is none.
    ///
    /// # Errors
    /// When this browser keeps no databases, or will not open this one.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let store = Self { name: name.into(), connection: Rc::default() };
        store.connect().await?;
        Ok(store)
    }

    /// Deletes the database `name` for good. Resolves when no tab has it open any more.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn delete(name: &str) -> Result<(), StoreError> {
        rexie::Rexie::delete(name).await.map_err(failure::of_rexie)
    }

    /// Closes the connection; the next use opens it again.
    pub fn close(&self) {
        if let Some(connection) = self.connection.borrow_mut().take() {
            connection.close();
        }
    }

    async fn connect(&self) -> Result<(), StoreError> {
        let connection = Connection::open(&self.name, Rc::downgrade(&self.connection)).await?;
        // Two who found it gone may both open it again; a connection nobody holds must not
        // stay open, or it would be in the way of a newer version.
        if let Some(other) = self.connection.borrow_mut().replace(connection) {
            other.close();
        }
        Ok(())
    }

    fn reader(&self, store: &str) -> Result<(rexie::Transaction, rexie::Store), StoreError> {
        let connection = self.connection.borrow();
        let connection = connection.as_ref().ok_or_else(closed)?;
        let transaction = connection
            .reader
            .transaction(&[store], TransactionMode::ReadOnly)
            .map_err(failure::of_rexie)?;
        let store = transaction.store(store).map_err(failure::of_rexie)?;
        Ok((transaction, store))
    }

    fn writer(&self) -> Result<Strict, StoreError> {
        self.connection.borrow().as_ref().ok_or_else(closed)?.strict(&[JOURNAL, CHUNKS, META])
    }

    /// A connection can be gone at any time (the browser drops it under pressure, or another
    /// tab upgrades): opens it again once, if `found` says that it was.
    async fn revived<T>(&self, found: &Result<T, StoreError>) -> Result<bool, StoreError> {
        if !matches!(found, Err(StoreError::Lost(_))) {
            return Ok(false);
        }
        self.close();
        self.connect().await?;
        Ok(true)
    }

    async fn reading(&self, store: &str) -> Result<(rexie::Transaction, rexie::Store), StoreError> {
        let first = self.reader(store);
        if self.revived(&first).await? { self.reader(store) } else { first }
    }

    async fn writing(&self) -> Result<Strict, StoreError> {
        let first = self.writer();
        if self.revived(&first).await? { self.writer() } else { first }
    }
}

fn closed() -> StoreError {
    StoreError::Lost("closed".into())
}

fn bytes_of(value: &JsValue) -> Result<Vec<u8>, StoreError> {
    match value.dyn_ref::<Uint8Array>() {
        Some(array) => Ok(array.to_vec()),
        None => Err(StoreError::Damaged("a stored value is not bytes".into())),
    }
}

/// Bytes handed to the browser in one go: it copies them while the page stands still.
const BITE: usize = 2 << 20;

/// Asks for all that `batch` wants; answers the request for the last journal entry. Waits for the
/// browser now and then, and for nothing else, so that the transaction stays open.
async fn ask(transaction: &Strict, batch: &Batch) -> Result<Option<AddStoreRequest>, StoreError> {
    let chunks = transaction.store(CHUNKS)?;
    let mut bite = 0;
    for (key, bytes) in &batch.put {
        let key = JsValue::from(key.to_string());
        let asked = chunks.put(&Uint8Array::from(bytes.as_slice()), Some(&key));
        let asked = asked.map_err(failure::of_idb)?;
        bite += bytes.len();
        if bite > BITE {
            asked.await.map_err(|why| transaction.failure(why))?;
            bite = 0;
        }
    }
    for key in &batch.remove {
        chunks.delete(JsValue::from(key.to_string())).map_err(failure::of_idb)?;
    }
    let meta = transaction.store(META)?;
    for (key, bytes) in &batch.meta {
        let key = JsValue::from(*key);
        meta.put(&Uint8Array::from(bytes.as_slice()), Some(&key)).map_err(failure::of_idb)?;
    }
    let journal = transaction.store(JOURNAL)?;
    let mut added = None;
    for entry in &batch.journal {
        let entry = Uint8Array::from(entry.as_slice());
        added = Some(journal.add(&entry, None).map_err(failure::of_idb)?);
    }
    Ok(added)
}

impl Store for IdbStore {
    async fn commit(&self, batch: Batch) -> Result<Option<u64>, StoreError> {
        let transaction = self.writing().await?;
        let asked = ask(&transaction, &batch).await;
        let position = match asked.inspect_err(|_| transaction.abort())? {
            Some(request) => Some(request.await.map_err(|why| transaction.failure(why))?),
            None => None,
        };
        transaction.done().await?;
        Ok(position.and_then(|position| position.as_f64()).map(|position| position as u64))
    }

    async fn chunk_keys(&self) -> Result<Vec<ChunkKey>, StoreError> {
        let (_transaction, store) = self.reading(CHUNKS).await?;
        let keys = store.get_all_keys(None, None).await.map_err(failure::of_rexie)?;
        keys.iter().map(|key| key.as_string().unwrap_or_default().parse()).collect()
    }

    async fn chunks(&self, keys: &[ChunkKey]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let (_transaction, store) = self.reading(CHUNKS).await?;
        // All are asked for before the first is waited for: an answer takes about a millisecond,
        // and there may be a thousand.
        let asked = keys.iter().map(|key| store.get(key.to_string().into()));
        let values = try_join_all(asked).await.map_err(failure::of_rexie)?;
        values.into_iter().map(|value| value.map(|value| bytes_of(&value)).transpose()).collect()
    }

    async fn journal(&self, after: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let (_transaction, store) = self.reading(JOURNAL).await?;
        let range = || KeyRange::lower_bound(&JsValue::from(after as f64), Some(true));
        let range = || range().map_err(failure::of_idb);
        let keys = store.get_all_keys(Some(range()?), Some(limit));
        let keys = keys.await.map_err(failure::of_rexie)?;
        let values = store.get_all(Some(range()?), Some(limit)).await.map_err(failure::of_rexie)?;
        let entries = keys
            .iter()
            .zip(&values)
            .map(|(key, value)| Ok((key.as_f64().unwrap_or_default() as u64, bytes_of(value)?)));
        entries.collect()
    }

    async fn meta(&self, key: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        let (_transaction, store) = self.reading(META).await?;
        let value = store.get(key.into()).await.map_err(failure::of_rexie)?;
        value.map(|value| bytes_of(&value)).transpose()
    }

    async fn meta_or(&self, key: &'static str, value: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        let transaction = self.writing().await?;
        let meta = transaction.store(META)?;
        let key = JsValue::from(key);
        let found = meta.get(key.clone()).map_err(failure::of_idb)?;
        let found = found.await.map_err(|why| transaction.failure(why))?;
        let kept = match found {
            Some(found) => bytes_of(&found)?,
            None => {
                let bytes = Uint8Array::from(value.as_slice());
                meta.put(&bytes, Some(&key)).map_err(failure::of_idb)?;
                value
            }
        };
        transaction.done().await?;
        Ok(kept)
    }
}
