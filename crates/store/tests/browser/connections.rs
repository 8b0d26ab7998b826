//! Connections that come and go.

use js_sys::{Array, Reflect};
use store::IdbStore;
use wasm_bindgen_test::wasm_bindgen_test;
use workspace::{Store, StoreError};

use crate::patch::Patch;
use crate::{both, chunk, contents, entry, fresh, fresh_name, raw};

#[wasm_bindgen_test]
async fn a_closed_store_opens_again_when_it_is_used() {
    let store = fresh().await;
    store.commit(entry("one")).await.unwrap();
    store.close();
    store.close();
    assert_eq!(store.journal(0, 9).await.unwrap(), [(1, b"one".to_vec())], "to read");
    store.close();
    assert_eq!(store.commit(entry("two")).await, Ok(Some(2)), "to write");
    store.close();
    assert_eq!(store.meta_or("a", b"x".to_vec()).await.unwrap(), b"x");
    store.close();
    assert_eq!(store.chunk_keys().await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn two_stores_on_one_database_see_each_other() {
    let name = fresh_name();
    let (first, second) = both(IdbStore::open(&name), IdbStore::open(&name)).await;
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(first.commit(entry("first")).await, Ok(Some(1)));
    assert_eq!(second.commit(entry("second")).await, Ok(Some(2)));
    assert_eq!(second.meta_or("a", b"x".to_vec()).await.unwrap(), b"x");
    assert_eq!(first.meta_or("a", b"y".to_vec()).await.unwrap(), b"x");
    assert_eq!(contents(&first).await, contents(&second).await);
    first.close();
    assert_eq!(second.commit(entry("third")).await, Ok(Some(3)), "one closing is its own affair");
}

#[wasm_bindgen_test]
async fn databases_are_apart() {
    let (first, second) = (fresh().await, fresh().await);
    first.commit(entry("first")).await.unwrap();
    assert_eq!(second.journal(0, 9).await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn a_newer_version_may_upgrade_while_we_are_open_and_we_go_on_after_it() {
    let name = fresh_name();
    let store = IdbStore::open(&name).await.unwrap();
    store.commit(entry("one")).await.unwrap();
    // Would wait for ever if we kept a connection.
    let newer = raw(&name, Some(7)).await;
    assert_eq!(newer.version(), Ok(7));
    newer.close();
    assert_eq!(store.commit(entry("two")).await, Ok(Some(2)));
    assert_eq!(contents(&store).await.journal.len(), 2);
    store.close();
    let again = raw(&name, None).await;
    assert_eq!(again.version(), Ok(7), "left as the newer version made it");
    again.close();
}

#[wasm_bindgen_test]
async fn no_connection_is_left_behind_when_two_open_it_again_at_once() {
    let name = fresh_name();
    let store = IdbStore::open(&name).await.unwrap();
    store.commit(entry("one")).await.unwrap();
    store.close();
    let (first, second) = both(store.journal(0, 9), store.journal(0, 9)).await;
    assert_eq!(first, second);
    let (first, second) = both(store.commit(entry("two")), store.meta("a")).await;
    assert_eq!((first, second), (Ok(Some(2)), Ok(None)));
    // Would wait for ever if one of them was still open.
    IdbStore::delete(&name).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_gone_though_it_was_open() {
    let name = fresh_name();
    let store = IdbStore::open(&name).await.unwrap();
    store.commit(entry("one")).await.unwrap();
    IdbStore::delete(&name).await.unwrap();
    assert_eq!(contents(&IdbStore::open(&name).await.unwrap()).await.journal, []);
    assert_eq!(store.commit(entry("anew")).await, Ok(Some(1)));
}

#[wasm_bindgen_test]
async fn a_connection_the_browser_dropped_is_opened_again_once() {
    let store = fresh().await;
    store.commit(entry("one")).await.unwrap();
    {
        let _lost = Patch::throwing("IDBDatabase", "transaction", 0, "InvalidStateError");
        assert_eq!(store.commit(entry("two")).await, Ok(Some(2)));
    }
    {
        let _lost = Patch::throwing("IDBDatabase", "transaction", 0, "InvalidStateError");
        assert_eq!(store.journal(0, 9).await.unwrap().len(), 2);
    }
    {
        let body = "return () => { throw new DOMException('gone', 'InvalidStateError'); }";
        let _gone = Patch::new("IDBDatabase", "transaction", 0, body);
        assert!(matches!(store.commit(entry("never")).await, Err(StoreError::Lost(_))));
        assert!(matches!(store.chunks(&[chunk(1, 1)]).await, Err(StoreError::Lost(_))));
    }
    assert_eq!(store.commit(entry("three")).await, Ok(Some(3)));
}

#[wasm_bindgen_test]
async fn a_browser_without_databases_says_so() {
    let _refused = Patch::throwing("IDBFactory", "open", 0, "SecurityError");
    let refused = IdbStore::open(&fresh_name()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable(_)), "{refused:?}");
}

#[wasm_bindgen_test]
async fn writing_asks_for_strict_durability_and_reading_does_not() {
    let store = fresh().await;
    let body = "globalThis.seen = [];
        return function(...args) {
            const transaction = original.apply(this, args);
            globalThis.seen.push(`${transaction.mode} ${transaction.durability}`);
            return transaction;
        }";
    let seen = || -> Vec<String> {
        let seen = Reflect::get(&js_sys::global(), &"seen".into()).unwrap();
        Array::from(&seen).iter().filter_map(|text| text.as_string()).collect()
    };
    let _watch = Patch::new("IDBDatabase", "transaction", 0, body);
    store.commit(entry("one")).await.unwrap();
    store.journal(0, 9).await.unwrap();
    store.meta_or("a", Vec::new()).await.unwrap();
    assert_eq!(seen(), ["readwrite strict", "readonly default", "readwrite strict"]);
}
