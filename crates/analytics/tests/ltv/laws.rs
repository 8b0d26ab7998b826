//! What holds for all parameters and customers, also far from any that a fit would find.

use analytics::ltv::{GammaGamma, Model, ModelKind, Seen};
use proptest::prelude::*;

fn parameter() -> impl Strategy<Value = f64> {
    (-9.0..11.0).prop_map(f64::exp)
}

fn model() -> impl Strategy<Value = Model> {
    let kind = prop::sample::select(&ModelKind::ALL[..]);
    // The scales of time also alike: there the usual form of Pareto/NBD changes over.
    let near = prop_oneof![Just(None), Just(Some(0.0)), (-1e-6..1e-6).prop_map(Some)];
    (kind, [parameter(), parameter(), parameter(), parameter()], near).prop_map(
        |(kind, [r, alpha, third, fourth], near)| {
            let fourth = near.map_or(fourth, |near: f64| alpha * (1.0 + near));
            Model::new(kind, [r, alpha, third, fourth]).unwrap()
        },
    )
}

fn seen() -> impl Strategy<Value = Seen> {
    let share = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    let count = prop_oneof![Just(0_u32), 1..10_u32, 100..900_u32];
    let age = prop_oneof![Just(0.0), 0.1..100.0, 100.0..5_000.0];
    (count, age, share).prop_map(|(repeats, age, share)| Seen {
        repeats,
        recency: if repeats == 0 { 0.0 } else { age * share },
        age,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_figure_is_finite_and_in_range(model in model(), seen in seen(), time in 0.0..500.0) {
        prop_assert!(model.ln_likelihood(&seen).is_finite());
        let alive = model.p_alive(&seen);
        prop_assert!((0.0..=1.0).contains(&alive), "{alive}");
        let (expected, more) = (model.expected(&seen, time), model.expected(&seen, 2.0 * time));
        prop_assert!(expected >= 0.0 && more.is_finite());
        // At such parameters two sums agree in six digits: more than any screen shows.
        prop_assert!(expected <= more * (1.0 + 1e-6) + 1e-300, "{expected} {more}");
        // Nobody buys more than if they never left.
        let [r, alpha, ..] = model.parameters();
        let most = (r + f64::from(seen.repeats)) / (alpha + seen.age) * time;
        prop_assert!(expected <= most * (1.0 + 1e-6), "{expected} {most}");
        let discounted = model.discounted_if_alive(seen.repeats, seen.age, time, 0.002);
        let plain = model.expected_if_alive(seen.repeats, seen.age, time);
        prop_assert!((0.0..=plain * (1.0 + 1e-6)).contains(&discounted), "{discounted} {plain}");
    }

    #[test]
    fn the_longer_ago_the_last_purchase_the_less_likely_a_customer_is_there(
        model in model(), seen in seen(), share in 0.0..1.0,
    ) {
        let repeats = seen.repeats + 1;
        let seen = Seen { repeats, recency: seen.recency.max(0.5 * seen.age), ..seen };
        let longer_ago = Seen { recency: seen.recency * share, ..seen };
        let (now, then) = (model.p_alive(&seen), model.p_alive(&longer_ago));
        prop_assert!(then <= now + 1e-9, "{then} {now}");
    }

    #[test]
    fn chances_are_chances(model in model(), age in 0.0..5_000.0) {
        let chances = model.chances(age, 8);
        prop_assert_eq!(chances.len(), 8);
        prop_assert!(chances.iter().all(|chance| (0.0..=1.0 + 1e-6).contains(chance)), "{:?}", chances);
        prop_assert!(chances.iter().sum::<f64>() <= 1.0 + 1e-4, "{:?}", chances);
    }

    #[test]
    fn spend_is_between_ones_own_and_everybodys(
        p in parameter(), q in 0.01..9.0, v in parameter(), repeats in 1..900_u32, mean in 0.01..1e9,
    ) {
        let model = GammaGamma { p, q: 1.0 + q, v };
        prop_assert!(model.ln_likelihood(repeats, mean).is_finite());
        let expected = model.expected(repeats, mean);
        let (low, high) = (mean.min(model.mean()), mean.max(model.mean()));
        prop_assert!(low * (1.0 - 1e-9) <= expected && expected <= high * (1.0 + 1e-9));
        let weight = model.weight(repeats);
        let mixed = weight * mean + (1.0 - weight) * model.mean();
        prop_assert!((mixed / expected - 1.0).abs() < 1e-9, "{mixed} {expected}");
    }
}
