//! Devices that exchange bundles: what is written for whom, and what is made of it.

use model::{Customer, DeviceId, Edit, Id, Kind, Path, Row, Rows, Stamp};
use pollster::block_on;
use workspace::commands::MergeReport;
use workspace::history::HistoryFilter;
use workspace::sync::{Received, Scope};
use workspace::{CommandError, Rush};

use crate::common::peers::{
    Tab, city, entries, move_to, pair, read, receive, send, swap, third_party, write,
};
use crate::common::state::{rows, state};
use crate::common::{Device, NOW, customer, order, usd};

fn save(tab: &Tab, name: &str) -> Id {
    block_on(tab.save(None, customer(name), name)).unwrap().id
}

fn history(tab: &Tab) -> Vec<(DeviceId, Option<u64>)> {
    let page = block_on(tab.history(&HistoryFilter::default(), None, 100, &Rush)).unwrap();
    page.entries.into_iter().map(|entry| (entry.set.device, entry.set.seq)).collect()
}

/// Received, in numbers: records new, changed and known, and change sets.
fn counts(received: &Received) -> (usize, usize, usize, usize) {
    let MergeReport { created, changed, known, .. } = received.merged;
    (created, changed, known, received.changes)
}

fn knows(tab: &Tab) -> Vec<(DeviceId, u64)> {
    tab.seen().iter().collect()
}

#[test]
fn only_what_the_peer_lacks_is_written() {
    let (here, there) = (Device::new(1).open(), Device::new(2).open());
    let (ada, bob) = (save(&here, "Ada"), save(&here, "Bob"));
    block_on(here.save(None, order(ada, "2026-01-01", usd(500)), "")).unwrap();
    let (sent, received) = send(&here, &there);
    assert_eq!((sent, counts(&received)), ((3, 3), (3, 0, 0, 3)), "nothing is known of it yet");
    assert_eq!(received.from, Some(here.device()));
    assert_eq!(send(&there, &here).0, (0, 0));

    move_to(&here, ada, "Paris");
    move_to(&here, ada, "Rome");
    let (sent, received) = send(&here, &there);
    assert_eq!((sent, counts(&received)), ((1, 2), (0, 1, 0, 2)), "a record changed twice");
    assert_eq!(city(&there, ada), "Rome");

    block_on(there.delete(Kind::Customer, &[bob], "Bob")).unwrap();
    save(&there, "Cleo");
    let (sent, received) = send(&there, &here);
    assert_eq!((sent, counts(&received)), ((2, 2), (1, 1, 0, 2)));
    assert_eq!(send(&here, &there).0, (0, 0));
    assert_eq!(write(&here, &Scope::Everything).0, (4, 7));
    assert_eq!(state(&here.image()), state(&there.image()));
}

#[test]
fn a_file_read_twice_writes_nothing_and_one_read_late_changes_nothing() {
    let (_here, there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    let (_, early) = write(&mine, &Scope::For(theirs.device()));
    move_to(&mine, ada, "Rome");
    let (_, late) = write(&mine, &Scope::For(theirs.device()));
    assert_eq!(counts(&receive(&theirs, &late)), (0, 1, 0, 2));
    let before = there.store.contents();
    assert_eq!(counts(&receive(&theirs, &late)), (0, 0, 1, 0));
    assert_eq!(there.store.contents(), before);

    let (kept, seen) = (state(&theirs.image()), knows(&theirs));
    let received = receive(&theirs, &early);
    assert_eq!((counts(&received), received.merged.set), ((0, 0, 1, 0), None));
    assert_eq!((state(&theirs.image()), knows(&theirs)), (kept, seen));
    assert_eq!(theirs.conflicts(), []);
}

#[test]
fn a_change_that_comes_by_two_ways_is_told_once() {
    let [first, second, third] = [1, 2, 3].map(|n| Device::new(n).open());
    let ada = save(&first, "Ada");
    send(&first, &second);
    move_to(&second, ada, "Rome");
    let (_, straight) = write(&first, &Scope::Everything);
    let (sent, received) = send(&second, &third);
    assert_eq!((sent, counts(&received)), ((1, 2), (1, 0, 0, 2)), "the relay passes on both");
    assert_eq!(counts(&receive(&third, &straight)), (0, 0, 1, 0));
    let (one, two) = ((first.device(), Some(1)), (second.device(), Some(3)));
    // Newest first; what only says who knows what counts as ours.
    let told: Vec<_> = history(&third).into_iter().filter(|(_, seq)| seq.is_some()).collect();
    assert_eq!(told, [two, one]);
    assert_eq!(city(&third, ada), "Rome");

    let sent = write(&third, &Scope::For(first.device())).0;
    assert_eq!(sent, (1, 1), "the first lacks what the second did");
    swap(&first, &third);
    assert_eq!(state(&first.image()), state(&third.image()));
}

#[test]
fn a_file_that_builds_on_another_is_refused_without_it() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    let (sent, bytes) = write(&mine, &Scope::For(theirs.device()));
    assert_eq!(sent, (1, 1));
    let device = Device::new(3);
    let stranger = device.open();
    save(&stranger, "Zed");
    let before = (device.store.contents(), state(&stranger.image()));
    let refused = block_on(stranger.receive(read(&bytes), "peer.json", &Rush));
    assert_eq!(refused, Err(CommandError::Gap));
    assert_eq!((device.store.contents(), state(&stranger.image())), before);
    assert_eq!(stranger.peers(), []);

    let (_, whole) = write(&mine, &Scope::Everything);
    assert_eq!(counts(&receive(&stranger, &whole)), (1, 0, 0, 2));
    assert_eq!(counts(&receive(&stranger, &bytes)), (0, 0, 1, 0), "now it builds on what is here");
}

