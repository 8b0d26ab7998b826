//! What a batch keeps and how it is read back.

use wasm_bindgen_test::wasm_bindgen_test;
use workspace::{Batch, Store};

use crate::{both, chunk, contents, entry, fresh};

#[wasm_bindgen_test]
async fn a_batch_is_kept_and_read_back() {
    let store = fresh().await;
    let bytes: Vec<u8> = (0..=255).collect();
    let position = store
        .commit(Batch {
            journal: vec![bytes.clone()],
            put: vec![(chunk(1, 3), b"one".to_vec().into()), (chunk(2, 5), Vec::new().into())],
            remove: Vec::new(),
            meta: vec![("a", b"x".to_vec()), ("b", bytes.clone())],
        })
        .await;
    assert_eq!(position, Ok(Some(1)));
    assert_eq!(store.journal(0, 10).await.unwrap(), [(1, bytes.clone())]);
    assert_eq!(store.chunk_keys().await.unwrap(), [chunk(1, 3), chunk(2, 5)]);
    let asked = [chunk(2, 5), chunk(9, 1), chunk(1, 3)];
    let found = store.chunks(&asked).await.unwrap();
    assert_eq!(found, [Some(Vec::new()), None, Some(b"one".to_vec())], "in the order asked for");
    assert_eq!(store.meta("a").await.unwrap(), Some(b"x".to_vec()));
    assert_eq!(store.meta("b").await.unwrap(), Some(bytes));
    assert_eq!(store.meta("c").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn chunks_are_replaced_and_removed() {
    let store = fresh().await;
    let put = vec![(chunk(1, 3), b"one".to_vec().into()), (chunk(2, 5), b"two".to_vec().into())];
    store.commit(Batch { put, ..Batch::default() }).await.unwrap();
    let batch = Batch {
        put: vec![(chunk(1, 3), b"uno".to_vec().into()), (chunk(3, 1), b"three".to_vec().into())],
        remove: vec![chunk(2, 5), chunk(9, 9)],
        ..Batch::default()
    };
    assert_eq!(store.commit(batch).await, Ok(None), "no entry, no position");
    assert_eq!(store.chunk_keys().await.unwrap(), [chunk(3, 1), chunk(1, 3)]);
    let found = store.chunks(&[chunk(1, 3), chunk(2, 5)]).await.unwrap();
    assert_eq!(found, [Some(b"uno".to_vec()), None]);
}

#[wasm_bindgen_test]
async fn an_empty_batch_is_no_trouble() {
    let store = fresh().await;
    assert_eq!(store.commit(Batch::default()).await, Ok(None));
    assert_eq!(store.chunks(&[]).await.unwrap(), Vec::<Option<Vec<u8>>>::new());
}

#[wasm_bindgen_test]
async fn journal_entries_come_in_order_a_part_at_a_time() {
    let store = fresh().await;
    for n in 1..=300_u64 {
        assert_eq!(store.commit(entry(&n.to_string())).await, Ok(Some(n)));
    }
    let mut read = Vec::new();
    loop {
        let after = read.last().map_or(0, |(position, _)| *position);
        let part = store.journal(after, 128).await.unwrap();
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    let expected: Vec<_> = (1..=300).map(|n: u64| (n, n.to_string().into_bytes())).collect();
    assert_eq!(read, expected);
    assert_eq!(store.journal(297, 2).await.unwrap(), expected[297..299]);
}

#[wasm_bindgen_test]
async fn metadata_is_set_once() {
    let store = fresh().await;
    assert_eq!(store.meta_or("a", b"first".to_vec()).await.unwrap(), b"first");
    assert_eq!(store.meta_or("a", b"second".to_vec()).await.unwrap(), b"first");
    assert_eq!(store.meta("a").await.unwrap(), Some(b"first".to_vec()));
    let (ours, theirs) =
        both(store.meta_or("b", b"ours".to_vec()), store.meta_or("b", b"theirs".to_vec())).await;
    assert_eq!(ours, theirs);
    let set = Batch { meta: vec![("a", b"third".to_vec())], ..Batch::default() };
    store.commit(set).await.unwrap();
    assert_eq!(store.meta_or("a", Vec::new()).await.unwrap(), b"third");
}

#[wasm_bindgen_test]
async fn batches_asked_for_at_the_same_time_are_kept_one_after_the_other() {
    let store = fresh().await;
    let commits = |mark: &'static str| {
        let store = store.clone();
        async move {
            let mut positions = Vec::new();
            for n in 0..20_u8 {
                let put = vec![(chunk(n, 1), mark.as_bytes().to_vec().into())];
                let meta = vec![("a", mark.as_bytes().to_vec())];
                let batch = Batch { put, meta, ..entry(mark) };
                positions.push(store.commit(batch).await.unwrap().unwrap());
            }
            positions
        }
    };
    let (ours, theirs) = both(commits("ours"), commits("theirs")).await;
    assert!(ours.is_sorted() && theirs.is_sorted());
    let mut all = [ours.clone(), theirs].concat();
    all.sort();
    assert_eq!(all, (1..=40).collect::<Vec<u64>>());
    let kept = contents(&store).await;
    for position in ours {
        assert_eq!(kept.journal[position as usize - 1], (position, b"ours".to_vec()));
    }
}
