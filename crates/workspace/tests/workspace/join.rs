//! Two customers who turn out to be one, and one who turns out to be two.

use model::{Customer, DeviceId, Id, Kind, Path, Row, Rows, Stamp, Summary};
use pollster::block_on;
use workspace::{CommandError, Rush};

use crate::common::lists::{import_customers, import_orders};
use crate::common::peers::{Tab, edit, send, swap, third_party};
use crate::common::searches::{self, listed};
use crate::common::state::{records, state, worked_out};
use crate::common::{Device, NOW, customer, order, usd, visit};

const PHONE: &str = "020 7946 0018";

/// Ada with an order of 1,000, and after her Bob with one of 700 and a visit.
fn two(tab: &Tab) -> (Id, Id) {
    let ada = Customer { code: "A".into(), city: "London".into(), ..customer("Ada") };
    let ada = block_on(tab.save(None, ada, "Ada")).unwrap().id;
    let mut bob = Customer { code: "B".into(), city: "Bonn".into(), ..customer("Bob") };
    bob.phones.insert(PHONE.into(), "office".into());
    let bob = block_on(tab.save(None, bob, "Bob")).unwrap().id;
    block_on(tab.save(None, order(ada, "2026-01-01", usd(1_000)), "")).unwrap();
    block_on(tab.save(None, order(bob, "2026-02-02", usd(700)), "")).unwrap();
    block_on(tab.save(None, visit(bob, "2026-03-03T09:00:00Z", "Range"), "")).unwrap();
    (ada, bob)
}

/// Ada with Bob's city and telephone number.
fn both(tab: &Tab, ada: Id, bob: Id) -> Customer {
    let image = tab.image();
    let find = |id| image.tables.customers.find(id).unwrap().record.clone();
    let (ada, bob) = (find(ada), find(bob));
    Customer { city: bob.city, phones: bob.phones, ..ada }
}

fn join(tab: &Tab, one: Id, other: Id) -> Id {
    let wanted = both(tab, one.min(other), one.max(other));
    block_on(tab.merge_customers(one, other, &wanted)).unwrap()
}

/// Orders, revenue and interactions of a customer.
fn sums(tab: &Tab, id: Id) -> (u32, i64, u32) {
    let image = tab.image();
    let activity = image.activity(image.tables.customers.slot(id).unwrap());
    (activity.orders, activity.revenue, activity.interactions)
}

fn found(tab: &Tab, text: &str) -> Vec<Id> {
    let image = tab.image();
    let slots = listed(&image, searches::found(&image, text));
    slots.into_iter().map(|slot| image.tables.customers.row(slot).unwrap().id).collect()
}

fn agrees(device: &Device, tab: &Tab) {
    assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn what_hangs_on_two_counts_for_the_one_that_stays() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    // Whichever way round they are named, the older record stays.
    let set = join(&tab, bob, ada);
    let joined = Summary::Joined { kept: "Ada".into(), gone: "Bob".into() };
    assert_eq!(tab.undoable(set).unwrap().summary, joined);
    assert_eq!((tab.image().resolve(bob), tab.image().resolve(ada)), (ada, ada));
    assert_eq!(tab.image().merged_into(ada).collect::<Vec<_>>(), [bob]);
    assert_eq!((sums(&tab, ada), sums(&tab, bob)), ((2, 1_700, 1), (0, 0, 0)));
    assert_eq!(tab.image().orders_of(ada).len(), 2);
    assert_eq!(tab.image().orders_of(bob).len(), 0);
    assert_eq!(
        (found(&tab, ""), found(&tab, "bob"), found(&tab, "7946")),
        (vec![ada], vec![], vec![ada])
    );
    assert_eq!(tab.image().tables.customers.get(bob), None);
    assert_eq!(tab.image().tables.customers.len(), 1);
    agrees(&device, &tab);

    // What comes later for the one that went counts there, too.
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(99) };
    let sold = Row::created(Id::from_bytes([200; 16]), stamp, order(bob, "2026-05-05", usd(50)));
    let seen = visit(bob, "2026-06-06T09:00:00Z", "Late");
    let seen = Row::created(Id::from_bytes([201; 16]), stamp, seen);
    let rows = Rows { orders: [sold].into(), interactions: [seen].into(), ..Rows::default() };
    third_party(&tab, rows);
    assert_eq!(sums(&tab, ada), (3, 1_750, 2));
    agrees(&device, &tab);
}

