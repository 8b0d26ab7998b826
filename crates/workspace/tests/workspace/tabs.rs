//! Two tabs on one store.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use model::{Customer, DeviceId, Id, Path, Row, Rows, Stamp};
use pollster::block_on;
use proptest::prelude::*;
use workspace::{Batch, ChunkKey, MemoryStore, Rush, Store, StoreError, Workspace};

use crate::common::interleave::{Task, Yielding, breathe, run};
use crate::common::ops::{Done, Op, op, perform};
use crate::common::state::{state, worked_out};
use crate::common::{Device, NOW, customer, order, usd};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Two tabs work, each hears of the other at any time, now one now the other compacts
    /// (never both at once: that is what the lock is for), and a third is opened in between.
    #[test]
    fn tabs_that_work_at_the_same_time_end_with_the_same(
        ours in prop::collection::vec(op(), 1..25),
        theirs in prop::collection::vec(op(), 1..25),
        before in prop::collection::vec(op(), 0..12),
        compactions in prop::collection::vec(any::<bool>(), 0..12),
        opened_after in 0u8..30,
        schedule in prop::collection::vec(any::<u8>(), 400),
    ) {
        let device = Device::new(1);
        let store = || Yielding(device.store.clone());
        let tabs = {
            let tab = device.open();
            let mut done = Done::default();
            for op in &before {
                block_on(perform(&device, &tab, op, &mut done));
            }
            let opened: RefCell<Vec<_>> = RefCell::default();
            let opening = |_| -> Task<'_> {
                Box::pin(async {
                    let tab = device.open_on(store()).await;
                    opened.borrow_mut().push(tab);
                })
            };
            run((0..2).map(opening).collect(), &schedule);
            opened.into_inner()
        };
        let third = RefCell::new(None);
        let working = Rc::new(Cell::new(2));
        let work = |tab: usize, ops: Vec<Op>| -> Task<'_> {
            let (tab, device, working) = (&tabs[tab], &device, working.clone());
            Box::pin(async move {
                let mut done = Done::default();
                for op in ops.iter().filter(|op| !matches!(op, Op::Compact)) {
                    perform(device, tab, op, &mut done).await;
                    breathe().await;
                }
                working.set(working.get() - 1);
            })
        };
        let listen = |tab: usize| -> Task<'_> {
            let (tab, working) = (&tabs[tab], working.clone());
            Box::pin(async move {
                while working.get() > 0 {
                    tab.catch_up().await.unwrap();
                    breathe().await;
                }
            })
        };
        let compact: Task<'_> = Box::pin(async {
            for first in &compactions {
                tabs[usize::from(*first)].compact(&Rush).await.unwrap();
                breathe().await;
            }
        });
        let open: Task<'_> = Box::pin(async {
            for _ in 0..opened_after {
                breathe().await;
            }
            let tab = device.open_on(store()).await;
            *third.borrow_mut() = Some(tab);
        });
        run(vec![work(0, ours), work(1, theirs), listen(0), listen(1), compact, open], &schedule);

        let kept = state(&device.open().image());
        let third = third.into_inner().unwrap();
        for tab in [&tabs[0], &tabs[1], &third] {
            run(vec![Box::pin(async { assert!(tab.catch_up().await.is_ok()) })], &[]);
            prop_assert_eq!(&state(&tab.image()), &kept);
            prop_assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
        }
        for tab in [&third, &tabs[0], &tabs[1]] {
            run(vec![Box::pin(async { assert!(tab.compact(&Rush).await.is_ok()) })], &[]);
            prop_assert_eq!(&state(&device.open().image()), &kept, "after a last compaction");
        }
    }
}

type Tab = Workspace<MemoryStore>;

fn name(tab: &Tab, id: Id) -> Option<String> {
    tab.image().tables.customers.get(id).map(|record| record.name.clone())
}

fn rows_of(customers: Vec<Row<Customer>>) -> Rows {
    Rows { customers: customers.into_iter().collect(), ..Rows::default() }
}

fn stamp(millis: u64) -> Stamp {
    Stamp { millis: NOW - 1_000 + millis, counter: 0, device: DeviceId(9) }
}

