//! Who is slipping away, why, and what people say to that.

use std::num::NonZeroU32;

use analytics::rfm::Segment;
use model::{Currency, Id, Kind};
use pollster::block_on;
use workspace::analysis::warnings::{
    Against, Heard, Reason, Said, Severity, Warned, WarningRule, WarningTest, Worth, default_rules,
};
use workspace::sample::{SampleLanguage, SampleOptions};
use workspace::{Group, MemoryStore, Rush, Slot, Workspace};

use crate::common::state::state;
use crate::common::{Device, customer, day, order, usd, visit};

type Tab = Workspace<MemoryStore>;

const TODAY: &str = "2026-11-22";

fn save(tab: &Tab, name: &str) -> (Id, Slot) {
    let id = block_on(tab.save(None, customer(name), name)).unwrap().id;
    let slot = tab.image().tables.customers.slot(id).unwrap();
    (id, slot)
}

fn buys(tab: &Tab, who: Id, on: &str, minor: i64) {
    block_on(tab.save(None, order(who, on, usd(minor)), "")).unwrap();
}

fn days(days: u32) -> NonZeroU32 {
    NonZeroU32::new(days).unwrap()
}

fn rule(test: WarningTest) -> (String, WarningRule) {
    let (severity, name) = (Severity::High, String::new());
    let (least_orders, least_revenue) = (0, 0);
    ("own".into(), WarningRule { name, on: true, severity, test, least_orders, least_revenue })
}

/// Why a rule fires for a customer.
fn reason(tab: &Tab, rule: (String, WarningRule), slot: Slot) -> Option<Reason> {
    let warnings = tab.image().warnings_by(vec![rule], day(TODAY)).unwrap();
    warnings.of(slot).map(|warned| warned.warnings[0].reason.clone())
}

/// The rules that fire for a customer and that somebody is to be told of.
fn open(tab: &Tab, slot: Slot) -> Vec<String> {
    let warnings = tab.image().warnings(day(TODAY)).unwrap();
    let open = warnings.of(slot).into_iter().flat_map(|warned| warned.open());
    open.map(|warning| warnings.rule(warning).unwrap().0.clone()).collect()
}

#[test]
fn falling_orders_and_revenue_are_told_with_the_figures() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    for on in ["2026-08-30", "2026-09-10", "2026-09-20", "2026-10-01"] {
        buys(&tab, ada, on, 1_000);
    }
    buys(&tab, ada, "2026-11-01", 1_000);
    buys(&tab, ada, "2026-11-20", 1_800);
    let orders = |share, against| rule(WarningTest::OrdersDown { share, days: days(45), against });
    let revenue =
        |share| rule(WarningTest::RevenueDown { share, days: days(45), against: Against::Before });
    // Lately from 2026-10-09, before from 2026-08-25.
    assert_eq!(reason(&tab, orders(0.3, Against::Before), slot), Some(Reason::OrdersDown(4, 2)));
    assert_eq!(
        reason(&tab, orders(0.5, Against::Before), slot),
        Some(Reason::OrdersDown(4, 2)),
        "by exactly so much"
    );
    assert_eq!(reason(&tab, orders(0.51, Against::Before), slot), None);
    assert_eq!(reason(&tab, orders(0.3, Against::YearAgo), slot), None, "nothing a year ago");
    assert_eq!(reason(&tab, revenue(0.3), slot), Some(Reason::RevenueDown(4_000, 2_800)));
    assert_eq!(reason(&tab, revenue(0.31), slot), None);
    let (id, mut picky) = revenue(0.3);
    picky.least_revenue = 6_801;
    assert_eq!(reason(&tab, (id.clone(), picky.clone()), slot), None);
    picky.least_revenue = 6_800;
    picky.least_orders = 7;
    assert_eq!(reason(&tab, (id.clone(), picky.clone()), slot), None);
    picky.least_orders = 6;
    assert!(reason(&tab, (id, picky), slot).is_some());
}

#[test]
fn silence_is_measured_against_their_own_rhythm_and_against_days() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    for on in ["2026-09-03", "2026-09-13", "2026-09-23"] {
        buys(&tab, ada, on, 1_000);
    }
    let rarer = |times| reason(&tab, rule(WarningTest::Rarer { times }), slot);
    assert_eq!(rarer(6.0), Some(Reason::Rarer(60, 10.0)));
    assert_eq!(rarer(6.01), None);
    let silent = |days| reason(&tab, rule(WarningTest::NoContact { days }), slot);
    assert_eq!(silent(3_000), Some(Reason::NoContact(None)), "never");
    block_on(tab.save(None, visit(ada, "2026-11-12T09:00:00Z", "Met"), "")).unwrap();
    assert_eq!(silent(9), Some(Reason::NoContact(Some(10))));
    assert_eq!(silent(10), None);
    // A visit that is planned is no contact yet, and hides none.
    block_on(tab.save(None, visit(ada, "2026-12-24T09:00:00Z", "Planned"), "")).unwrap();
    assert_eq!(silent(9), Some(Reason::NoContact(Some(10))));
}