#[test]
fn nobody_is_merged_with_themselves_or_with_who_is_not_there() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    join(&tab, ada, bob);
    let before = device.store.contents();
    let refused = |one, other| block_on(tab.merge_customers(one, other, &customer("Ada")));
    assert_eq!(refused(ada, ada), Err(CommandError::SameRecord));
    assert_eq!(refused(ada, bob), Err(CommandError::NotFound), "part of her already");
    assert_eq!(refused(ada, Id::from_bytes([9; 16])), Err(CommandError::NotFound));
    assert_eq!(block_on(tab.unmerge(ada, &Rush)), Err(CommandError::NotFound));
    assert_eq!(device.store.contents(), before);
}

/// Where somebody unmerges.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Where {
    SameTab,
    Reopened,
    OtherDevice,
}

#[test]
fn after_unmerging_nothing_of_either_is_missing() {
    for place in [Where::SameTab, Where::Reopened, Where::OtherDevice] {
        let (device, other) = (Device::new(1), Device::new(2));
        let (tab, peer) = (device.open(), other.open());
        let (ada, bob) = two(&tab);
        let was = tab.image().tables.customers.get(bob).cloned().unwrap();
        join(&tab, ada, bob);
        edit(&tab, ada, |record| {
            record.city = "Rome".into();
            record.notes = "Since the merge".into();
        });
        block_on(tab.save(None, order(ada, "2026-04-04", usd(300)), "")).unwrap();
        assert_eq!(sums(&tab, ada), (3, 2_000, 1));

        let unmerging = match place {
            Where::SameTab => tab,
            Where::Reopened => {
                block_on(tab.compact(&Rush)).unwrap();
                device.open()
            }
            Where::OtherDevice => {
                send(&tab, &peer);
                block_on(peer.compact(&Rush)).unwrap();
                other.open()
            }
        };
        block_on(unmerging.unmerge(bob, &Rush)).unwrap();
        let check = |tab: &Tab| {
            let image = tab.image();
            assert_eq!(image.tables.customers.get(bob), Some(&was), "{place:?}");
            let now = image.tables.customers.get(ada).unwrap();
            assert_eq!((now.name.as_str(), now.code.as_str()), ("Ada", "A"));
            assert_eq!(now.city, "Rome", "changed since, so it stays");
            assert_eq!(now.notes, "Since the merge");
            assert!(now.phones.is_empty(), "what the merge wrote goes back");
            assert_eq!(image.resolve(bob), bob);
            drop(image);
            assert_eq!((sums(tab, ada), sums(tab, bob)), ((2, 1_300, 0), (1, 700, 1)), "{place:?}");
            assert_eq!(found(tab, "bob"), [bob]);
        };
        check(&unmerging);
        let (at, to) = match place {
            Where::OtherDevice => (&other, device.open()),
            _ => (&device, peer),
        };
        agrees(at, &unmerging);
        send(&unmerging, &to);
        check(&to);
        // And together again.
        join(&to, ada, bob);
        assert_eq!(sums(&to, ada), (3, 2_000, 1));
    }
}

#[test]
fn undoing_a_merge_and_its_undoing_go_to_and_fro() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    let apart = records(&tab.image());
    let set = join(&tab, ada, bob);
    let one = records(&tab.image());
    let undone = block_on(tab.undo(set)).unwrap();
    assert_eq!(records(&tab.image()), apart);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(records(&tab.image()), one);
    // What made them one last was the redo, and that is what is taken back.
    block_on(tab.unmerge(bob, &Rush)).unwrap();
    assert_eq!(records(&tab.image()), apart);
    agrees(&device, &tab);
}

/// Ada, Bob, and Cleo with an order of 40.
fn three(tab: &Tab) -> [Id; 3] {
    let (ada, bob) = two(tab);
    let cleo = Customer { code: "C".into(), city: "Cork".into(), ..customer("Cleo") };
    let cleo = block_on(tab.save(None, cleo, "Cleo")).unwrap().id;
    block_on(tab.save(None, order(cleo, "2026-03-03", usd(40)), "")).unwrap();
    [ada, bob, cleo]
}

#[test]
fn a_chain_of_three_counts_at_its_end_and_comes_apart_from_either_side() {
    for last_first in [false, true] {
        let device = Device::new(1);
        let tab = device.open();
        let [ada, bob, cleo] = three(&tab);
        let apart = records(&tab.image());
        join(&tab, bob, cleo);
        assert_eq!(sums(&tab, bob), (2, 740, 1));
        join(&tab, ada, bob);
        assert_eq!(tab.image().resolve(cleo), ada);
        assert_eq!((sums(&tab, ada), found(&tab, "")), ((3, 1_740, 1), vec![ada]));
        agrees(&device, &tab);
        let order = if last_first { [bob, cleo] } else { [cleo, bob] };
        block_on(tab.unmerge(order[0], &Rush)).unwrap();
        if last_first {
            assert_eq!(tab.image().resolve(cleo), bob);
            assert_eq!((sums(&tab, ada), sums(&tab, bob)), ((1, 1_000, 0), (2, 740, 1)));
        } else {
            assert_eq!((sums(&tab, ada), sums(&tab, cleo)), ((2, 1_700, 1), (1, 40, 0)));
        }
        agrees(&device, &tab);
        block_on(tab.unmerge(order[1], &Rush)).unwrap();
        assert_eq!(records(&tab.image()), apart);
        agrees(&device, &tab);
    }
}