fn numbered(n: u16) -> Id {
    let mut bytes = [40; 16];
    bytes[14..].copy_from_slice(&n.to_be_bytes());
    Id::from_bytes(bytes)
}

#[test]
fn a_change_is_seen_in_the_other_tab_once_it_looks() {
    let device = Device::new(1);
    let (first, second) = (device.open(), device.open());
    assert_eq!(first.device(), second.device());
    let id = block_on(first.save(None, customer("Ada"), "")).unwrap().id;
    assert_eq!(name(&second, id), None);
    assert_eq!(block_on(first.catch_up()), Ok(false), "our own change is no news");
    assert_eq!(block_on(second.catch_up()), Ok(true));
    assert_eq!(block_on(second.catch_up()), Ok(false));
    assert_eq!(name(&second, id).as_deref(), Some("Ada"));
    let renamed = block_on(second.save(Some(id), customer("Ada L."), "")).unwrap();
    block_on(first.save(None, order(id, "2026-01-01", usd(5)), "")).unwrap();
    assert_eq!(name(&first, id).as_deref(), Some("Ada L."), "a commit catches up");
    block_on(second.undo(renamed.set.unwrap())).unwrap();
    block_on(first.catch_up()).unwrap();
    assert_eq!(name(&first, id).as_deref(), Some("Ada"));
    assert_eq!(state(&first.image()), state(&second.image()));
    assert!(first.undoable(renamed.set.unwrap()).is_none(), "undo is a tab's own");
}

#[test]
fn a_merge_in_one_tab_arrives_in_the_other_also_after_compaction() {
    for compact in [false, true] {
        let device = Device::new(1);
        let (first, second) = (device.open(), device.open());
        let customers = (0..2_100).map(|n| Row::created(numbered(n), stamp(0), customer("Many")));
        block_on(first.merge(rows_of(customers.collect()), "peer.json", &Rush)).unwrap();
        // Small merges, whose chunks compaction gathers into others.
        for n in 0..9 {
            let row = Row::created(numbered(3_000 + n), stamp(0), customer("Few"));
            block_on(first.merge(rows_of(vec![row]), "small.json", &Rush)).unwrap();
        }
        if compact {
            block_on(first.save(None, customer("Ada"), "")).unwrap();
            let chunks = device.store.contents().chunks.len();
            block_on(first.compact(&Rush)).unwrap();
            assert!(device.store.contents().chunks.len() < chunks, "small ones were gathered");
        }
        block_on(second.catch_up()).unwrap();
        assert_eq!(state(&second.image()), state(&first.image()));
        assert_eq!(second.image().tables.customers.len(), 2_109 + usize::from(compact));
    }
}

#[test]
fn both_tabs_merge_the_same_records_one_of_them_in_a_newer_state() {
    let device = Device::new(1);
    let (first, second) = (device.open(), device.open());
    let old = Row::created(numbered(1), stamp(0), customer("Old"));
    let mut new = old.clone();
    new.write(&Path::field("name"), Some("New".into()), stamp(5)).unwrap();
    block_on(first.merge(rows_of(vec![old]), "monday.json", &Rush)).unwrap();
    block_on(second.merge(rows_of(vec![new]), "tuesday.json", &Rush)).unwrap();
    block_on(first.catch_up()).unwrap();
    assert_eq!(name(&first, numbered(1)).as_deref(), Some("New"));
    assert_eq!(state(&first.image()), state(&second.image()));
}

#[test]
fn compaction_keeps_what_another_tab_has_just_committed() {
    let device = Device::new(1);
    let (first, second) = (device.open(), device.open());
    let ada = block_on(first.save(None, customer("Ada"), "")).unwrap().id;
    let bob = block_on(second.save(None, customer("Bob"), "")).unwrap().id;
    block_on(first.compact(&Rush)).unwrap();
    let third = device.open();
    assert_eq!(third.unfolded(), 0, "both were folded");
    for tab in [&first, &second, &third] {
        block_on(tab.catch_up()).unwrap();
        assert_eq!((name(tab, ada), name(tab, bob)), (Some("Ada".into()), Some("Bob".into())));
    }
}

