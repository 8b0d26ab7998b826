//! What is drawn of scores, against slow computations.

use std::num::NonZeroU32;

use crate::made_up::{CUSTOMERS, configs, rows};
use crate::naive::Row;
use analytics::OrderColumns;
use analytics::rfm::{
    Axis, Histogram, Ranked, RfmConfig, Scoring, SegmentIndex, Transitions, measure, scatter,
    tenths,
};
use proptest::prelude::*;

struct Columns(Vec<u32>, Vec<i32>, Vec<i64>);

impl Columns {
    fn of(rows: &[Row]) -> Self {
        let customer = rows.iter().map(|row| row.0).collect();
        let day = rows.iter().map(|row| row.1).collect();
        Self(customer, day, rows.iter().map(|row| row.2).collect())
    }

    fn orders(&self) -> OrderColumns<'_> {
        OrderColumns::new(&self.0, &self.1, &self.2).unwrap()
    }
}

fn ranked(rows: &[Row], config: &RfmConfig) -> Ranked {
    let columns = Columns::of(rows);
    Ranked::new(measure(&columns.orders(), CUSTOMERS as usize, config).unwrap())
}

proptest! {
    #[test]
    fn every_customer_is_in_the_bar_of_their_figure(
        rows in rows(), config in configs(), most in 3..30_usize,
    ) {
        let ranked = ranked(&rows, &config);
        for axis in Axis::ALL {
            let figures: Vec<i64> = (0..CUSTOMERS)
                .filter_map(|customer| ranked.measures().get(customer))
                .map(|figures| match axis {
                    Axis::Recency => figures.recency.into(),
                    Axis::Frequency => figures.frequency.into(),
                    Axis::Monetary => figures.monetary,
                })
                .collect();
            let bars = Histogram::of(&ranked, axis, most).bars;
            prop_assert!(bars.len() <= most, "{bars:?}");
            for bar in &bars {
                let from = bar.from.unwrap_or(i64::MIN);
                let here = figures.iter().filter(|&&f| f >= from && bar.to.is_none_or(|to| f <= to));
                prop_assert_eq!(bar.customers, here.count());
            }
            prop_assert_eq!(bars.iter().map(|bar| bar.customers).sum::<usize>(), figures.len());
            for pair in bars.windows(2) {
                prop_assert_eq!(pair[0].to.map(|to| to + 1), pair[1].from);
            }
        }
    }

    #[test]
    fn tenths_are_cut_from_the_sorted_customers(rows in rows(), config in configs()) {
        let ranked = ranked(&rows, &config);
        let measures = ranked.measures();
        let scored = (0..CUSTOMERS).filter(|&customer| measures.get(customer).is_some());
        let mut revenue: Vec<i64> = scored.map(|customer| measures.revenue(customer)).collect();
        revenue.sort_unstable();
        revenue.reverse();
        let (n, total) = (revenue.len(), revenue.iter().sum::<i64>());
        let tenths = tenths(measures);
        for (place, tenth) in tenths.iter().enumerate() {
            let own = revenue.iter().enumerate().filter(|(rank, _)| {
                (n * place / 10..n * (place + 1) / 10).contains(rank)
            });
            prop_assert_eq!(tenth.customers, own.clone().count());
            prop_assert_eq!(tenth.revenue, own.map(|(_, amount)| amount).sum::<i64>());
            if total > 0 {
                prop_assert_eq!(tenth.share, tenth.revenue as f64 / total as f64);
            }
        }
        prop_assert_eq!(tenths.iter().map(|tenth| tenth.revenue).sum::<i64>(), total);
    }

    #[test]
    fn everybody_who_counts_goes_from_one_segment_to_one(
        rows in rows(), earlier in -40..0_i32, left_out in 0..CUSTOMERS,
    ) {
        let at = |day| ranked(&rows, &RfmConfig::new(day)).table(&Scoring::default(), NonZeroU32::MIN);
        let (before, after) = (at(earlier), at(0));
        let counts = |customer| customer != left_out;
        let transitions = Transitions::between(&before, &after, counts);
        let places = || (0..10).map(SegmentIndex::at).chain([None]);
        let mut met = vec![left_out];
        for (from, row) in places().zip(transitions.rows()) {
            prop_assert_eq!(row.0, from);
            for (to, &cell) in places().zip(row.1) {
                let members = Transitions::members(&before, &after, from, to, counts);
                prop_assert_eq!(transitions.customers(from, to), members.len());
                prop_assert_eq!(cell, members.len());
                for &customer in &members {
                    let then = before.scores[customer as usize].map(|score| score.segment);
                    let now = after.scores[customer as usize].map(|score| score.segment);
                    prop_assert_eq!((then, now), (from, to));
                }
                met.extend(members);
            }
        }
        met.sort_unstable();
        prop_assert_eq!(met, (0..CUSTOMERS).collect::<Vec<u32>>());
    }

    #[test]
    fn points_are_different_customers_and_each_segment_keeps_its_part(
        rows in rows(), config in configs(), most in 0..50_usize,
    ) {
        let ranked = ranked(&rows, &config);
        let table = ranked.table(&Scoring::default(), NonZeroU32::MIN);
        let points = scatter(&ranked, &table, most);
        let scored = table.scores.iter().flatten().count();
        prop_assert_eq!(points.len(), scored.min(most));
        let mut customers: Vec<u32> = points.iter().map(|point| point.customer).collect();
        customers.sort_unstable();
        customers.dedup();
        prop_assert_eq!(customers.len(), points.len());
        for point in &points {
            prop_assert_eq!(table.scores[point.customer as usize], Some(point.score));
            prop_assert_eq!(ranked.measures().get(point.customer), Some(point.measure));
        }
        for segment in &table.segments {
            let drawn = points.iter().filter(|point| point.score.segment == segment.segment).count();
            let part = segment.share * points.len() as f64;
            prop_assert!((drawn as f64 - part).abs() < 1.0, "{drawn} of {part}");
        }
    }
}

#[test]
fn a_customer_of_neither_table_is_not_made_up() {
    let at = |customers| {
        let orders = OrderColumns::new(&[], &[], &[]).unwrap();
        let ranked = Ranked::new(measure(&orders, customers, &RfmConfig::new(0)).unwrap());
        ranked.table(&Scoring::default(), NonZeroU32::MIN)
    };
    // The later table has a customer more, who counts as unscored before.
    let transitions = Transitions::between(&at(2), &at(3), |_| true);
    assert_eq!(transitions.customers(None, None), 3);
}
