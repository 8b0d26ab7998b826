//! The models by their sources' own expressions, or step by step from their stories: slow, and
//! good for parameters of ordinary size.

use analytics::ltv::{Model, ModelKind, Seen};
use proptest::prelude::*;

fn close(one: f64, other: f64, within: f64) -> bool {
    (one - other).abs() <= within * other.abs().max(1e-9)
}

/// By its power series.
fn hyp2f1(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, 0.0);
    while f64::abs(term) > 1e-17 * f64::abs(sum) && n < 1e6 {
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        n += 1.0;
    }
    sum
}

fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

fn simpson(from: f64, to: f64, of: impl Fn(f64) -> f64) -> f64 {
    const PIECES: u32 = 4_000;
    let step = (to - from) / f64::from(PIECES);
    let at = |piece: u32| of(from + step * f64::from(piece));
    let inner: f64 = (1..PIECES).map(|n| at(n) * if n % 2 == 1 { 4.0 } else { 2.0 }).sum();
    (at(0) + inner + at(PIECES)) * step / 3.0
}

fn seen() -> impl Strategy<Value = Seen> {
    (0..30_u32, 1.0..100.0, 0.0..1.0_f64).prop_map(|(repeats, age, share)| Seen {
        repeats,
        recency: if repeats == 0 { 0.0 } else { age * share },
        age,
    })
}