#[test]
fn what_comes_in_while_compaction_writes_is_folded_the_next_time() {
    let device = Device::new(1);
    let slow = block_on_yielding(device.open_on(Yielding(device.store.clone())));
    block_on_yielding(slow.save(None, customer("Ada"), "")).unwrap();
    let other = device.open();
    // Steps of the compaction after which the other tab's change may come in and be heard of.
    for steps in 0..20 {
        let id = block_on(other.save(None, customer(&format!("after {steps}")), "")).unwrap().id;
        let compact: Task<'_> = Box::pin(async { assert!(slow.compact(&Rush).await.is_ok()) });
        let listen: Task<'_> = Box::pin(async {
            let wanted = Customer { city: "London".into(), ..customer("Late") };
            block_on(other.save(Some(id), wanted, "")).unwrap();
            slow.catch_up().await.unwrap();
        });
        let schedule: Vec<u8> = [vec![0; steps], vec![1; 30]].concat();
        run(vec![compact, listen], &schedule);
        block_on_yielding(slow.save(None, customer("One more"), "")).unwrap();
        block_on_yielding(slow.compact(&Rush)).unwrap();
        let anew = device.open();
        assert_eq!(anew.unfolded(), 0, "all is folded");
        assert_eq!(name(&anew, id).as_deref(), Some("Late"), "heard of after {steps} steps");
    }
}

fn block_on_yielding<T>(work: impl Future<Output = T>) -> T {
    let done = RefCell::new(None);
    let task: Task<'_> = Box::pin(async {
        let answer = work.await;
        *done.borrow_mut() = Some(answer);
    });
    run(vec![task], &[]);
    done.into_inner().unwrap()
}

/// A store in which something happens right after the chunks were listed.
struct Meanwhile<F: Fn()> {
    store: MemoryStore,
    happens: F,
    left: Cell<u32>,
}

impl<F: Fn()> Store for Meanwhile<F> {
    async fn commit(&self, batch: Batch) -> Result<Option<u64>, StoreError> {
        self.store.commit(batch).await
    }

    async fn chunk_keys(&self) -> Result<Vec<ChunkKey>, StoreError> {
        let keys = self.store.chunk_keys().await;
        if self.left.replace(self.left.get().saturating_sub(1)) > 0 {
            (self.happens)();
        }
        keys
    }

    async fn chunks(&self, keys: &[ChunkKey]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.store.chunks(keys).await
    }

    async fn journal(&self, after: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.store.journal(after, limit).await
    }

    async fn meta(&self, key: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.meta(key).await
    }

    async fn meta_or(&self, key: &'static str, value: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        self.store.meta_or(key, value).await
    }
}

#[test]
fn chunks_compacted_away_while_a_tab_opens_are_found_in_their_new_place() {
    let device = Device::new(1);
    let other = device.open();
    let mut made = 0;
    let mut small_chunks = || {
        for _ in 0..9 {
            made += 1;
            block_on(other.save(None, customer(&format!("c{made}")), "")).unwrap();
            block_on(other.compact(&Rush)).unwrap();
        }
    };
    small_chunks();
    let happens = || {
        let chunks = device.store.contents().chunks.len();
        block_on(other.save(None, customer("One more"), "")).unwrap();
        block_on(other.compact(&Rush)).unwrap();
        assert!(device.store.contents().chunks.len() < chunks, "small ones were gathered");
    };
    let store = Meanwhile { store: device.store.clone(), happens, left: Cell::new(1) };
    let opened = block_on(device.open_on(store));
    assert_eq!(opened.image().tables.customers.len(), 10);
    assert_eq!(state(&opened.image()), state(&other.image()));
}

