//! Values of the browser's own kept beside the data, as they are: what is no part of the
//! workspace, but a fact of this browser profile, such as a folder somebody has allowed it to
//! use. No file carries them, and folding, restoring and repairing leave them alone.

use wasm_bindgen::JsValue;
use workspace::StoreError;

use crate::{IdbStore, META, failure};

impl IdbStore {
    /// What is kept under `key`. A key must not be one of the workspace's own.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept(&self, key: &str) -> Result<Option<JsValue>, StoreError> {
        let (_transaction, store) = self.reading(META).await?;
        store.get(key.into()).await.map_err(failure::of_rexie)
    }

    /// Keeps a value the browser can clone under `key`; nothing lets go of what is there.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn keep(&self, key: &str, value: Option<&JsValue>) -> Result<(), StoreError> {
        let transaction = self.writing().await?;
        let (meta, key) = (transaction.store(META)?, JsValue::from(key));
        let asked = match value {
            Some(value) => meta.put(value, Some(&key)).map(drop),
            None => meta.delete(key).map(drop),
        };
        asked.map_err(failure::of_idb).inspect_err(|_| transaction.abort())?;
        transaction.done().await
    }
}