fn ordinary() -> [std::ops::Range<f64>; 4] {
    [0.2..3.0, 1.0..30.0, 0.2..3.0, 0.5..30.0]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// At first nobody has left yet: what is expected of a moment is the pace times the moment.
    #[test]
    fn pace(kind in prop::sample::select(&ModelKind::ALL[..]), parameters in ordinary(), seen in seen()) {
        let model = Model::new(kind, parameters).unwrap();
        let pace = model.pace_if_alive(seen.repeats, seen.age);
        let moment = 1e-6;
        let brought = model.expected_if_alive(seen.repeats, seen.age, moment) / moment;
        prop_assert!(close(brought, pace, 1e-4), "{brought} {pace}");
        let own = model.weight_of_own_pace(seen.age);
        let (rate, all) = (f64::from(seen.repeats) / seen.age, model.means().rate);
        prop_assert!(close(own * rate + (1.0 - own) * all, pace, 1e-9), "{own} {rate} {all}");
    }

    /// Fader, Hardie and Lee (2005), equations 6 and 10; Batislam and others (2007), where every
    /// customer has one more occasion to leave.
    #[test]
    fn geometric(parameters in ordinary(), seen in seen(), time in 1.0..100.0, first in any::<bool>()) {
        let [r, alpha, a, b] = parameters;
        let kind = if first { ModelKind::MbgNbd } else { ModelKind::BgNbd };
        let model = Model::new(kind, parameters).unwrap();
        let (x, more) = (f64::from(seen.repeats), if first { 1.0 } else { 0.0 });
        let stayed = x + more;
        let ln_rate = libm::lgamma(r + x) - libm::lgamma(r) + r * alpha.ln();
        let there = (ln_rate + ln_beta(a, b + stayed) - ln_beta(a, b) - (r + x) * (alpha + seen.age).ln()).exp();
        let left = if stayed > 0.0 {
            (ln_rate + ln_beta(a + 1.0, b + stayed - 1.0) - ln_beta(a, b) - (r + x) * (alpha + seen.recency).ln()).exp()
        } else {
            0.0
        };
        prop_assert!(close(model.ln_likelihood(&seen).exp(), there + left, 1e-9));
        prop_assert!(close(model.p_alive(&seen), there / (there + left), 1e-9));
        prop_assume!((a - 1.0).abs() > 1e-3);
        let c = a + b + stayed - 1.0;
        let z: f64 = time / (alpha + seen.age + time);
        let whole = 1.0 - (1.0 - z).powf(r + x) * hyp2f1(r + x, b + stayed, c, z);
        let alive = c / (a - 1.0) * whole;
        prop_assert!(close(model.expected_if_alive(seen.repeats, seen.age, time), alive, 1e-7));
    }

    /// Leaving at each time by itself, summed up.
    #[test]
    fn pareto(parameters in ordinary(), seen in seen(), n in 0..6_u32) {
        let [r, alpha, s, beta] = parameters;
        let model = Model::new(ModelKind::ParetoNbd, parameters).unwrap();
        let x = f64::from(seen.repeats);
        let ln_rate = libm::lgamma(r + x) - libm::lgamma(r) + r * alpha.ln();
        let bought = |until: f64| (ln_rate - (r + x) * (alpha + until).ln()).exp();
        let there = bought(seen.age) * (beta / (beta + seen.age)).powf(s);
        let leaves = |time: f64| s / beta * (beta / (beta + time)).powf(s + 1.0);
        // In ever smaller steps towards the last purchase, where leaving is the likeliest.
        let pause = seen.age - seen.recency;
        let left = simpson(0.0, 1.0, |share| {
            let time = seen.recency + pause * share.powi(3);
            bought(time) * leaves(time) * pause * 3.0 * share.powi(2)
        });
        prop_assert!(close(model.ln_likelihood(&seen).exp(), there + left, 1e-7));
        prop_assert!(close(model.p_alive(&seen), there / (there + left), 1e-7));

        let n_f = f64::from(n);
        let ln_count = libm::lgamma(r + n_f) - libm::lgamma(r) - libm::lgamma(n_f + 1.0);
        let count = |time: f64| {
            ln_count.exp() * (alpha / (alpha + time)).powf(r) * (time / (alpha + time)).powf(n_f)
        };
        let all = count(seen.age) * (beta / (beta + seen.age)).powf(s)
            + simpson(0.0, seen.age, |time| count(time) * leaves(time));
        let found = model.chances(seen.age, n as usize + 1)[n as usize];
        prop_assert!(close(found, all, 1e-5), "{} {}", found, all);
    }

    /// Of all counts, weighted by their chances.
    #[test]
    fn expectations_are_means_of_counts(parameters in ordinary(), age in 1.0..40.0) {
        for kind in ModelKind::ALL {
            let model = Model::new(kind, parameters).unwrap();
            let chances = model.chances(age, 1_500);
            let sum: f64 = chances.iter().sum();
            let mean: f64 = chances.iter().enumerate().map(|(n, chance)| n as f64 * chance).sum();
            prop_assert!((sum - 1.0).abs() < 1e-5, "{kind:?} {sum}");
            let expected = model.expected_of_anybody(age);
            prop_assert!(close(mean, expected, 1e-4), "{kind:?} {mean} {expected}");
        }
    }

    /// In small steps, each discounted by its middle.
    #[test]
    fn discounting(parameters in ordinary(), seen in seen(), time in 1.0..200.0, rate in 0.0..0.01_f64) {
        for kind in ModelKind::ALL {
            let model = Model::new(kind, parameters).unwrap();
            // Narrower at first, where most happens.
            let at = |step: u32| time * (f64::from(step) / 1_000.0).powi(2);
            let upto = |step| model.expected_if_alive(seen.repeats, seen.age, at(step));
            let each = |step: u32| {
                let middle = 0.5 * (at(step) + at(step + 1));
                (upto(step + 1) - upto(step)) * f64::exp(-rate * middle)
            };
            let slow: f64 = (0..1_000).map(each).sum();
            let found = model.discounted_if_alive(seen.repeats, seen.age, time, rate);
            prop_assert!(close(found, slow, 2e-4), "{kind:?} {found} {slow}");
        }
    }
}

#[test]
fn where_the_usual_expressions_are_undefined_there_is_no_jump() {
    for kind in ModelKind::ALL {
        let expected = |third: f64| {
            let model = Model::new(kind, [0.5, 5.0, third, 2.0]).unwrap();
            model.expected(&Seen { repeats: 3, recency: 20.0, age: 30.0 }, 40.0)
        };
        let (below, at, above) = (expected(1.0 - 1e-7), expected(1.0), expected(1.0 + 1e-7));
        assert!(close(below, at, 1e-6) && close(above, at, 1e-6), "{kind:?} {below} {at} {above}");
    }
}
