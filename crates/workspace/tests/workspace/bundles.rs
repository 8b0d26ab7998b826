//! Bundles out of one workspace and into another.

use interchange::bundle::{Bundle, BundleReader};
use model::{DeviceId, Id, Kind, Moment, Path, Row, Rows, Stamp};
use pollster::block_on;
use proptest::prelude::*;
use workspace::commands::MergeReport;
use workspace::sync::Scope;
use workspace::{MemoryStore, Rush, Workspace};

use crate::common::ops::{Done, op, perform};
use crate::common::state::{rows, state, worked_out};
use crate::common::{Device, NOW, customer, order, usd};

type Tab = Workspace<MemoryStore>;

fn export(tab: &Tab) -> (usize, Vec<u8>) {
    let mut bytes = Vec::new();
    let at = Moment::new(NOW as i64, 480);
    let written =
        block_on(tab.export(&Scope::Everything, at, &Rush, &mut |piece| bytes.extend(piece)))
            .unwrap();
    (written.records, bytes)
}

fn read(bytes: &[u8]) -> Bundle {
    let mut reader = BundleReader::default();
    reader.push(bytes).unwrap();
    reader.finish().unwrap()
}

fn merge(tab: &Tab, bytes: &[u8]) -> MergeReport {
    block_on(tab.merge(read(bytes).rows, "peer.json", &Rush)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_bundle_carries_everything_to_the_last_stamp(ops in prop::collection::vec(op(), 1..50)) {
        let (here, there) = (Device::new(1), Device::new(2));
        let (tab, fresh) = (here.open(), there.open());
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&here, &tab, op, &mut done));
        }
        let (written, bytes) = export(&tab);
        let all = rows(&tab.image());
        prop_assert_eq!(written, all.len());
        prop_assert_eq!(read(&bytes).header.device, Some(tab.device()));

        let report = merge(&fresh, &bytes);
        prop_assert_eq!((report.created, report.changed), (all.len(), 0));
        prop_assert_eq!(&state(&fresh.image()), &state(&tab.image()));
        prop_assert_eq!(state(&fresh.image()).derived, worked_out(&fresh.image()));

        let before = there.store.contents();
        let again = merge(&fresh, &bytes);
        let nothing = MergeReport { known: all.len(), ..MergeReport::default() };
        prop_assert_eq!(again, nothing);
        prop_assert_eq!(there.store.contents(), before, "no journal entry, no chunk");

        // Undo, sync and compaction meet: taking the bundle back and in again.
        if let Some(set) = report.set {
            block_on(fresh.undo(set)).unwrap();
            block_on(fresh.compact(&Rush)).unwrap();
            prop_assert_eq!(state(&there.open().image()), state(&fresh.image()));
        }
    }

    #[test]
    fn two_devices_that_exchange_bundles_say_the_same(
        common in prop::collection::vec(op(), 0..20),
        ours in prop::collection::vec(op(), 0..20),
        theirs in prop::collection::vec(op(), 0..20),
        ahead in 0u64..3,
    ) {
        let (here, there) = (Device::new(1), Device::new(2));
        let (first, second) = (here.open(), there.open());
        let mut done = [Done::default(), Done::default()];
        for op in &common {
            block_on(perform(&here, &first, op, &mut done[0]));
        }
        merge(&second, &export(&first).1);
        there.clock.advance(ahead * 10);
        for op in &ours {
            block_on(perform(&here, &first, op, &mut done[0]));
        }
        for op in &theirs {
            block_on(perform(&there, &second, op, &mut done[1]));
        }
        let (from_first, from_second) = (export(&first).1, export(&second).1);
        merge(&first, &from_second);
        merge(&second, &from_first);
        prop_assert_eq!(state(&first.image()), state(&second.image()));
        prop_assert_eq!(&state(&here.open().image()), &state(&first.image()));
        // Late and twice.
        merge(&first, &from_first);
        merge(&first, &from_second);
        prop_assert_eq!(state(&first.image()), state(&second.image()));
    }
}

fn with_two_customers() -> (Device, Tab, Id) {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    block_on(tab.save(None, customer("Bob"), "")).unwrap();
    block_on(tab.save(None, order(ada, "2026-01-01", usd(500)), "")).unwrap();
    (device, tab, ada)
}