#[test]
fn the_same_two_merged_both_ways_round_on_two_devices_end_alike() {
    let (here, there) = (Device::new(1), Device::new(2));
    there.clock.advance(1_000);
    let (mine, theirs) = (here.open(), there.open());
    let (ada, bob) = two(&mine);
    send(&mine, &theirs);
    join(&mine, ada, bob);
    let wanted = mine.image().tables.customers.find(bob).unwrap().record.clone();
    let wanted = Customer { code: "B2".into(), merged_into: None, ..wanted };
    block_on(theirs.merge_customers(bob, ada, &wanted)).unwrap();
    swap(&mine, &theirs);
    swap(&mine, &theirs);
    assert_eq!(state(&mine.image()), state(&theirs.image()));
    for (device, tab) in [(&here, &mine), (&there, &theirs)] {
        assert_eq!(found(tab, ""), [ada], "one is left, and the same one");
        assert_eq!(sums(tab, ada), (2, 1_700, 1));
        assert_eq!(tab.image().tables.customers.get(ada).unwrap().code, "B2");
        agrees(device, tab);
    }
}

#[test]
fn one_customer_merged_into_two_apart_is_part_of_one_and_somebody_is_asked() {
    let (here, device) = (Device::new(1).open(), Device::new(2));
    device.clock.advance(1_000);
    let there = device.open();
    let [ada, bob, cleo] = three(&here);
    send(&here, &there);
    join(&here, ada, cleo);
    join(&there, bob, cleo);
    swap(&here, &there);
    let into = |tab: &Tab| tab.image().resolve(cleo);
    assert_eq!((into(&here), into(&there)), (bob, bob), "the later one, here and there");
    let paths = |tab: &Tab| -> Vec<_> {
        let asked = tab.conflicts().into_iter().filter(|conflict| conflict.id == cleo);
        asked.map(|conflict| conflict.path).collect()
    };
    let path = Some(Path::field("merged_into"));
    assert_eq!((paths(&here), paths(&there)), (vec![path.clone()], vec![path]));
    join(&here, ada, bob);
    swap(&here, &there);
    assert_eq!(state(&here.image()), state(&there.image()));
    assert_eq!((found(&there, ""), sums(&there, ada)), (vec![ada], (3, 1_740, 1)));
}

#[test]
fn a_list_that_names_the_one_that_went_means_the_one_that_stays() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    join(&tab, ada, bob);
    let report = import_customers(&tab, "code,name,city\nB,Robert,Oslo\n");
    assert_eq!((report.customers, report.updated, report.rejected.len()), (0, 1, 0));
    let image = tab.image();
    let now = image.tables.customers.get(ada).unwrap();
    assert_eq!((now.name.as_str(), now.city.as_str(), now.code.as_str()), ("Robert", "Oslo", "A"));
    assert_eq!(image.tables.customers.len(), 1);
    assert_eq!(image.tables.customers.find(bob).unwrap().record.name, "Bob");
    drop(image);
    agrees(&device, &tab);
}

#[test]
fn orders_that_come_again_after_a_merge_are_known_and_stay_with_whom_they_were() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    let list = "customer code,order number,date,amount\nB,N-1,2026-07-01,20.00\n";
    assert_eq!(import_orders(&tab, list).orders, 1);
    join(&tab, ada, bob);
    assert_eq!(sums(&tab, ada), (3, 3_700, 1));
    let again = import_orders(&tab, list);
    assert_eq!((again.orders, again.updated, again.unchanged), (0, 0, 1));
    let report = import_orders(&tab, &list.replace("20.00", "25.00"));
    assert_eq!((report.orders, report.updated, report.customers), (0, 1, 0));
    assert_eq!(sums(&tab, ada), (3, 4_200, 1));
    block_on(tab.unmerge(bob, &Rush)).unwrap();
    assert_eq!((sums(&tab, ada), sums(&tab, bob)), ((1, 1_000, 0), (2, 3_200, 1)));
    agrees(&device, &tab);
}

