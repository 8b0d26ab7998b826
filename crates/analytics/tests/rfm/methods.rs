//! Every method against the slow computation, and the laws they obey.

use std::num::NonZeroU32;

use crate::made_up::{CUSTOMERS, configs, rows_about};
use crate::naive::{self, Row};
use analytics::OrderColumns;
use analytics::rfm::{
    Axis, Bins, Method, Monetary, Ranked, RfmConfig, RfmTable, Scoring, SegmentMap, Thresholds,
    default_map, mean_map, measure, r_map,
};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

/// With amounts that lose digits as floating point, and yet can be added up and scaled.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    rows_about(1 << 44)
}

fn ranked(rows: &[Row], config: &RfmConfig) -> Ranked {
    ranked_of(rows, CUSTOMERS as usize, config)
}

fn ranked_of(rows: &[Row], customers: usize, config: &RfmConfig) -> Ranked {
    let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
    let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
    Ranked::new(measure(&orders, customers, config).unwrap())
}

fn table(rows: &[Row], config: &RfmConfig, scoring: &Scoring, unit: u32) -> RfmTable {
    ranked(rows, config).table(scoring, NonZeroU32::new(unit).unwrap())
}

fn unit_free(bins: u8) -> impl Strategy<Value = Scoring> {
    (prop_oneof![Just(Method::Quantile), Just(Method::Nested), Just(Method::RPackage)], maps(bins))
        .prop_map(|(method, map)| Scoring::new(method, map).unwrap())
}

fn maps(bins: u8) -> impl Strategy<Value = SegmentMap> {
    let bins = Bins::new(bins).unwrap();
    prop_oneof![Just(default_map(bins)), Just(mean_map(bins)), Just(r_map(bins))]
}

fn with_thresholds(bins: u8) -> impl Strategy<Value = Scoring> {
    let borders = usize::from(bins) - 1;
    let recency = btree_set(prop_oneof![4 => 0..45_u32, 1 => any::<u32>()], borders);
    let frequency = btree_set(0..14_u32, borders);
    let monetary = btree_set(prop_oneof![3 => -5..20_i64, 1 => any::<i64>()], borders);
    (recency, frequency, monetary, maps(bins)).prop_map(move |(r, f, m, map)| {
        let bins = Bins::new(bins).unwrap();
        let [r, f] = [r, f].map(|borders| borders.into_iter().collect());
        let thresholds = Thresholds::new(bins, r, f, m.into_iter().collect()).unwrap();
        Scoring::new(Method::Thresholds(thresholds), map).unwrap()
    })
}

