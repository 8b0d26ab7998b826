//! Fitted models as they are kept, with what was asked of them.

use analytics::ltv::{Fit, TimeUnit};
use model::{Currency, Day, Moment};
use serde::{Deserialize, Serialize};

use crate::analysis::Definition;

/// How far ahead one looks, and what later money is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Horizon {
    /// In days.
    pub days: u32,
    /// By what part money loses worth in a year: 0.1 for ten percent.
    pub discount: f64,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { days: 365, discount: 0.1 }
    }
}

impl Horizon {
    /// In units of time.
    #[must_use]
    pub fn time(&self, unit: TimeUnit) -> f64 {
        f64::from(self.days) / unit.days()
    }

    /// The rate at which worth decays with each unit of time: money after time u counts
    /// e^(-rate u), which after a year is 1 / (1 + discount).
    #[must_use]
    pub fn rate(&self, unit: TimeUnit) -> f64 {
        self.discount.max(0.0).ln_1p() / unit.a_year()
    }
}

/// Models fitted to the customers of the workspace, and what is asked of them. There is one at a
/// time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedValue {
    /// The models.
    pub fit: Fit,
    /// The base currency when it was fitted: what spend is in minor units of.
    pub currency: String,
    /// Weeks after the fit's last day that it is compared with.
    #[serde(default)]
    pub held_out_weeks: u32,
    /// How far ahead it is asked.
    #[serde(default)]
    pub horizon: Horizon,
    /// When it was fitted.
    #[serde(default)]
    pub at: Option<Moment>,
}

impl Definition for FittedValue {
    const AREA: &'static str = "value";
}

impl FittedValue {
    /// The id of the one there is.
    pub const ID: &str = "fit";

    /// Whether it tells values in the base currency: spend has a model, and in that currency.
    #[must_use]
    pub fn has_values(&self, base: Currency) -> bool {
        self.fit.spend.is_ok() && self.currency == base.code()
    }

    /// The last day it is compared with, in days since 1970-01-01.
    #[must_use]
    pub fn held_out_until(&self) -> i32 {
        let days = i32::try_from(self.held_out_weeks).unwrap_or(i32::MAX).saturating_mul(7);
        self.fit.last_day.saturating_add(days)
    }

    /// The last day it has seen.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        Day::from_number(self.fit.last_day)
    }
}
