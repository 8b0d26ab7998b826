//! The store's twin in memory, for tests and for trying things out. It can be told to fail.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::store::{Batch, ChunkKey, Store, StoreError};

/// What a [`MemoryStore`] holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Journal entries by position.
    pub journal: BTreeMap<u64, Vec<u8>>,
    /// Chunks by key.
    pub chunks: BTreeMap<ChunkKey, Vec<u8>>,
    /// Metadata.
    pub meta: BTreeMap<&'static str, Vec<u8>>,
}

/// A store in memory. Clones share what they hold, as two tabs share a database.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    contents: Rc<RefCell<Contents>>,
    faults: Rc<Cell<Option<u64>>>,
}

impl MemoryStore {
    /// A store that holds this.
    #[must_use]
    pub fn holding(contents: Contents) -> Self {
        Self { contents: Rc::new(RefCell::new(contents)), ..Self::default() }
    }

    /// A copy of everything held now.
    #[must_use]
    pub fn contents(&self) -> Contents {
        self.contents.borrow().clone()
    }

    /// Lets `steps` more steps of writing succeed and the next one fail, once. A step is the
    /// start of a transaction, each value put or removed, and the end of a transaction; a
    /// transaction with a failed step keeps nothing.
    pub fn fail_after(&self, steps: u64) {
        self.faults.set(Some(steps));
    }

    /// Whether a fault ordered with [`MemoryStore::fail_after`] is still to come; stops it.
    #[must_use]
    pub fn fault_pending(&self) -> bool {
        self.faults.take().is_some()
    }

    fn step(&self) -> Result<(), StoreError> {
        match self.faults.get() {
            None => Ok(()),
            Some(0) => {
                self.faults.set(None);
                Err(StoreError::Full("a fault was ordered".into()))
            }
            Some(left) => {
                self.faults.set(Some(left - 1));
                Ok(())
            }
        }
    }
}

impl Store for MemoryStore {
    async fn commit(&self, batch: Batch) -> Result<Option<u64>, StoreError> {
        let values = batch.journal.len() + batch.put.len() + batch.remove.len() + batch.meta.len();
        // The start, each value, the end: nothing is touched before all have succeeded.
        for _ in 0..values + 2 {
            self.step()?;
        }
        let mut contents = self.contents.borrow_mut();
        let mut position = None;
        for entry in batch.journal {
            let next = contents.journal.last_key_value().map_or(1, |(last, _)| last + 1);
            contents.journal.insert(next, entry);
            position = Some(next);
        }
        contents.chunks.extend(batch.put.into_iter().map(|(key, bytes)| (key, bytes.to_vec())));
        for key in batch.remove {
            contents.chunks.remove(&key);
        }
        contents.meta.extend(batch.meta);
        Ok(position)
    }

    async fn chunk_keys(&self) -> Result<Vec<ChunkKey>, StoreError> {
        Ok(self.contents.borrow().chunks.keys().cloned().collect())
    }

    async fn chunks(&self, keys: &[ChunkKey]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        let contents = self.contents.borrow();
        Ok(keys.iter().map(|key| contents.chunks.get(key).cloned()).collect())
    }

    async fn journal(&self, after: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let contents = self.contents.borrow();
        let entries = contents.journal.range(after.saturating_add(1)..).take(limit as usize);
        Ok(entries.map(|(position, bytes)| (*position, bytes.clone())).collect())
    }

    async fn meta(&self, key: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.contents.borrow().meta.get(key).cloned())
    }

    async fn meta_or(&self, key: &'static str, value: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        self.step()?;
        Ok(self.contents.borrow_mut().meta.entry(key).or_insert(value).clone())
    }
}
