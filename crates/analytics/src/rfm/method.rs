use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::axis::Axis;
use super::config::Bins;

/// How figures become scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Each axis by itself, against the type-7 quantiles of all customers measured.
    #[default]
    Quantile,
    /// Recency so; frequency against the quantiles of those with the same recency score;
    /// monetary value against those with the same two.
    Nested,
    /// Against borders people set.
    Thresholds(Thresholds),
    /// As version 0.3 of the R package `rfm`, whose borders are the quantiles plus one.
    RPackage,
}

/// Borders people set, one fewer than scores, on each axis, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Thresholds {
    recency: Vec<u32>,
    frequency: Vec<u32>,
    monetary: Vec<i64>,
}

/// [`Thresholds`] as kept.
#[derive(Serialize, Deserialize)]
struct Stored {
    recency: Vec<u32>,
    frequency: Vec<u32>,
    monetary: Vec<i64>,
}

/// Why numbers are no thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ThresholdsError {
    /// Not one fewer than scores.
    #[error("{axis:?} has {found} thresholds, not {expected}")]
    Number {
        /// On which axis.
        axis: Axis,
        /// One fewer than scores.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// One is not above the one before it.
    #[error("threshold {place} of {axis:?} is not above the one before it")]
    Order {
        /// On which axis.
        axis: Axis,
        /// Which, from 0.
        place: usize,
    },
}

impl Thresholds {
    /// Takes the borders of each axis, from the smallest number to the greatest.
    ///
    /// Of frequency and monetary value (in minor units) each is the least that earns a higher
    /// score. Of recency each is the most days that still do: of two scores, `[30]` gives 2 up
    /// to 30 days and 1 from 31.
    ///
    /// # Errors
    ///
    /// When an axis does not have one fewer than `bins`, or its borders do not ascend.
    pub fn new(
        bins: Bins,
        recency: Vec<u32>,
        frequency: Vec<u32>,
        monetary: Vec<i64>,
    ) -> Result<Self, ThresholdsError> {
        check(bins, Axis::Recency, &recency)?;
        check(bins, Axis::Frequency, &frequency)?;
        check(bins, Axis::Monetary, &monetary)?;
        Ok(Self { recency, frequency, monetary })
    }

    /// Of how many scores they are the borders.
    #[must_use]
    pub fn scores(&self) -> usize {
        self.recency.len() + 1
    }

    /// Days, ascending.
    #[must_use]
    pub fn recency(&self) -> &[u32] {
        &self.recency
    }

    /// Orders, or days with an order, ascending.
    #[must_use]
    pub fn frequency(&self) -> &[u32] {
        &self.frequency
    }

    /// Minor units, ascending.
    #[must_use]
    pub fn monetary(&self) -> &[i64] {
        &self.monetary
    }
}

fn check<T: Ord>(bins: Bins, axis: Axis, borders: &[T]) -> Result<(), ThresholdsError> {
    let (expected, found) = (usize::from(bins.get()) - 1, borders.len());
    if expected != found {
        return Err(ThresholdsError::Number { axis, expected, found });
    }
    match borders.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(before) => Err(ThresholdsError::Order { axis, place: before + 1 }),
        None => Ok(()),
    }
}

impl TryFrom<Stored> for Thresholds {
    type Error = ThresholdsError;

    fn try_from(stored: Stored) -> Result<Self, ThresholdsError> {
        let Stored { recency, frequency, monetary } = stored;
        let found = recency.len();
        let bins = u8::try_from(found + 1).ok().and_then(|bins| Bins::new(bins).ok());
        let expected = usize::from(Bins::default().get()) - 1;
        let bins = bins.ok_or(ThresholdsError::Number { axis: Axis::Recency, expected, found })?;
        Self::new(bins, recency, frequency, monetary)
    }
}

impl From<Thresholds> for Stored {
    fn from(Thresholds { recency, frequency, monetary }: Thresholds) -> Self {
        Self { recency, frequency, monetary }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn three() -> Bins {
        Bins::new(3).unwrap()
    }

    #[test]
    fn thresholds_are_one_fewer_than_scores_and_ascend() {
        assert!(Thresholds::new(three(), vec![30, 90], vec![2, 5], vec![-1, 1]).is_ok());
        assert_eq!(
            Thresholds::new(three(), vec![30, 90], vec![2], vec![0, 1]),
            Err(ThresholdsError::Number { axis: Axis::Frequency, expected: 2, found: 1 })
        );
        assert_eq!(
            Thresholds::new(three(), vec![30, 90], vec![2, 5], vec![1, 1]),
            Err(ThresholdsError::Order { axis: Axis::Monetary, place: 1 })
        );
        assert_eq!(
            Thresholds::new(three(), vec![90, 30], vec![2, 5], vec![1, 2]),
            Err(ThresholdsError::Order { axis: Axis::Recency, place: 1 })
        );
    }

    #[test]
    fn a_method_keeps_its_stored_form() {
        let thresholds = Thresholds::new(three(), vec![30, 90], vec![2, 5], vec![-1, 1]).unwrap();
        let stored = [
            (Method::Quantile, r#""quantile""#),
            (Method::Nested, r#""nested""#),
            (Method::RPackage, r#""r_package""#),
            (
                Method::Thresholds(thresholds),
                r#"{"thresholds":{"recency":[30,90],"frequency":[2,5],"monetary":[-1,1]}}"#,
            ),
        ];
        for (method, stored) in stored {
            assert_eq!(serde_json::to_string(&method).unwrap(), stored);
            assert_eq!(serde_json::from_str::<Method>(stored).unwrap(), method);
        }
    }

    #[test]
    fn stored_numbers_that_are_no_thresholds_are_refused() {
        for (recency, frequency) in [("[]", "[]"), ("[1,2]", "[1]"), ("[2,1]", "[1,2]")] {
            let stored = format!(
                r#"{{"thresholds":{{"recency":{recency},"frequency":{frequency},"monetary":[1,2]}}}}"#
            );
            assert!(serde_json::from_str::<Method>(&stored).is_err(), "{stored}");
        }
    }
}