#[test]
fn the_one_that_stays_goes_and_comes_back_with_everything() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    let apart = records(&tab.image());
    join(&tab, ada, bob);
    let one = records(&tab.image());
    let deleted = block_on(tab.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    assert_eq!((records(&tab.image()).len(), found(&tab, "").len()), (0, 0));
    agrees(&device, &tab);
    block_on(tab.undo(deleted)).unwrap();
    assert_eq!(records(&tab.image()), one);

    block_on(tab.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    block_on(tab.compact(&Rush)).unwrap();
    let tab = device.open();
    block_on(tab.restore(Kind::Customer, &[ada], "Ada")).unwrap();
    assert_eq!(records(&tab.image()), one);
    assert_eq!(sums(&tab, ada), (2, 1_700, 1));
    block_on(tab.unmerge(bob, &Rush)).unwrap();
    assert_eq!(records(&tab.image()), apart);
    agrees(&device, &tab);
}

#[test]
fn an_edit_of_the_one_that_stays_does_not_end_the_merge() {
    let device = Device::new(1);
    let tab = device.open();
    let [ada, bob, cleo] = three(&tab);
    join(&tab, bob, cleo);
    join(&tab, ada, bob);
    // A form that knows nothing of merging saves the one in the middle.
    block_on(tab.save(Some(bob), customer("Bob M."), "")).unwrap();
    assert_eq!((tab.image().resolve(bob), tab.image().resolve(cleo)), (ada, ada));
    assert_eq!(found(&tab, ""), [ada]);
    agrees(&device, &tab);
}

#[test]
fn a_merge_that_came_without_its_history_is_taken_back_all_the_same() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = two(&tab);
    let apart = records(&tab.image());
    let mut row = tab.image().tables.customers.find(bob).cloned().unwrap();
    let stamp = Stamp { millis: NOW + 5, counter: 0, device: DeviceId(99) };
    let into = Some(ada.to_string().into());
    row.write(&Path::field("merged_into"), into, stamp).unwrap();
    third_party(&tab, Rows { customers: [row].into(), ..Rows::default() });
    assert_eq!((sums(&tab, ada), found(&tab, "")), ((2, 1_700, 1), vec![ada]));
    agrees(&device, &tab);
    block_on(tab.unmerge(bob, &Rush)).unwrap();
    assert_eq!(records(&tab.image()), apart);
    agrees(&device, &tab);
}

#[test]
fn taking_the_same_merge_back_that_was_made_on_two_devices_leaves_both_whole() {
    let (here, there) = (Device::new(1), Device::new(2));
    there.clock.advance(1_000);
    let (mine, theirs) = (here.open(), there.open());
    let (ada, bob) = two(&mine);
    send(&mine, &theirs);
    let apart = records(&mine.image());
    join(&mine, ada, bob);
    join(&theirs, bob, ada);
    swap(&mine, &theirs);
    assert_eq!((mine.conflicts(), theirs.conflicts()), (Vec::new(), Vec::new()));
    block_on(mine.unmerge(bob, &Rush)).unwrap();
    assert_eq!(records(&mine.image()), apart);
    swap(&mine, &theirs);
    assert_eq!(state(&mine.image()), state(&theirs.image()));
    assert_eq!(records(&theirs.image()), apart);
}

#[test]
fn one_number_in_two_spellings_is_each_ones_own_again_after_unmerging() {
    let device = Device::new(1);
    let tab = device.open();
    let mut ada = customer("Ada");
    ada.phones.insert("07700 900001".into(), "mobile".into());
    ada.emails.insert("Ada@Example.org".into(), String::new());
    let mut bob = customer("Ada L.");
    bob.phones.insert("+44 7700 900001".into(), "office".into());
    bob.emails.insert("ada@example.org".into(), "work".into());
    let ada = block_on(tab.save(None, ada, "")).unwrap().id;
    let bob = block_on(tab.save(None, bob, "")).unwrap().id;
    let apart = records(&tab.image());

    let mut wanted = tab.image().tables.customers.get(ada).cloned().unwrap();
    wanted.phones = [("+44 7700 900001".to_owned(), "mobile, office".to_owned())].into();
    wanted.emails = [("Ada@Example.org".to_owned(), "work".to_owned())].into();
    block_on(tab.merge_customers(ada, bob, &wanted)).unwrap();
    let stays = tab.image().tables.customers.get(ada).cloned().unwrap();
    assert_eq!((&stays.phones, &stays.emails), (&wanted.phones, &wanted.emails));
    assert_eq!(found(&tab, "7700 900001"), [ada]);
    agrees(&device, &tab);

    block_on(tab.compact(&Rush)).unwrap();
    let tab = device.open();
    block_on(tab.unmerge(bob, &Rush)).unwrap();
    assert_eq!(records(&tab.image()), apart);
    agrees(&device, &tab);
}
