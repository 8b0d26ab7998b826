//! Whole workspaces in the browser's database, each beside its twin in memory.

use std::cell::Cell;
use std::collections::BTreeMap;

use model::{
    Channel, Clock, Currency, Customer, DeviceId, Entity, Id, IdSource, Interaction, Kind, Money,
    Order, Path, Row, Rows, Settings, Stamp,
};
use store::IdbStore;
use wasm_bindgen_test::wasm_bindgen_test;
use workspace::{Activity, MemoryStore, Rush, Store, Table, Workspace};

use crate::{both, fresh_name};

const NOW: u64 = 1_795_305_600_000;

struct Fixed;

impl Clock for Fixed {
    fn now_millis(&self) -> u64 {
        NOW
    }
}

/// Ids that count up, apart from those of other tabs.
struct Counting {
    tab: u8,
    next: Cell<u64>,
}

impl IdSource for Counting {
    fn next_id(&self) -> Id {
        self.next.set(self.next.get() + 1);
        let mut bytes = [self.tab; 16];
        bytes[8..].copy_from_slice(&self.next.get().to_be_bytes());
        Id::from_bytes(bytes)
    }
}

async fn open<S: Store>(store: S, tab: u8) -> Workspace<S> {
    let ids = Counting { tab, next: Cell::default() };
    Workspace::open(store, Box::new(Fixed), Box::new(ids), &Rush).await.unwrap()
}

async fn open_idb(name: &str, tab: u8) -> Workspace<IdbStore> {
    open(IdbStore::open(name).await.unwrap(), tab).await
}

/// Every row to the last field and stamp, and what follows from them.
#[derive(Debug, PartialEq)]
struct State {
    rows: BTreeMap<(Kind, Id), String>,
    activity: BTreeMap<Id, Activity>,
    columns: Vec<(Id, i32, i64)>,
}

fn add<T: Entity>(kind: Kind, table: &Table<T>, rows: &mut BTreeMap<(Kind, Id), String>) {
    for row in table.rows() {
        rows.insert((kind.clone(), row.id), serde_json::to_string(row).unwrap());
    }
}

fn state<S: Store>(workspace: &Workspace<S>) -> State {
    let image = workspace.image();
    let tables = &image.tables;
    let mut rows = BTreeMap::new();
    add(Kind::Settings, &tables.settings, &mut rows);
    add(Kind::Customer, &tables.customers, &mut rows);
    add(Kind::Interaction, &tables.interactions, &mut rows);
    add(Kind::Order, &tables.orders, &mut rows);
    for (name, table) in &tables.other {
        add(Kind::Other(name.clone()), table, &mut rows);
    }
    let customers = (0..).zip(tables.customers.rows());
    let activity = customers.map(|(slot, row)| (row.id, image.activity(slot))).collect();
    let customer = |slot: &u32| tables.customers.row(*slot).unwrap().id;
    let columns = image.columns.customer.iter().zip(&image.columns.day).zip(&image.columns.amount);
    let mut columns: Vec<_> =
        columns.map(|((c, day), amount)| (customer(c), *day, *amount)).collect();
    columns.sort();
    State { rows, activity, columns }
}

fn customer(name: &str) -> Customer {
    Customer { name: name.into(), ..Customer::default() }
}

fn order(customer: Id, minor: i64, currency: Currency) -> Order {
    Order {
        customer: Some(customer),
        day: Some("2026-01-05".parse().unwrap()),
        amount: Some(Money::new(minor, currency)),
        ..Order::default()
    }
}

/// A bundle of customers with an order each.
fn bundle(from: u16, size: u16) -> Rows {
    let stamp = Stamp { millis: NOW - 5, counter: 0, device: DeviceId(9) };
    let mut rows = Rows::default();
    for n in from..from + size {
        let mut bytes = [40; 16];
        bytes[14..].copy_from_slice(&n.to_be_bytes());
        let id = Id::from_bytes(bytes);
        rows.customers.push(Row::created(id, stamp, customer(&format!("李 {n}"))));
        rows.orders.push(Row::created(id, stamp, order(id, i64::from(n) * 100, Currency::USD)));
    }
    let mut opaque = model::Opaque::default();
    opaque.set(&Path::field("anything"), Some("kept".into())).unwrap();
    let novelty = Row::created(Id::from_bytes([7; 16]), stamp, opaque);
    rows.other.insert("novelty".into(), [novelty].into());
    rows
}

