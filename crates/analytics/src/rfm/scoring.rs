use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::config::{Bins, Frequency, Monetary, RfmConfig};
use super::default_map::default_map;
use super::map::SegmentMap;
use super::method::Method;
use super::weights::Weights;

/// All that a scoring is set up by, but the analysis day.
///
/// Every value of this type is valid: method and map are of one number of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Scoring {
    /// What people call it.
    pub name: String,
    /// Count only the last so many days; `None` for all time.
    pub window: Option<NonZeroU32>,
    /// What the monetary value is.
    pub monetary: Monetary,
    /// What the frequency counts.
    pub frequency: Frequency,
    /// How scores make one value score.
    pub weights: Weights,
    method: Method,
    map: SegmentMap,
}

/// [`Scoring`] as kept; what is missing is as in the default.
#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(default)]
    name: String,
    #[serde(default)]
    method: Method,
    #[serde(default)]
    window: Option<NonZeroU32>,
    #[serde(default)]
    monetary: Monetary,
    #[serde(default)]
    frequency: Frequency,
    #[serde(default)]
    weights: Weights,
    #[serde(default)]
    map: Option<SegmentMap>,
}

/// Thresholds for another number of scores than the map's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("thresholds of {thresholds} scores do not go with a map of {map}")]
pub struct ScoringError {
    /// Of how many scores the thresholds are the borders.
    pub thresholds: usize,
    /// How many scores the map has.
    pub map: usize,
}

impl Scoring {
    /// A scoring without a name, of all time, by sums and orders, evenly weighted.
    ///
    /// # Errors
    ///
    /// When the method's thresholds are for another number of scores than the map's.
    pub fn new(method: Method, map: SegmentMap) -> Result<Self, ScoringError> {
        if let Method::Thresholds(thresholds) = &method {
            let (thresholds, map) = (thresholds.scores(), usize::from(map.bins().get()));
            if thresholds != map {
                return Err(ScoringError { thresholds, map });
            }
        }
        Ok(Self { method, ..Self::from_map(map) })
    }

    /// As [`Scoring::new`], by quantiles.
    #[must_use]
    pub fn from_map(map: SegmentMap) -> Self {
        Self {
            name: String::new(),
            window: None,
            monetary: Monetary::default(),
            frequency: Frequency::default(),
            weights: Weights::default(),
            method: Method::Quantile,
            map,
        }
    }

    /// How figures become scores.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// How scores become segments.
    #[must_use]
    pub fn map(&self) -> &SegmentMap {
        &self.map
    }

    /// The number of scores on each axis.
    #[must_use]
    pub fn bins(&self) -> Bins {
        self.map.bins()
    }

    /// What to measure on an analysis day, in days since 1970-01-01.
    #[must_use]
    pub fn config(&self, analysis_day: i32) -> RfmConfig {
        let Self { window, monetary, frequency, .. } = *self;
        RfmConfig { analysis_day, window, monetary, frequency }
    }
}

impl Default for Scoring {
    fn default() -> Self {
        Self::from_map(default_map(Bins::default()))
    }
}

impl TryFrom<Stored> for Scoring {
    type Error = ScoringError;

    fn try_from(stored: Stored) -> Result<Self, ScoringError> {
        let Stored { name, method, window, monetary, frequency, weights, map } = stored;
        let map = map.unwrap_or_else(|| default_map(Bins::default()));
        Ok(Self { name, window, monetary, frequency, weights, ..Self::new(method, map)? })
    }
}

impl From<Scoring> for Stored {
    fn from(scoring: Scoring) -> Self {
        let Scoring { name, window, monetary, frequency, weights, method, map } = scoring;
        Self { name, method, window, monetary, frequency, weights, map: Some(map) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rfm::Thresholds;

    fn thresholds(bins: u8) -> Method {
        let bins = Bins::new(bins).unwrap();
        let steps = 1..u32::from(bins.get());
        let monetary = steps.clone().map(i64::from).collect();
        let (recency, frequency) = (steps.clone().collect(), steps.collect());
        Method::Thresholds(Thresholds::new(bins, recency, frequency, monetary).unwrap())
    }

    #[test]
    fn thresholds_go_with_a_map_of_as_many_scores() {
        let map = default_map(Bins::new(4).unwrap());
        assert_eq!(Scoring::new(thresholds(4), map.clone()).unwrap().bins().get(), 4);
        let refused = Scoring::new(thresholds(3), map);
        assert_eq!(refused, Err(ScoringError { thresholds: 3, map: 4 }));
    }

    #[test]
    fn what_is_stored_reads_back_and_what_is_missing_is_the_default() {
        let scoring = Scoring {
            name: "Quarter".to_owned(),
            window: NonZeroU32::new(90),
            monetary: Monetary::Mean,
            frequency: Frequency::OrderDays,
            weights: Weights::new(3, 2, 1).unwrap(),
            ..Scoring::new(thresholds(3), default_map(Bins::new(3).unwrap())).unwrap()
        };
        let stored = serde_json::to_string(&scoring).unwrap();
        assert_eq!(serde_json::from_str::<Scoring>(&stored).unwrap(), scoring);
        assert_eq!(serde_json::from_str::<Scoring>("{}").unwrap(), Scoring::default());
        let config = scoring.config(5);
        assert_eq!((config.analysis_day, config.window), (5, NonZeroU32::new(90)));
        assert_eq!((config.monetary, config.frequency), (Monetary::Mean, Frequency::OrderDays));
    }

    #[test]
    fn a_stored_scoring_that_contradicts_itself_is_refused() {
        let stored = r#"{"method":{"thresholds":{"recency":[1],"frequency":[1],"monetary":[1]}}}"#;
        let error = serde_json::from_str::<Scoring>(stored).unwrap_err().to_string();
        assert!(error.contains("thresholds of 2 scores do not go with a map of 5"), "{error}");
    }
}
