//! What is seen of customers, against a slow reading of their orders.

use std::collections::{BTreeMap, BTreeSet};

use analytics::OrderColumns;
use analytics::ltv::{Fit, History, HistoryError, ModelKind, Quality, TimeUnit, fit, histories};
use proptest::prelude::*;

use crate::data::{CALIBRATION, LAST, Orders};
use crate::published::weekly;

fn slow(rows: &[(u32, i32, i64)], customer: u32, last: i32) -> Option<History> {
    let own = rows.iter().filter(|row| row.0 == customer && row.1 <= last && row.2 >= 0);
    let mut days: BTreeMap<i32, i64> = BTreeMap::new();
    own.for_each(|(_, day, amount)| *days.entry(*day).or_default() += amount);
    let (first_day, last_day) = (*days.first_key_value()?.0, *days.last_key_value()?.0);
    days.remove(&first_day);
    let repeat_spend = days.values().sum();
    Some(History { first_day, last_day, repeats: days.len() as u32, repeat_spend })
}

proptest! {
    #[test]
    fn histories_are_those_of_the_slow_reading(
        rows in prop::collection::vec((0..4_u32, 0..12_i32, -50..200_i64), 0..40),
        last in -1..13_i32,
    ) {
        let orders = Orders::of(&rows);
        let found = histories(&orders.columns(), 5, last).unwrap();
        let expected: Vec<_> = (0..5).map(|customer| slow(&rows, customer, last)).collect();
        prop_assert_eq!(&found, &expected);
        let own = |customer| rows.iter().filter(move |row| row.0 == customer).map(|row| (row.1, row.2));
        let one_by_one: Vec<_> = (0..5).map(|customer| History::of(own(customer), last).unwrap()).collect();
        prop_assert_eq!(one_by_one, expected);
    }
}

#[test]
fn rows_that_cannot_be_read_are_refused() {
    let orders = OrderColumns::new(&[0, 7], &[1, 2], &[3, 4]).unwrap();
    let refused = histories(&orders, 2, 9).unwrap_err();
    assert_eq!(refused, HistoryError::UnknownCustomer { row: 1, customer: 7, customers: 2 });
    let orders = OrderColumns::new(&[0; 3], &[1, 2, 3], &[0, i64::MAX, 1]).unwrap();
    assert_eq!(histories(&orders, 1, 9).unwrap_err(), HistoryError::AmountsTooLarge);
}

#[test]
fn times_are_in_the_unit_asked_for() {
    let history = History { first_day: 10, last_day: 24, repeats: 2, repeat_spend: 301 };
    let seen = history.seen(45, TimeUnit::Week);
    assert_eq!((seen.repeats, seen.recency, seen.age), (2, 2.0, 5.0));
    assert_eq!(history.seen(45, TimeUnit::Day).age, 35.0);
    assert_eq!(history.mean_spend(), Some(150.5));
    assert_eq!(History { repeats: 0, ..history }.mean_spend(), None);
}

fn sample_fit(orders: &Orders) -> Fit {
    fit(&orders.histories(CALIBRATION), &weekly(ModelKind::BgNbd), &mut |_| {}).unwrap()
}

#[test]
fn quality_counts_what_was() {
    let orders = Orders::sample();
    let fit = sample_fit(&orders);
    let quality = Quality::of(&fit, &orders.columns(), orders.customers, LAST).unwrap();
    let days: BTreeSet<(u32, i32)> =
        orders.customer.iter().copied().zip(orders.day.iter().copied()).collect();
    let known = days.iter().filter(|(_, day)| *day <= CALIBRATION).count();
    assert_eq!(quality.known.actual, (known - orders.customers) as f64);
    assert_eq!(quality.held_out.actual, (days.len() - known) as f64);
    let tracked = quality.tracking.last().unwrap();
    assert_eq!((quality.tracking.len(), tracked.day), (78, LAST));
    assert_eq!(tracked.repeats.actual, (days.len() - orders.customers) as f64);
    assert_eq!(quality.histogram.iter().map(|bar| bar.actual).sum::<f64>(), 2_357.0);
    assert!((quality.histogram.iter().map(|bar| bar.expected).sum::<f64>() - 2_357.0).abs() < 1e-6);
    assert_eq!(quality.histogram[0].actual, 1_411.0);
    let mean = quality.by_repeats.iter().map(|row| f64::from(row.customers) * row.mean.actual);
    assert!((mean.sum::<f64>() - quality.held_out.actual).abs() < 1e-6);
}

/// Fader, Hardie and Lee (2005) report the BG/NBD within 2 % of actual repeats at week 39 and 4 %
/// below at week 78.
#[test]
fn quality_is_that_of_the_paper() {
    let orders = Orders::sample();
    let fit = sample_fit(&orders);
    let quality = Quality::of(&fit, &orders.columns(), orders.customers, LAST).unwrap();
    let end = quality.tracking.last().unwrap().repeats;
    assert!((quality.known.expected / quality.known.actual - 1.0).abs() < 0.02);
    assert!((end.expected / end.actual - 0.96).abs() < 0.01);
}

#[test]
fn nobody_has_a_quality_of_nothing() {
    let fit = sample_fit(&Orders::sample());
    let orders = Orders::of(&[(0, LAST + 5, 100)]);
    let quality = Quality::of(&fit, &orders.columns(), 1, LAST).unwrap();
    assert_eq!((quality.known.actual, quality.tracking.len()), (0.0, 0));
}
