//! What the segments are asked, as it stands in the address.

use std::num::NonZeroU32;

use analytics::rfm::{Bins, Monetary, RfmConfig};
use model::Day;

use crate::platform::time;
use crate::views::url::Params;

/// What cells are coloured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// How many customers.
    Customers,
    /// How much revenue.
    Revenue,
}

/// An analysis date with its settings, and how to show the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// What is measured.
    pub config: RfmConfig,
    /// Into how many scores.
    pub bins: Bins,
    /// What cells are coloured by.
    pub show: Measure,
}

impl Question {
    /// The question the address asks; follows changes. `None` if the device has no clock.
    pub fn read(params: Params) -> Option<Self> {
        let day: Day = params.parsed("day").or_else(time::today)?;
        let mut config = RfmConfig::new(day.number());
        config.window = params.parsed::<NonZeroU32>("window");
        if params.get("monetary") == "mean" {
            config.monetary = Monetary::Mean;
        }
        let bins = params.parsed::<u8>("bins").and_then(|bins| Bins::new(bins).ok());
        let show = match params.get("show").as_str() {
            "revenue" => Measure::Revenue,
            _ => Measure::Customers,
        };
        Some(Self { config, bins: bins.unwrap_or_default(), show })
    }

    /// Whether a customer list filtered by today's segments shows the same customers.
    pub fn is_today(&self) -> bool {
        time::today().is_some_and(|today| self.config == RfmConfig::new(today.number()))
            && self.bins == Bins::default()
    }
}
