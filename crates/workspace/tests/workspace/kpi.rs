//! Figures over time of the open workspace.

use std::num::NonZeroU32;
use std::rc::Rc;

use analytics::kpi::{Figures, Period, Periods, Step};
use analytics::rfm::Scoring;
use model::{Day, Id, Kind};
use pollster::block_on;
use proptest::prelude::*;

use crate::common::ops::{Done, op, perform};
use crate::common::{Device, customer, day, order, usd};

fn period(first: &str, last: &str) -> Period {
    Period::new(day(first).number(), day(last).number()).unwrap()
}

fn months(first: &str, last: &str) -> Periods {
    Periods::across(period(first, last), Step::Month).unwrap()
}

const YEAR: NonZeroU32 = NonZeroU32::new(365).unwrap();

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn asking_after_every_change_is_as_good_as_asking_once(
        ops in prop::collection::vec(op(), 1..40),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        // The days on which these tests order.
        let year = Period::new(20_006 - 400, 20_006).unwrap();
        let periods = Periods::across(year, Step::Month).unwrap();
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
            let fresh = device.open();
            let (image, anew) = (tab.image(), fresh.image());
            prop_assert_eq!(image.kpi(&periods, YEAR), anew.kpi(&periods, YEAR));
            prop_assert_eq!(image.cohorts(year), anew.cohorts(year));
            prop_assert_eq!(image.segment_revenue(year), anew.segment_revenue(year));
            prop_assert_eq!(image.order_days(), anew.order_days());
        }
    }
}

#[test]
fn figures_follow_orders_and_customers_and_are_kept_while_they_hold() {
    let device = Device::new(1);
    let tab = device.open();
    let add = |name: &str| block_on(tab.save(None, customer(name), "")).unwrap().id;
    let (ada, bob) = (add("Ada"), add("Bob"));
    let buy = |who: Id, on: &str, cents: i64| {
        block_on(tab.save(None, order(who, on, usd(cents)), "")).unwrap();
    };
    assert_eq!(tab.image().order_days(), None);
    buy(ada, "2025-01-10", 500);
    buy(ada, "2025-02-10", 700);
    buy(bob, "2025-02-28", 900);
    assert_eq!(tab.image().order_days(), Some(period("2025-01-10", "2025-02-28")));

    let asked = months("2025-01-01", "2025-02-28");
    let ask = || tab.image().kpi(&asked, YEAR).unwrap();
    let first = ask();
    let count = |figures: &Figures| (figures.start, figures.end, figures.new, figures.revenue);
    assert_eq!(first.iter().map(count).collect::<Vec<_>>(), [(0, 1, 1, 500), (1, 2, 1, 1_600)]);
    add("Eve");
    let again = ask();
    assert!(!Rc::ptr_eq(&first, &again), "there is a customer more");
    assert!(Rc::ptr_eq(&again, &ask()), "nothing has changed");

    let gone = block_on(tab.delete(Kind::Customer, &[bob], "")).unwrap();
    assert_eq!(count(&ask()[1]), (1, 1, 0, 700));
    block_on(tab.undo(gone)).unwrap();
    assert_eq!(count(&ask()[1]), (1, 2, 1, 1_600));
}

#[test]
fn revenue_is_that_of_the_segments_at_the_end_of_the_period() {
    let device = Device::new(1);
    let tab = device.open();
    for n in 1..=6 {
        let id = block_on(tab.save(None, customer(&format!("c{n}")), "")).unwrap().id;
        for month in 1..=n {
            let on = format!("2025-0{month}-1{n}");
            block_on(tab.save(None, order(id, &on, usd(n * 100)), "")).unwrap();
        }
        // Takes them to another segment, but later.
        block_on(tab.save(None, order(id, "2025-11-01", usd(7)), "")).unwrap();
    }
    let refunded = block_on(tab.save(None, customer("refunds only"), "")).unwrap().id;
    block_on(tab.save(None, order(refunded, "2025-06-20", usd(-50)), "")).unwrap();

    let june = period("2025-06-01", "2025-06-30");
    let image = tab.image();
    let answer = image.segment_revenue(june).unwrap();
    let rfm = image.rfm(&Scoring::default(), Day::from_number(june.last()).unwrap()).unwrap();
    let mut expected = 0;
    for slot in 0..7 {
        let segment = rfm.segment(slot).cloned();
        let (_, revenue) = answer.segments.iter().find(|(name, _)| *name == segment).unwrap();
        match slot {
            // The one customer with an order in June.
            5 => assert_eq!((revenue.orders, revenue.revenue), (1, 600)),
            6 => assert_eq!((segment, revenue.revenue), (None, -50)),
            _ => expected += i64::from(rfm.segment(slot) == rfm.segment(5)),
        }
    }
    assert_eq!(expected, 0, "the segment of who bought in June is theirs alone");
    let total: i64 = answer.segments.iter().map(|(_, revenue)| revenue.revenue).sum();
    assert_eq!(total, 550);
    assert_eq!(image.kpi(&months("2025-06-01", "2025-06-30"), YEAR).unwrap()[0].revenue, total);
}

#[test]
fn cohorts_are_those_of_the_first_order() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    for on in ["2025-03-05", "2025-01-20"] {
        block_on(tab.save(None, order(ada, on, usd(100)), "")).unwrap();
    }
    let table = tab.image().cohorts(period("2025-01-01", "2025-03-31")).unwrap();
    let [cohort] = &table.cohorts[..] else { panic!("one cohort: {:?}", table.cohorts) };
    assert_eq!((cohort.first, cohort.customers), (day("2025-01-01").number(), 1));
    assert_eq!(cohort.cells.iter().map(|cell| cell.active).collect::<Vec<_>>(), [1, 0, 1]);
}
