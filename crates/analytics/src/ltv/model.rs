//! The three models of when customers buy, and what each tells.

use serde::{Deserialize, Serialize};

use crate::ltv::Seen;
use crate::ltv::dropout::Geometric;
use crate::ltv::pareto::Pareto;

/// What a model tells of a customer, by parameters that are all above zero.
pub(crate) trait OrderModel {
    /// What the likelihood of customers with as many repeats has in common.
    type Shared;

    fn shared(&self, repeats: u32) -> Self::Shared;

    /// The logarithm of the likelihood of what is seen.
    fn ln_likelihood(&self, shared: &Self::Shared, seen: &Seen) -> f64;

    fn p_alive(&self, seen: &Seen) -> f64;

    /// Mean purchases in the coming `time` of somebody who is still a customer.
    fn expected_if_alive(&self, repeats: u32, age: f64, time: f64) -> f64;

    /// The time in which expectations of somebody of that age bend: they are a smooth function of
    /// the logarithm of one and time by it.
    fn bend(&self, age: f64) -> f64;

    /// Mean repeat purchases in the first `time` of anybody.
    fn expected(&self, time: f64) -> f64;

    /// P(n repeats within `age`) for n in 0..`most`.
    fn chances(&self, age: f64, most: usize) -> Vec<f64>;
}

/// A model whose parameters are to be found.
pub(crate) trait Free: Copy {
    /// The same with other parameters.
    fn of(&self, parameters: [f64; 4]) -> Self;

    /// Where to start the search, for customers of so much age in the mean: one after the other,
    /// until it gets there.
    fn starts(&self, age: f64) -> [[f64; 4]; 2];

    fn values(&self) -> [f64; 4];
}

/// Which model of purchases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelKind {
    /// Customers may leave after each repeat purchase.
    #[default]
    BgNbd,
    /// Customers may leave after each purchase, the first included.
    MbgNbd,
    /// Customers may leave at any time.
    ParetoNbd,
}

impl ModelKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd];
}

/// A model of purchases with its parameters, in some [`TimeUnit`](crate::ltv::TimeUnit): every
/// time that goes in is counted in that unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// BG/NBD or MBG/NBD.
    Geometric(Geometric),
    /// Pareto/NBD.
    Pareto(Pareto),
}

/// Asks whichever model it is.
macro_rules! ask {
    ($this:expr, $model:ident => $what:expr) => {
        match $this {
            Model::Geometric($model) => $what,
            Model::Pareto($model) => $what,
        }
    };
}

impl Model {
    /// A model from its parameters, in the order the sources print them: r, alpha, a, b, or r,
    /// alpha, s, beta. `None` unless all are above zero and finite.
    #[must_use]
    pub fn new(kind: ModelKind, parameters: [f64; 4]) -> Option<Self> {
        let sound = parameters.iter().all(|value| *value > 0.0 && value.is_finite());
        sound.then(|| Self::unchecked(kind, parameters))
    }

    fn unchecked(kind: ModelKind, [r, alpha, third, fourth]: [f64; 4]) -> Self {
        let (a, b) = (third, fourth);
        match kind {
            ModelKind::BgNbd => Self::Geometric(Geometric { r, alpha, a, b, at_first: false }),
            ModelKind::MbgNbd => Self::Geometric(Geometric { r, alpha, a, b, at_first: true }),
            ModelKind::ParetoNbd => Self::Pareto(Pareto { r, alpha, s: third, beta: fourth }),
        }
    }

    /// Which model.
    #[must_use]
    pub fn kind(&self) -> ModelKind {
        match self {
            Self::Geometric(Geometric { at_first: false, .. }) => ModelKind::BgNbd,
            Self::Geometric(_) => ModelKind::MbgNbd,
            Self::Pareto(_) => ModelKind::ParetoNbd,
        }
    }

    /// Its parameters, as [`Model::new`] takes them.
    #[must_use]
    pub fn parameters(&self) -> [f64; 4] {
        ask!(self, model => model.values())
    }

    /// The logarithm of the likelihood of what is seen of one customer.
    #[must_use]
    pub fn ln_likelihood(&self, seen: &Seen) -> f64 {
        ask!(self, model => model.ln_likelihood(&model.shared(seen.repeats), seen))
    }