/// What somebody does in the morning: every sort of change.
async fn morning<S: Store>(workspace: &Workspace<S>) {
    let ws = workspace;
    let ada = ws.save(None, customer("Ada"), "Ada").await.unwrap().id;
    let bob = ws.save(None, customer("Bob"), "Bob").await.unwrap().id;
    for minor in [500, -200, 0, i64::from(u32::MAX) * 3] {
        ws.save(None, order(ada, minor, Currency::USD), "").await.unwrap();
    }
    ws.save(None, order(bob, 900, Currency::EUR), "").await.unwrap();
    let visit = Interaction {
        customer: Some(ada),
        at: Some("2026-11-20T09:00:00+08:00".parse().unwrap()),
        channel: Some(Channel::Visit),
        subject: "Range".into(),
        ..Interaction::default()
    };
    ws.save(None, visit, "").await.unwrap();
    let mut edited = customer("Ada L.");
    edited.tags.insert("vip".into(), true);
    let edit = ws.save(Some(ada), edited, "").await.unwrap().set.unwrap();
    ws.merge(bundle(0, 1_200), "peer.json", &Rush).await.unwrap();
    ws.undo(edit).await.unwrap();
    let deleted = ws.delete(Kind::Customer, &[ada], "Ada").await.unwrap();
    ws.undo(deleted).await.unwrap();
    let rates = BTreeMap::from([("EUR".into(), "1.1".parse().unwrap())]);
    ws.save_settings(Settings { rates, ..Settings::default() }).await.unwrap();
    ws.delete(Kind::Customer, &[bob], "Bob").await.unwrap();
}

/// Small changes, each folded at once, until small chunks are gathered; then more.
async fn afternoon<S: Store>(workspace: &Workspace<S>) {
    for n in 0..11 {
        workspace.save(None, customer(&format!("c{n}")), "").await.unwrap();
        workspace.compact(&Rush).await.unwrap();
    }
    let merge = workspace.merge(bundle(1_000, 400), "again.json", &Rush).await.unwrap();
    assert_eq!((merge.created, merge.changed, merge.known), (400, 0, 401));
    workspace.undo(merge.set.unwrap()).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_workspace_says_the_same_as_its_twin_in_memory() {
    let name = fresh_name();
    let store = IdbStore::open(&name).await.unwrap();
    let memory = MemoryStore::default();
    let (workspace, twin) = (open(store.clone(), 1).await, open(memory.clone(), 1).await);
    assert_eq!(workspace.device(), twin.device());
    morning(&workspace).await;
    morning(&twin).await;
    assert_eq!(state(&workspace), state(&twin));
    assert_eq!(state(&open_idb(&name, 2).await), state(&twin), "from the journal");

    store.close();
    afternoon(&workspace).await;
    afternoon(&twin).await;
    assert_eq!(state(&workspace), state(&twin));
    let kept = memory.contents();
    assert_eq!(store.journal(0, u32::MAX).await.unwrap(), Vec::from_iter(kept.journal));
    let mut keys = store.chunk_keys().await.unwrap();
    keys.sort();
    assert!(keys.iter().eq(kept.chunks.keys()));
    let chunks = store.chunks(&keys).await.unwrap();
    assert!(chunks.into_iter().flatten().eq(kept.chunks.into_values()), "byte for byte");

    let reopened = open_idb(&name, 3).await;
    assert_eq!(state(&reopened), state(&twin), "from chunks and journal");
    assert_eq!(reopened.unfolded(), 800, "a merge of 400, and taking it back");
    assert_eq!(reopened.compact(&Rush).await, Ok(400));
    let reopened = open_idb(&name, 4).await;
    assert_eq!((reopened.unfolded(), state(&reopened)), (0, state(&twin)), "from chunks");
}

#[wasm_bindgen_test]
async fn two_tabs_work_at_the_same_time() {
    let name = fresh_name();
    let (first, second) = (open_idb(&name, 1).await, open_idb(&name, 2).await);
    assert_eq!(first.device(), second.device());
    both(morning(&first), async {
        morning(&second).await;
        second.compact(&Rush).await.unwrap();
        second.catch_up().await.unwrap();
    })
    .await;
    afternoon(&second).await;
    first.catch_up().await.unwrap();
    second.catch_up().await.unwrap();
    assert_eq!(state(&first), state(&second));
    assert_eq!(state(&open_idb(&name, 3).await), state(&first));
    first.compact(&Rush).await.unwrap();
    assert_eq!(state(&open_idb(&name, 4).await), state(&first));
}
