//! Saving, deleting and taking back, one step after the other.

use std::collections::BTreeMap;

use model::{Channel, Id, Interaction, Kind, Path, Row, Rows, Settings, Stamp, Summary};
use pollster::block_on;
use workspace::{CommandError, MemoryStore, Rush, Workspace};

use crate::common::state::{rows, state, worked_out};
use crate::common::{Device, customer, day, moment, money, order, usd, visit};

type Tab = Workspace<MemoryStore>;

fn save_customer(tab: &Tab, name: &str) -> Id {
    block_on(tab.save(None, customer(name), name)).unwrap().id
}

/// A customer with two orders and a visit, and another with an order.
fn two_customers(tab: &Tab) -> (Id, Id) {
    let (ada, bob) = (save_customer(tab, "Ada"), save_customer(tab, "Bob"));
    for (who, on, amount) in
        [(ada, "2026-01-05", 1_000), (ada, "2026-03-01", 2_500), (bob, "2026-02-02", 700)]
    {
        block_on(tab.save(None, order(who, on, usd(amount)), "")).unwrap();
    }
    block_on(tab.save(None, visit(ada, "2026-04-01T09:00:00+02:00", "Range"), "")).unwrap();
    (ada, bob)
}

fn agrees(device: &Device, tab: &Tab) {
    let now = state(&tab.image());
    assert_eq!(now.derived, worked_out(&tab.image()));
    assert_eq!(state(&device.open().image()), now, "the store says the same");
}

#[test]
fn a_saved_record_reads_as_given() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let image = tab.image();
    assert_eq!(image.tables.customers.get(ada), Some(&customer("Ada")));
    let slot = image.tables.customers.slot(ada).unwrap();
    let activity = image.activity(slot);
    assert_eq!((activity.orders, activity.revenue), (2, 3_500));
    assert_eq!(activity.first_order, Some(day("2026-01-05")));
    assert_eq!(activity.last_order, Some(day("2026-03-01")));
    assert_eq!(activity.last_contact, Some(moment("2026-04-01T09:00:00+02:00")));
    assert_eq!(activity.interactions, 1);
    drop(image);
    agrees(&device, &tab);
}

#[test]
fn an_edit_goes_back_and_forth() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let before = tab.image().tables.customers.get(ada).cloned().unwrap();
    let mut wanted = before.clone();
    wanted.name = "Ada L.".into();
    wanted.tags.insert("vip".into(), true);
    let saved = block_on(tab.save(Some(ada), wanted.clone(), "Ada L.")).unwrap();
    assert_eq!(saved.id, ada);
    assert_eq!(tab.image().tables.customers.get(ada), Some(&wanted));
    assert!(tab.image().haystack(0).contains("vip"));

    let undone = block_on(tab.undo(saved.set.unwrap())).unwrap();
    assert_eq!(tab.image().tables.customers.get(ada), Some(&before));
    let twice = block_on(tab.undo(saved.set.unwrap()));
    assert_eq!(twice, Err(CommandError::NothingToUndo));
    assert!(!tab.image().haystack(0).contains("vip"));
    agrees(&device, &tab);

    let redone = block_on(tab.undo(undone)).unwrap();
    assert_eq!(tab.image().tables.customers.get(ada), Some(&wanted));
    let summary = tab.undoable(redone).unwrap().summary.clone();
    let Summary::Undone { what } = summary else { panic!("{summary:?}") };
    assert!(matches!(*what, Summary::Undone { .. }));
    agrees(&device, &tab);
}

#[test]
fn a_created_record_goes_and_comes_back() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let third = block_on(tab.save(None, order(ada, "2026-05-05", usd(99)), "")).unwrap();
    let with = state(&tab.image()).derived;
    let undone = block_on(tab.undo(third.set.unwrap())).unwrap();
    assert_eq!(tab.image().tables.orders.get(third.id), None);
    assert_eq!(tab.image().activity(0).revenue, 3_500);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(state(&tab.image()).derived, with);
    agrees(&device, &tab);
}

#[test]
fn with_a_customer_go_their_orders_and_interactions_and_come_back() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two_customers(&tab);
    // Deleted before, so not to come back with the customer.
    let gone = block_on(tab.save(None, order(ada, "2026-06-06", usd(5)), "")).unwrap().id;
    block_on(tab.delete(Kind::Order, &[gone], "")).unwrap();
    let before = state(&tab.image()).derived;

    let set = block_on(tab.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    {
        let image = tab.image();
        assert_eq!(image.tables.customers.len(), 1);
        assert!(image.tables.customers.get(bob).is_some());
        assert_eq!(image.tables.orders.len(), 1);
        assert_eq!(image.tables.interactions.len(), 0);
        assert_eq!(image.columns.amount, [700]);
        assert_eq!(image.haystack(0), "");
    }
    agrees(&device, &tab);
    let summary = tab.undoable(set).unwrap().summary.clone();
    let label = "Ada".to_owned();
    assert_eq!(summary, Summary::Deleted { kind: Kind::Customer, count: 1, label });

    block_on(tab.undo(set)).unwrap();
    assert_eq!(state(&tab.image()).derived, before);
    assert_eq!(tab.image().tables.orders.get(gone), None);
    agrees(&device, &tab);
}

