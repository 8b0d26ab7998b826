//! Clocks that are wrong, go back, or stand at the same tick in two tabs.

use model::{DeviceId, Id, Kind, Path, Row, Rows, Stamp};
use pollster::block_on;
use workspace::Rush;

use crate::common::state::state;
use crate::common::{Device, NOW, customer};

/// Minutes, days and decades ahead, and the last instant a bundle may claim.
const AHEAD: [u64; 4] =
    [5 * 60_000, 3 * 86_400_000, 30 * 365 * 86_400_000, 253_402_300_799_999 - NOW];

#[test]
fn what_is_changed_here_holds_though_another_clock_was_ahead() {
    for ahead in AHEAD {
        let device = Device::new(1);
        let tab = device.open();
        let stamp = Stamp { millis: NOW + ahead, counter: u32::MAX, device: DeviceId(u64::MAX) };
        let id = Id::from_bytes([7; 16]);
        let theirs = Row::created(id, stamp, customer("Theirs"));
        let rows = Rows { customers: [theirs].into(), ..Rows::default() };
        block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();

        let name = || tab.image().tables.customers.get(id).map(|record| record.name.clone());
        for wanted in ["First", "Second"] {
            block_on(tab.save(Some(id), customer(wanted), "")).unwrap();
            assert_eq!(name().as_deref(), Some(wanted), "{ahead} ms ahead");
        }
        let edit = tab.last_undoable().unwrap().id;
        block_on(tab.undo(edit)).unwrap();
        assert_eq!(name().as_deref(), Some("First"), "{ahead} ms ahead");
        let deleted = block_on(tab.delete(Kind::Customer, &[id], "")).unwrap();
        assert_eq!(name(), None, "{ahead} ms ahead");
        block_on(tab.undo(deleted)).unwrap();
        assert_eq!(name().as_deref(), Some("First"), "{ahead} ms ahead");
        assert_eq!(state(&device.open().image()), state(&tab.image()));
    }
}

#[test]
fn one_record_from_the_future_does_not_drag_the_others_there() {
    let device = Device::new(1);
    let tab = device.open();
    let stamp = Stamp { millis: NOW + AHEAD[2], counter: 0, device: DeviceId(9) };
    let id = Id::from_bytes([7; 16]);
    let rows =
        Rows { customers: [Row::created(id, stamp, customer("Theirs"))].into(), ..Rows::default() };
    block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();
    block_on(tab.save(Some(id), customer("Ours"), "")).unwrap();
    for tab in [tab, device.open()] {
        let other = block_on(tab.save(None, customer("Other"), "")).unwrap().id;
        let base = tab.image().tables.customers.find(other).unwrap().marks.base;
        assert_eq!(base.millis, NOW);
    }
}

#[test]
fn edits_hold_after_the_clock_was_set_back_and_the_page_opened_again() {
    let device = Device::new(1);
    let tab = device.open();
    let id = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    for back in [1_000, 3 * 86_400_000] {
        device.clock.set(NOW - back);
        let tab = device.open();
        let fresh = block_on(tab.save(None, customer("New"), "")).unwrap().id;
        let base = |id| tab.image().tables.customers.find(id).unwrap().marks.base;
        assert_eq!(
            base(fresh) > base(id),
            back < 86_400_000,
            "stamps rise from one opening to the next"
        );
        let wanted = format!("{back} ms back");
        block_on(tab.save(Some(id), customer(&wanted), "")).unwrap();
        assert_eq!(tab.image().tables.customers.get(id).unwrap().name, wanted);
        assert_eq!(device.open().image().tables.customers.get(id).unwrap().name, wanted);
    }
}

#[test]
fn two_tabs_that_draw_the_same_stamp_settle_on_the_same_value() {
    let device = Device::new(1);
    let first = device.open();
    let id = block_on(first.save(None, customer("Ada"), "")).unwrap().id;
    let second = device.open();
    block_on(first.save(Some(id), customer("Beth"), "")).unwrap();
    block_on(second.save(Some(id), customer("Cleo"), "")).unwrap();
    let stamps = |tab: &workspace::Workspace<_>| {
        tab.image().tables.customers.find(id).unwrap().marks.stamp_of(&Path::field("name"))
    };
    assert_eq!(stamps(&first), stamps(&second), "the same stamp, or this proves nothing");
    block_on(first.catch_up()).unwrap();
    assert_eq!(state(&first.image()), state(&second.image()));
    assert_eq!(state(&device.open().image()), state(&second.image()));
    assert_eq!(first.image().tables.customers.get(id).unwrap().name, "Cleo");
}
