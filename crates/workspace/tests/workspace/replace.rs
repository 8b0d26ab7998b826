//! Making a workspace read as a bundle does.

use std::collections::BTreeMap;

use interchange::bundle::{Bundle, BundleReader};
use model::{Entity, Id, Kind, Settings, Summary, VersionVector};
use pollster::block_on;
use proptest::prelude::*;
use workspace::commands::Replaced;
use workspace::sync::Scope;
use workspace::{CommandError, Image, MemoryStore, Rush, Table, Workspace};

use crate::common::ops::{Done, Op, op, perform};
use crate::common::state::{state, worked_out};
use crate::common::{Device, customer, order, usd};

type Tab = Workspace<MemoryStore>;

fn export(tab: &Tab, scope: &Scope) -> Bundle {
    let mut reader = BundleReader::default();
    let mut sink = |piece: Vec<u8>| reader.push(&piece).unwrap();
    block_on(tab.export(scope, None, &Rush, &mut sink)).unwrap();
    reader.finish().unwrap()
}

fn backup(tab: &Tab) -> Bundle {
    export(tab, &Scope::Everything)
}

fn replace(tab: &Tab, bundle: Bundle) -> Replaced {
    block_on(tab.replace(bundle, "backup.json", &Rush)).unwrap()
}

fn add<T: Entity>(kind: Kind, table: &Table<T>, to: &mut BTreeMap<(Kind, Id), String>) {
    for row in table.rows().filter(|row| row.marks.is_live()) {
        to.insert((kind.clone(), row.id), serde_json::to_string(&row.record).unwrap());
    }
}

/// What people see: every record that is not in the trash, without stamps.
fn said(image: &Image) -> BTreeMap<(Kind, Id), String> {
    let (tables, mut said) = (&image.tables, BTreeMap::new());
    add(Kind::Settings, &tables.settings, &mut said);
    add(Kind::Customer, &tables.customers, &mut said);
    add(Kind::Interaction, &tables.interactions, &mut said);
    add(Kind::Order, &tables.orders, &mut said);
    add(Kind::Task, &tables.tasks, &mut said);
    for (name, table) in &tables.other {
        add(Kind::Other(name.clone()), table, &mut said);
    }
    said
}

