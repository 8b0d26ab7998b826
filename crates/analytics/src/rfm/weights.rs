use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How much each score counts in the one value score of a customer. Even unless chosen
/// otherwise; what matters is how they stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Weights {
    r: u8,
    f: u8,
    m: u8,
}

/// [`Weights`] as kept.
#[derive(Serialize, Deserialize)]
struct Stored {
    r: u8,
    f: u8,
    m: u8,
}

/// Why three numbers are no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WeightsError {
    /// All are zero, so nothing would count.
    #[error("all weights are zero")]
    Nothing,
    /// One is more than [`Weights::MOST`].
    #[error("a weight is at most {most}, not {0}", most = Weights::MOST)]
    TooMuch(u8),
}

/// Weights to start from.
///
/// They follow the common advice of what tells customers apart in a trade, rounded to numbers
/// that can be kept in the head; no study fixes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightPreset {
    /// All three alike.
    Even,
    /// Goods bought over and over, each for little: how often counts most.
    FastMoving,
    /// Goods bought seldom, each for much: what is spent counts most.
    Durables,
    /// Services and subscriptions: that they still come counts most.
    Services,
}

impl Weights {
    /// The greatest weight.
    pub const MOST: u8 = 100;

    /// Takes the weights of recency, frequency and monetary score.
    ///
    /// # Errors
    ///
    /// When all are zero or one is above [`Weights::MOST`].
    pub fn new(r: u8, f: u8, m: u8) -> Result<Self, WeightsError> {
        if (r, f, m) == (0, 0, 0) {
            return Err(WeightsError::Nothing);
        }
        match [r, f, m].into_iter().find(|weight| *weight > Self::MOST) {
            Some(weight) => Err(WeightsError::TooMuch(weight)),
            None => Ok(Self { r, f, m }),
        }
    }

    /// The weights of recency, frequency and monetary score.
    #[must_use]
    pub fn get(self) -> [u8; 3] {
        [self.r, self.f, self.m]
    }

    /// The mean of three scores so weighted: within the scores, as a number.
    #[must_use]
    pub fn mean(self, r: u8, f: u8, m: u8) -> f64 {
        let pairs = [(self.r, r), (self.f, f), (self.m, m)];
        let sum: u32 =
            pairs.iter().map(|&(weight, score)| u32::from(weight) * u32::from(score)).sum();
        let weights: u32 = self.get().map(u32::from).iter().sum();
        f64::from(sum) / f64::from(weights)
    }
}

impl Default for Weights {
    fn default() -> Self {
        WeightPreset::Even.weights()
    }
}

impl WeightPreset {
    /// Every preset.
    pub const ALL: [Self; 4] = [Self::Even, Self::FastMoving, Self::Durables, Self::Services];

    /// Its weights.
    #[must_use]
    pub fn weights(self) -> Weights {
        let (r, f, m) = match self {
            Self::Even => (1, 1, 1),
            Self::FastMoving => (30, 50, 20),
            Self::Durables => (20, 20, 60),
            Self::Services => (45, 35, 20),
        };
        Weights { r, f, m }
    }
}

impl TryFrom<Stored> for Weights {
    type Error = WeightsError;

    fn try_from(Stored { r, f, m }: Stored) -> Result<Self, WeightsError> {
        Self::new(r, f, m)
    }
}

impl From<Weights> for Stored {
    fn from(Weights { r, f, m }: Weights) -> Self {
        Self { r, f, m }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_weighs_each_score() {
        assert_eq!(Weights::default().mean(1, 2, 6), 3.0);
        assert_eq!(Weights::new(0, 0, 7).unwrap().mean(1, 2, 5), 5.0);
        assert_eq!(Weights::new(50, 25, 25).unwrap().mean(5, 1, 2), 3.25);
        assert_eq!(WeightPreset::FastMoving.weights().mean(1, 5, 1), 3.0);
    }

    #[test]
    fn presets_are_weights_and_add_up_to_a_hundred_or_are_even() {
        for preset in WeightPreset::ALL {
            let [r, f, m] = preset.weights().get();
            assert_eq!(Weights::new(r, f, m), Ok(preset.weights()));
            assert!(r + f + m == 100 || (r == f && f == m));
        }
    }

    #[test]
    fn what_is_no_weight_is_refused_stored_or_not() {
        assert_eq!(Weights::new(0, 0, 0), Err(WeightsError::Nothing));
        assert_eq!(Weights::new(1, 101, 1), Err(WeightsError::TooMuch(101)));
        assert!(serde_json::from_str::<Weights>(r#"{"r":0,"f":0,"m":0}"#).is_err());
        let stored = r#"{"r":30,"f":50,"m":20}"#;
        assert_eq!(
            serde_json::from_str::<Weights>(stored).unwrap(),
            WeightPreset::FastMoving.weights()
        );
        assert_eq!(serde_json::to_string(&WeightPreset::FastMoving.weights()).unwrap(), stored);
    }
}
