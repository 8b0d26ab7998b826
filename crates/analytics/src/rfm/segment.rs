use serde::{Deserialize, Serialize};

/// A group of customers who stand alike and call for the same care: the known ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Ordered just now, and order most.
    Champions,
    /// Order often, and not long ago.
    Loyal,
    /// Ordered lately, more than once: could become loyal.
    PotentialLoyalist,
    /// Ordered just now, for the first time or nearly.
    New,
    /// Ordered lately, but seldom.
    Promising,
    /// In the middle of both, and drifting.
    NeedAttention,
    /// Seldom ordered, and not lately.
    AboutToSleep,
    /// Used to order often, and have stopped.
    AtRisk,
    /// Used to order most of all, and have stopped.
    CantLose,
    /// Seldom ordered, and long ago.
    Hibernating,
    /// Ordered least, and longest ago.
    Lost,
}

impl Segment {
    /// Every segment, in the order of declaration.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalist,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CantLose,
        Self::Hibernating,
        Self::Lost,
    ];

    /// Its code in addresses and styles.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyalist => "potential-loyalist",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedAttention => "need-attention",
            Self::AboutToSleep => "about-to-sleep",
            Self::AtRisk => "at-risk",
            Self::CantLose => "cant-lose",
            Self::Hibernating => "hibernating",
            Self::Lost => "lost",
        }
    }

    /// The segment of this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|segment| segment.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lists_each_segment_at_its_own_place() {
        for (place, segment) in Segment::ALL.into_iter().enumerate() {
            assert_eq!(segment as usize, place);
        }
    }

    #[test]
    fn every_code_names_its_own_segment() {
        for segment in Segment::ALL {
            assert_eq!(Segment::of_code(segment.code()), Some(segment));
        }
        assert_eq!(Segment::of_code("unscored"), None);
        assert_eq!(Segment::CantLose.code(), "cant-lose");
    }
}
