//! The parameters that fit a customer base best, or why there are none to rely on.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ltv::model::{Free, Model, ModelKind, OrderModel, blank};
use crate::ltv::search::maximise;
use crate::ltv::spend::GammaGamma;
use crate::ltv::{History, Seen, TimeUnit};

/// Least customers that a fit is made of. A rule of thumb: with fewer, four parameters follow
/// single customers.
pub const LEAST_CUSTOMERS: u32 = 100;
/// Least customers with a repeat, and with a repeat that came to something: what rates of buying,
/// leaving and spending are learnt from.
pub const LEAST_REPEATERS: u32 = 30;
/// Most correlation, of either sign, between how often customers buy and what they spend on a
/// purchase. Gamma-Gamma takes the two for independent; Fader, Hardie and Lee (2005, *RFM and
/// CLV*) found .11 with CDNOW and took it for none.
pub const MOST_CORRELATION: f64 = 0.3;

/// What is to be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FitConfig {
    /// Which model of purchases.
    pub kind: ModelKind,
    /// What its time is counted in.
    pub unit: TimeUnit,
    /// The last day looked at, in days since 1970-01-01.
    pub last_day: i32,
}

/// A model fitted to a customer base.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// What the model's time is counted in.
    pub unit: TimeUnit,
    /// The last day looked at, in days since 1970-01-01.
    pub last_day: i32,
    /// When customers buy.
    pub model: Model,
    /// The logarithm of the likelihood, without the constants that the sources leave out.
    pub ln_likelihood: f64,
    /// Customers with a purchase.
    pub customers: u32,
    /// Of those, the ones with a repeat.
    pub repeaters: u32,
    /// What they spend.
    pub spend: Result<SpendFit, SpendTrouble>,
}

/// The model of what customers spend, fitted to those with a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SpendFit {
    /// What customers spend on a purchase, in minor units.
    pub model: GammaGamma,
    /// The logarithm of its likelihood.
    pub ln_likelihood: f64,
    /// Customers it is made of.
    pub customers: u32,
    /// Correlation (Pearson) between repeats and mean spend.
    pub correlation: f64,
}

/// Why the data does not support a model of purchases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum FitTrouble {
    /// Too few customers with a purchase.
    #[error("{have} customers with a purchase are too few, {need} are needed")]
    FewCustomers {
        /// How many there are.
        have: u32,
        /// How many it takes.
        need: u32,
    },
    /// Too few with a repeat.
    #[error("{have} customers with a repeat purchase are too few, {need} are needed")]
    FewRepeaters {
        /// How many there are.
        have: u32,
        /// How many it takes.
        need: u32,
    },
    /// No parameters are best: they run to an end, as they do where customers do not differ, or
    /// nobody leaves.
    #[error("no parameters fit best")]
    NoOptimum,
}

/// Why the data does not support a model of spend.
#[derive(Debug, Clone, Copy, PartialEq, Error, Serialize, Deserialize)]
pub enum SpendTrouble {
    /// Too few with a repeat that came to something.
    #[error("{have} customers with a repeat purchase above zero are too few, {need} are needed")]
    FewRepeaters {
        /// How many there are.
        have: u32,
        /// How many it takes.
        need: u32,
    },
    /// Those who buy more often spend more, or less, on a purchase.
    #[error("frequency and spend correlate by {correlation:.2}, more than {bound}")]
    Correlated {
        /// By how much: Pearson's coefficient.
        correlation: f64,
        /// How much may be.
        bound: f64,
    },
    /// No parameters are best.
    #[error("no parameters fit best")]
    NoOptimum,
    /// Customers differ so much that their mean is infinite: q is 1 or less.
    #[error("spending has no mean")]
    NoMean,
}

/// Fits a model to the histories of all customers up to the last day, tells `told` how often it has
/// looked at them all so far; some hundreds of times are usual.
///
/// Linear in the customers for each look; those who are alike are looked at together.
///
/// # Errors
/// When the data does not support a model of purchases. Whether it supports one of spend stands
/// in the fit.
pub fn fit(
    histories: &[History],
    config: &FitConfig,
    told: &mut dyn FnMut(u32),
) -> Result<Fit, FitTrouble> {
    let customers = histories.len() as u32;
    if customers < LEAST_CUSTOMERS {
        return Err(FitTrouble::FewCustomers { have: customers, need: LEAST_CUSTOMERS });
    }
    let repeaters = histories.iter().filter(|history| history.repeats > 0).count() as u32;
    if repeaters < LEAST_REPEATERS {
        return Err(FitTrouble::FewRepeaters { have: repeaters, need: LEAST_REPEATERS });
    }
    let alike = Alike::group(histories, config);
    let found = match blank(config.kind) {
        Model::Geometric(model) => alike.fit(&model, None, told),
        Model::Pareto(model) => alike.fit(&model, None, told),
    };
    let (parameters, ln_likelihood) = found.ok_or(FitTrouble::NoOptimum)?;
    let model = Model::new(config.kind, parameters).ok_or(FitTrouble::NoOptimum)?;
    let spend = fit_spend(histories, told);
    let FitConfig { unit, last_day, .. } = *config;
    Ok(Fit { unit, last_day, model, ln_likelihood, customers, repeaters, spend })
}

