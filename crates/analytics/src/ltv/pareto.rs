//! Pareto/NBD: customers buy at random, each at a rate of their own, and may leave at any time,
//! each at a rate of their own.

use serde::{Deserialize, Serialize};

use crate::ltv::Seen;
use crate::ltv::counts::Counts;
use crate::ltv::model::{Free, OrderModel};
use crate::ltv::special::{hyp2f1_one, ln_ratio, ln_rising, shrunk, softplus};

/// Pieces an integral over time is cut into; an even number.
const PIECES: usize = 200;

/// The four parameters of Pareto/NBD (Schmittlein, Morrison and Colombo 1987, *Management Science*
/// 33 (1); expressions after Fader and Hardie 2005, *A note on deriving the Pareto/NBD model*).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pareto {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Its rate, in units of time.
    pub alpha: f64,
    /// Shape of the gamma distribution of the rates of leaving.
    pub s: f64,
    /// Its rate, in units of time.
    pub beta: f64,
}

impl Pareto {
    /// The part of the likelihood of having left some time after `time`, in proportion to that of
    /// being there: the note's 2F1 after Euler's transformation, so that nothing overflows.
    fn left_after(&self, x: f64, time: f64) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let all = r + s + x;
        if alpha >= beta {
            hyp2f1_one(r + x, all, (alpha - beta) / (alpha + time))
        } else {
            let z = (beta - alpha) / (beta + time);
            (alpha + time) / (beta + time) * hyp2f1_one(s + 1.0, all, z)
        }
    }

    /// How much likelier than not it is that a customer has left, in logarithm.
    fn ln_odds_left(&self, seen: &Seen) -> f64 {
        let x = f64::from(seen.repeats);
        if seen.age <= seen.recency {
            return f64::NEG_INFINITY;
        }
        let waited = (self.r + x) * ln_ratio(self.alpha, seen.recency, seen.age)
            + self.s * ln_ratio(self.beta, seen.recency, seen.age);
        let since = self.left_after(x, seen.recency);
        let now = self.left_after(x, seen.age);
        let rest = (since - now * (-waited).exp()).max(0.0);
        waited + rest.ln() + (self.s / (self.r + self.s + x)).ln()
    }

    /// ∫ P(n purchases by u) dP(left by u) over 0 <= u <= `age` for n in 0..`most`, by Simpson's
    /// rule in a logarithm of time along which the integrand is even.
    fn left_having_bought(&self, age: f64, most: usize) -> Vec<f64> {
        let Self { r, alpha, s, beta } = *self;
        let scale = (alpha / (r + 1.0)).min(beta / (s + 1.0));
        let step = (age / scale).ln_1p() / PIECES as f64;
        let mut sums = vec![0.0; most];
        for piece in 0..=PIECES {
            let along = (step * piece as f64).exp();
            let u = scale * (along - 1.0);
            let ln_density = -r * (u / alpha).ln_1p() - (s + 1.0) * (u / beta).ln_1p();
            let weight = match piece {
                0 | PIECES => 1.0,
                _ if piece % 2 == 1 => 4.0,
                _ => 2.0,
            };
            let mut chance = weight * ln_density.exp() * s / beta * scale * along * step / 3.0;
            for (n, sum) in sums.iter_mut().enumerate() {
                *sum += chance;
                chance *= (r + n as f64) / (n as f64 + 1.0) * u / (alpha + u);
            }
        }
        sums
    }
}

/// What the likelihood of customers with as many repeats has in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shared(f64);

impl OrderModel for Pareto {
    type Shared = Shared;

    fn shared(&self, repeats: u32) -> Shared {
        Shared(ln_rising(self.r, f64::from(repeats)))
    }

    fn ln_likelihood(&self, shared: &Shared, seen: &Seen) -> f64 {
        let x = f64::from(seen.repeats);
        shared.0
            - self.r * (seen.age / self.alpha).ln_1p()
            - x * (self.alpha + seen.age).ln()
            - self.s * (seen.age / self.beta).ln_1p()
            + softplus(self.ln_odds_left(seen))
    }

    fn p_alive(&self, seen: &Seen) -> f64 {
        1.0 / (1.0 + self.ln_odds_left(seen).exp())
    }

    fn expected_if_alive(&self, repeats: u32, age: f64, time: f64) -> f64 {
        let rate = (self.r + f64::from(repeats)) / (self.alpha + age);
        let beta = self.beta + age;
        rate * beta * shrunk(self.s - 1.0, (time / beta).ln_1p())
    }

    fn bend(&self, age: f64) -> f64 {
        self.beta + age
    }

    fn expected(&self, time: f64) -> f64 {
        self.expected_if_alive(0, 0.0, time)
    }

    fn chances(&self, age: f64, most: usize) -> Vec<f64> {
        let there = (-self.s * (age / self.beta).ln_1p()).exp();
        let left = self.left_having_bought(age, most);
        let counts = Counts::new(self.r, self.alpha, age).chances();
        let mut rest = 1.0;
        let of = |(chance, left): (f64, f64)| {
            let all = (chance * there + left).min(rest);
            rest -= all;
            all
        };
        counts.zip(left).map(of).collect()
    }
}

impl Free for Pareto {
    fn of(&self, [r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    fn starts(&self, age: f64) -> [[f64; 4]; 2] {
        [[0.5, 0.25 * age, 0.5, 0.25 * age], [4.0, age, 1.0, 2.0 * age]]
    }

    fn values(&self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }
}
