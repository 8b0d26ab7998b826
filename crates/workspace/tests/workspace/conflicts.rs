//! What two people changed without knowing of each other.

use model::{Conflict, Customer, Id, Kind, Path, Settings, Summary};
use pollster::block_on;
use workspace::Rush;
use workspace::sync::Scope;

use crate::common::peers::{Tab, city, edit, entries, move_to, pair, receive, send, swap, write};
use crate::common::state::state;
use crate::common::{Device, customer, order, usd};

/// A conflict without its stamp, where that says nothing new.
#[derive(Debug, PartialEq)]
struct Told {
    id: Id,
    path: Option<&'static str>,
    before: Option<&'static str>,
    mine: Option<&'static str>,
    theirs: Option<&'static str>,
    took_theirs: bool,
    actor: &'static str,
}

fn says(conflict: &Conflict, told: &Told) {
    let value = |text: Option<&str>| text.map(model::Value::from);
    assert_eq!(conflict.id, told.id);
    assert_eq!(conflict.path, told.path.map(Path::field));
    assert_eq!(conflict.before, value(told.before), "before");
    assert_eq!(conflict.mine, value(told.mine), "mine");
    assert_eq!(conflict.theirs, value(told.theirs), "theirs");
    assert_eq!(conflict.took_theirs, told.took_theirs);
    assert_eq!(conflict.actor, told.actor);
}

fn only(tab: &Tab) -> Conflict {
    let mut conflicts = tab.conflicts();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    conflicts.remove(0)
}

/// Mei says Paris and Bo, later, Rome.
fn apart() -> (Device, Device, Tab, Tab, Id) {
    let (here, there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Rome");
    swap(&mine, &theirs);
    (here, there, mine, theirs, ada)
}

fn agree(one: &Tab, other: &Tab) {
    swap(one, other);
    assert_eq!(state(&one.image()), state(&other.image()));
}

#[test]
fn a_field_changed_apart_is_one_conflict_on_each_side() {
    let (_here, _there, mine, theirs, ada) = apart();
    let told = Told {
        id: ada,
        path: Some("city"),
        before: Some("London"),
        mine: Some("Paris"),
        theirs: Some("Rome"),
        took_theirs: true,
        actor: "Bo",
    };
    says(&only(&mine), &told);
    assert_eq!(only(&mine).device, theirs.device());
    let (on, by) = (Some("Rome"), Some("Paris"));
    says(&only(&theirs), &Told { mine: on, theirs: by, took_theirs: false, actor: "Mei", ..told });
    assert_eq!(only(&theirs).device, mine.device());
    assert_eq!((city(&mine, ada), city(&theirs, ada)), ("Rome".into(), "Rome".into()));
    assert_eq!(state(&mine.image()), state(&theirs.image()));
}

#[test]
fn of_several_changes_the_first_before_and_the_last_person_count() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Oslo");
    theirs.set_actor("Zoe");
    move_to(&theirs, ada, "Rome");
    swap(&mine, &theirs);
    let told = Told {
        id: ada,
        path: Some("city"),
        before: Some("London"),
        mine: Some("Paris"),
        theirs: Some("Rome"),
        took_theirs: true,
        actor: "Zoe",
    };
    says(&only(&mine), &told);
}

#[test]
fn the_same_value_is_no_conflict() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Rome");
    move_to(&theirs, ada, "Rome");
    let (at_mine, at_theirs) = swap(&mine, &theirs);
    assert_eq!((at_mine.conflicts, at_theirs.conflicts), (Vec::new(), Vec::new()));
    assert_eq!((mine.conflicts(), theirs.conflicts()), (Vec::new(), Vec::new()));
}

#[test]
fn whoever_knew_of_the_others_change_is_not_in_conflict_with_it() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    send(&mine, &theirs);
    move_to(&theirs, ada, "Rome");
    assert_eq!(send(&theirs, &mine).1.conflicts, []);
    assert_eq!((mine.conflicts(), theirs.conflicts()), (Vec::new(), Vec::new()));
    assert_eq!(city(&mine, ada), "Rome");
}

#[test]
fn of_two_that_write_one_after_the_other_the_reader_of_the_first_file_has_the_conflict() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Rome");
    assert_eq!(send(&mine, &theirs).1.conflicts.len(), 1);
    let told = Told {
        id: ada,
        path: Some("city"),
        before: Some("London"),
        mine: Some("Rome"),
        theirs: Some("Paris"),
        took_theirs: false,
        actor: "Mei",
    };
    says(&only(&theirs), &told);
}