#[test]
fn a_merge_is_not_read_from_the_journal_for_ever() {
    let device = Device::new(1);
    let tab = device.open();
    let row = Row::created(numbered(1), stamp(0), customer("One"));
    block_on(tab.merge(rows_of(vec![row]), "peer.json", &Rush)).unwrap();
    let chunks = device.store.contents().chunks;
    assert_eq!((tab.unfolded(), device.open().unfolded()), (1, 1));
    block_on(tab.compact(&Rush)).unwrap();
    assert_eq!(tab.unfolded(), 0);
    assert_eq!(device.store.contents().chunks, chunks, "its rows are in a chunk already");
    assert_eq!(device.store.contents().meta["folded"], 1_u64.to_be_bytes());
    let before = device.store.contents();
    assert_eq!(block_on(device.open().compact(&Rush)), Ok(0));
    assert_eq!(device.store.contents(), before, "nothing new, nothing written");
}

/// A store that cannot be read for a while.
struct Unreadable {
    store: MemoryStore,
    failing: Rc<Cell<bool>>,
}

impl Store for Unreadable {
    async fn commit(&self, batch: Batch) -> Result<Option<u64>, StoreError> {
        self.store.commit(batch).await
    }

    async fn chunk_keys(&self) -> Result<Vec<ChunkKey>, StoreError> {
        self.store.chunk_keys().await
    }

    async fn chunks(&self, keys: &[ChunkKey]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.store.chunks(keys).await
    }

    async fn journal(&self, after: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        if self.failing.get() {
            return Err(StoreError::Lost("for a while".into()));
        }
        self.store.journal(after, limit).await
    }

    async fn meta(&self, key: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.meta(key).await
    }

    async fn meta_or(&self, key: &'static str, value: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        self.store.meta_or(key, value).await
    }
}

#[test]
fn what_is_kept_is_called_saved_though_the_other_tab_cannot_be_heard() {
    let device = Device::new(1);
    let failing = Rc::new(Cell::new(false));
    let store = Unreadable { store: device.store.clone(), failing: failing.clone() };
    let first = block_on(device.open_on(store));
    let second = device.open();
    let theirs = block_on(second.save(None, customer("Theirs"), "")).unwrap().id;
    failing.set(true);
    let ours = block_on(first.save(None, customer("Ours"), "")).unwrap();
    assert!(first.image().tables.customers.get(ours.id).is_some());
    assert_eq!(first.last_undoable().map(|set| set.id), ours.set);
    assert_eq!(block_on(first.catch_up()), Err(StoreError::Lost("for a while".into())));
    failing.set(false);
    block_on(first.catch_up()).unwrap();
    assert!(first.image().tables.customers.get(theirs).is_some());
    assert_eq!(state(&first.image()), state(&device.open().image()));
}

#[test]
fn copies_of_a_record_that_meet_in_two_tabs_are_merged_whichever_comes_first() {
    let base = Row::created(numbered(1), stamp(0), customer("Base"));
    let written = |name: &str, at: u64| {
        let mut row = base.clone();
        row.write(&Path::field("name"), Some(name.into()), stamp(at)).unwrap();
        row
    };
    let dead = |row: Row<Customer>, at: u64| {
        let mut row = row;
        row.marks.delete(stamp(at));
        row
    };
    let other_value = Row::created(numbered(1), stamp(0), customer("Other"));
    for (ours, theirs, expected) in [
        (written("Late", 5), written("Early", 3), Some("Late")),
        (base.clone(), written("Late", 5), Some("Late")),
        (base.clone(), other_value.clone(), Some("Other")),
        (written("Late", 5), other_value, Some("Late")),
        (dead(base.clone(), 4), written("Late", 5), Some("Late")),
        (dead(base.clone(), 6), written("Late", 5), None),
        (dead(base.clone(), 4), dead(base.clone(), 6), None),
    ] {
        let device = Device::new(1);
        let tabs = [device.open(), device.open()];
        block_on(tabs[0].merge(rows_of(vec![ours]), "ours.json", &Rush)).unwrap();
        block_on(tabs[1].merge(rows_of(vec![theirs]), "theirs.json", &Rush)).unwrap();
        for tab in &tabs {
            block_on(tab.catch_up()).unwrap();
            assert_eq!(name(tab, numbered(1)).as_deref(), expected);
            assert_eq!(state(&tab.image()), state(&device.open().image()));
        }
    }
}