#[test]
fn who_slips_from_a_good_segment_into_a_bad_one_is_told() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    for month in 1..=6 {
        buys(&tab, ada, &format!("2026-{month:02}-10"), 5_000);
    }
    for other in 0..8 {
        let (id, _) = save(&tab, &format!("Other {other}"));
        buys(&tab, id, &format!("2026-0{}-01", 1 + other % 5), 100);
        buys(&tab, id, &format!("2026-1{}-0{}", other % 2, 1 + other), 100);
    }
    let slipped = reason(&tab, rule(WarningTest::Slipped { days: days(140) }), slot);
    let Some(Reason::Slipped(from, to)) = slipped else { panic!("{slipped:?}") };
    assert_eq!((from, to), (Segment::Champions.into(), Segment::CantLose.into()));
    assert_eq!(reason(&tab, rule(WarningTest::Slipped { days: days(1) }), slot), None);
}

#[test]
fn what_was_said_holds_is_undone_and_travels() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    for on in ["2026-08-03", "2026-08-13", "2026-08-23", "2026-09-02"] {
        buys(&tab, ada, on, 1_000);
    }
    assert_eq!(open(&tab, slot), ["rarer"]);
    tab.set_actor("Grace");
    let is_member = |code: &str| {
        let image = tab.image();
        let standing = image.standing(day(TODAY)).unwrap();
        standing.members(&image, &Group::of_code(code)).contains(slot)
    };
    assert!(is_member("warning") && is_member("warning:rarer"));
    assert!(!is_member("warning:slipped"));

    let say = |heard| {
        let warnings = [(ada, "rarer".to_owned())];
        block_on(tab.hear_warnings(&warnings, heard, "Ada")).unwrap()
    };
    let seen = say(Some(Heard::Seen(day(TODAY)))).unwrap();
    assert_eq!(open(&tab, slot), [""; 0]);
    assert!(!is_member("warning"));
    let warnings = tab.image().warnings(day(TODAY)).unwrap();
    let said = Said { heard: Heard::Seen(day(TODAY)), by: "Grace".to_owned() };
    assert_eq!(warnings.of(slot).unwrap().warnings[0].heard, Some(said));
    assert_eq!(say(Some(Heard::Seen(day(TODAY)))), None, "said already");
    assert_eq!(state(&device.open().image()), state(&tab.image()), "kept");
    block_on(tab.undo(seen)).unwrap();
    assert_eq!(open(&tab, slot), ["rarer"]);

    say(Some(Heard::Until(day("2026-11-23"))));
    assert_eq!(open(&tab, slot), [""; 0]);
    say(Some(Heard::Until(day(TODAY))));
    assert_eq!(open(&tab, slot), ["rarer"]);
    say(None);
    assert_eq!(tab.image().tables.customers.get(ada).unwrap().warnings.len(), 0);

    let nobody = [(Id::from_bytes([9; 16]), "rarer".to_owned())];
    assert!(block_on(tab.hear_warnings(&nobody, None, "")).is_err());
    block_on(tab.delete(Kind::Customer, &[ada], "")).unwrap();
    assert_eq!(tab.image().warnings(day(TODAY)).unwrap().of(slot), None);
}

#[test]
fn what_is_dated_ahead_does_not_keep_a_warning_from_being_heard() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    for on in ["2026-08-03", "2026-08-13", "2026-08-23", "2026-09-02", "2026-12-24"] {
        buys(&tab, ada, on, 1_000);
    }
    block_on(tab.save(None, visit(ada, "2026-12-01T09:00:00Z", "Planned"), "")).unwrap();
    assert_eq!(open(&tab, slot), ["rarer"]);
    let warnings = [(ada, "rarer".to_owned())];
    block_on(tab.hear_warnings(&warnings, Some(Heard::Seen(day(TODAY))), "Ada")).unwrap();
    assert_eq!(open(&tab, slot), [""; 0]);
    // Nor does it hide that they were met since: what holds nevertheless is told again.
    let heard = Heard::Seen(day("2026-11-10"));
    block_on(tab.hear_warnings(&warnings, Some(heard), "Ada")).unwrap();
    assert_eq!(open(&tab, slot), [""; 0]);
    block_on(tab.save(None, visit(ada, "2026-11-15T09:00:00Z", "Met"), "")).unwrap();
    assert_eq!(open(&tab, slot), ["rarer"]);
}

#[test]
fn what_is_dated_ahead_makes_nobody_worth_a_warning() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    for on in ["2026-08-03", "2026-08-13", "2026-08-23", "2026-12-24"] {
        buys(&tab, ada, on, 1_000);
    }
    let (id, mut picky) = rule(WarningTest::Rarer { times: 2.0 });
    picky.least_orders = 3;
    picky.least_revenue = 3_000;
    assert!(reason(&tab, (id.clone(), picky.clone()), slot).is_some());
    picky.least_orders = 4;
    assert_eq!(reason(&tab, (id.clone(), picky.clone()), slot), None);
    picky.least_orders = 3;
    picky.least_revenue = 3_001;
    assert_eq!(reason(&tab, (id, picky), slot), None);
}

