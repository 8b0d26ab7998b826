//! The open connections to one database.

use std::cell::RefCell;
use std::rc::Weak;

use idb::{Database, Factory, ObjectStore, Transaction};
use js_sys::{Array, Function, Object, Reflect};
use rexie::Rexie;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};
use workspace::StoreError;

use crate::{CHUNKS, JOURNAL, META, failure};

/// Both connections: rexie's for reading, the engine's own for writing.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) reader: Rexie,
    writer: IdbDatabase,
    _watch: Database,
}

impl Connection {
    /// Opens both. When another tab wants to change the schema, they are closed and taken out
    /// of `home`, so that nothing here holds the upgrade up.
    pub(crate) async fn open(
        name: &str,
        home: Weak<RefCell<Option<Self>>>,
    ) -> Result<Self, StoreError> {
        // No version is asked for: a database of a newer version opens as it is, and the
        // workspace, which knows the format of the data, decides what may be done with it.
        let reader = Rexie::builder(name)
            .add_object_store(rexie::ObjectStore::new(JOURNAL).auto_increment(true))
            .add_object_store(rexie::ObjectStore::new(CHUNKS))
            .add_object_store(rexie::ObjectStore::new(META))
            .build()
            .await
            .map_err(failure::of_rexie)?;
        let opening = Factory::new().and_then(|factory| factory.open(name, None));
        let opened = opening.map_err(failure::of_idb)?.await.map_err(failure::of_idb)?;
        let writer: IdbDatabase = opened.into();
        let mut watch = Database::from(writer.clone());
        watch.on_version_change(move |_| {
            if let Some(home) = home.upgrade()
                && let Some(connection) = home.borrow_mut().take()
            {
                connection.close();
            }
        });
        Ok(Self { reader, writer, _watch: watch })
    }

    pub(crate) fn close(self) {
        self.reader.close();
        self.writer.close();
    }

    /// A transaction for writing that is over only when the bytes are on the disk, where the
    /// engine knows how to promise that.
    pub(crate) fn strict(&self, stores: &[&str]) -> Result<Strict, StoreError> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        let open = || -> Result<JsValue, JsValue> {
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            let database = &self.writer;
            // web-sys has no binding for the third argument.
            let transaction: Function =
                Reflect::get(database, &"transaction".into())?.dyn_into()?;
            transaction.call3(database, &names, &"readwrite".into(), &options)
        };
        let raw: IdbTransaction =
            open().and_then(JsCast::dyn_into).map_err(|why| failure::of_value(&why))?;
        Ok(Strict { transaction: raw.clone().into(), raw })
    }
}

/// A transaction with strict durability.
#[derive(Debug)]
pub(crate) struct Strict {
    transaction: Transaction,
    raw: IdbTransaction,
}

impl Strict {
    pub(crate) fn store(&self, name: &str) -> Result<ObjectStore, StoreError> {
        self.transaction.object_store(name).map_err(failure::of_idb)
    }

    /// Takes back everything asked for so far. Left alone, the transaction would keep it.
    pub(crate) fn abort(&self) {
        // Refused when it is over already, and then there is nothing to take back.
        let _ = self.raw.abort();
    }

    /// What made the transaction fail: its own reason where it has one, because a request
    /// swept away with it only says that it was aborted.
    pub(crate) fn failure(&self, why: idb::Error) -> StoreError {
        match self.raw.error() {
            Some(exception) => failure::of_exception(&exception),
            None => failure::of_idb(why),
        }
    }

    /// Waits until everything is kept.
    pub(crate) async fn done(self) -> Result<(), StoreError> {
        let raw = self.raw;
        let reason = || raw.error().as_ref().map(failure::of_exception);
        match self.transaction.await {
            Ok(result) if result.is_committed() => Ok(()),
            Ok(_) => Err(reason().unwrap_or_else(|| StoreError::Failed("aborted".into()))),
            Err(why) => Err(reason().unwrap_or_else(|| failure::of_idb(why))),
        }
    }
}