#[test]
fn tags_and_fields_changed_apart_are_no_conflict() {
    let (_here, _there, mine, theirs, ada) = pair();
    edit(&mine, ada, |record| {
        record.tags.insert("vip".into(), true);
        record.name = "Ada L.".into();
    });
    edit(&theirs, ada, |record| {
        record.tags.insert("press".into(), true);
        record.city = "Rome".into();
    });
    swap(&mine, &theirs);
    assert_eq!((mine.conflicts(), theirs.conflicts()), (Vec::new(), Vec::new()));
    for tab in [&mine, &theirs] {
        let image = tab.image();
        let record = image.tables.customers.get(ada).unwrap();
        assert_eq!(record.tags.keys().collect::<Vec<_>>(), ["press", "vip"]);
        assert_eq!((record.name.as_str(), record.city.as_str()), ("Ada L.", "Rome"));
    }
}

#[test]
fn a_record_deleted_here_and_edited_there_is_a_conflict_and_so_the_other_way_round() {
    for deleted_last in [false, true] {
        let (here, _there, mine, theirs, ada) = pair();
        if deleted_last {
            here.clock.advance(5_000);
        }
        block_on(mine.delete(Kind::Customer, &[ada], "Ada")).unwrap();
        move_to(&theirs, ada, "Rome");
        swap(&mine, &theirs);
        let there = Some(model::Value::from(true));
        let (ours, yours) = (only(&mine), only(&theirs));
        assert_eq!((&ours.path, &yours.path), (&None, &None));
        assert_eq!((&ours.mine, &ours.theirs), (&None, &there));
        assert_eq!((&yours.mine, &yours.theirs), (&there, &None));
        assert_eq!((ours.actor.as_str(), yours.actor.as_str()), ("Bo", "Mei"));
        assert_eq!((ours.took_theirs, yours.took_theirs), (!deleted_last, deleted_last));
        let is_there = mine.image().tables.customers.get(ada).is_some();
        assert_eq!(is_there, !deleted_last, "the later of the two holds");
        assert_eq!(state(&mine.image()), state(&theirs.image()));
        // Decided against what holds; it travels, and nothing is open any more.
        block_on(mine.decide(&ours, !ours.took_theirs, "Ada")).unwrap();
        assert_eq!(mine.image().tables.customers.get(ada).is_some(), deleted_last);
        agree(&mine, &theirs);
        assert_eq!((mine.conflicts(), theirs.conflicts()), (Vec::new(), Vec::new()));
    }
}

#[test]
fn deciding_that_a_customer_stays_brings_back_what_was_deleted_along() {
    for theirs_last in [false, true] {
        let (here, there, mine, theirs, ada) = pair();
        let sold = block_on(mine.save(None, order(ada, "2026-01-01", usd(500)), "")).unwrap().id;
        let before = block_on(mine.save(None, order(ada, "2026-01-02", usd(900)), "")).unwrap().id;
        block_on(mine.delete(Kind::Order, &[before], "")).unwrap();
        agree(&mine, &theirs);
        (if theirs_last { &there } else { &here }).clock.advance(5_000);
        block_on(mine.delete(Kind::Customer, &[ada], "Ada")).unwrap();
        move_to(&theirs, ada, "Rome");
        swap(&mine, &theirs);
        let conflict = only(&theirs);
        block_on(theirs.decide(&conflict, false, "Ada")).unwrap();
        agree(&mine, &theirs);
        for tab in [&mine, &theirs] {
            assert!(tab.image().tables.customers.get(ada).is_some());
            assert!(tab.image().tables.orders.get(sold).is_some(), "the order comes, too");
            assert!(tab.image().tables.orders.get(before).is_none(), "not what went before");
            assert_eq!(tab.image().columns.amount, [500]);
        }
        // And that it goes takes along what hangs on it.
        let conflict = Conflict { mine: None, ..conflict };
        block_on(theirs.decide(&conflict, false, "Ada")).unwrap();
        assert!(theirs.image().tables.orders.get(sold).is_none());
        block_on(theirs.restore(Kind::Customer, &[ada], "Ada")).unwrap();
        assert_eq!(theirs.image().columns.amount, [500]);
    }
}

#[test]
fn deciding_for_what_stands_closes_the_conflict_on_both_sides() {
    let (_here, _there, mine, theirs, ada) = apart();
    let set = block_on(mine.decide(&only(&mine), true, "Ada")).unwrap();
    let decided = Summary::Decided { kind: Kind::Customer, label: "Ada".into() };
    assert_eq!(mine.undoable(set).unwrap().summary, decided);
    assert_eq!((city(&mine, ada), mine.conflicts().len()), ("Rome".into(), 0));
    assert_eq!(theirs.conflicts().len(), 1);
    let (sent, received) = send(&mine, &theirs);
    // When the other one wrote last, it had not heard of Paris yet.
    assert_eq!((sent, received.changes, received.conflicts), ((1, 2), 1, Vec::new()));
    assert_eq!((city(&theirs, ada), theirs.conflicts().len()), ("Rome".into(), 0));
    agree(&mine, &theirs);
}

