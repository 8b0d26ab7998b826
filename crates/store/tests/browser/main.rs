//! The store on the IndexedDB of a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod batches;
mod connections;
mod faults;
mod patch;
mod workspaces;

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use model::{Id, Kind};
use store::IdbStore;
use wasm_bindgen_test::wasm_bindgen_test_configure;
use workspace::{Batch, ChunkKey, Store, StoreError};

wasm_bindgen_test_configure!(run_in_browser);

/// The name of a database no other test has.
fn fresh_name() -> String {
    format!("store-test-{}", js_sys::Math::random())
}

async fn fresh() -> IdbStore {
    IdbStore::open(&fresh_name()).await.unwrap()
}

/// A connection to `name` that knows nothing of our store.
async fn raw(name: &str, version: Option<u32>) -> idb::Database {
    idb::Factory::new().unwrap().open(name, version).unwrap().await.unwrap()
}

fn chunk(n: u8, rows: usize) -> ChunkKey {
    ChunkKey { kind: Kind::Customer, rows, id: Id::from_bytes([n; 16]) }
}

fn entry(text: &str) -> Batch {
    Batch { journal: vec![text.as_bytes().to_vec()], ..Batch::default() }
}

/// All a store holds.
#[derive(Debug, PartialEq)]
struct Contents {
    journal: Vec<(u64, Vec<u8>)>,
    chunks: Vec<(String, Vec<u8>)>,
    meta: Vec<Option<Vec<u8>>>,
}

async fn contents(store: &IdbStore) -> Contents {
    let keys = store.chunk_keys().await.unwrap();
    let chunks = store.chunks(&keys).await.unwrap().into_iter().flatten();
    let chunks = keys.iter().map(ToString::to_string).zip(chunks).collect();
    let mut meta = Vec::new();
    for key in ["a", "b", "format", "device", "folded"] {
        meta.push(store.meta(key).await.unwrap());
    }
    Contents { journal: store.journal(0, u32::MAX).await.unwrap(), chunks, meta }
}

/// Both at the same time.
async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut first, mut second) = (None, None);
    poll_fn(move |context| {
        if first.is_none()
            && let Poll::Ready(answer) = a.as_mut().poll(context)
        {
            first = Some(answer);
        }
        if second.is_none()
            && let Poll::Ready(answer) = b.as_mut().poll(context)
        {
            second = Some(answer);
        }
        match (first.take(), second.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (first, second) = (a, b);
                Poll::Pending
            }
        }
    })
    .await
}

/// The name the browser gave to a failure that our store has no name for.
fn said(failure: &StoreError) -> &str {
    match failure {
        StoreError::Failed(said) | StoreError::Full(said) | StoreError::Lost(said) => said,
        other => panic!("{other:?}"),
    }
}
