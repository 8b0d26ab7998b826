//! RFM against a slow and independent computation, and against the laws it must obey.

use crate::made_up::{CUSTOMERS, configs, days, rows, rows_about};
use crate::naive::{self, Row};
use analytics::OrderColumns;
use analytics::rfm::{
    Bins, Measures, RfmConfig, RfmTable, Segment, SegmentIndex, SegmentMap, SegmentName,
    default_map, measure, score,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn measured(rows: &[Row], config: &RfmConfig) -> Measures {
    let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
    let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
    measure(&orders, CUSTOMERS as usize, config).unwrap()
}

fn table(rows: &[Row], config: &RfmConfig, bins: u8) -> RfmTable {
    score(&measured(rows, config), &default_map(Bins::new(bins).unwrap()))
}

proptest! {
    #[test]
    fn figures_and_scores_are_those_of_the_slow_computation(
        rows in rows(), config in configs(), bins in 2..=10_u8,
    ) {
        let expected = naive::table(&rows, &config, bins);
        let measures = measured(&rows, &config);
        let scores = table(&rows, &config, bins).scores;
        for customer in 0..CUSTOMERS {
            let figures = measures.get(customer).map(|figures| {
                (figures.recency.into(), figures.frequency.into(), figures.monetary.into())
            });
            let expected = expected.scored.get(&customer);
            prop_assert_eq!(
                figures,
                expected.map(|c| (c.recency, c.frequency, c.monetary.rounded()))
            );
            let score = scores[customer as usize].map(|score| (score.r, score.f, score.m));
            prop_assert_eq!(score, expected.map(|c| (c.r, c.f, c.m)), "customer {}", customer);
        }
    }

    #[test]
    fn sums_and_medians_are_those_of_the_slow_computation(
        rows in rows(), config in configs(), bins in 2..=10_u8,
    ) {
        let expected = naive::table(&rows, &config, bins);
        let map = default_map(Bins::new(bins).unwrap());
        let table = table(&rows, &config, bins);
        let mut cells = table.grid.iter();
        for r in 1..=bins {
            for f in 1..=bins {
                let members = || expected.scored.values().filter(|c| (c.r, c.f) == (r, f));
                let cell = cells.next().unwrap();
                prop_assert_eq!((cell.r, cell.f), (r, f));
                prop_assert_eq!(cell.customers, members().count());
                prop_assert_eq!(i128::from(cell.revenue), members().map(|c| c.revenue).sum());
            }
        }
        prop_assert!(cells.next().is_none());

        for (place, row) in table.segments.iter().enumerate() {
            let segment = SegmentIndex::at(place).unwrap();
            let members =
                || expected.scored.values().filter(|c| map.segment(c.r, c.f, c.m) == segment);
            prop_assert_eq!(row.segment, segment);
            prop_assert_eq!(row.customers, members().count());
            prop_assert_eq!(i128::from(row.revenue), members().map(|c| c.revenue).sum());
            let everyone = expected.scored.len().max(1) as f64;
            prop_assert_eq!(row.share, members().count() as f64 / everyone);
            prop_assert_eq!(row.medians.is_none(), members().count() == 0);
            if let Some(medians) = row.medians {
                prop_assert_eq!(
                    (medians.recency, medians.frequency),
                    (
                        naive::median_of_whole(members().map(|c| c.recency)),
                        naive::median_of_whole(members().map(|c| c.frequency)),
                    )
                );
                prop_assert_eq!(
                    i128::from(medians.monetary),
                    naive::median(members().map(|c| c.monetary).collect()).rounded()
                );
            }
        }
        prop_assert_eq!(table.unscored.customers, CUSTOMERS as usize - expected.scored.len());
        prop_assert_eq!(i128::from(table.unscored.revenue), expected.unscored_revenue);
    }

    #[test]
    fn everyone_with_an_order_has_one_segment_and_scores_in_range(
        rows in rows(), config in configs(), bins in 2..=10_u8,
    ) {
        let map = SegmentMap::standard(Bins::new(bins).unwrap(), &Segment::ALL, |r, f, m| {
            Segment::ALL[usize::from(r * 17 + f * 7 + m) % Segment::ALL.len()]
        });
        let table = score(&measured(&rows, &config), &map);
        let mut members = [0; Segment::ALL.len()];
        for score in table.scores.iter().flatten() {
            for value in [score.r, score.f, score.m] {
                prop_assert!((1..=bins).contains(&value));
            }
            prop_assert_eq!(score.segment, map.segment(score.r, score.f, score.m));
            members[score.segment.get()] += 1;
        }
        let counted: Vec<usize> = table.segments.iter().map(|row| row.customers).collect();
        prop_assert_eq!(&counted[..], &members[..]);
        let scored = counted.iter().sum::<usize>();
        prop_assert_eq!(scored + table.unscored.customers, CUSTOMERS as usize);
        prop_assert_eq!(table.grid.iter().map(|cell| cell.customers).sum::<usize>(), scored);

        let days = config.days();
        let revenue: i64 =
            rows.iter().filter(|row| days.contains(&row.1)).map(|row| row.2).sum();
        let of_segments: i64 = table.segments.iter().map(|row| row.revenue).sum();
        prop_assert_eq!(of_segments + table.unscored.revenue, revenue);
    }

    #[test]
    fn row_order_changes_nothing(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        config in configs(),
        bins in 2..=10_u8,
    ) {
        prop_assert_eq!(table(&rows, &config, bins), table(&shuffled, &config, bins));
    }

    #[test]
    fn customer_order_changes_no_score(
        rows in rows(), config in configs(), bins in 2..=10_u8,
        renumbered in Just((0..CUSTOMERS).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        let moved: Vec<Row> =
            rows.iter().map(|&(c, day, amount)| (renumbered[c as usize], day, amount)).collect();
        let (before, after) = (table(&rows, &config, bins), table(&moved, &config, bins));
        for (old, &new) in renumbered.iter().enumerate() {
            prop_assert_eq!(before.scores[old], after.scores[new as usize]);
        }
        prop_assert_eq!(before.grid, after.grid);
        prop_assert_eq!(before.segments, after.segments);
    }

    #[test]
    fn the_currency_unit_changes_no_score(
        rows in rows_about(1 << 44), config in configs(), bins in 2..=10_u8,
        factor in prop_oneof![Just(100_i64), 2..1_000_i64],
    ) {
        let scaled: Vec<Row> =
            rows.iter().map(|&(customer, day, amount)| (customer, day, amount * factor)).collect();
        let (before, after) = (table(&rows, &config, bins), table(&scaled, &config, bins));
        prop_assert_eq!(before.scores, after.scores);
        for (before, after) in before.segments.iter().zip(&after.segments) {
            prop_assert_eq!(before.revenue * factor, after.revenue);
        }
    }

    #[test]
    fn rows_of_days_that_do_not_count_change_nothing(
        rows in rows(), config in configs(), bins in 2..=10_u8,
    ) {
        let days = config.days();
        let counted: Vec<Row> =
            rows.iter().copied().filter(|row| days.contains(&row.1)).collect();
        prop_assert_eq!(table(&rows, &config, bins), table(&counted, &config, bins));
    }

    #[test]
    fn a_refund_changes_neither_recency_nor_frequency(
        rows in rows(), config in configs(), bins in 2..=10_u8,
        refunds in vec((0..CUSTOMERS, days(), -50_000..0_i64), 1..20),
    ) {
        let refunded = [&rows[..], &refunds[..]].concat();
        let (before, after) = (measured(&rows, &config), measured(&refunded, &config));
        let counts = |measures: &Measures, customer| {
            measures.get(customer).map(|figures| (figures.recency, figures.frequency))
        };
        let days = config.days();
        for customer in 0..CUSTOMERS {
            prop_assert_eq!(counts(&before, customer), counts(&after, customer));
            let back: i64 = refunds
                .iter()
                .filter(|row| row.0 == customer && days.contains(&row.1))
                .map(|row| row.2)
                .sum();
            prop_assert_eq!(before.revenue(customer) + back, after.revenue(customer));
        }
        let rf = |table: RfmTable| -> Vec<Option<(u8, u8)>> {
            table.scores.iter().map(|score| score.map(|score| (score.r, score.f))).collect()
        };
        prop_assert_eq!(
            rf(table(&rows, &config, bins)),
            rf(table(&refunded, &config, bins))
        );
    }

    #[test]
    fn a_better_figure_never_scores_lower_and_an_equal_one_alike(
        rows in rows(), config in configs(), bins in 2..=10_u8,
    ) {
        let measures = measured(&rows, &config);
        let scored: Vec<_> = (0..CUSTOMERS)
            .zip(table(&rows, &config, bins).scores)
            .filter_map(|(customer, score)| measures.get(customer).zip(score))
            .collect();
        for (one, mine) in &scored {
            for (other, theirs) in &scored {
                if one.recency <= other.recency {
                    prop_assert!(mine.r >= theirs.r);
                }
                if one.frequency >= other.frequency {
                    prop_assert!(mine.f >= theirs.f);
                }
                if one.monetary > other.monetary {
                    prop_assert!(mine.m >= theirs.m);
                }
            }
        }
    }
}

#[test]
fn the_default_blocks_cover_each_cell_once_and_are_the_default_map() {
    let map = default_map(Bins::default());
    for r in 1..=5 {
        for f in 1..=5 {
            for m in 1..=5 {
                let named = naive::default_segments(r, f).into_iter().map(SegmentName::from);
                assert_eq!(named.collect::<Vec<_>>(), [map.name(r, f, m).clone()], "R{r} F{f}");
            }
        }
    }
}