#[test]
fn deciding_against_what_stands_writes_the_other_value_everywhere() {
    let (_here, there, mine, theirs, ada) = apart();
    block_on(mine.decide(&only(&mine), false, "Ada")).unwrap();
    assert_eq!((city(&mine, ada), mine.conflicts().len()), ("Paris".into(), 0));
    assert_eq!(send(&mine, &theirs).1.conflicts, []);
    assert_eq!((city(&theirs, ada), theirs.conflicts().len()), ("Paris".into(), 0));
    agree(&mine, &theirs);
    assert_eq!(there.open().conflicts(), []);
}

#[test]
fn a_decision_is_undone_like_any_change() {
    let (here, _there, mine, theirs, ada) = apart();
    let set = block_on(mine.decide(&only(&mine), false, "Ada")).unwrap();
    block_on(mine.undo(set)).unwrap();
    assert_eq!(city(&mine, ada), "Rome");
    assert_eq!(mine.conflicts(), [], "somebody has looked at it");
    agree(&mine, &theirs);
    assert_eq!(city(&here.open(), ada), "Rome");
    assert_eq!(theirs.conflicts(), []);
}

#[test]
fn decisions_made_apart_are_a_conflict_again() {
    let (_here, _there, mine, theirs, ada) = apart();
    block_on(mine.decide(&only(&mine), false, "Ada")).unwrap();
    block_on(theirs.decide(&only(&theirs), false, "Ada")).unwrap();
    assert_eq!((city(&mine, ada), city(&theirs, ada)), ("Paris".into(), "Rome".into()));
    swap(&mine, &theirs);
    assert_eq!((mine.conflicts().len(), theirs.conflicts().len()), (1, 1));
    assert_eq!(state(&mine.image()), state(&theirs.image()));
}

#[test]
fn a_conflict_outlives_compaction_and_reopening_until_somebody_edits_the_value() {
    let (here, there, mine, theirs, ada) = apart();
    let open = mine.conflicts();
    block_on(mine.compact(&Rush)).unwrap();
    let opened = here.open();
    assert_eq!((mine.conflicts(), opened.conflicts()), (open.clone(), open.clone()));
    edit(&opened, ada, |record| record.name = "Ada L.".into());
    assert_eq!(opened.conflicts(), open, "another value");
    move_to(&opened, ada, "Oslo");
    assert_eq!(opened.conflicts(), []);
    block_on(opened.compact(&Rush)).unwrap();
    assert_eq!(here.open().conflicts(), []);
    send(&opened, &theirs);
    assert_eq!((theirs.conflicts(), there.open().conflicts()), (Vec::new(), Vec::new()));
}

#[test]
fn settings_made_on_two_devices_meet_field_by_field() {
    let (here, there) = (Device::new(1).open(), Device::new(2).open());
    here.set_actor("Mei");
    there.set_actor("Bo");
    let with = |name: &str, code: &str| {
        let mut settings = Settings { name: name.into(), ..Settings::default() };
        settings.rates.insert(code.into(), "2".parse().unwrap());
        settings
    };
    block_on(here.save_settings(with("South", "EUR"))).unwrap();
    block_on(there.save_settings(with("North", "CNY"))).unwrap();
    swap(&here, &there);
    for (tab, mine, theirs, actor) in
        [(&here, "South", "North", "Bo"), (&there, "North", "South", "Mei")]
    {
        let took_theirs = theirs == "North";
        let (id, path, before) = (Settings::ID, Some("name"), None);
        let (mine, theirs) = (Some(mine), Some(theirs));
        says(&only(tab), &Told { id, path, before, mine, theirs, took_theirs, actor });
        let settings = tab.image().settings().clone();
        assert_eq!(settings.name, "North");
        assert_eq!(settings.rates.keys().collect::<Vec<_>>(), ["CNY", "EUR"]);
        assert_eq!(tab.image().tables.settings.len(), 1);
    }
    assert_eq!(state(&here.image()), state(&there.image()));
}

