//! Whatever step of writing fails, nothing has changed, and trying again works.

use model::{Customer, DeviceId, Id, Kind, Row, Rows, Settings, Stamp};
use pollster::block_on;
use workspace::{CommandError, MemoryStore, Rush, StoreError, Workspace};

use crate::common::state::{State, state, worked_out};
use crate::common::{Device, NOW, customer, order, usd, visit};

type Tab = Workspace<MemoryStore>;

/// A workspace with some history: chunks, a journal, small chunks to gather.
struct Scene {
    device: Device,
    tab: Tab,
    ada: Id,
    merge: Id,
}

const BUNDLE: usize = 2_500;

fn bundle(size: usize) -> Rows {
    let mut rows = Rows::default();
    for n in 0..size {
        let mut bytes = [40; 16];
        bytes[14..].copy_from_slice(&(n as u16).to_be_bytes());
        let id = Id::from_bytes(bytes);
        let stamp = Stamp { millis: NOW - 7, counter: 0, device: DeviceId(40) };
        rows.customers.push(Row::created(id, stamp, customer(&format!("n{n}"))));
        if n % 5 == 0 {
            let sold = order(id, "2026-02-03", usd(n as i64));
            rows.orders.push(Row::created(id, stamp, sold));
        }
    }
    rows
}

fn scene(merged: usize) -> Scene {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    block_on(tab.save(None, order(ada, "2026-01-05", usd(1_000)), "")).unwrap();
    block_on(tab.save(None, visit(ada, "2026-04-01T09:00:00+02:00", "Range"), "")).unwrap();
    for n in 0..9 {
        block_on(tab.save(None, customer(&format!("c{n}")), "")).unwrap();
        block_on(tab.compact(&Rush)).unwrap();
    }
    let merge = block_on(tab.merge(bundle(merged), "peer.json", &Rush)).unwrap().set.unwrap();
    block_on(tab.save(Some(ada), customer("Ada L."), "")).unwrap();
    Scene { device, tab, ada, merge }
}

#[derive(Debug, PartialEq)]
struct Everything {
    stored: workspace::memory::Contents,
    state: State,
    unfolded: usize,
    undoable: Vec<Id>,
}

fn everything(scene: &Scene, sets: &[Id]) -> Everything {
    let tab = &scene.tab;
    let undoable = sets.iter().copied().filter(|set| tab.undoable(*set).is_some());
    let last = tab.last_undoable().map(|set| set.id);
    Everything {
        stored: scene.device.store.contents(),
        state: state(&tab.image()),
        unfolded: tab.unfolded(),
        undoable: undoable.chain(last).collect(),
    }
}

/// Fails the first step of writing of a fresh scene, the second of another, and so on until
/// `command` is through without meeting the fault.
fn every_step_of(
    merged: usize,
    expected_steps: usize,
    command: impl Fn(&Scene) -> Result<(), CommandError>,
) {
    let mut steps = 0;
    loop {
        let scene = scene(merged);
        let sets = [scene.merge];
        let before = everything(&scene, &sets);
        scene.device.store.fail_after(steps as u64);
        let outcome = command(&scene);
        if scene.device.store.fault_pending() {
            outcome.unwrap();
            break;
        }
        assert!(
            matches!(outcome, Err(CommandError::Store(StoreError::Full(_)))),
            "step {steps}: {outcome:?}"
        );
        assert_eq!(everything(&scene, &sets), before, "step {steps}");
        command(&scene).unwrap();
        let after = state(&scene.tab.image());
        assert_eq!(after.derived, worked_out(&scene.tab.image()), "step {steps}");
        assert_eq!(state(&scene.device.open().image()), after, "step {steps}");
        steps += 1;
    }
    assert_eq!(steps, expected_steps, "steps that could fail");
}

// A journal entry takes three: the start of the transaction, the entry, the end.

#[test]
fn creating() {
    every_step_of(1, 3, |scene| block_on(scene.tab.save(None, customer("New"), "")).map(drop));
}

#[test]
fn editing() {
    every_step_of(1, 3, |scene| {
        let wanted = Customer { city: "London".into(), ..customer("Ada") };
        block_on(scene.tab.save(Some(scene.ada), wanted, "")).map(drop)
    });
}

#[test]
fn saving_settings() {
    // The first ones come with a chunk, as what is written over does.
    every_step_of(1, 4, |scene| {
        let settings = Settings { name: "South".into(), ..Settings::default() };
        block_on(scene.tab.save_settings(settings)).map(drop)
    });
}

#[test]
fn deleting() {
    every_step_of(1, 3, |scene| {
        block_on(scene.tab.delete(Kind::Customer, &[scene.ada], "")).map(drop)
    });
}

#[test]
fn merging() {
    // Three chunks of customers and one of orders.
    every_step_of(1, 7, |scene| {
        block_on(scene.tab.merge(bundle(BUNDLE), "more.json", &Rush)).map(drop)
    });
}

#[test]
fn taking_back_a_merge() {
    every_step_of(BUNDLE, 3, |scene| block_on(scene.tab.undo(scene.merge)).map(drop));
}

#[test]
fn compacting() {
    // One chunk to put, the nine small ones of customers and the one the merge left to
    // remove, and the note how far the journal is folded.
    every_step_of(1, 15, |scene| block_on(scene.tab.compact(&Rush)).map(drop));
}

#[test]
fn opening_with_a_full_disk_says_so_and_works_later() {
    for steps in 0..2 {
        let device = Device::new(1);
        device.store.fail_after(steps);
        let (clock, ids) = (Box::new(device.clock.clone()), Box::new(device.ids.clone()));
        let opened = block_on(Workspace::open(device.store.clone(), clock, ids, &Rush));
        assert!(matches!(opened, Err(StoreError::Full(_))));
        let tab = device.open();
        block_on(tab.save(None, customer("Ada"), "")).unwrap();
        assert_eq!(device.open().image().tables.customers.len(), 1);
    }
}