/// As [`fit`] for a model of purchases alone, whatever the data, and trying first from parameters of
/// one's own. `None` without a best.
#[must_use]
pub fn fit_from(
    histories: &[History],
    config: &FitConfig,
    start: [f64; 4],
) -> Option<(Model, f64)> {
    let alike = Alike::group(histories, config);
    let (parameters, value) = match blank(config.kind) {
        Model::Geometric(model) => alike.fit(&model, Some(start), &mut |_| {}),
        Model::Pareto(model) => alike.fit(&model, Some(start), &mut |_| {}),
    }?;
    Some((Model::new(config.kind, parameters)?, value))
}

/// Customers who look the same to a model, counted.
struct Alike {
    mean_age: f64,
    /// By how many repeats, and then when.
    by_repeats: Vec<(u32, Vec<(Seen, f64)>)>,
}

impl Alike {
    fn group(histories: &[History], config: &FitConfig) -> Self {
        let mut all: Vec<(u32, i32, i32)> = histories
            .iter()
            .map(|history| (history.repeats, history.first_day, history.last_day))
            .collect();
        all.sort_unstable();
        let mut by_repeats: Vec<(u32, Vec<(Seen, f64)>)> = Vec::new();
        let mut ages = 0.0;
        for same in all.chunk_by(|a, b| a == b) {
            let (repeats, first_day, last_day) = same[0];
            let history = History { first_day, last_day, repeats, repeat_spend: 0 };
            let (seen, count) = (history.seen(config.last_day, config.unit), same.len() as f64);
            ages += seen.age * count;
            match by_repeats.last_mut() {
                Some((last, group)) if *last == repeats => group.push((seen, count)),
                _ => by_repeats.push((repeats, vec![(seen, count)])),
            }
        }
        let mean_age = (ages / histories.len().max(1) as f64).max(1e-3);
        Self { mean_age, by_repeats }
    }

    fn ln_likelihood(&self, model: &impl OrderModel) -> f64 {
        let each = self.by_repeats.iter().map(|(repeats, group)| {
            let shared = model.shared(*repeats);
            let of = |(seen, count): &(Seen, f64)| count * model.ln_likelihood(&shared, seen);
            group.iter().map(of).sum::<f64>()
        });
        each.sum()
    }

    fn fit(
        &self,
        model: &(impl OrderModel + Free),
        start: Option<[f64; 4]>,
        told: &mut dyn FnMut(u32),
    ) -> Option<([f64; 4], f64)> {
        let starts: Vec<_> = start.into_iter().chain(model.starts(self.mean_age)).collect();
        let found = maximise(&starts, |at| self.ln_likelihood(&model.of(at)), told)?;
        Some((found.parameters, found.value))
    }
}

fn fit_spend(histories: &[History], told: &mut dyn FnMut(u32)) -> Result<SpendFit, SpendTrouble> {
    let mut spent: Vec<(u32, f64)> = histories
        .iter()
        .filter_map(|history| Some((history.repeats, history.mean_spend()?)))
        // A mean of nothing has no likelihood.
        .filter(|(_, mean)| *mean > 0.0)
        .collect();
    let customers = spent.len() as u32;
    if customers < LEAST_REPEATERS {
        return Err(SpendTrouble::FewRepeaters { have: customers, need: LEAST_REPEATERS });
    }
    let correlation = correlation(&spent);
    if correlation.abs() > MOST_CORRELATION {
        return Err(SpendTrouble::Correlated { correlation, bound: MOST_CORRELATION });
    }
    spent.sort_unstable_by_key(|(repeats, _)| *repeats);
    let mean = spent.iter().map(|(_, mean)| mean).sum::<f64>() / f64::from(customers);
    let likelihood = |[p, q, v]: [f64; 3]| {
        let model = GammaGamma { p, q, v };
        let each = spent.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let shared = model.shared(same[0].0);
            let of =
                |(repeats, mean): &(u32, f64)| model.ln_likelihood_with(shared, *repeats, *mean);
            same.iter().map(of).sum::<f64>()
        });
        each.sum()
    };
    let starts = [[2.0, 3.0, mean], [20.0, 20.0, mean]];
    let found = maximise(&starts, likelihood, told).ok_or(SpendTrouble::NoOptimum)?;
    let [p, q, v] = found.parameters;
    if q <= 1.0 {
        return Err(SpendTrouble::NoMean);
    }
    let model = GammaGamma { p, q, v };
    Ok(SpendFit { model, ln_likelihood: found.value, customers, correlation })
}

/// Pearson's coefficient; zero where one side does not vary.
fn correlation(pairs: &[(u32, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let mean_x = pairs.iter().map(|(x, _)| f64::from(*x)).sum::<f64>() / count;
    let mean_y = pairs.iter().map(|(_, y)| y).sum::<f64>() / count;
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (f64::from(*x) - mean_x, y - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    if xx > 0.0 && yy > 0.0 { xy / (xx * yy).sqrt() } else { 0.0 }
}
