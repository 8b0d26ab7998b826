//! Customers made up by the models' own stories, whose parameters are known.

use analytics::ltv::{
    FitConfig, FitTrouble, GammaGamma, History, Model, ModelKind, SpendTrouble, TimeUnit, fit,
    fit_from,
};
use fastrand::Rng;

const LAST: i32 = 20_000;

/// Marsaglia and Tsang (2000).
fn gamma(rng: &mut Rng, shape: f64, rate: f64) -> f64 {
    if shape < 1.0 {
        return gamma(rng, shape + 1.0, rate) * rng.f64().powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    loop {
        let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * rng.f64()).cos();
        let v = (1.0 + normal / (9.0 * d).sqrt()).powi(3);
        let u = 1.0 - rng.f64();
        if v > 0.0 && u.ln() < 0.5 * normal * normal + d - d * v + d * v.ln() {
            return d * v / rate;
        }
    }
}

fn exponential(rng: &mut Rng, rate: f64) -> f64 {
    -(1.0 - rng.f64()).ln() / rate
}

/// Times of the repeats of one customer, in days, by the story of a model.
fn repeats(rng: &mut Rng, kind: ModelKind, [r, alpha, a, b]: [f64; 4], age: f64) -> Vec<f64> {
    let rate = gamma(rng, r, alpha);
    let (leaves_at, leaves_by) = match kind {
        ModelKind::ParetoNbd => {
            let leaving = gamma(rng, a, b);
            (exponential(rng, leaving), 0.0)
        }
        _ => {
            let (x, y) = (gamma(rng, a, 1.0), gamma(rng, b, 1.0));
            (f64::INFINITY, x / (x + y))
        }
    };
    let (mut times, mut now) = (Vec::new(), 0.0);
    if kind == ModelKind::MbgNbd && rng.f64() < leaves_by {
        return times;
    }
    loop {
        now += exponential(rng, rate);
        if now > age.min(leaves_at) {
            return times;
        }
        times.push(now);
        if rng.f64() < leaves_by {
            return times;
        }
    }
}

/// A customer base, in days, and what it spends by Gamma-Gamma.
pub fn base(
    seed: u64,
    count: usize,
    kind: ModelKind,
    parameters: [f64; 4],
    spend: GammaGamma,
) -> Vec<History> {
    let mut rng = Rng::with_seed(seed);
    let one = |_| {
        let first_day = LAST - rng.i32(400..1_200);
        let times = repeats(&mut rng, kind, parameters, f64::from(LAST - first_day));
        let mut days: Vec<i32> = times.iter().map(|time| first_day + time.ceil() as i32).collect();
        days.dedup();
        days.retain(|day| *day <= LAST);
        let repeats = days.len() as u32;
        let rate = gamma(&mut rng, spend.q, spend.v);
        let each = |_| gamma(&mut rng, spend.p, rate);
        let repeat_spend = (0..repeats).map(each).sum::<f64>().round() as i64;
        let last_day = days.last().copied().unwrap_or(first_day);
        History { first_day, last_day, repeats, repeat_spend }
    };
    (0..count).map(one).collect()
}

pub const SPEND: GammaGamma = GammaGamma { p: 5.0, q: 4.0, v: 3_000.0 };
pub const TRUE: [(ModelKind, [f64; 4]); 3] = [
    (ModelKind::BgNbd, [0.8, 90.0, 0.9, 3.0]),
    (ModelKind::MbgNbd, [0.8, 90.0, 0.9, 3.0]),
    (ModelKind::ParetoNbd, [0.8, 90.0, 0.7, 300.0]),
];

pub fn daily(kind: ModelKind) -> FitConfig {
    FitConfig { kind, unit: TimeUnit::Day, last_day: LAST }
}

fn ln_likelihood(model: &Model, all: &[History]) -> f64 {
    all.iter().map(|history| model.ln_likelihood(&history.seen(LAST, TimeUnit::Day))).sum()
}

#[test]
fn parameters_of_made_up_customers_are_recovered() {
    for (kind, known) in TRUE {
        let all = base(7, 6_000, kind, known, SPEND);
        let fit = fit(&all, &daily(kind), &mut |_| {}).unwrap();
        let truth = Model::new(kind, known).unwrap();
        assert!((ln_likelihood(&fit.model, &all) - fit.ln_likelihood).abs() < 1e-6);
        // Twice the difference follows the chi-squared distribution of four degrees: above 18.5 one
        // time in a thousand.
        let gained = 2.0 * (fit.ln_likelihood - ln_likelihood(&truth, &all));
        assert!((0.0..18.5).contains(&gained), "{kind:?} {gained}");
        for (found, known) in fit.model.parameters().iter().zip(known) {
            assert!((found / known).ln().abs() < 0.35, "{kind:?} {fit:?}");
        }
        let GammaGamma { p, q, v } = fit.spend.unwrap().model;
        for (found, known) in [p, q, v].into_iter().zip([SPEND.p, SPEND.q, SPEND.v]) {
            assert!((found / known).ln().abs() < 0.2, "{found} {known}");
        }
    }
}