    /// The probability that somebody is still a customer: in [0, 1].
    #[must_use]
    pub fn p_alive(&self, seen: &Seen) -> f64 {
        ask!(self, model => model.p_alive(seen))
    }

    /// Mean purchases in the coming `time`, given what is seen.
    #[must_use]
    pub fn expected(&self, seen: &Seen, time: f64) -> f64 {
        self.p_alive(seen) * self.expected_if_alive(seen.repeats, seen.age, time)
    }

    /// Mean purchases in the coming `time` of somebody who is still a customer. When the last
    /// purchase was does not matter then.
    #[must_use]
    pub fn expected_if_alive(&self, repeats: u32, age: f64, time: f64) -> f64 {
        ask!(self, model => model.expected_if_alive(repeats, age, time.max(0.0)))
    }

    /// At what pace somebody buys who is still a customer, in purchases a unit of time, as long as
    /// they do not leave: the mean of the gamma distribution of rates given `repeats` within `age`,
    /// `(r + repeats) / (alpha + age)`, the same in all three models (Fader, Hardie and Lee 2005,
    /// *Marketing Science* 24 (2)).
    #[must_use]
    pub fn pace_if_alive(&self, repeats: u32, age: f64) -> f64 {
        let [r, alpha, ..] = self.parameters();
        (r + f64::from(repeats)) / (alpha + age)
    }

    /// How much of [`Model::pace_if_alive`] is the customer's own pace, `repeats / age`, and not
    /// everybody's, that of [`Model::means`]: in [0, 1), and the more the longer they are looked at.
    #[must_use]
    pub fn weight_of_own_pace(&self, age: f64) -> f64 {
        let [_, alpha, ..] = self.parameters();
        age / (alpha + age)
    }

    /// Mean repeat purchases in the first `time` after the first purchase, of anybody.
    #[must_use]
    pub fn expected_of_anybody(&self, time: f64) -> f64 {
        ask!(self, model => model.expected(time.max(0.0)))
    }

    /// The probabilities of 0, 1, … `most - 1` repeats within `age`, of anybody.
    #[must_use]
    pub fn chances(&self, age: f64, most: usize) -> Vec<f64> {
        ask!(self, model => model.chances(age, most))
    }

    /// As [`Model::expected_if_alive`], each purchase worth less the later it comes: by
    /// e^(-`discount` u) after time u. By parts, and the rule of Gauss with six points for the
    /// integral that is left, good to a ten-thousandth.
    #[must_use]
    pub fn discounted_if_alive(&self, repeats: u32, age: f64, time: f64, discount: f64) -> f64 {
        const POINTS: [(f64, f64); 6] = [
            (0.033_765_242_898_424, 0.085_662_246_189_585_1),
            (0.169_395_306_766_867_8, 0.180_380_786_524_069_4),
            (0.380_690_406_958_401_6, 0.233_956_967_286_345_5),
            (0.619_309_593_041_598_4, 0.233_956_967_286_345_5),
            (0.830_604_693_233_132_2, 0.180_380_786_524_069_4),
            (0.966_234_757_101_576, 0.085_662_246_189_585_1),
        ];
        let all = self.expected_if_alive(repeats, age, time);
        if discount == 0.0 || time <= 0.0 {
            return all;
        }
        // Along the logarithm of time in the model's own measure: closer together at first, where
        // expectations bend most.
        let bend = ask!(self, model => model.bend(age));
        let span = (time / bend).ln_1p();
        let inner = POINTS.iter().map(|(at, weight)| {
            let grown = (at * span).exp_m1();
            let then = bend * grown;
            let by = (-discount * then).exp() * self.expected_if_alive(repeats, age, then);
            weight * bend * span * (1.0 + grown) * by
        });
        let late = (-discount * time).exp() * all;
        (late + discount * inner.sum::<f64>()).clamp(late, all)
    }
}

/// A model of the kind with parameters that are still to be found.
pub(crate) fn blank(kind: ModelKind) -> Model {
    Model::unchecked(kind, [1.0; 4])
}