#[test]
fn ones_own_file_coming_back_tells_nothing() {
    let (here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    let before = (here.store.contents(), knows(&mine), mine.peers());
    for scope in [Scope::Everything, Scope::For(theirs.device())] {
        let (_, bytes) = write(&mine, &scope);
        let received = receive(&mine, &bytes);
        assert_eq!((counts(&received), received.conflicts), ((0, 0, 1, 0), Vec::new()));
    }
    assert_eq!((here.store.contents(), knows(&mine), mine.peers()), before);
}

#[test]
fn a_fresh_profile_gets_the_records_and_their_history() {
    let here = Device::new(1).open();
    here.set_actor("Mei");
    let ada = save(&here, "Ada");
    block_on(here.save(None, order(ada, "2026-01-01", usd(500)), "")).unwrap();
    move_to(&here, ada, "Paris");
    block_on(here.compact(&Rush)).unwrap();

    let device = Device::new(2);
    let fresh = device.open();
    receive(&fresh, &write(&here, &Scope::Everything).1);
    assert_eq!(rows(&fresh.image()), rows(&here.image()));
    let mine = |seq| (here.device(), Some(seq));
    assert_eq!(history(&fresh), [mine(3), mine(2), mine(1), (fresh.device(), None)]);
    let record = Some((Kind::Customer, ada));
    let filter = HistoryFilter { record, ..HistoryFilter::default() };
    let page = block_on(fresh.history(&filter, None, 10, &Rush)).unwrap();
    let who: Vec<_> = page.entries.iter().map(|entry| entry.set.actor.as_str()).collect();
    assert_eq!(who, ["Mei", "Mei"]);

    block_on(fresh.revert(&page.entries[0].set, &Rush)).unwrap();
    assert_eq!(city(&fresh, ada), "");
    block_on(fresh.revert(&page.entries[1].set, &Rush)).unwrap();
    assert_eq!(fresh.image().tables.customers.get(ada), None, "its creation is taken back, too");
    assert_eq!(send(&fresh, &here).0, (1, 2));
    assert_eq!(here.image().tables.customers.get(ada), None);
    assert_eq!(state(&device.open().image()), state(&here.image()));
}

#[test]
fn two_devices_do_not_tell_each_other_for_ever_that_they_heard() {
    let devices = [Device::new(1), Device::new(2)];
    let [here, there] = [devices[0].open(), devices[1].open()];
    let ada = save(&here, "Ada");
    send(&here, &there);
    move_to(&there, ada, "Rome");
    let mut sizes = Vec::new();
    for _ in 0..5 {
        send(&there, &here);
        send(&here, &there);
        sizes.push((entries(&devices[0]), entries(&devices[1])));
    }
    // Ours: what we did, from whom we heard, their change; then that they know we have heard.
    // Theirs: from whom they heard, our change, what they did, and that we have heard of it.
    assert_eq!(sizes, [(3, 4), (4, 4), (4, 4), (4, 4), (4, 4)]);
    for (from, to) in [(&here, &there), (&there, &here)] {
        assert_eq!(write(from, &Scope::For(to.device())).0, (0, 0));
    }
    assert_eq!(knows(&here), knows(&there));
}

#[test]
fn what_one_tab_received_the_other_tab_of_the_device_knows() {
    let (_here, there, mine, theirs, ada) = pair();
    let second = there.open();
    move_to(&theirs, ada, "Rome");
    move_to(&mine, ada, "Paris");
    send(&mine, &theirs);
    block_on(second.catch_up()).unwrap();
    assert_eq!(second.device(), theirs.device());
    assert_eq!((knows(&second), second.peers()), (knows(&theirs), theirs.peers()));
    assert_eq!(second.conflicts(), theirs.conflicts());
    assert_eq!(second.conflicts().len(), 1);
    assert_eq!(state(&second.image()), state(&theirs.image()));
    // The other one sends, and its work is numbered on.
    save(&second, "Bob");
    assert_eq!(send(&second, &mine).0, (2, 2));
    block_on(theirs.catch_up()).unwrap();
    assert_eq!(send(&mine, &theirs).0, (0, 0));
    assert_eq!(write(&theirs, &Scope::For(mine.device())).0, (0, 0));
    // And what came by the first is not taken for new by the second.
    let (_, again) = write(&mine, &Scope::Everything);
    assert_eq!(receive(&second, &again).changes, 0);
}

#[test]
fn what_is_known_of_others_outlives_compaction_and_reopening() {
    let (_here, there, mine, theirs, ada) = pair();
    move_to(&theirs, ada, "Rome");
    move_to(&mine, ada, "Paris");
    send(&mine, &theirs);
    let kept = |tab: &Tab| (knows(tab), tab.peers(), tab.conflicts());
    let before = kept(&theirs);
    assert_eq!((before.0.len(), before.1.len(), before.2.len()), (2, 1, 1));
    assert_eq!(kept(&there.open()), before, "from the journal");
    block_on(theirs.compact(&Rush)).unwrap();
    assert_eq!(kept(&theirs), before);
    let opened = there.open();
    assert_eq!(kept(&opened), before, "from beside the journal");
    assert_eq!(write(&opened, &Scope::For(mine.device())).0, (1, 1));
    save(&opened, "Bob");
    assert_eq!(send(&opened, &mine).0, (2, 2));
    assert_eq!(state(&mine.image()), state(&opened.image()));
}

fn stamp(millis: u64) -> Stamp {
    Stamp { millis: NOW + millis, counter: 0, device: DeviceId(99) }
}

fn one_row(row: Row<Customer>) -> Rows {
    Rows { customers: [row].into(), ..Rows::default() }
}

#[test]
fn a_file_of_another_program_taken_in_on_one_device_travels_on() {
    let (_here, _there, mine, theirs, ada) = pair();
    let third = Device::new(3).open();
    let mut row = mine.image().tables.customers.find(ada).cloned().unwrap();
    row.write(&Path::field("city"), Some("Oslo".into()), stamp(5_000)).unwrap();
    let shop = Row::created(Id::from_bytes([200; 16]), stamp(0), customer("Shop"));
    let rows = Rows { customers: [row, shop].into(), ..Rows::default() };
    let received = third_party(&mine, rows.clone());
    assert_eq!((counts(&received), received.from), ((1, 1, 0, 0), None));
    assert_eq!(counts(&third_party(&mine, rows)), (0, 0, 2, 0));

    assert_eq!(send(&mine, &theirs).0, (2, 1));
    let (sent, received) = send(&theirs, &third);
    assert_eq!((sent, counts(&received)), ((2, 2), (2, 0, 0, 2)));
    assert_eq!(city(&third, ada), "Oslo");
    assert_eq!(state(&third.image()), state(&mine.image()));
}

#[test]
fn a_deletion_that_came_in_a_file_is_undone_by_undo() {
    let (here, _there, mine, theirs, ada) = pair();
    let mut row = mine.image().tables.customers.find(ada).cloned().unwrap();
    row.marks.delete(stamp(5_000));
    let set = third_party(&mine, one_row(row)).merged.set.unwrap();
    let edits = &mine.undoable(set).unwrap().edits;
    assert_eq!(*edits, [Edit::Removed { kind: Kind::Customer, ids: vec![ada] }]);
    assert_eq!(mine.image().tables.customers.get(ada), None);
    block_on(mine.undo(set)).unwrap();
    assert_eq!(city(&mine, ada), "London");
    assert!(mine.image().tables.customers.get(ada).is_some());
    assert_eq!(state(&here.open().image()), state(&mine.image()));

    // The same from a peer, and back to it.
    send(&mine, &theirs);
    block_on(theirs.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    let set = send(&theirs, &mine).1.merged.set.unwrap();
    assert_eq!(mine.image().tables.customers.get(ada), None);
    block_on(mine.undo(set)).unwrap();
    assert_eq!(send(&mine, &theirs).0, (1, 1));
    assert!(theirs.image().tables.customers.get(ada).is_some());
}

#[test]
fn a_record_that_came_back_in_a_file_goes_again_by_undo() {
    let (here, _there, mine, _theirs, ada) = pair();
    block_on(mine.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    let mut row = mine.image().tables.customers.find(ada).cloned().unwrap();
    row.write(&Path::field("city"), Some("Oslo".into()), stamp(5_000)).unwrap();
    let set = third_party(&mine, one_row(row)).merged.set.unwrap();
    assert_eq!(mine.image().tables.customers.len(), 1);
    let undone = block_on(mine.undo(set)).unwrap();
    assert_eq!(mine.image().tables.customers.len(), 0, "the value goes back and the record goes");
    assert_eq!(city(&mine, ada), "London");
    assert_eq!(state(&here.open().image()), state(&mine.image()));
    block_on(mine.undo(undone)).unwrap();
    assert_eq!(city(&mine, ada), "Oslo");
    assert_eq!(mine.image().tables.customers.len(), 1);
}

#[test]
fn a_change_of_nothing_but_stamps_travels() {
    let (here, _there, mine, theirs, ada) = pair();
    let path = Path::field("city");
    let mut row = mine.image().tables.customers.find(ada).cloned().unwrap();
    row.write(&path, Some("London".into()), stamp(5_000)).unwrap();
    let set = third_party(&mine, one_row(row)).merged.set.unwrap();
    let entry = block_on(mine.history(&HistoryFilter::default(), None, 1, &Rush)).unwrap();
    assert_eq!(entry.entries[0].set.id, set);
    let touched = Edit::Touched { kind: Kind::Customer, ids: vec![ada] };
    assert_eq!(entry.entries[0].set.edits, [touched]);
    assert!(mine.last_undoable().is_some_and(|last| last.id != set), "nothing to take back");

    assert_eq!(send(&mine, &theirs).0, (1, 1));
    let written = |tab: &Tab| tab.image().tables.customers.find(ada).unwrap().marks.stamp_of(&path);
    assert_eq!((written(&mine), written(&theirs)), (stamp(5_000), stamp(5_000)));
    assert_eq!(written(&here.open()), stamp(5_000));
    assert_eq!(rows(&mine.image()), rows(&theirs.image()));
}

#[test]
fn three_devices_in_a_ring_end_alike() {
    let devices = [1, 2, 3].map(Device::new);
    let tabs = devices.each_ref().map(Device::open);
    let ids: Vec<Id> = ["Ada", "Bob", "Cleo"].iter().zip(&tabs).map(|(n, t)| save(t, n)).collect();
    for round in 0..2 {
        for (n, id) in ids.iter().enumerate() {
            send(&tabs[n], &tabs[(n + 1) % 3]);
            if round == 1 {
                move_to(&tabs[n], *id, "Rome");
            }
        }
    }
    for _ in 0..2 {
        for n in 0..3 {
            send(&tabs[n], &tabs[(n + 1) % 3]);
        }
    }
    for tab in &tabs {
        assert_eq!(state(&tab.image()), state(&tabs[0].image()));
        assert_eq!(knows(tab).len(), 3);
        assert_eq!(write(tab, &Scope::Everything).0, (3, 6), "three made, three moved");
    }
}

#[test]
fn long_texts_changed_on_many_records_at_once_travel() {
    let [here, there] = [1, 2].map(|n| Device::new(n).open());
    let rows = |text: &str, millis| {
        let row = |n: u8| {
            let mut row =
                Row::created(Id::from_bytes([n; 16]), stamp(0), customer(&format!("c{n}")));
            let notes = Some(text.repeat(20_000).into());
            row.write(&Path::field("notes"), notes, stamp(millis)).unwrap();
            row
        };
        Rows { customers: (1..=200).map(row).collect(), ..Rows::default() }
    };
    assert_eq!(counts(&third_party(&here, rows("a", 1))), (200, 0, 0, 0));
    assert_eq!(counts(&third_party(&here, rows("\u{1}", 2))), (0, 200, 0, 0));
    let (sent, received) = send(&here, &there);
    assert_eq!((sent, counts(&received)), ((200, 2), (200, 0, 0, 2)));
    let newest = block_on(there.history(&HistoryFilter::default(), None, 1, &Rush)).unwrap();
    assert_eq!(newest.entries[0].set.edits.len(), 200);
    block_on(there.revert(&newest.entries[0].set, &Rush)).unwrap();
    let image = there.image();
    let notes = |n| image.tables.customers.get(Id::from_bytes([n; 16])).unwrap().notes.clone();
    assert_eq!([notes(1), notes(200)], ["a".repeat(20_000), "a".repeat(20_000)]);
}
