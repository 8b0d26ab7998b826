use std::num::NonZeroU32;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is measured: the day it is looked at from, how far back, and in which sense.
///
/// Every value of this type is valid, so nothing that takes one can refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RfmConfig {
    /// The day recency counts from, in days since 1970-01-01. Later orders are left out.
    pub analysis_day: i32,
    /// Count only the last so many days, the analysis day among them; `None` for all time.
    #[serde(default)]
    pub window: Option<NonZeroU32>,
    /// What the monetary value is.
    #[serde(default)]
    pub monetary: Monetary,
    /// What the frequency counts.
    #[serde(default)]
    pub frequency: Frequency,
}

impl RfmConfig {
    /// All time up to `analysis_day`, the sum of amounts, the number of orders.
    #[must_use]
    pub fn new(analysis_day: i32) -> Self {
        Self {
            analysis_day,
            window: None,
            monetary: Monetary::default(),
            frequency: Frequency::default(),
        }
    }

    /// The days that count, both ends included, in days since 1970-01-01.
    ///
    /// A window of `n` days is `analysis_day - n + 1 ..= analysis_day`: a window of one day is
    /// the analysis day alone. Without a window it starts at the first day there is.
    #[must_use]
    pub fn days(&self) -> RangeInclusive<i32> {
        let first = self
            .window
            .map_or(i32::MIN, |days| self.analysis_day.saturating_sub_unsigned(days.get() - 1));
        first..=self.analysis_day
    }
}

/// The monetary value of a customer, over the days that count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Monetary {
    /// The sum of all amounts, refunds taken off.
    #[default]
    Sum,
    /// That sum divided by the number of orders. A refund is no order, and the number of
    /// orders divides also where the frequency counts days.
    Mean,
}

/// What the frequency of a customer counts, over the days that count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Orders: three on one day are three.
    #[default]
    Orders,
    /// Days with at least one order: three on one day are one.
    OrderDays,
}

/// How many scores there are on each axis: a score is `1..=bins`. Five unless chosen otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Bins(u8);

/// A number of bins outside [`Bins::MIN`]`..=`[`Bins::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the number of bins must be from {min} to {max}, not {0}", min = Bins::MIN, max = Bins::MAX)]
pub struct BinsError(pub u8);

impl Bins {
    /// The fewest bins.
    pub const MIN: u8 = 2;
    /// The most bins.
    pub const MAX: u8 = 10;

    /// Takes a number of bins.
    ///
    /// # Errors
    ///
    /// When it is outside `MIN..=MAX`.
    pub fn new(bins: u8) -> Result<Self, BinsError> {
        if (Self::MIN..=Self::MAX).contains(&bins) { Ok(Self(bins)) } else { Err(BinsError(bins)) }
    }

    /// The number of bins.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    /// Every score, lowest first: `1..=bins`.
    #[must_use]
    pub fn scores(self) -> RangeInclusive<u8> {
        1..=self.0
    }
}

impl Default for Bins {
    fn default() -> Self {
        Self(5)
    }
}

impl TryFrom<u8> for Bins {
    type Error = BinsError;

    fn try_from(bins: u8) -> Result<Self, BinsError> {
        Self::new(bins)
    }
}

impl From<Bins> for u8 {
    fn from(bins: Bins) -> Self {
        bins.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn days(analysis_day: i32, window: Option<u32>) -> RangeInclusive<i32> {
        RfmConfig {
            window: window.map(|days| NonZeroU32::new(days).unwrap()),
            ..RfmConfig::new(analysis_day)
        }
        .days()
    }

    #[test]
    fn a_window_ends_on_the_analysis_day_and_holds_so_many_days() {
        assert_eq!(days(100, Some(1)), 100..=100);
        assert_eq!(days(100, Some(30)), 71..=100);
        assert_eq!(days(100, None), i32::MIN..=100);
    }

    #[test]
    fn a_window_longer_than_time_is_all_of_it() {
        assert_eq!(days(i32::MIN, Some(9)), i32::MIN..=i32::MIN);
        assert_eq!(days(-5, Some(u32::MAX)), i32::MIN..=-5);
        assert_eq!(
            days(i32::MAX, Some(u32::MAX)),
            i32::MIN + 1..=i32::MAX,
            "the longest window is a day short of the span of an i32"
        );
    }

    #[test]
    fn bins_are_two_to_ten() {
        for bins in 0..=u8::MAX {
            assert_eq!(Bins::new(bins).is_ok(), (2..=10).contains(&bins), "{bins}");
        }
        assert_eq!(Bins::default().get(), 5);
        assert_eq!(BinsError(11).to_string(), "the number of bins must be from 2 to 10, not 11");
    }

    #[test]
    fn settings_keep_their_stored_form() {
        let config = RfmConfig {
            analysis_day: 10_407,
            window: NonZeroU32::new(365),
            monetary: Monetary::Mean,
            frequency: Frequency::OrderDays,
        };
        let stored =
            r#"{"analysis_day":10407,"window":365,"monetary":"mean","frequency":"order_days"}"#;
        assert_eq!(serde_json::to_string(&config).unwrap(), stored);
        assert_eq!(serde_json::from_str::<RfmConfig>(stored).unwrap(), config);
        assert_eq!(
            serde_json::from_str::<RfmConfig>(r#"{"analysis_day":10407}"#).unwrap(),
            RfmConfig::new(10_407)
        );
        assert_eq!(serde_json::to_string(&Bins::default()).unwrap(), "5");
    }

    #[test]
    fn stored_settings_out_of_range_are_refused() {
        assert!(serde_json::from_str::<Bins>("1").is_err());
        assert!(serde_json::from_str::<Bins>("11").is_err());
        assert!(serde_json::from_str::<RfmConfig>(r#"{"analysis_day":1,"window":0}"#).is_err());
    }
}