fn perform_all(device: &Device, tab: &Tab, ops: &[Op]) {
    let mut done = Done::default();
    for op in ops {
        block_on(perform(device, tab, op, &mut done));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_backup_brings_back_the_state_of_then_and_undo_that_of_now(
        before in prop::collection::vec(op(), 1..40),
        after in prop::collection::vec(op(), 0..40),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        block_on(tab.save(None, customer("Ada"), "")).unwrap();
        perform_all(&device, &tab, &before);
        let (then, bundle) = (said(&tab.image()), backup(&tab));
        perform_all(&device, &tab, &after);
        let now = said(&tab.image());

        let report = replace(&tab, bundle);
        prop_assert_eq!(&said(&tab.image()), &then);
        prop_assert_eq!(report.set.is_some(), then != now);
        prop_assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
        prop_assert_eq!(state(&device.open().image()), state(&tab.image()), "kept");
        if let Some(set) = report.set {
            block_on(tab.undo(set)).unwrap();
            prop_assert_eq!(&said(&tab.image()), &now);
            let redo = tab.last_redoable().unwrap().id;
            block_on(tab.undo(redo)).unwrap();
            prop_assert_eq!(&said(&tab.image()), &then, "redone");
        }
    }

    #[test]
    fn what_another_device_saved_replaces_everything_here(
        theirs in prop::collection::vec(op(), 1..40),
        ours in prop::collection::vec(op(), 0..40),
    ) {
        let (here, there) = (Device::new(1), Device::new(2));
        let (tab, other) = (here.open(), there.open());
        block_on(other.save(None, customer("Ada"), "")).unwrap();
        perform_all(&there, &other, &theirs);
        perform_all(&here, &tab, &ours);
        let now = said(&tab.image());
        let bundle = backup(&other);
        let (wanted, records) = (said(&other.image()), bundle.rows.len());

        let report = replace(&tab, bundle);
        prop_assert_eq!(&said(&tab.image()), &wanted);
        prop_assert_eq!(report.created + report.same + report.changed <= records, true);
        let again = replace(&tab, backup(&other));
        prop_assert_eq!(again.set, None, "it reads so already");
        if let Some(set) = report.set {
            block_on(tab.undo(set)).unwrap();
            prop_assert_eq!(&said(&tab.image()), &now);
        }
    }
}

#[test]
fn says_what_it_did_and_travels() {
    let (here, there) = (Device::new(1), Device::new(2));
    let (tab, peer) = (here.open(), there.open());
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    let bob = block_on(tab.save(None, customer("Bob"), "")).unwrap().id;
    let saved = backup(&tab);
    block_on(tab.save(Some(ada), customer("Ada Lovelace"), "")).unwrap();
    block_on(tab.delete(Kind::Customer, &[bob], "")).unwrap();
    let cy = block_on(tab.save(None, customer("Cy"), "")).unwrap().id;
    block_on(tab.save(None, order(cy, "2026-01-01", usd(5)), "")).unwrap();
    block_on(tab.save_settings(Settings { name: "Shop".into(), ..Settings::default() })).unwrap();
    block_on(peer.receive(backup(&tab), "tab.json", &Rush)).unwrap();
    block_on(tab.receive(backup(&peer), "peer.json", &Rush)).unwrap();
    block_on(peer.save(Some(ada), customer("Countess"), "")).unwrap();

    here.clock.advance(1);
    let report = replace(&tab, saved);
    let set = report.set.unwrap();
    assert_eq!(report, Replaced { created: 0, changed: 2, deleted: 3, same: 0, set: Some(set) });
    let summary = tab.undoable(set).unwrap().summary.clone();
    let file = "backup.json".to_owned();
    assert_eq!(summary, Summary::Replaced { created: 0, changed: 2, deleted: 3, file });
    assert_eq!(*tab.image().settings(), Settings::default());
    let names = |tab: &Tab| {
        let image = tab.image();
        let mut names: Vec<String> =
            image.tables.customers.iter().map(|(_, row)| row.record.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&tab), ["Ada", "Bob"]);

    // What was replaced is news to whoever knew all that was before.
    let news = export(&tab, &Scope::For(peer.device()));
    assert!(news.header.since.is_some());
    block_on(peer.receive(news, "news.json", &Rush)).unwrap();
    assert_eq!(names(&peer), ["Ada", "Bob"]);
    assert_eq!(peer.image().tables.orders.len(), 0);
}

#[test]
fn a_record_thrown_away_elsewhere_comes_back_everywhere() {
    let (here, there) = (Device::new(1), Device::new(2));
    let old = here.open();
    let ada = block_on(old.save(None, customer("Ada"), "")).unwrap().id;
    let saved = backup(&old);
    let peer = there.open();
    block_on(peer.receive(backup(&old), "old.json", &Rush)).unwrap();
    there.clock.advance(5);
    block_on(peer.delete(Kind::Customer, &[ada], "")).unwrap();

    let new = Device::new(3);
    new.clock.advance(9);
    let tab = new.open();
    assert_eq!(replace(&tab, saved).created, 1);
    block_on(peer.receive(backup(&tab), "new.json", &Rush)).unwrap();
    assert!(peer.image().tables.customers.get(ada).is_some());
}

#[test]
fn a_bundle_that_is_not_whole_is_refused() {
    let device = Device::new(1);
    let tab = device.open();
    block_on(tab.save(None, customer("Ada"), "")).unwrap();
    let before = device.store.contents();
    let attempt = |bundle| block_on(tab.replace(bundle, "x.json", &Rush)).err();
    assert_eq!(attempt(Bundle::default()), Some(CommandError::EmptyFile));
    let mut partial = backup(&tab);
    partial.header.since = Some(VersionVector::default());
    assert_eq!(attempt(partial), Some(CommandError::Partial));
    assert_eq!(device.store.contents(), before);
}
