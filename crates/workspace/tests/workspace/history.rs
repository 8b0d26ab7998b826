//! What was done, read back, and taken back at any later time.

use std::fmt::Write;

use model::{Customer, Edit, Id, Kind, Path, Settings, Summary};
use pollster::block_on;
use workspace::history::{HistoryFilter, Page};
use workspace::{CommandError, Rush};

use crate::common::lists::import_customers;
use crate::common::peers::{Tab, city, edit, entries, move_to, pair, send};
use crate::common::state::{records, state};
use crate::common::{Device, NOW, customer, order, usd};

const DAY: u64 = 86_400_000;

fn page(tab: &Tab, filter: &HistoryFilter, before: Option<u64>, limit: usize) -> Page {
    block_on(tab.history(filter, before, limit, &Rush)).unwrap()
}

fn positions(page: &Page) -> Vec<u64> {
    page.entries.iter().map(|entry| entry.position).collect()
}

fn found(tab: &Tab, filter: HistoryFilter) -> Vec<u64> {
    positions(&page(tab, &filter, None, 100))
}

fn revert(tab: &Tab, position: u64) -> Result<Id, CommandError> {
    let entry = block_on(tab.entry(position)).unwrap().unwrap();
    block_on(tab.revert(&entry.set, &Rush))
}

fn save(tab: &Tab, name: &str) -> Id {
    block_on(tab.save(None, customer(name), name)).unwrap().id
}

#[test]
fn pages_come_newest_first_and_say_where_to_read_on() {
    let tab = Device::new(1).open();
    for name in ["a", "b", "c", "d", "e"] {
        save(&tab, name);
    }
    let all = HistoryFilter::default();
    let first = page(&tab, &all, None, 2);
    assert_eq!((positions(&first), first.next), (vec![5, 4], Some(4)));
    let second = page(&tab, &all, first.next, 2);
    assert_eq!((positions(&second), second.next), (vec![3, 2], Some(2)));
    let third = page(&tab, &all, second.next, 2);
    assert_eq!((positions(&third), third.next), (vec![1], None));
    let label = |page: &Page| page.entries[0].set.summary.clone();
    assert_eq!(label(&third), Summary::Created { kind: Kind::Customer, label: "a".into() });
    assert_eq!(block_on(tab.entry(6)).unwrap(), None);
    assert_eq!(block_on(tab.entry(0)).unwrap(), None);
}

#[test]
fn a_long_history_is_read_to_its_beginning_without_gap_or_repetition() {
    let tab = Device::new(1).open();
    let (ada, bob) = (save(&tab, "Ada"), save(&tab, "Bob"));
    for n in 0..398 {
        move_to(&tab, if n == 5 { bob } else { ada }, &format!("city {n}"));
    }
    let all = HistoryFilter::default();
    let newest = page(&tab, &all, None, 250);
    assert_eq!(positions(&newest), (151..=400).rev().collect::<Vec<u64>>());
    let rest = page(&tab, &all, newest.next, 250);
    assert_eq!(positions(&rest), (1..=150).rev().collect::<Vec<u64>>());
    assert_eq!(rest.next, None);
    // What is far between is found in the pages between, too.
    let record = Some((Kind::Customer, bob));
    assert_eq!(found(&tab, HistoryFilter { record, ..all }), [8, 2]);
}