#[test]
fn an_empty_bundle_deletes_nothing() {
    let (device, tab, _) = with_two_customers();
    let before = (device.store.contents(), state(&tab.image()));
    let (written, bytes) = export(&Device::new(2).open());
    assert_eq!(written, 0);
    assert_eq!(merge(&tab, &bytes), MergeReport::default());
    assert_eq!((device.store.contents(), state(&tab.image())), before);
}

#[test]
fn a_partial_bundle_changes_what_it_names_and_nothing_else() {
    let (_device, tab, ada) = with_two_customers();
    let mut partial = Rows::default();
    let mut row = tab.image().tables.customers.find(ada).cloned().unwrap();
    let later = Stamp { millis: NOW + 5, counter: 0, device: DeviceId(9) };
    row.write(&Path::field("city"), Some("London".into()), later).unwrap();
    partial.customers.push(row.clone());
    let mut expected = rows(&tab.image());
    let text = serde_json::to_string(&row).unwrap();
    expected.insert((Kind::Customer, ada), text);
    block_on(tab.merge(partial, "partial.json", &Rush)).unwrap();
    assert_eq!(rows(&tab.image()), expected);
    assert_eq!(tab.image().columns.amount, [500]);
}

#[test]
fn an_old_bundle_taken_in_late_changes_nothing_and_writes_nothing() {
    let (device, tab, ada) = with_two_customers();
    let (_, old) = export(&tab);
    let wanted = model::Customer { city: "London".into(), ..customer("Ada L.") };
    block_on(tab.save(Some(ada), wanted, "")).unwrap();
    block_on(tab.delete(Kind::Customer, &[ada], "")).unwrap();
    let before = (device.store.contents(), state(&tab.image()));
    let report = merge(&tab, &old);
    assert_eq!(report, MergeReport { known: 3, ..MergeReport::default() });
    assert_eq!((device.store.contents(), state(&tab.image())), before);
}

#[test]
fn an_order_may_come_before_its_customer() {
    let device = Device::new(1);
    let tab = device.open();
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(9) };
    let id = Id::from_bytes([7; 16]);
    let sold = Row::created(Id::from_bytes([8; 16]), stamp, order(id, "2026-01-01", usd(500)));
    let first = Rows { orders: [sold].into(), ..Rows::default() };
    block_on(tab.merge(first, "orders.json", &Rush)).unwrap();
    assert_eq!(tab.image().columns.amount, [0; 0]);
    let ada = Row::created(id, stamp, customer("Ada"));
    let second = Rows { customers: [ada].into(), ..Rows::default() };
    block_on(tab.merge(second, "customers.json", &Rush)).unwrap();
    assert_eq!(tab.image().columns.amount, [500]);
    assert_eq!(tab.image().activity(0).orders, 1);
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn a_deletion_travels_and_an_edit_made_after_it_revives() {
    let (_, first, ada) = with_two_customers();
    let there = Device::new(2);
    let second = there.open();
    merge(&second, &export(&first).1);
    block_on(first.delete(Kind::Customer, &[ada], "")).unwrap();
    merge(&second, &export(&first).1);
    assert_eq!(second.image().tables.customers.get(ada), None);
    assert_eq!(state(&second.image()), state(&first.image()));

    let wanted = model::Customer { city: "London".into(), ..customer("Ada") };
    block_on(second.save(Some(ada), wanted, "")).unwrap();
    merge(&first, &export(&second).1);
    assert!(first.image().tables.customers.get(ada).is_some());
    assert_eq!(state(&second.image()), state(&first.image()));
}

#[test]
fn a_large_export_comes_in_pieces() {
    let device = Device::new(1);
    let tab = device.open();
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(9) };
    let many = (0..3_000_u32).map(|n| {
        let mut bytes = [40; 16];
        bytes[12..].copy_from_slice(&n.to_be_bytes());
        let record = model::Customer { notes: "n".repeat(1_000), ..customer("Somebody") };
        Row::created(Id::from_bytes(bytes), stamp, record)
    });
    let many = Rows { customers: many.collect(), ..Rows::default() };
    block_on(tab.merge(many, "peer.json", &Rush)).unwrap();
    let mut pieces = Vec::new();
    block_on(tab.export(&Scope::Everything, None, &Rush, &mut |piece| pieces.push(piece))).unwrap();
    assert!(pieces.len() > 2, "{} pieces", pieces.len());
    assert!(pieces.iter().all(|piece| piece.len() < 2 << 20));
    assert_eq!(read(&pieces.concat()).rows.customers.len(), 3_000);
}
