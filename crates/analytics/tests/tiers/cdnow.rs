//! Tiers of real customers: all of CDNOW by what they had bought by 1998-06-30.

use std::collections::BTreeMap;

use analytics::tiers::{Bounds, DEFAULT_SHARES, Ranking, Thresholds, Tier};

use crate::data::{LAST, Orders};

/// What every customer bought up to a day, in cents, counted order by order.
fn values(orders: &Orders, last: i32) -> Vec<i64> {
    let mut values = vec![0; orders.customers];
    for at in (0..orders.day.len()).filter(|at| orders.day[*at] <= last) {
        values[orders.customer[at] as usize] += orders.amount[at];
    }
    values
}

/// Tiers by standing everybody in a line and counting off: of the ranked customers, so many of a
/// hundred for each tier, a part of one being one. Whoever has an equal beyond the line steps back.
fn counted_off(values: &[i64], percent: [usize; 3]) -> Vec<Tier> {
    let mut line: Vec<usize> = (0..values.len()).filter(|at| values[*at] > 0).collect();
    line.sort_by_key(|at| -values[*at]);
    let mut tiers = vec![Tier::Ordinary; values.len()];
    let (mut from, mut share) = (0, 0);
    for (tier, own) in Tier::ALL.into_iter().zip(percent) {
        share += own;
        let mut until = (line.len() * share).div_ceil(100);
        while until > from && until < line.len() && values[line[until]] == values[line[until - 1]] {
            until -= 1;
        }
        line[from..until].iter().for_each(|at| tiers[*at] = tier);
        from = until;
    }
    tiers
}

#[test]
fn all_of_cdnow_by_the_default_shares() {
    let orders = Orders::all();
    let values = values(&orders, LAST);
    assert_eq!((values.len(), values.iter().sum::<i64>()), (23_570, 250_031_563));
    let ranking = Ranking::new(values.iter().copied());
    assert_eq!(ranking.len(), 23_502, "68 customers have had everything for nothing");

    let bounds = ranking.bounds(&Thresholds::Shares(DEFAULT_SHARES));
    assert_eq!(bounds, Bounds([Some(38_159), Some(13_429), Some(4_364)]));
    let tiers: Vec<Tier> = values.iter().map(|value| bounds.tier(*value)).collect();
    assert_eq!(tiers, counted_off(&values, [5, 15, 30]));

    let mut sums: BTreeMap<Tier, (usize, i64)> = BTreeMap::new();
    for (tier, value) in tiers.iter().zip(&values) {
        let sum = sums.entry(*tier).or_default();
        *sum = (sum.0 + 1, sum.1 + value);
    }
    let wanted = [
        (Tier::Vip, (1_176, 91_624_116)),
        (Tier::High, (3_525, 77_666_389)),
        (Tier::Potential, (7_050, 54_568_101)),
        (Tier::Ordinary, (11_819, 26_172_957)),
    ];
    assert_eq!(sums, wanted.into());
}

#[test]
fn equals_at_an_edge_step_back_together() {
    // A tenth of these is one, and two are as good.
    let values = [9, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
    let shares = Thresholds::Shares([1_000, 2_000, 3_000]);
    let bounds = Ranking::new(values).bounds(&shares);
    let tiers: Vec<Tier> = values.iter().map(|value| bounds.tier(*value)).collect();
    assert_eq!(tiers, counted_off(&values, [10, 20, 30]));
    assert_eq!(tiers[..3], [Tier::High; 3]);
}
