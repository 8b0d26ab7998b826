//! A batch in which something goes wrong is not kept, not even in part.

use js_sys::Uint8Array;
use store::IdbStore;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use workspace::{Batch, Store, StoreError};

use crate::patch::Patch;
use crate::{chunk, contents, entry, fresh, fresh_name, raw, said};

fn full_batch() -> Batch {
    Batch {
        journal: vec![b"next".to_vec()],
        put: vec![(chunk(1, 1), b"changed".to_vec().into()), (chunk(2, 1), b"new".to_vec().into())],
        remove: vec![chunk(3, 1)],
        meta: vec![("a", b"changed".to_vec()), ("b", b"new".to_vec())],
    }
}

async fn with_something_in_it(name: &str) -> IdbStore {
    let store = IdbStore::open(name).await.unwrap();
    let put = vec![(chunk(1, 1), b"one".to_vec().into()), (chunk(3, 1), b"three".to_vec().into())];
    let meta = vec![("a", b"x".to_vec())];
    store.commit(Batch { put, meta, ..entry("first") }).await.unwrap();
    store
}

async fn keeps_all_of_the_next(store: &IdbStore) {
    assert_eq!(store.commit(full_batch()).await, Ok(Some(2)), "positions rise by one");
    let kept = contents(store).await;
    assert_eq!(kept.journal, [(1, b"first".to_vec()), (2, b"next".to_vec())]);
    assert_eq!(kept.chunks.len(), 2);
    assert_eq!(kept.meta[..2], [Some(b"changed".to_vec()), Some(b"new".to_vec())]);
}

#[wasm_bindgen_test]
async fn a_call_that_throws() {
    for (method, calls) in [("add", 1), ("put", 4), ("delete", 1)] {
        for call in 0..calls {
            for exception in ["DataError", "QuotaExceededError", "DataCloneError"] {
                let store = with_something_in_it(&fresh_name()).await;
                let before = contents(&store).await;
                let outcome = {
                    let _fault = Patch::throwing("IDBObjectStore", method, call, exception);
                    store.commit(full_batch()).await
                };
                let why = outcome.expect_err(method);
                assert_eq!(matches!(why, StoreError::Full(_)), exception == "QuotaExceededError");
                assert!(said(&why).contains(exception), "{why:?}");
                assert_eq!(contents(&store).await, before, "{method} {call} {exception}");
                keeps_all_of_the_next(&store).await;
            }
        }
    }
}

/// Every `n`th put of something else than a new key fails, later and on its own, as writing
/// does when the disk is full.
const PUT_AS_ADD: &str = "return function(value, key) {
    return n-- === 0 ? this.add(value, key) : original.call(this, value, key);
}";

#[wasm_bindgen_test]
async fn a_request_that_fails_later() {
    // Put number 0 and 2 meet keys that are there already.
    for call in [0, 2] {
        let store = with_something_in_it(&fresh_name()).await;
        let before = contents(&store).await;
        let outcome = {
            let _fault = Patch::new("IDBObjectStore", "put", call, PUT_AS_ADD);
            store.commit(full_batch()).await
        };
        let why = outcome.expect_err("a key twice");
        assert!(said(&why).starts_with("ConstraintError: "), "{why:?}");
        assert_eq!(contents(&store).await, before);
        keeps_all_of_the_next(&store).await;
    }
}

#[wasm_bindgen_test]
async fn a_transaction_that_is_aborted_under_way() {
    for call in 0..4 {
        let store = with_something_in_it(&fresh_name()).await;
        let before = contents(&store).await;
        let body = "return function(value, key) {
            const request = original.call(this, value, key);
            if (n-- === 0) request.onsuccess = () => this.transaction.abort();
            return request;
        }";
        let outcome = {
            let _fault = Patch::new("IDBObjectStore", "put", call, body);
            store.commit(full_batch()).await
        };
        assert!(outcome.is_err(), "{call}: {outcome:?}");
        assert_eq!(contents(&store).await, before, "{call}");
        keeps_all_of_the_next(&store).await;
    }
}

#[wasm_bindgen_test]
async fn a_journal_that_can_take_no_more() {
    let name = fresh_name();
    let store = with_something_in_it(&name).await;
    let last = 9_007_199_254_740_992.0_f64;
    {
        let database = raw(&name, None).await;
        let transaction =
            database.transaction(&["journal"], idb::TransactionMode::ReadWrite).unwrap();
        let journal = transaction.object_store("journal").unwrap();
        let bytes = Uint8Array::from(&b"last"[..]);
        journal.put(&bytes, Some(&JsValue::from(last))).unwrap().await.unwrap();
        transaction.await.unwrap();
        database.close();
    }
    let before = contents(&store).await;
    let why = store.commit(full_batch()).await.unwrap_err();
    assert!(said(&why).starts_with("ConstraintError: "), "{why:?}");
    assert_eq!(contents(&store).await, before);
}

#[wasm_bindgen_test]
async fn a_key_too_large_for_the_browser() {
    let store = with_something_in_it(&fresh_name()).await;
    let before = contents(&store).await;
    let mut huge = chunk(4, 1);
    huge.kind = model::Kind::Other("k".repeat(70 << 20).into());
    let mut batch = full_batch();
    batch.put.push((huge, b"huge".to_vec().into()));
    let outcome = store.commit(batch).await;
    assert!(outcome.is_err(), "{outcome:?}");
    assert_eq!(contents(&store).await, before);
    keeps_all_of_the_next(&store).await;
}

#[wasm_bindgen_test]
async fn metadata_that_cannot_be_set() {
    let store = fresh().await;
    let outcome = {
        let _fault = Patch::throwing("IDBObjectStore", "put", 0, "QuotaExceededError");
        store.meta_or("a", b"x".to_vec()).await
    };
    assert!(matches!(outcome, Err(StoreError::Full(_))), "{outcome:?}");
    assert_eq!(store.meta("a").await.unwrap(), None);
    assert_eq!(store.meta_or("a", b"y".to_vec()).await.unwrap(), b"y");
}

#[wasm_bindgen_test]
async fn values_that_are_not_ours_are_reported() {
    let name = fresh_name();
    let store = with_something_in_it(&name).await;
    let database = raw(&name, None).await;
    for (object_store, key) in [("chunks", chunk(1, 1).to_string()), ("meta", "a".into())] {
        let stores = [object_store];
        let transaction = database.transaction(&stores, idb::TransactionMode::ReadWrite).unwrap();
        let object_store = transaction.object_store(object_store).unwrap();
        let text = JsValue::from("not bytes");
        object_store.put(&text, Some(&key.into())).unwrap().await.unwrap();
        transaction.await.unwrap();
    }
    database.close();
    assert!(matches!(store.chunks(&[chunk(1, 1)]).await, Err(StoreError::Damaged(_))));
    assert!(matches!(store.meta("a").await, Err(StoreError::Damaged(_))));
    assert!(matches!(store.meta_or("a", Vec::new()).await, Err(StoreError::Damaged(_))));
    assert_eq!(store.commit(entry("second")).await, Ok(Some(2)));
}