#[test]
fn a_change_to_a_customer_merged_elsewhere_is_held_against_the_one_that_stays() {
    for theirs_last in [false, true] {
        let (here, there, mine, theirs, ada) = pair();
        let bonn = Customer { city: "Bonn".into(), ..customer("Bob") };
        let bob = block_on(mine.save(None, bonn, "Bob")).unwrap().id;
        agree(&mine, &theirs);
        (if theirs_last { &there } else { &here }).clock.advance(5_000);
        let wanted = mine.image().tables.customers.get(ada).cloned().unwrap();
        block_on(mine.merge_customers(ada, bob, &wanted)).unwrap();
        move_to(&theirs, bob, "Rome");
        swap(&mine, &theirs);
        assert_eq!(state(&mine.image()), state(&theirs.image()));
        assert_eq!(city(&mine, bob), "Rome", "kept with the one that went");
        let told = Told {
            id: ada,
            path: Some("city"),
            before: None,
            mine: Some("London"),
            theirs: Some("Rome"),
            took_theirs: false,
            actor: "Bo",
        };
        says(&only(&mine), &told);
        let (on, by) = (Some("Rome"), Some("London"));
        let other = Told { mine: on, theirs: by, took_theirs: true, actor: "Mei", ..told };
        says(&only(&theirs), &other);
        // Whoever changed it says that it holds for the one that stays.
        block_on(theirs.decide(&only(&theirs), false, "Ada")).unwrap();
        agree(&mine, &theirs);
        assert_eq!((city(&mine, ada), city(&theirs, ada)), ("Rome".into(), "Rome".into()));
        assert_eq!((mine.conflicts(), theirs.conflicts()), (Vec::new(), Vec::new()));
    }
}

#[test]
fn a_third_device_that_hears_both_through_a_relay_has_its_own_conflict_only() {
    let (_here, _there, mine, theirs, ada) = pair();
    let [relay, third, fourth] = [3, 4, 5].map(|n| Device::new(n).open());
    for tab in [&relay, &third, &fourth] {
        receive(tab, &write(&theirs, &Scope::Everything).1);
    }
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Rome");
    fourth.set_actor("Zoe");
    edit(&fourth, ada, |record| record.city = "Oslo".into());
    // The relay did nothing itself; it is where the two meet first.
    receive(&relay, &write(&mine, &Scope::Everything).1);
    let received = receive(&relay, &write(&theirs, &Scope::Everything).1);
    let told = Told {
        id: ada,
        path: Some("city"),
        before: Some("London"),
        mine: Some("Paris"),
        theirs: Some("Rome"),
        took_theirs: true,
        actor: "Bo",
    };
    assert_eq!(received.conflicts.len(), 1);
    says(&only(&relay), &told);
    let (_, both) = write(&relay, &Scope::Everything);
    assert_eq!(receive(&third, &both).conflicts, [], "it changed nothing");
    receive(&fourth, &both);
    let oslo = Told { mine: Some("Oslo"), took_theirs: true, ..told };
    says(&only(&fourth), &oslo);
    // One decision at the relay closes it wherever it is open.
    block_on(relay.decide(&only(&relay), false, "Ada")).unwrap();
    let (_, decided) = write(&relay, &Scope::Everything);
    for tab in [&mine, &theirs, &third] {
        receive(tab, &decided);
        assert_eq!((city(tab, ada), tab.conflicts().len()), ("Paris".into(), 0));
    }
}

#[test]
fn a_conflict_told_twice_is_one() {
    let (here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Rome");
    let (_, bytes) = write(&theirs, &Scope::For(mine.device()));
    receive(&mine, &bytes);
    let before = entries(&here);
    receive(&mine, &bytes);
    receive(&mine, &write(&theirs, &Scope::Everything).1);
    assert_eq!(mine.conflicts().len(), 1);
    assert_eq!(entries(&here), before);
}

#[test]
fn whoever_wrote_first_hears_of_the_conflict_when_the_answer_comes() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Rome");
    assert_eq!(send(&mine, &theirs).1.conflicts.len(), 1);
    // The answer is written by one who has heard of Paris by now; Rome was written before.
    assert_eq!(send(&theirs, &mine).1.conflicts.len(), 1);
    let told = Told {
        id: ada,
        path: Some("city"),
        before: Some("London"),
        mine: Some("Paris"),
        theirs: Some("Rome"),
        took_theirs: true,
        actor: "Bo",
    };
    says(&only(&mine), &told);
}

#[test]
fn what_somebody_decided_having_seen_both_is_no_conflict_for_the_other() {
    let (_here, _there, mine, theirs, ada) = pair();
    move_to(&mine, ada, "Paris");
    move_to(&theirs, ada, "Rome");
    send(&mine, &theirs);
    block_on(theirs.decide(&only(&theirs), false, "Ada")).unwrap();
    assert_eq!(send(&theirs, &mine).1.conflicts, []);
    assert_eq!(mine.image().tables.customers.get(ada).unwrap().city, "Rome");
}
