//! What the tests share: time and ids that a test holds still, workspaces on a store in
//! memory, and what a workspace knows in a form that compares.

pub mod folder;
pub mod interleave;
pub mod lists;
pub mod ops;
pub mod peers;
pub mod searches;
pub mod state;

use std::cell::Cell;
use std::rc::Rc;

use model::{Clock, Currency, Customer, Day, Id, IdSource, Interaction, Moment, Money, Order};
use pollster::block_on;
use workspace::{MemoryStore, Rush, Store, Workspace};

/// When the tests take place: 2026-11-22T00:00Z.
pub const NOW: u64 = 1_795_305_600_000;

/// A clock that stands still until it is told otherwise.
#[derive(Debug, Clone)]
pub struct TestClock(Rc<Cell<u64>>);

impl TestClock {
    pub fn advance(&self, millis: u64) {
        self.0.set(self.0.get() + millis);
    }

    pub fn set(&self, millis: u64) {
        self.0.set(millis);
    }
}

impl Clock for TestClock {
    fn now_millis(&self) -> u64 {
        self.0.get()
    }
}

/// Ids that count up, apart from those of any other device.
#[derive(Debug, Clone)]
pub struct CountingIds {
    device: u8,
    next: Rc<Cell<u64>>,
}

impl IdSource for CountingIds {
    fn next_id(&self) -> Id {
        self.next.set(self.next.get() + 1);
        let mut bytes = [self.device; 16];
        bytes[9..].copy_from_slice(&self.next.get().to_be_bytes()[1..]);
        Id::from_bytes(bytes)
    }
}

/// A browser profile: a store, a clock, and any number of tabs.
#[derive(Debug, Clone)]
pub struct Device {
    pub store: MemoryStore,
    pub clock: TestClock,
    pub ids: CountingIds,
}

impl Device {
    pub fn new(number: u8) -> Self {
        Self {
            store: MemoryStore::default(),
            clock: TestClock(Rc::new(Cell::new(NOW))),
            ids: CountingIds { device: number, next: Rc::default() },
        }
    }

    /// Opens a tab, or opens anew after all tabs were closed.
    pub fn open(&self) -> Workspace<MemoryStore> {
        block_on(self.open_on(self.store.clone()))
    }

    /// Opens a tab as far as the first screen needs.
    pub fn begin(&self) -> Workspace<MemoryStore> {
        let (clock, ids) = self.given();
        block_on(Workspace::begin(self.store.clone(), clock, ids, &Rush)).unwrap()
    }

    /// Opens a tab that reaches the store through `store`.
    pub async fn open_on<S: Store>(&self, store: S) -> Workspace<S> {
        let (clock, ids) = self.given();
        Workspace::open(store, clock, ids, &Rush).await.unwrap()
    }

    fn given(&self) -> (Box<dyn Clock>, Box<dyn IdSource>) {
        (Box::new(self.clock.clone()), Box::new(self.ids.clone()))
    }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub fn customer(name: &str) -> Customer {
    Customer { name: name.into(), ..Customer::default() }
}

pub fn order(customer: Id, on: &str, amount: Money) -> Order {
    Order { customer: Some(customer), day: Some(day(on)), amount: Some(amount), ..Order::default() }
}

pub fn visit(customer: Id, at: &str, subject: &str) -> Interaction {
    Interaction {
        customer: Some(customer),
        at: Some(moment(at)),
        channel: Some(model::Channel::Visit),
        subject: subject.into(),
        ..Interaction::default()
    }
}
