//! BG/NBD and MBG/NBD: customers buy at random, each at a rate of their own, and may leave after
//! each purchase, each with a chance of their own.

use serde::{Deserialize, Serialize};

use crate::ltv::Seen;
use crate::ltv::counts::Counts;
use crate::ltv::model::{Free, OrderModel};
use crate::ltv::special::{ln_ratio, ln_rising, softplus};

/// The four parameters of BG/NBD (Fader, Hardie and Lee 2005, "Counting your customers" the easy
/// way, *Marketing Science* 24 (2)) and of MBG/NBD, where a customer may also leave right after
/// the first purchase (Batislam, Denizel and Filiztekin 2007, *International Journal of Research
/// in Marketing* 24 (3); Hoppe and Wagner 2007, the same as "central variant").
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Geometric {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Its rate, in units of time.
    pub alpha: f64,
    /// Of the beta distribution of the chances to leave: the weight of leaving.
    pub a: f64,
    /// The weight of staying.
    pub b: f64,
    /// Whether customers may leave after their first purchase already: MBG/NBD.
    pub at_first: bool,
}

/// What the likelihood of customers with as many repeats has in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shared {
    ln_start: f64,
    /// ln of how much likelier a customer left at the last purchase than after it, at equal time.
    ln_left: f64,
}

impl Geometric {
    /// How often a customer with so many repeats could have left.
    fn chances_to_leave(&self, repeats: u32) -> f64 {
        f64::from(repeats) + if self.at_first { 1.0 } else { 0.0 }
    }

    /// How much likelier than not it is that a customer has left, in logarithm.
    fn ln_odds_left(&self, seen: &Seen) -> f64 {
        self.ln_left(seen.repeats) + self.ln_waited(seen)
    }

    fn ln_left(&self, repeats: u32) -> f64 {
        match self.chances_to_leave(repeats) {
            0.0 => f64::NEG_INFINITY,
            chances => (self.a / (self.b + chances - 1.0)).ln(),
        }
    }

    fn ln_waited(&self, seen: &Seen) -> f64 {
        (self.r + f64::from(seen.repeats)) * ln_ratio(self.alpha, seen.recency, seen.age)
    }

    /// ln P(still there after so many chances to leave).
    fn ln_there(&self, chances: f64) -> f64 {
        ln_rising(self.b, chances) - ln_rising(self.a + self.b, chances)
    }
}

impl OrderModel for Geometric {
    type Shared = Shared;

    fn shared(&self, repeats: u32) -> Shared {
        let x = f64::from(repeats);
        let ln_start = ln_rising(self.r, x) + self.ln_there(self.chances_to_leave(repeats));
        Shared { ln_start, ln_left: self.ln_left(repeats) }
    }

    fn ln_likelihood(&self, shared: &Shared, seen: &Seen) -> f64 {
        let x = f64::from(seen.repeats);
        shared.ln_start
            - self.r * (seen.age / self.alpha).ln_1p()
            - x * (self.alpha + seen.age).ln()
            + softplus(shared.ln_left + self.ln_waited(seen))
    }

    fn p_alive(&self, seen: &Seen) -> f64 {
        1.0 / (1.0 + self.ln_odds_left(seen).exp())
    }

    fn expected_if_alive(&self, repeats: u32, age: f64, time: f64) -> f64 {
        let x = f64::from(repeats);
        Counts::new(self.r + x, self.alpha + age, time)
            .mean_while_there(self.b + self.chances_to_leave(repeats), self.a)
    }

    fn bend(&self, age: f64) -> f64 {
        self.alpha + age
    }

    fn expected(&self, time: f64) -> f64 {
        let counts = Counts::new(self.r, self.alpha, time);
        match self.at_first {
            false => counts.mean_while_there(self.b, self.a),
            true => {
                let stays = self.b / (self.a + self.b);
                stays * counts.mean_while_there(self.b + 1.0, self.a)
            }
        }
    }

    fn chances(&self, age: f64, most: usize) -> Vec<f64> {
        let mut at_least = 1.0;
        let mut there = self.ln_there(self.chances_to_leave(0)).exp();
        let mut before = 1.0;
        let counts = Counts::new(self.r, self.alpha, age).chances().take(most);
        let of = |(n, chance): (usize, f64)| {
            // There and bought n times, or left at the n-th purchase.
            let all = there * chance + (before - there) * at_least;
            at_least = (at_least - chance).max(0.0);
            before = there;
            there = self.ln_there(self.chances_to_leave(n as u32 + 1)).exp();
            all
        };
        counts.enumerate().map(of).collect()
    }
}

impl Free for Geometric {
    fn of(&self, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b, at_first: self.at_first }
    }

    fn starts(&self, age: f64) -> [[f64; 4]; 2] {
        [[0.5, 0.25 * age, 1.0, 2.0], [4.0, age, 0.3, 3.0]]
    }

    fn values(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }
}