#[test]
fn filters_pick_by_record_kind_person_device_and_day_and_a_peers_deed_is_told_once() {
    let (here, there) = (Device::new(1), Device::new(2));
    let (tab, peer) = (here.open(), there.open());
    tab.set_actor("Mei");
    let ada = block_on(tab.save(None, Customer { city: "London".into(), ..customer("Ada") }, ""));
    let ada = ada.unwrap().id;
    block_on(tab.save(None, order(ada, "2026-01-01", usd(5)), "")).unwrap();
    here.clock.advance(DAY);
    there.clock.advance(DAY);
    tab.set_actor("Bo");
    move_to(&tab, ada, "Paris");
    block_on(tab.save_settings(Settings { name: "South".into(), ..Settings::default() })).unwrap();
    send(&tab, &peer);
    peer.set_actor("Zoe");
    move_to(&peer, ada, "Rome");
    let ((records, changes), received) = send(&peer, &tab);
    assert_eq!((records, changes, received.changes), (1, 1, 1));

    let all = HistoryFilter::default;
    let record = |kind, id| HistoryFilter { record: Some((kind, id)), ..all() };
    assert_eq!(found(&tab, record(Kind::Customer, ada)), [6, 3, 1], "not the receipt again");
    assert_eq!(found(&tab, record(Kind::Order, ada)), [0; 0]);
    let kind = |kind| HistoryFilter { kind: Some(kind), ..all() };
    assert_eq!(found(&tab, kind(Kind::Order)), [2]);
    assert_eq!(found(&tab, kind(Kind::Settings)), [4]);
    assert_eq!(found(&tab, kind(Kind::Customer)), [6, 5, 3, 1]);
    let actor = |name: &str| HistoryFilter { actor: Some(name.into()), ..all() };
    assert_eq!(found(&tab, actor("Mei")), [2, 1]);
    assert_eq!(found(&tab, actor("Bo")), [5, 4, 3]);
    assert_eq!(found(&tab, actor("Zoe")), [6]);
    assert_eq!(found(&tab, actor("")), [0; 0]);
    let device = |tab: &Tab| HistoryFilter { device: Some(tab.device()), ..all() };
    assert_eq!(found(&tab, device(&tab)), [5, 4, 3, 2, 1]);
    assert_eq!(found(&tab, device(&peer)), [6]);
    let (from, to) = (Some(NOW + DAY), Some(NOW + DAY));
    assert_eq!(found(&tab, HistoryFilter { from, ..all() }), [6, 5, 4, 3]);
    assert_eq!(found(&tab, HistoryFilter { to, ..all() }), [2, 1]);

    let told = block_on(tab.entry(6)).unwrap().unwrap().set;
    assert_eq!((told.actor.as_str(), told.device, told.seq), ("Zoe", peer.device(), Some(6)));
    let step = Edit::Set {
        kind: Kind::Customer,
        id: ada,
        path: Path::field("city"),
        before: Some("Paris".into()),
        after: Some("Rome".into()),
    };
    assert_eq!(told.edits, [step]);
    // The same from what is stored.
    assert_eq!(found(&here.open(), record(Kind::Customer, ada)), [6, 3, 1]);
}

#[test]
fn taking_back_an_old_change_leaves_what_came_later_alone() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, "Ada");
    edit(&tab, ada, |record| {
        (record.name, record.city) = ("Ada L.".into(), "Paris".into());
    });
    move_to(&tab, ada, "Rome");
    revert(&tab, 2).unwrap();
    let wanted = Customer { city: "Rome".into(), ..customer("Ada") };
    assert_eq!(tab.image().tables.customers.get(ada), Some(&wanted));

    let before = device.store.contents();
    assert_eq!(revert(&tab, 2), Err(CommandError::NothingToUndo), "nothing of it stands");
    assert_eq!(device.store.contents(), before);
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn a_change_of_a_peer_is_taken_back_here_and_travels() {
    let (_here, there, mine, theirs, ada) = pair();
    move_to(&theirs, ada, "Rome");
    send(&theirs, &mine);
    let newest = found(&mine, HistoryFilter::default())[0];
    revert(&mine, newest).unwrap();
    assert_eq!(city(&mine, ada), "London");
    let (sent, received) = send(&mine, &theirs);
    assert_eq!((sent, received.conflicts), ((1, 1), Vec::new()));
    assert_eq!(city(&theirs, ada), "London");
    assert_eq!(city(&there.open(), ada), "London");
}