fn scorings() -> impl Strategy<Value = Scoring> {
    (2..=10_u8).prop_flat_map(|bins| prop_oneof![3 => unit_free(bins), 1 => with_thresholds(bins)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn scores_are_those_of_the_slow_computation_by_every_method(
        rows in rows(), config in configs(), scoring in scorings(), unit in 1..200_u32,
    ) {
        let bins = scoring.bins().get();
        let slow = naive::table_by(&rows, &config, bins, scoring.method(), unit.into());
        let table = table(&rows, &config, &scoring, unit);
        for (customer, score) in (0..).zip(&table.scores) {
            let scores = score.map(|score| (score.r, score.f, score.m));
            let expected = slow.scored.get(&customer).map(|c| (c.r, c.f, c.m));
            prop_assert_eq!(scores, expected, "customer {}", customer);
        }
    }

    #[test]
    fn everyone_with_an_order_is_in_range_and_in_one_segment(
        rows in rows(), config in configs(), scoring in scorings(),
    ) {
        let ranked = ranked(&rows, &config);
        let table = ranked.table(&scoring, NonZeroU32::MIN);
        let bins = scoring.bins().get();
        let mut members = vec![0; scoring.map().names().len()];
        for (customer, score) in (0..).zip(&table.scores) {
            prop_assert_eq!(score.is_some(), ranked.measures().get(customer).is_some());
            let Some(score) = score else { continue };
            for value in [score.r, score.f, score.m] {
                prop_assert!((1..=bins).contains(&value));
            }
            prop_assert_eq!(score.segment, scoring.map().segment(score.r, score.f, score.m));
            let value = table.value_score(*score);
            prop_assert!((1.0..=f64::from(bins)).contains(&value));
            members[score.segment.get()] += 1;
        }
        let counted: Vec<usize> = table.segments.iter().map(|row| row.customers).collect();
        prop_assert_eq!(&counted, &members);
        let mut of_cells = vec![0; members.len()];
        for (segment, customers) in scoring.map().cells().iter().zip(table.cells()) {
            of_cells[segment.get()] += customers;
        }
        prop_assert_eq!(of_cells, members);
    }

    #[test]
    fn row_order_changes_nothing_by_any_method(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        config in configs(), scoring in scorings(),
    ) {
        let [one, other] = [rows, shuffled].map(|rows| table(&rows, &config, &scoring, 100));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn customer_order_changes_no_score_by_any_method(
        rows in rows(), config in configs(), scoring in scorings(),
        renumbered in Just((0..CUSTOMERS).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        let moved: Vec<Row> =
            rows.iter().map(|&(c, day, amount)| (renumbered[c as usize], day, amount)).collect();
        let [before, after] = [rows, moved].map(|rows| table(&rows, &config, &scoring, 100));
        for (old, &new) in renumbered.iter().enumerate() {
            prop_assert_eq!(before.scores[old], after.scores[new as usize]);
        }
        prop_assert_eq!(before.segments, after.segments);
    }

    #[test]
    fn the_currency_unit_changes_no_score_where_nobody_names_an_amount(
        rows in rows_about(1 << 38), config in configs(),
        scoring in (2..=10_u8).prop_flat_map(unit_free), factor in 2..1_000_u32,
    ) {
        let scale = |&(customer, day, amount): &Row| (customer, day, amount * i64::from(factor));
        let scaled: Vec<Row> = rows.iter().map(scale).collect();
        let before = table(&rows, &config, &scoring, 7);
        prop_assert_eq!(before.scores, table(&scaled, &config, &scoring, 7 * factor).scores);
    }

    #[test]
    fn a_changed_customer_is_as_if_everybody_were_measured_anew(
        rows in rows(), config in configs(), scoring in scorings(),
        changes in vec((0..CUSTOMERS + 3, any::<bool>(), rows()), 1..6),
    ) {
        let mut current = rows;
        let mut kept = ranked(&current, &config);
        for (customer, alone, new) in changes {
            let own = new.into_iter().map(|row| (customer, row.1, row.2)).take(8);
            if alone {
                current.retain(|row| row.0 != customer);
            }
            current.extend(own);
            let of_customer = current.iter().filter(|row| row.0 == customer);
            kept.update(customer, of_customer.map(|row| (row.1, row.2))).unwrap();
            let customers = kept.measures().customers();
            let anew = ranked_of(&current, customers, &config);
            prop_assert_eq!(kept.table(&scoring, NonZeroU32::MIN), anew.table(&scoring, NonZeroU32::MIN));
            for customer in 0..customers as u32 {
                prop_assert_eq!(kept.measures().get(customer), anew.measures().get(customer));
            }
            for axis in Axis::ALL {
                prop_assert_eq!(
                    kept.borders(&scoring, NonZeroU32::MIN, axis),
                    anew.borders(&scoring, NonZeroU32::MIN, axis)
                );
            }
        }
    }

    /// A customer's figures are in the ranges of their scores, and those of the next score begin
    /// where one ends.
    #[test]
    fn ranges_are_those_of_the_scores(rows in rows(), scoring in scorings(), unit in 1..200_u32) {
        let unit = NonZeroU32::new(unit).unwrap();
        let ranked = ranked(&rows, &RfmConfig::new(0));
        let table = ranked.table(&scoring, unit);
        let range = |axis, score| ranked.range(&scoring, unit, axis, score);
        for (customer, score) in (0..).zip(&table.scores) {
            let Some((score, own)) = score.zip(ranked.measures().get(customer)) else { continue };
            let figures = [
                (Axis::Recency, score.r, i64::from(own.recency)),
                (Axis::Frequency, score.f, i64::from(own.frequency)),
                (Axis::Monetary, score.m, own.monetary),
            ];
            for (axis, score, figure) in figures {
                let Some((least, most)) = range(axis, score) else {
                    prop_assert_eq!(scoring.method(), &Method::Nested);
                    continue;
                };
                let inside = least.is_none_or(|least| least <= figure)
                    && most.is_none_or(|most| figure <= most);
                prop_assert!(inside, "{axis:?} {score}: {figure} in {least:?} to {most:?}");
            }
        }
        for (score, next) in scoring.bins().scores().zip(scoring.bins().scores().skip(1)) {
            for axis in Axis::ALL {
                let Some((one, other)) = range(axis, score).zip(range(axis, next)) else { continue };
                let (below, above) = if axis == Axis::Recency { (other, one) } else { (one, other) };
                let joined = below.1.zip(above.0).map(|(most, least)| most.saturating_add(1) == least);
                prop_assert!(joined.unwrap_or(table.scores.iter().flatten().next().is_none()));
            }
        }
    }

    #[test]
    fn suggested_thresholds_score_as_the_quantiles_where_they_are_apart(
        days in btree_set(-400..0_i32, 1..40), bins in 2..=10_u8,
    ) {
        // Customer n has n + 1 orders: all figures differ, so all quantiles may.
        let rows: Vec<Row> = (0..).zip(&days).flat_map(|(customer, &day)| {
            (0..=customer).map(move |order| (customer, day - order as i32, i64::from(customer) * 3))
        }).collect();
        let bins = Bins::new(bins).unwrap();
        let ranked = ranked(&rows, &RfmConfig::new(0));
        let thresholds = ranked.suggested_thresholds(bins).unwrap();
        let by = |method| {
            let scoring = Scoring::new(method, default_map(bins)).unwrap();
            ranked.table(&scoring, NonZeroU32::MIN).scores
        };
        if days.len() > usize::from(bins.get()) {
            prop_assert_eq!(by(Method::Thresholds(thresholds)), by(Method::Quantile));
        }
    }
}

#[test]
fn an_update_beyond_counting_changes_nothing() {
    let config = RfmConfig::new(100);
    let mut ranked = ranked(&[(0, 10, 500), (1, 20, 700)], &config);
    let before = ranked.table(&Scoring::default(), NonZeroU32::MIN);
    assert!(ranked.update(0, [(10, i64::MAX)]).is_err());
    assert_eq!(ranked.table(&Scoring::default(), NonZeroU32::MIN), before);
    assert!(ranked.update(0, [(10, 900)]).is_ok());
    assert_eq!(ranked.measures().revenue(0), 900);
}

/// One customer for each recency, who ordered so often and for so much.
fn hand(rows: &[(u32, usize, i64)], method: Method, bins: u8) -> Vec<(u8, u8, u8)> {
    let orders: Vec<Row> = (0..)
        .zip(rows)
        .flat_map(|(customer, &(recency, orders, amount))| {
            (0..orders).map(move |n| (customer, -(recency as i32), if n == 0 { amount } else { 0 }))
        })
        .collect();
    let scoring = Scoring::new(method, default_map(Bins::new(bins).unwrap())).unwrap();
    let table = table(&orders, &RfmConfig::new(0), &scoring, 1);
    table.scores.iter().flatten().map(|score| (score.r, score.f, score.m)).collect()
}

#[test]
fn nested_scores_compare_only_those_alike_so_far() {
    // In halves. Recency: 10 and 20 days are near, 30 and 40 far. Among the near, 1 order and
    // 9; among the far, 2 and 3: so 2 orders score less than 1 would among everybody.
    let rows = [(10, 1, 5), (20, 9, 5), (30, 2, 5), (40, 3, 5)];
    assert_eq!(hand(&rows, Method::Nested, 2), [(2, 1, 1), (2, 2, 1), (1, 1, 1), (1, 2, 1)]);
    // Of those alike in both, the amount decides.
    let rows = [(10, 1, 5), (10, 1, 8), (90, 1, 1), (90, 1, 2)];
    assert_eq!(hand(&rows, Method::Nested, 2), [(2, 1, 1), (2, 1, 2), (1, 1, 1), (1, 1, 2)]);
}

#[test]
fn a_threshold_itself_earns_the_higher_score() {
    let bins = Bins::new(3).unwrap();
    let thresholds = Thresholds::new(bins, vec![30, 90], vec![2, 5], vec![100, 1_000]).unwrap();
    let rows = [(30, 5, 1_000), (31, 4, 999), (90, 2, 100), (91, 1, 99)];
    assert_eq!(
        hand(&rows, Method::Thresholds(thresholds), 3),
        [(3, 3, 3), (2, 2, 2), (2, 2, 2), (1, 1, 1)]
    );
}

#[test]
fn a_mean_reaches_a_threshold_only_exactly() {
    let bins = Bins::new(2).unwrap();
    let thresholds = Thresholds::new(bins, vec![30], vec![2], vec![100]).unwrap();
    let scoring = Scoring::new(Method::Thresholds(thresholds), default_map(bins)).unwrap();
    let config = RfmConfig { monetary: Monetary::Mean, ..RfmConfig::new(0) };
    // 199 / 2 is shown as 100, and is not.
    let rows = [(0, 0, 99), (0, 0, 100), (1, 0, 100), (1, 0, 100)];
    let scores: Vec<u8> =
        table(&rows, &config, &scoring, 1).scores.iter().flatten().map(|s| s.m).collect();
    assert_eq!(scores, [1, 2]);
}

#[test]
fn r_adds_one_to_its_borders() {
    // Halves of 1, 2, 3, 4 orders: the quantile is 2.5, R's border 3.5, so 3 orders score 1.
    // Of 10, 20, 30, 40 days it is 25, the border 26. Of amounts 10 to 40 likewise.
    let rows = [(10, 1, 10), (20, 2, 20), (30, 3, 30), (40, 4, 40)];
    assert_eq!(hand(&rows, Method::RPackage, 2), [(2, 1, 1), (2, 1, 1), (1, 1, 2), (1, 2, 2)]);
    // 25 days are below 26, so as near as 10.
    let rows = [(10, 1, 1), (25, 1, 1), (26, 1, 1), (40, 1, 1)];
    let near: Vec<u8> = hand(&rows, Method::RPackage, 2).into_iter().map(|s| s.0).collect();
    assert_eq!(near, [2, 2, 2, 1], "quantile 25.5, border 26.5");
}