#[test]
fn the_search_ends_in_the_same_place_from_poor_starts() {
    let poor = [
        [1e-3, 1e4, 50.0, 0.01],
        [300.0, 0.01, 1e-3, 1e3],
        [1e-4, 1e-4, 1e-4, 1e-4],
        [1e4, 1e4, 1e4, 1e4],
    ];
    for (kind, known) in TRUE {
        let all = base(11, 800, kind, known, SPEND);
        let best = fit(&all, &daily(kind), &mut |_| {}).unwrap();
        for start in poor {
            let (model, value) =
                fit_from(&all, &daily(kind), start).unwrap_or_else(|| panic!("{kind:?} {start:?}"));
            assert!((value - best.ln_likelihood).abs() < 1e-6, "{kind:?} {start:?} {value}");
            for (one, other) in model.parameters().iter().zip(best.model.parameters()) {
                assert!((one / other).ln().abs() < 1e-3, "{kind:?} {start:?}");
            }
        }
    }
}

#[test]
fn the_unit_of_time_changes_nothing_but_the_figures() {
    for (kind, known) in TRUE {
        let all = base(3, 1_000, kind, known, SPEND);
        let by_day = fit(&all, &daily(kind), &mut |_| {}).unwrap();
        let config = FitConfig { unit: TimeUnit::Month, ..daily(kind) };
        let by_month = fit(&all, &config, &mut |_| {}).unwrap();
        let month = TimeUnit::Month.days();
        for history in &all {
            let daily = by_day.model.expected(&history.seen(LAST, TimeUnit::Day), 365.25);
            let seen = history.seen(LAST, TimeUnit::Month);
            let monthly = by_month.model.expected(&seen, 365.25 / month);
            assert!((daily - monthly).abs() < 1e-3 * daily.max(0.01), "{daily} {monthly}");
        }
    }
}

#[test]
fn too_little_data_is_said_to_be_too_little() {
    let (kind, known) = TRUE[0];
    let all = base(5, 300, kind, known, SPEND);
    let refused = |all: &[History]| fit(all, &daily(kind), &mut |_| {}).unwrap_err();
    assert_eq!(refused(&all[..99]), FitTrouble::FewCustomers { have: 99, need: 100 });
    assert_eq!(refused(&[]), FitTrouble::FewCustomers { have: 0, need: 100 });
    let mut once = all;
    for history in &mut once[29..] {
        (history.repeats, history.last_day, history.repeat_spend) = (0, history.first_day, 0);
    }
    for history in &mut once[..29] {
        (history.repeats, history.last_day) = (1, history.first_day + 10);
    }
    assert_eq!(refused(&once), FitTrouble::FewRepeaters { have: 29, need: 30 });
}

#[test]
fn customers_who_are_all_alike_have_no_best_parameters() {
    // Everybody buys every 40 days: rates do not differ, so that r and alpha grow without end.
    let alike = |n: i32| {
        let first_day = LAST - 400 - n % 40;
        let repeats = 10;
        History { first_day, last_day: first_day + 400, repeats, repeat_spend: 10_000 }
    };
    let all: Vec<History> = (0..500).map(alike).collect();
    for kind in ModelKind::ALL {
        let refused = fit(&all, &daily(kind), &mut |_| {});
        assert_eq!(refused, Err(FitTrouble::NoOptimum), "{kind:?}");
    }
}

#[test]
fn spend_that_is_not_to_be_modelled_is_said_to_be_so() {
    let (kind, known) = TRUE[0];
    let all = base(5, 1_000, kind, known, SPEND);
    let trouble = |spend: &dyn Fn(&History) -> i64| {
        let spent = |history: &History| History { repeat_spend: spend(history), ..*history };
        let all: Vec<History> = all.iter().map(spent).collect();
        fit(&all, &daily(kind), &mut |_| {}).unwrap().spend
    };
    // The more purchases, the dearer each.
    let more = trouble(&|history| 500 * i64::from(history.repeats * history.repeats));
    let Err(SpendTrouble::Correlated { correlation, bound }) = more else { panic!("{more:?}") };
    assert!((correlation - 1.0).abs() < 1e-9 && bound == 0.3, "{correlation}");
    let free = trouble(&|_| 0);
    assert_eq!(free, Err(SpendTrouble::FewRepeaters { have: 0, need: 30 }));
    // The same to the cent for everybody: p grows without end.
    let same = trouble(&|history| 500 * i64::from(history.repeats));
    assert_eq!(same, Err(SpendTrouble::NoOptimum));
}