#[test]
fn one_customer_is_warned_of_as_everybody_is() {
    let device = Device::new(1);
    let tab = device.open();
    let today = day(TODAY);
    let sample = SampleOptions::demo(today, SampleLanguage::English, Currency::USD);
    block_on(tab.add_sample(&sample, 0, &Rush)).unwrap();
    let agree = |tab: &Tab| {
        let image = tab.image();
        let all = image.warnings(today).unwrap();
        let slots = 0..image.tables.customers.slot_count() as Slot;
        for slot in slots {
            assert_eq!(image.warnings_of(slot, today).of(slot), all.of(slot));
        }
        for (at, (id, rule)) in all.rules.iter().enumerate() {
            let fires =
                |warned: &&&Warned| warned.warnings.iter().any(|warning| warning.rule == at);
            let count = all.by_value().iter().filter(fires).count();
            assert_eq!(image.warned_by(rule, today), count, "{id}");
        }
        all.by_value().len()
    };
    let before = agree(&tab);
    assert!(before > 10, "{before}");
    // A contact takes back who is told of too long a silence, whatever was kept before.
    let late = {
        let image = tab.image();
        let all = image.warnings(today).unwrap();
        let late = all.by_value().into_iter().find(|warned| {
            warned.warnings.iter().any(|w| matches!(w.reason, Reason::BeyondCadence(..)))
        });
        let slot = late.unwrap().slot;
        (image.tables.customers.row(slot).unwrap().id, slot)
    };
    let (id, slot) = late;
    block_on(tab.save(None, visit(id, &format!("{today}T09:00:00Z"), "Met"), "")).unwrap();
    let told = tab.image().warnings_of(slot, today);
    let told = told.of(slot).map_or(Vec::new(), |warned| warned.warnings.clone());
    assert!(!told.iter().any(|w| matches!(w.reason, Reason::BeyondCadence(..))), "{told:?}");
    agree(&tab);
}

#[test]
fn rules_are_those_of_the_beginning_until_somebody_changes_them() {
    let device = Device::new(1);
    let tab = device.open();
    assert_eq!(tab.image().warning_rules(), default_rules());
    let mut rules = default_rules();
    rules[3].1.on = false;
    rules[3].1.name = "Quiet".into();
    block_on(tab.define(&rules[3].0, Some(&rules[3].1))).unwrap();
    let own = rule(WarningTest::NoContact { days: 5 });
    block_on(tab.define(&own.0, Some(&own.1))).unwrap();
    rules.push(own);
    assert_eq!(tab.image().warning_rules(), rules);
    assert_eq!(tab.image().warnings(day(TODAY)).unwrap().rules.len(), 6);
    // What a later version makes is left alone.
    let stored = r#"{"on":true,"severity":"high","test":{"when":"late_case"}}"#;
    assert!(serde_json::from_str::<WarningRule>(stored).is_err());
}

#[test]
fn the_most_valuable_come_first() {
    let device = Device::new(1);
    let tab = device.open();
    let (small, _) = save(&tab, "Small");
    let (great, first) = save(&tab, "Great");
    for (who, minor) in [(small, 100), (great, 900)] {
        for on in ["2024-01-01", "2026-08-03", "2026-08-13", "2026-08-23", "2026-09-02"] {
            buys(&tab, who, on, minor);
        }
    }
    let warnings = tab.image().warnings(day(TODAY)).unwrap();
    let order: Vec<Slot> = warnings.by_value().iter().map(|warned| warned.slot).collect();
    assert_eq!((order.len(), order[0]), (2, first));
    // The order of 2024 is not of the year that ended with the last one.
    assert_eq!(warnings.of(first).unwrap().worth, Worth::LastYear { minor: 3_600 });
}

#[test]
fn who_has_surely_left_is_worth_what_they_would_bring_if_they_stayed() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, slot) = save(&tab, "Ada");
    // Every week for a year, and then never again for two.
    for week in 0..52 {
        let on = model::Day::from_number(day("2023-11-25").number() + week * 7).unwrap();
        buys(&tab, ada, &on.to_string(), 10_000);
    }
    let fitted = crate::ltv::fitted();
    block_on(tab.define(workspace::FittedValue::ID, Some(&fitted))).unwrap();
    let image = tab.image();
    let outlook = image.ltv(day(TODAY)).unwrap().outlook(slot).unwrap();
    assert!(outlook.p_alive < 1e-6, "{outlook:?}");
    let warnings = image.warnings(day(TODAY)).unwrap();
    let Worth::IfTheyStay { minor, orders, spend, p_alive } = warnings.of(slot).unwrap().worth
    else {
        panic!("a model is fitted");
    };
    assert_eq!((orders, p_alive), (outlook.if_alive.orders, outlook.p_alive));
    // About fifteen orders a year by their 51 in three, each of about 100; discounted a little.
    assert!((10.0..25.0).contains(&orders), "{orders}");
    assert!((9_000..11_000).contains(&spend), "{spend}");
    let plain = orders * spend as f64;
    assert!((0.9 * plain..plain).contains(&(minor as f64)), "{minor} of {plain}");
}
