//! RFM of the open workspace.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use analytics::rfm::{
    Bins, Frequency, Measure, Method, Monetary, RfmScore, Scoring, Segment, SegmentName,
    Thresholds, default_map, mean_map, r_map,
};
use model::{Day, Id, Kind};
use pollster::block_on;
use proptest::prelude::*;
use workspace::{Image, Rfm};

use crate::common::ops::{Done, op, perform};
use crate::common::{Device, customer, day, order, usd};

fn on() -> Day {
    Day::from_number(20_006).unwrap()
}

fn bins(bins: u8) -> Bins {
    Bins::new(bins).unwrap()
}

/// One of each method, window and kind of figures.
fn scorings() -> [Scoring; 4] {
    let thresholds = Thresholds::new(bins(3), vec![5, 60], vec![2, 4], vec![500, 5_000]).unwrap();
    let mut nested = Scoring::new(Method::Nested, mean_map(bins(2))).unwrap();
    nested.monetary = Monetary::Mean;
    nested.frequency = Frequency::OrderDays;
    let by_hand = Method::Thresholds(thresholds);
    let mut by_hand = Scoring::new(by_hand, default_map(bins(3))).unwrap();
    by_hand.window = NonZeroU32::new(30);
    let as_r = Scoring::new(Method::RPackage, r_map(bins(5))).unwrap();
    [Scoring::default(), nested, by_hand, as_r]
}

/// Scores and the values they come from, by customer: slots differ from one opening to the next.
fn by_customer(image: &Image, rfm: &Rfm) -> BTreeMap<Id, (RfmScore, Measure)> {
    let rows = image.tables.customers.rows().enumerate();
    let scored = rows.filter_map(|(slot, row)| {
        let (score, measure) = (rfm.score(slot as u32), rfm.measures().get(slot as u32));
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
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
            let image = tab.image();
            let fresh = device.open();
            for scoring in scorings() {
                let rfm = image.rfm(&scoring, on()).unwrap();
                let anew = fresh.image().rfm(&scoring, on()).unwrap();
                prop_assert_eq!(by_customer(&image, &rfm), by_customer(&fresh.image(), &anew));
                prop_assert_eq!(rfm.unscored, anew.unscored);
                prop_assert_eq!(&rfm.table.grid, &anew.table.grid);
                prop_assert_eq!(&rfm.table.segments, &anew.table.segments);
            }
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
    let by = |scoring: &Scoring| tab.image().rfm(scoring, day("2026-01-31")).unwrap();
    let ask = || by(&Scoring::default());
    let first = ask();
    assert_eq!((first.score(5).unwrap().r, first.score(0).unwrap().r), (5, 1));
    assert!(std::rc::Rc::ptr_eq(&first, &ask()));

    let other = by(&Scoring::from_map(default_map(bins(3))));
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

#[test]
fn standing_follows_the_scoring_that_is_chosen() {
    let device = Device::new(1);
    let tab = device.open();
    let id = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    block_on(tab.save(None, order(id, "2026-01-05", usd(500)), "")).unwrap();
    let segment = || {
        let standing = tab.image().standing(day("2026-01-31")).unwrap();
        standing.rfm.segment(0).cloned()
    };
    let by_default = tab.image().scoring();
    assert_eq!((by_default, tab.image().chosen_scoring()), (Scoring::default(), String::new()));
    // The only customer scores 1 throughout, by quantile.
    assert_eq!(segment(), Some(Segment::Hibernating.into()));

    let thresholds = Thresholds::new(bins(2), vec![90], vec![1], vec![1]).unwrap();
    let method = Method::Thresholds(thresholds);
    let mut own = Scoring::new(method, default_map(bins(2))).unwrap();
    own.name = "Ours".to_owned();
    block_on(tab.define("ours", Some(&own))).unwrap();
    assert_eq!(segment(), Some(Segment::Hibernating.into()), "kept, but not chosen");
    let chosen = block_on(tab.choose_scoring("ours")).unwrap();
    assert_eq!((tab.image().scoring(), tab.image().chosen_scoring()), (own, "ours".to_owned()));
    assert_eq!(segment(), Some(SegmentName::from(Segment::Loyal)));
    assert_eq!(device.open().image().chosen_scoring(), "ours");

    block_on(tab.undo(chosen.set.unwrap())).unwrap();
    assert_eq!(segment(), Some(Segment::Hibernating.into()));
    block_on(tab.choose_scoring("ours")).unwrap();
    block_on(tab.define::<Scoring>("ours", None)).unwrap();
    assert_eq!(tab.image().chosen_scoring(), "", "what is gone is not what holds");
    assert_eq!(segment(), Some(Segment::Hibernating.into()));
    block_on(tab.choose_scoring("")).unwrap();
    assert_eq!(tab.image().scoring(), Scoring::default());
}

#[test]
fn saving_and_choosing_a_scoring_is_one_change_and_so_is_deleting_it() {
    let device = Device::new(1);
    let tab = device.open();
    let mut scoring = Scoring::from_map(default_map(bins(3)));
    scoring.name = "Thirds".to_owned();
    let (id, saved) = block_on(tab.save_scoring(None, &scoring, true)).unwrap();
    assert_eq!(
        (tab.image().scoring(), tab.image().chosen_scoring()),
        (scoring.clone(), id.clone())
    );
    block_on(tab.undo(saved.set.unwrap())).unwrap();
    assert_eq!(tab.image().definitions::<Scoring>(), []);
    assert_eq!(tab.image().scoring(), Scoring::default());

    let (id, _) = block_on(tab.save_scoring(None, &scoring, true)).unwrap();
    let mut other = scoring.clone();
    other.name = "Renamed".to_owned();
    block_on(tab.save_scoring(Some(&id), &other, false)).unwrap();
    assert_eq!(tab.image().definitions(), [(id.clone(), other.clone())]);
    let deleted = block_on(tab.delete_scoring(&id)).unwrap();
    assert_eq!(tab.image().chosen_scoring(), "");
    block_on(tab.undo(deleted.set.unwrap())).unwrap();
    assert_eq!((tab.image().scoring(), tab.image().chosen_scoring()), (other, id));
}
