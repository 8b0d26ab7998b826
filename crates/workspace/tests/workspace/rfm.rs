//! RFM of the open workspace.

use std::collections::BTreeMap;

use analytics::rfm::{Bins, Measure, RfmConfig, RfmScore};
use model::{Id, Kind};
use pollster::block_on;
use proptest::prelude::*;
use workspace::{Image, Rfm};

use crate::common::ops::{Done, op, perform};
use crate::common::{Device, customer, day, order, usd};

const DAY: i32 = 20_006;

/// Scores and the values they come from, by customer: slots differ from one opening to the next.
fn by_customer(image: &Image, rfm: &Rfm) -> BTreeMap<Id, (RfmScore, Measure)> {
    let rows = image.tables.customers.rows().enumerate();
    let scored = rows.filter_map(|(slot, row)| {
        let (score, measure) = (rfm.score(slot as u32), rfm.measures.get(slot as u32));
        assert_eq!(score.is_some(), measure.is_some());
        Some((row.id, (score?, measure?)))
    });
    scored.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn asking_after_every_change_is_as_good_as_asking_once(
        ops in prop::collection::vec(op(), 1..40),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let config = RfmConfig::new(DAY);
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
            let image = tab.image();
            let rfm = image.rfm(&config, Bins::default()).unwrap();
            let fresh = device.open();
            let anew = fresh.image().rfm(&config, Bins::default()).unwrap();
            prop_assert_eq!(by_customer(&image, &rfm), by_customer(&fresh.image(), &anew));
            prop_assert_eq!(rfm.unscored, anew.unscored);
        }
    }
}

#[test]
fn the_last_answers_are_kept_until_something_they_rest_on_changes() {
    let device = Device::new(1);
    let tab = device.open();
    let ids: Vec<Id> = (1..=6)
        .map(|n| {
            let id = block_on(tab.save(None, customer(&format!("c{n}")), "")).unwrap().id;
            let on = format!("2026-01-0{n}");
            block_on(tab.save(None, order(id, &on, usd(n * 100)), "")).unwrap();
            id
        })
        .collect();
    let config = RfmConfig::new(day("2026-01-31").number());
    let ask = || tab.image().rfm(&config, Bins::default()).unwrap();
    let first = ask();
    assert_eq!((first.score(5).unwrap().r, first.score(0).unwrap().r), (5, 1));
    assert!(std::rc::Rc::ptr_eq(&first, &ask()));

    let other = tab.image().rfm(&config, Bins::new(3).unwrap()).unwrap();
    assert_eq!(other.score(5).unwrap().r, 3);
    assert!(std::rc::Rc::ptr_eq(&first, &ask()), "another question does not push it out");

    block_on(tab.save(None, order(ids[0], "2026-01-30", usd(10_000)), "")).unwrap();
    assert_eq!(ask().score(0).map(|score| (score.r, score.m)), Some((5, 5)));
    let deleted = block_on(tab.delete(Kind::Customer, &ids[..1], "")).unwrap();
    assert_eq!(ask().score(0), None);
    assert_eq!(ask().unscored, 0);
    block_on(tab.undo(deleted)).unwrap();
    assert_eq!(ask().score(0).map(|score| (score.r, score.m)), Some((5, 5)));
    block_on(tab.save(None, customer("New"), "")).unwrap();
    assert_eq!(ask().unscored, 1);
}