#[test]
fn deleting_many_at_once_is_one_step() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two_customers(&tab);
    let set = block_on(tab.delete(Kind::Customer, &[ada, bob], "ignored")).unwrap();
    let summary = tab.undoable(set).unwrap().summary.clone();
    let label = String::new();
    assert_eq!(summary, Summary::Deleted { kind: Kind::Customer, count: 2, label });
    assert!(tab.image().columns.customer.is_empty());
    let again = block_on(tab.delete(Kind::Customer, &[ada, bob], ""));
    assert_eq!(again, Err(CommandError::NotFound));
    block_on(tab.undo(set)).unwrap();
    assert_eq!(tab.image().columns.customer.len(), 3);
    agrees(&device, &tab);
}

#[test]
fn saving_what_is_there_writes_nothing() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let before = device.store.contents();
    let record = tab.image().tables.customers.get(ada).cloned().unwrap();
    let saved = block_on(tab.save(Some(ada), record, "Ada")).unwrap();
    assert_eq!((saved.id, saved.set), (ada, None));
    assert_eq!(device.store.contents(), before);
}

#[test]
fn what_breaks_the_rules_is_refused_and_nothing_is_written() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let before = (device.store.contents(), state(&tab.image()));
    for id in [None, Some(ada)] {
        let refused = block_on(tab.save(id, customer(" "), "")).unwrap_err();
        assert!(matches!(refused, CommandError::Invalid(_)), "{refused:?}");
    }
    let nobody = Id::from_bytes([9; 16]);
    let refused = block_on(tab.save(Some(nobody), customer("Nobody"), ""));
    assert_eq!(refused, Err(CommandError::NotFound));
    assert_eq!(block_on(tab.undo(nobody)), Err(CommandError::NothingToUndo));
    let rates = BTreeMap::from([("dollar".to_owned(), "1".parse().unwrap())]);
    let refused = block_on(tab.save_settings(Settings { rates, ..Settings::default() }));
    assert!(matches!(refused, Err(CommandError::Invalid(_))));
    assert_eq!((device.store.contents(), state(&tab.image())), before);
}

#[test]
fn fields_only_a_newer_version_knows_survive_an_edit() {
    let device = Device::new(1);
    let tab = device.open();
    let id = Id::from_bytes([7; 16]);
    let stamp = Stamp { millis: 5, counter: 0, device: model::DeviceId(9) };
    let mut record = customer("Ada");
    record.extra.insert("horoscope".into(), "pisces".into());
    record.extra.insert("shoes".into(), serde_json::json!({ "left": 40, "right": 41 }));
    let rows =
        Rows { customers: [Row::created(id, stamp, record.clone())].into(), ..Rows::default() };
    block_on(tab.merge(rows, "newer.json", &Rush)).unwrap();

    block_on(tab.save(Some(id), customer("Ada L."), "")).unwrap();
    let wanted = model::Customer { name: "Ada L.".into(), ..record };
    assert_eq!(tab.image().tables.customers.get(id), Some(&wanted));
    agrees(&device, &tab);
    let row = tab.image().tables.customers.find(id).cloned().unwrap();
    assert_eq!(row.marks.fields().keys().collect::<Vec<_>>(), [&Path::field("name")]);
}

#[test]
fn a_note_of_our_own_is_no_contact() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let later = "2026-06-01T10:00:00+02:00";
    let note = Interaction { channel: Some(Channel::Note), ..visit(ada, later, "Thinks about it") };
    let note = block_on(tab.save(None, note, "")).unwrap();
    let activity = tab.image().activity(0);
    assert_eq!(activity.last_contact, Some(moment("2026-04-01T09:00:00+02:00")));
    assert_eq!(activity.interactions, 2);
    let call = Interaction { channel: Some(Channel::Call), ..visit(ada, later, "Rang") };
    block_on(tab.save(Some(note.id), call, "")).unwrap();
    assert_eq!(tab.image().activity(0).last_contact, Some(moment(later)));
    agrees(&device, &tab);
}

#[test]
fn an_order_moves_to_another_customer() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two_customers(&tab);
    let id = tab.image().tables.orders.row(1).unwrap().id;
    block_on(tab.save(Some(id), order(bob, "2026-03-01", usd(2_500)), "")).unwrap();
    let revenue: Vec<i64> = (0..2).map(|slot| tab.image().activity(slot).revenue).collect();
    assert_eq!(revenue, [1_000, 3_200]);
    assert_eq!(tab.image().orders_of(ada).len(), 1);
    agrees(&device, &tab);
}

