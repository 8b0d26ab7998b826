//! Gamma-Gamma: what customers spend, independent of how often they buy.

use serde::{Deserialize, Serialize};

use crate::ltv::special::{ln_gamma, ln_rising};

/// The three parameters of the gamma-gamma model (Fader and Hardie 2013, *The gamma-gamma model of
/// monetary value*): a purchase is gamma distributed with shape `p`, and its rate, in turn, over
/// customers with shape `q` and rate `v`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGamma {
    /// Shape of a customer's own purchases.
    pub p: f64,
    /// Shape over customers.
    pub q: f64,
    /// Rate over customers, in the money that went in.
    pub v: f64,
}

impl GammaGamma {
    /// What customers spend on a purchase in the mean. Infinite unless q > 1.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.q > 1.0 { self.p * self.v / (self.q - 1.0) } else { f64::INFINITY }
    }

    /// What a customer will spend on a purchase in the mean who has spent `mean` on each of
    /// `repeats`: between that mean and everybody's, and the nearer to the first the more repeats.
    /// Without repeats it is everybody's.
    #[must_use]
    pub fn expected(&self, repeats: u32, mean: f64) -> f64 {
        if repeats == 0 {
            return self.mean();
        }
        let x = f64::from(repeats);
        let weight = self.p * x;
        // (weight + q - 1) is above zero for fits whose mean is finite.
        self.p * (self.v + x * mean) / (weight + self.q - 1.0)
    }

    /// How much of the expectation is the customer's own mean, and not everybody's: in [0, 1].
    #[must_use]
    pub fn weight(&self, repeats: u32) -> f64 {
        let own = self.p * f64::from(repeats);
        own / (own + (self.q - 1.0).max(0.0))
    }

    /// The logarithm of the likelihood of a mean of so much, above zero, over `repeats`, one or
    /// more.
    #[must_use]
    pub fn ln_likelihood(&self, repeats: u32, mean: f64) -> f64 {
        self.ln_likelihood_with(self.shared(repeats), repeats, mean)
    }

    pub(crate) fn shared(&self, repeats: u32) -> f64 {
        ln_rising(self.p * f64::from(repeats), self.q) - ln_gamma(self.q)
    }

    pub(crate) fn ln_likelihood_with(&self, shared: f64, repeats: u32, mean: f64) -> f64 {
        let x = f64::from(repeats);
        let all = x * mean;
        // The note's powers, gathered so that none is large by itself.
        shared - self.q * (all / self.v).ln_1p() - self.p * x * (self.v / all).ln_1p() - mean.ln()
    }
}
