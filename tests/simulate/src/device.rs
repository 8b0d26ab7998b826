//! A browser profile: a store, a clock that is off, and one or two tabs.

use std::cell::Cell;
use std::rc::Rc;

use model::{Clock, Id, IdSource};
use pollster::block_on;
use workspace::{MemoryStore, Rush, Workspace};

/// 2026-11-22T00:00Z, in milliseconds.
pub const START: u64 = 1_795_305_600_000;
const HOUR: i64 = 3_600_000;

/// The time all clocks are off from.
pub type Time = Rc<Cell<u64>>;

#[derive(Debug, Clone)]
struct OffClock {
    time: Time,
    off: Rc<Cell<i64>>,
}

impl Clock for OffClock {
    fn now_millis(&self) -> u64 {
        self.time.get().saturating_add_signed(self.off.get())
    }
}

#[derive(Debug, Clone)]
struct Ids {
    device: u8,
    next: Rc<Cell<u64>>,
}

impl IdSource for Ids {
    fn next_id(&self) -> Id {
        // Early bytes that differ widely: records of several devices lie in no order.
        let next = self.next.get() + 1;
        self.next.set(next);
        let mut bytes = [self.device; 16];
        bytes[..8].copy_from_slice(&next.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        bytes[9..].copy_from_slice(&next.to_be_bytes()[1..]);
        Id::from_bytes(bytes)
    }
}

/// A tab of a device.
pub type Tab = Workspace<MemoryStore>;

/// A device and its open tabs.
pub struct Device {
    store: MemoryStore,
    clock: OffClock,
    ids: Ids,
    /// Open tabs, at least one.
    pub tabs: Vec<Tab>,
}

/// How far clocks are off, in hours.
const OFF: [i64; 9] = [0, 0, 0, 3, -5, 26, -49, 24 * 12, -24 * 400];

impl Device {
    pub fn new(number: u8, time: &Time, random: &mut fastrand::Rng) -> Self {
        let off = Rc::new(Cell::new(OFF[random.usize(..OFF.len())] * HOUR));
        let mut device = Self {
            store: MemoryStore::default(),
            clock: OffClock { time: Rc::clone(time), off },
            ids: Ids { device: number, next: Rc::default() },
            tabs: Vec::new(),
        };
        device.reopen(1);
        device
    }

    /// Closes all tabs and opens `tabs` new ones on what is stored.
    pub fn reopen(&mut self, tabs: usize) {
        self.tabs.clear();
        for _ in 0..tabs {
            self.tabs.push(self.fresh_tab());
        }
    }

    /// A tab opened on what is stored.
    pub fn fresh_tab(&self) -> Tab {
        let (clock, ids) = (Box::new(self.clock.clone()), Box::new(self.ids.clone()));
        match block_on(Workspace::open(self.store.clone(), clock, ids, &Rush)) {
            Ok(tab) => tab,
            Err(why) => unreachable!("a store in memory that does not open: {why}"),
        }
    }

    /// Somebody sets the clock.
    pub fn set_clock(&self, random: &mut fastrand::Rng) {
        self.clock.off.set(OFF[random.usize(..OFF.len())] * HOUR);
    }
}
