//! Settings that were taken back, and what is set after that.

use std::collections::BTreeMap;

use model::{Currency, Id, Kind, Settings};
use pollster::block_on;
use serde::{Deserialize, Serialize};
use workspace::Definition;
use workspace::commands::Saved;

use crate::common::Device;
use crate::common::peers::{Tab, send};
use crate::common::state::state;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Plan(u32);

impl Definition for Plan {
    const AREA: &'static str = "plan";
}

fn settings(tab: &Tab) -> Settings {
    tab.image().settings().clone()
}

/// Settings of every sort, also of a newer version.
fn old() -> Settings {
    Settings {
        name: "Old".into(),
        base_currency: Some(Currency::EUR),
        rates: [("USD".to_owned(), "2".parse().unwrap())].into(),
        definitions: [("plan/old".to_owned(), "1".to_owned())].into(),
        extra: [("novel".to_owned(), 7.into())].into_iter().collect(),
        ..Settings::default()
    }
}

/// The ways settings are gone: what made them was undone; or they were put into the trash, as
/// undoing that did once.
const GONE: [fn(&Tab, Id) -> Id; 2] = [
    |tab, made| block_on(tab.undo(made)).unwrap(),
    |tab, _| block_on(tab.delete(Kind::Settings, &[Settings::ID], "")).unwrap(),
];

type Change = fn(&Tab) -> Saved;

/// A change of a setting and one of a definition, and how settings read when there is nothing
/// else.
const CHANGES: [(Change, fn() -> Settings); 2] = [
    (
        |tab| {
            let rate = "3".parse().unwrap();
            let change = |it: &mut Settings| it.rates = [("CNY".to_owned(), rate)].into();
            block_on(tab.change_settings(change)).unwrap()
        },
        || Settings {
            rates: [("CNY".to_owned(), "3".parse().unwrap())].into(),
            ..Settings::default()
        },
    ),
    (
        |tab| block_on(tab.define("new", Some(&Plan(2)))).unwrap(),
        || Settings {
            definitions: [("plan/new".to_owned(), "2".to_owned())].into(),
            ..Settings::default()
        },
    ),
];

#[test]
fn what_was_taken_back_does_not_come_back_with_the_next_change_here_or_elsewhere() {
    for gone in GONE {
        for (change, wanted) in CHANGES {
            for heard_between in [false, true] {
                let (here, there) = (Device::new(1), Device::new(2));
                let (mine, theirs) = (here.open(), there.open());
                let made = block_on(mine.save_settings(old())).unwrap().set.unwrap();
                assert_eq!(settings(&mine), old());
                send(&mine, &theirs);
                assert_eq!(settings(&theirs), old());
                gone(&mine, made);
                assert_eq!(settings(&mine), Settings::default());
                if heard_between {
                    send(&mine, &theirs);
                    assert_eq!(settings(&theirs), Settings::default());
                }

                let agree = |wanted: &Settings| {
                    send(&mine, &theirs);
                    for tab in [&mine, &theirs, &here.open(), &there.open()] {
                        assert_eq!(settings(tab), *wanted);
                        assert_eq!(tab.conflicts(), []);
                    }
                    assert_eq!(state(&mine.image()), state(&theirs.image()));
                };
                let changed = change(&mine).set.unwrap();
                assert!(mine.image().tables.settings.get(Settings::ID).is_some());
                agree(&wanted());
                let undone = block_on(mine.undo(changed)).unwrap();
                agree(&Settings::default());
                block_on(mine.undo(undone)).unwrap();
                agree(&wanted());
                // And what the other device adds does not bring it back either.
                block_on(theirs.define("theirs", Some(&Plan(3)))).unwrap();
                send(&theirs, &mine);
                let mut both = wanted();
                both.definitions.insert("plan/theirs".into(), "3".into());
                assert_eq!((settings(&mine), settings(&theirs)), (both.clone(), both));
            }
        }
    }
}

#[test]
fn a_value_that_was_taken_back_and_is_set_anew_counts_from_then_on() {
    for gone in GONE {
        let (here, there) = (Device::new(1), Device::new(2));
        let (mine, theirs) = (here.open(), there.open());
        let made = block_on(mine.save_settings(old())).unwrap().set.unwrap();
        send(&mine, &theirs);
        gone(&mine, made);
        // The other device has not heard of that.
        there.clock.advance(10);
        block_on(theirs.change_settings(|it| it.name = "Meanwhile".into())).unwrap();
        here.clock.advance(20);
        let again = block_on(mine.change_settings(|it| it.name = "Old".into())).unwrap();
        let wanted = Settings { name: "Old".into(), ..Settings::default() };
        assert_eq!(settings(&mine), wanted);
        send(&theirs, &mine);
        send(&mine, &theirs);
        assert_eq!((settings(&mine), settings(&theirs)), (wanted.clone(), wanted));
        block_on(mine.undo(again.set.unwrap())).unwrap();
        assert_eq!(settings(&mine), Settings::default(), "the name of then was taken back too");
    }
}

#[test]
fn taking_back_what_made_the_settings_takes_back_nothing_set_since() {
    let device = Device::new(1);
    let tab = device.open();
    let made = block_on(tab.change_settings(|it| it.name = "South".into())).unwrap();
    block_on(tab.define("a", Some(&Plan(1)))).unwrap();
    let undone = block_on(tab.undo(made.set.unwrap())).unwrap();
    let plan = Settings {
        definitions: BTreeMap::from([("plan/a".to_owned(), "1".to_owned())]),
        ..Settings::default()
    };
    assert_eq!(settings(&tab), plan);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(settings(&tab), Settings { name: "South".into(), ..plan });
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn a_change_that_changes_nothing_leaves_the_trash_alone() {
    let device = Device::new(1);
    let tab = device.open();
    let nothing = |tab: &Tab| {
        let before = device.store.contents();
        assert_eq!(block_on(tab.define::<Plan>("old", None)).unwrap().set, None);
        assert_eq!(block_on(tab.save_settings(Settings::default())).unwrap().set, None);
        assert_eq!(device.store.contents(), before);
    };
    nothing(&tab);
    block_on(tab.save_settings(old())).unwrap();
    block_on(tab.delete(Kind::Settings, &[Settings::ID], "")).unwrap();
    nothing(&tab);
    assert_eq!(settings(&tab), Settings::default());
}