#[test]
fn settings_are_one_record_however_often_they_are_saved() {
    let device = Device::new(1);
    let tab = device.open();
    for name in ["South", "North"] {
        let settings = Settings { name: name.into(), ..tab.image().settings().clone() };
        block_on(tab.save_settings(settings)).unwrap();
    }
    assert_eq!(tab.image().settings().name, "North");
    assert_eq!(tab.image().tables.settings.rows().count(), 1);
    agrees(&device, &tab);
}

#[test]
fn the_journal_says_who_did_what() {
    let device = Device::new(1);
    let tab = device.open();
    tab.set_actor("Mei");
    let saved = block_on(tab.save(None, customer("Ada"), "Ada")).unwrap();
    let set = tab.last_undoable().unwrap();
    assert_eq!(Some(set.id), saved.set);
    assert_eq!((set.actor.as_str(), set.device), ("Mei", tab.device()));
    assert_eq!(set.summary, Summary::Created { kind: Kind::Customer, label: "Ada".into() });
    assert_eq!(device.store.contents().journal.len(), 1);
}

#[test]
fn the_latest_hundred_changes_can_be_taken_back() {
    let device = Device::new(1);
    let tab = device.open();
    let sets: Vec<Id> = (0..101)
        .map(|n| block_on(tab.save(None, customer(&format!("c{n}")), "")).unwrap().set.unwrap())
        .collect();
    assert_eq!(block_on(tab.undo(sets[0])), Err(CommandError::NothingToUndo));
    block_on(tab.undo(sets[1])).unwrap();
    assert_eq!(tab.image().tables.customers.len(), 100);
}

#[test]
fn taking_back_a_merge_removes_what_it_brought_and_restores_what_it_replaced() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, _) = two_customers(&tab);
    let before = rows(&tab.image()).len();
    let known = tab.image().tables.customers.find(ada).cloned().unwrap();
    let later = Stamp { millis: known.marks.base.millis + 60_000, ..known.marks.base };
    let mut theirs = known.clone();
    theirs.write(&Path::field("name"), Some("Countess".into()), later).unwrap();
    theirs.write(&Path::keyed("tags", "press"), Some(true.into()), later).unwrap();
    let fresh = Row::created(Id::from_bytes([7; 16]), later, customer("Charles"));
    let sold = order(fresh.id, "2026-07-07", money("12.00 USD"));
    let sold = Row::created(Id::from_bytes([8; 16]), later, sold);
    let rows = Rows {
        customers: [theirs, fresh.clone()].into(),
        orders: [sold].into(),
        ..Rows::default()
    };
    let report = block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();
    assert_eq!((report.created, report.changed, report.known), (2, 1, 0));
    assert_eq!(tab.image().tables.customers.get(ada).unwrap().name, "Countess");
    assert_eq!(tab.image().columns.amount.iter().sum::<i64>(), 5_400);

    let undone = block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(tab.image().tables.customers.get(ada), Some(&known.record));
    assert_eq!(tab.image().tables.customers.len(), 2);
    assert_eq!(tab.image().columns.amount.iter().sum::<i64>(), 4_200);
    agrees(&device, &tab);

    block_on(tab.undo(undone)).unwrap();
    assert_eq!(tab.image().tables.customers.get(ada).unwrap().name, "Countess");
    assert_eq!(tab.image().columns.amount.iter().sum::<i64>(), 5_400);
    assert_eq!(crate::common::state::rows(&tab.image()).len(), before + 2);
    agrees(&device, &tab);
}

#[test]
fn a_customer_deleted_elsewhere_counts_for_nothing_though_orders_remain() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save_customer(&tab, "Ada");
    // The first order of the list cannot be converted, which must not hide the others.
    block_on(tab.save(None, order(ada, "2026-01-01", money("5.00 EUR")), "")).unwrap();
    block_on(tab.save(None, order(ada, "2026-01-02", usd(700)), "")).unwrap();
    let mut theirs = tab.image().tables.customers.find(ada).cloned().unwrap();
    theirs.marks.delete(Stamp { millis: theirs.marks.base.millis + 9, ..theirs.marks.base });
    let rows = Rows { customers: [theirs].into(), ..Rows::default() };
    block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();
    assert_eq!(tab.image().columns.amount, [0; 0]);
    assert!(tab.image().unconverted().is_empty());
    agrees(&device, &tab);
    let back = model::Customer { city: "Paris".into(), ..customer("Ada") };
    block_on(tab.save(Some(ada), back, "")).unwrap();
    assert_eq!(tab.image().columns.amount, [700], "an edit brings them back");
    assert_eq!(tab.image().unconverted().len(), 1);
    agrees(&device, &tab);
}