#[test]
fn going_to_and_fro_three_hundred_times_keeps_the_line_short_and_reopens() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, "Ada");
    move_to(&tab, ada, "Paris");
    let edited = Summary::Edited { kind: Kind::Customer, label: String::new() };
    let undone = Summary::Undone { what: Box::new(edited) };
    let redone = Summary::Undone { what: Box::new(undone.clone()) };
    for _ in 0..150 {
        let set = block_on(tab.undo(tab.last_undoable().unwrap().id)).unwrap();
        assert_eq!(tab.undoable(set).unwrap().summary, undone);
        assert_eq!(city(&tab, ada), "");
        let set = block_on(tab.undo(tab.last_redoable().unwrap().id)).unwrap();
        assert_eq!(tab.undoable(set).unwrap().summary, redone);
        assert_eq!(city(&tab, ada), "Paris");
        assert_eq!(tab.last_redoable(), None);
    }
    let journal = device.store.contents().journal;
    assert_eq!(journal.len(), 302);
    let sizes: Vec<usize> = journal.values().skip(2).map(Vec::len).collect();
    assert!(sizes.iter().all(|size| *size < 400), "{sizes:?}");
    assert_eq!(state(&device.open().image()), state(&tab.image()));
    block_on(tab.compact(&Rush)).unwrap();
    assert_eq!(state(&device.open().image()), state(&tab.image()));
    assert_eq!(found(&device.open(), HistoryFilter::default()).len(), 100);
}

#[test]
fn undo_and_redo_walk_the_same_way_back_and_forth() {
    let tab = Device::new(1).open();
    let ada = save(&tab, "Ada");
    for place in ["Paris", "Rome", "Oslo"] {
        move_to(&tab, ada, place);
    }
    let undo = || {
        block_on(tab.undo(tab.last_undoable().unwrap().id)).unwrap();
        city(&tab, ada)
    };
    let redo = || {
        block_on(tab.undo(tab.last_redoable().unwrap().id)).unwrap();
        city(&tab, ada)
    };
    assert_eq!([undo(), undo(), undo()], ["Rome", "Paris", ""]);
    assert_eq!([redo(), redo()], ["Paris", "Rome"]);
    assert_eq!([undo(), redo(), redo()], ["Paris", "Rome", "Oslo"]);
    assert_eq!(tab.last_redoable(), None);
}

#[test]
fn something_new_after_an_undo_leaves_nothing_to_redo() {
    let tab = Device::new(1).open();
    let ada = save(&tab, "Ada");
    let paris = move_to(&tab, ada, "Paris");
    let undone = block_on(tab.undo(paris)).unwrap();
    assert_eq!(tab.last_redoable().map(|set| set.id), Some(undone));
    let rome = move_to(&tab, ada, "Rome");
    assert_eq!(tab.last_redoable(), None);
    assert_eq!(tab.last_undoable().map(|set| set.id), Some(rome));
}

#[test]
fn what_a_peer_merely_says_it_knows_is_nothing_to_undo_and_keeps_redo() {
    let (here, _there, mine, theirs, ada) = pair();
    let paris = move_to(&mine, ada, "Paris");
    let undone = block_on(mine.undo(paris)).unwrap();
    let undoable = mine.last_undoable().map(|set| set.id);
    send(&mine, &theirs);
    let before = entries(&here);
    let (sent, received) = send(&theirs, &mine);
    assert_eq!((sent, received.merged.set), ((0, 0), None));
    assert_eq!(entries(&here), before + 1, "it is noted");
    assert_eq!(mine.last_redoable().map(|set| set.id), Some(undone));
    assert_eq!(mine.last_undoable().map(|set| set.id), undoable);
}

#[test]
fn a_change_of_which_nothing_stands_does_not_bar_the_way_to_those_before() {
    let device = Device::new(1);
    let (tab, other) = (device.open(), device.open());
    let ada = save(&tab, "Ada");
    let tagged = edit(&tab, ada, |record| {
        record.tags.insert("vip".into(), true);
    });
    let paris = move_to(&tab, ada, "Paris");
    block_on(other.catch_up()).unwrap();
    move_to(&other, ada, "Rome");
    block_on(tab.catch_up()).unwrap();
    assert_eq!(block_on(tab.undo(paris)), Err(CommandError::NothingToUndo));
    assert_eq!(tab.last_undoable().map(|set| set.id), Some(tagged));
    block_on(tab.undo(tagged)).unwrap();
    let wanted = Customer { city: "Rome".into(), ..customer("Ada") };
    assert_eq!(tab.image().tables.customers.get(ada), Some(&wanted));
}

const MANY: usize = 2_500;

/// A list of many customers, each in `city` and with a tag.
fn list(city: &str) -> String {
    let mut text = "code,name,city,tags\n".to_owned();
    for n in 0..MANY {
        writeln!(text, "K{n},customer {n},{city} {n},from {city}").unwrap();
    }
    text
}

