//! Tiers against what follows from their definition, one customer at a time.
#![allow(clippy::unwrap_used)]

mod cdnow;
#[path = "../support/cdnow.rs"]
mod data;

use analytics::tiers::{Bounds, DEFAULT_SHARES, Ranking, Thresholds, Tier, WHOLE};
use proptest::prelude::*;

fn tiers(values: &[i64], thresholds: &Thresholds) -> Vec<Tier> {
    let bounds = Ranking::new(values.iter().copied()).bounds(thresholds);
    values.iter().map(|value| bounds.tier(*value)).collect()
}

/// The tier of each customer, by counting everybody for everybody.
fn slowly(values: &[i64], thresholds: &Thresholds) -> Vec<Tier> {
    let ranked = values.iter().filter(|value| **value > 0).count();
    let tier = |value: i64| {
        if value <= 0 {
            return Tier::Ordinary;
        }
        let not_worse = values.iter().filter(|other| **other >= value).count();
        let mut share = 0;
        for at in 0..3 {
            let belongs = match thresholds {
                Thresholds::Amounts(amounts) => value >= amounts[at],
                Thresholds::Shares(shares) => {
                    share += shares[at] as usize;
                    // Not beyond the share, save for the one who is cut through by its edge.
                    (not_worse - 1) * (WHOLE as usize) < ranked * share
                }
            };
            if belongs {
                return Tier::ALL[at];
            }
        }
        Tier::Ordinary
    };
    values.iter().map(|value| tier(*value)).collect()
}

fn values() -> impl Strategy<Value = Vec<i64>> {
    // Few different values, so that many are equal; and any there may be.
    let value = prop_oneof![4 => -3_i64..9, 1 => any::<i64>(), 1 => 1_i64..100_000];
    prop::collection::vec(value, 0..60)
}

fn thresholds() -> impl Strategy<Value = Thresholds> {
    let shares = [0_u32..4_000, 0..3_000, 0..3_001].prop_map(Thresholds::Shares);
    let amounts = [0_i64..9, 0..9, 0..9].prop_map(|mut amounts| {
        amounts.sort_unstable_by(|one, other| other.cmp(one));
        Thresholds::Amounts(amounts)
    });
    prop_oneof![3 => shares, 1 => amounts]
}

#[test]
fn places_are_rounded_up() {
    let ranking = Ranking::new(1..=210);
    assert_eq!(
        [0, 500, 2_000, 5_000, WHOLE].map(|share| ranking.places(share)),
        [0, 11, 42, 105, 210]
    );
}

proptest! {
    #[test]
    fn tiers_are_what_counting_says(values in values(), thresholds in thresholds()) {
        prop_assert_eq!(tiers(&values, &thresholds), slowly(&values, &thresholds));
    }

    #[test]
    fn neither_order_nor_unit_matters(
        values in values(),
        shares in [0_u32..4_000, 0..3_000, 0..3_001],
        by in 1_i64..1_000,
        turn in 0_usize..60,
    ) {
        let thresholds = Thresholds::Shares(shares);
        let values: Vec<i64> = values.into_iter().map(|value| value % 1_000_000_000).collect();
        let there = tiers(&values, &thresholds);
        let mut turned = values.clone();
        let turn = turn % values.len().max(1);
        turned.rotate_left(turn);
        turned.reverse();
        let mut back = tiers(&turned, &thresholds);
        back.reverse();
        back.rotate_right(turn);
        prop_assert_eq!(&back, &there);
        let scaled: Vec<i64> = values.iter().map(|value| value * by).collect();
        prop_assert_eq!(tiers(&scaled, &thresholds), there);
    }

    #[test]
    fn the_better_are_never_worse_off(values in values(), thresholds in thresholds()) {
        let tiers = tiers(&values, &thresholds);
        for (one, of_one) in values.iter().zip(&tiers) {
            for (other, of_other) in values.iter().zip(&tiers) {
                prop_assert!(one < other || of_one <= of_other, "{one} and {other}");
            }
        }
    }

    #[test]
    fn a_share_is_never_exceeded(values in values(), shares in [0_u32..4_000, 0..3_000, 0..3_001]) {
        let ranking = Ranking::new(values.iter().copied());
        let tiers = tiers(&values, &Thresholds::Shares(shares));
        let mut share = 0;
        for (at, own) in shares.into_iter().enumerate() {
            share += own as usize;
            let best = tiers.iter().filter(|tier| tier.index() <= at).count();
            prop_assert!(best <= (ranking.len() * share).div_ceil(WHOLE as usize));
        }
    }
}

#[test]
fn a_hundred_customers_of_hundred_values() {
    let values: Vec<i64> = (1..=100).collect();
    let tiers = tiers(&values, &Thresholds::Shares(DEFAULT_SHARES));
    let count = |tier| tiers.iter().filter(|one| **one == tier).count();
    assert_eq!(Tier::ALL.map(count), [5, 15, 30, 50]);
    let bounds = Ranking::new(values).bounds(&Thresholds::Shares(DEFAULT_SHARES));
    assert_eq!(bounds, Bounds([Some(96), Some(81), Some(51)]));
}

#[test]
fn a_share_of_few_is_at_least_one_of_them() {
    let shares = Thresholds::Shares(DEFAULT_SHARES);
    assert_eq!(tiers(&[7], &shares), [Tier::Vip]);
    let of_four = [Tier::Ordinary, Tier::Ordinary, Tier::Potential, Tier::Vip];
    assert_eq!(tiers(&[1, 1, 3, 4], &shares), of_four, "two equals do not both fit in half");
    assert_eq!(tiers(&[], &shares), []);
    assert_eq!(tiers(&[0, -5], &shares), [Tier::Ordinary; 2], "who is worth nothing is not ranked");
}

#[test]
fn equals_of_everybody_are_no_vips() {
    let shares = Thresholds::Shares(DEFAULT_SHARES);
    assert_eq!(tiers(&[5; 40], &shares), [Tier::Ordinary; 40]);
    let all = Thresholds::Shares([WHOLE, 0, 0]);
    assert_eq!(tiers(&[5; 40], &all), [Tier::Vip; 40]);
    let none = Thresholds::Shares([0, 0, 0]);
    assert_eq!(tiers(&[5, 6], &none), [Tier::Ordinary; 2]);
}

#[test]
fn amounts_are_lower_bounds() {
    let amounts = Thresholds::Amounts([1_000, 500, 100]);
    let expected = [Tier::Vip, Tier::High, Tier::High, Tier::Potential, Tier::Ordinary];
    assert_eq!(tiers(&[1_000, 999, 500, 100, 99], &amounts), expected);
}

#[test]
fn codes_mean_tiers() {
    for tier in Tier::ALL {
        assert_eq!(Tier::from_code(tier.code()), Some(tier));
        assert_eq!(Tier::ALL[tier.index()], tier);
    }
    assert_eq!(Tier::from_code("gold"), None);
}
