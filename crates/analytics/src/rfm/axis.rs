use super::exact_mean::ExactMean;
use super::measure::Measures;

/// One of the three things customers are scored by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// How lately they ordered.
    Recency,
    /// How often.
    Frequency,
    /// How much they spent.
    Monetary,
}

impl Axis {
    /// The three, in the order of their letters.
    pub const ALL: [Self; 3] = [Self::Recency, Self::Frequency, Self::Monetary];

    /// The value that orders measured customers on this axis, the better the greater, exactly.
    /// Of recency it is the day of the last order: the later, the nearer.
    pub(super) fn value(self, measures: &Measures, customer: u32) -> ExactMean {
        match self {
            Self::Recency => i64::from(measures.last_day(customer)).into(),
            Self::Frequency => i64::from(measures.frequency(customer)).into(),
            Self::Monetary => measures.exact_monetary(customer),
        }
    }

    /// The part of [`Axis::value`] before its fraction, and less work.
    pub(super) fn whole(self, measures: &Measures, customer: u32) -> i64 {
        match self {
            Self::Monetary => measures.exact_monetary(customer).whole(),
            other => other.value(measures, customer).whole(),
        }
    }
}