/// Somebody who is on the list and somebody who is not.
fn two_known(tab: &Tab) -> Id {
    let known = Customer { code: "K7".into(), city: "Paris".into(), ..customer("Known") };
    let known = block_on(tab.save(None, known, "")).unwrap().id;
    let other = save(tab, "Other");
    block_on(tab.save(None, order(known, "2026-01-01", usd(500)), "")).unwrap();
    block_on(tab.save(None, order(other, "2026-01-02", usd(700)), "")).unwrap();
    known
}

#[test]
fn undoing_two_large_imports_in_order_ends_where_it_began() {
    let device = Device::new(1);
    let tab = device.open();
    let known = two_known(&tab);
    let start = records(&tab.image());
    assert_eq!(start.len(), 4);

    let first = import_customers(&tab, &list("Bonn"));
    assert_eq!((first.customers, first.updated), (MANY - 1, 1));
    let between = records(&tab.image());
    let second = import_customers(&tab, &list("Cork"));
    assert_eq!((second.customers, second.updated), (0, MANY));
    assert_eq!(city(&tab, known), "Cork 7");
    block_on(tab.compact(&Rush)).unwrap();

    block_on(tab.undo(second.set.unwrap())).unwrap();
    assert_eq!(records(&tab.image()), between);
    block_on(tab.undo(first.set.unwrap())).unwrap();
    assert_eq!(records(&tab.image()), start);
    let kept = state(&tab.image());
    assert_eq!(state(&device.open().image()), kept);
    block_on(tab.compact(&Rush)).unwrap();
    assert_eq!(records(&tab.image()), start);
    assert_eq!(state(&device.open().image()), kept);
}

#[test]
fn a_freshly_opened_tab_takes_large_imports_back_from_the_history() {
    let device = Device::new(1);
    let start = {
        let tab = device.open();
        two_known(&tab);
        let start = records(&tab.image());
        import_customers(&tab, &list("Bonn"));
        import_customers(&tab, &list("Cork"));
        block_on(tab.compact(&Rush)).unwrap();
        start
    };
    let tab = device.open();
    assert_eq!(tab.last_undoable(), None);
    let newest = page(&tab, &HistoryFilter::default(), None, 2).entries;
    for entry in newest {
        block_on(tab.revert(&entry.set, &Rush)).unwrap();
    }
    assert_eq!(records(&tab.image()), start);
    assert_eq!(records(&device.open().image()), start);
    block_on(tab.compact(&Rush)).unwrap();
    assert_eq!(records(&device.open().image()), start);
}

#[test]
fn large_imports_of_a_peer_are_taken_back_elsewhere() {
    let (tab, peer) = (Device::new(1).open(), Device::new(2).open());
    two_known(&tab);
    let start = records(&tab.image());
    import_customers(&tab, &list("Bonn"));
    import_customers(&tab, &list("Cork"));
    let ((sent, changes), _) = send(&tab, &peer);
    assert_eq!((sent, changes), (MANY + 3, 6));
    assert_eq!(records(&peer.image()), records(&tab.image()));
    for entry in page(&peer, &HistoryFilter::default(), None, 2).entries {
        assert!(matches!(entry.set.summary, Summary::Imported { .. }));
        block_on(peer.revert(&entry.set, &Rush)).unwrap();
    }
    assert_eq!(records(&peer.image()), start);
    assert_eq!(send(&peer, &tab).0, (MANY, 2));
    assert_eq!(state(&tab.image()), state(&peer.image()));
}

#[test]
fn what_another_tab_has_just_done_is_history_once_it_is_heard_of() {
    let device = Device::new(1);
    let (tab, other) = (device.open(), device.open());
    save(&tab, "Ada");
    save(&other, "Bob");
    assert_eq!(found(&tab, HistoryFilter::default()), [1]);
    assert_eq!(block_on(tab.entry(2)).unwrap(), None, "its records are not here yet");
    block_on(tab.catch_up()).unwrap();
    assert_eq!(found(&tab, HistoryFilter::default()), [2, 1]);
    assert_eq!(block_on(tab.entry(2)).unwrap().unwrap().position, 2);
}
