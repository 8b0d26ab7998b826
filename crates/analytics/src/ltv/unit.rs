use serde::{Deserialize, Serialize};

/// What time is counted in. It travels with a fit, because the parameters change with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// One day.
    Day,
    /// Seven days.
    #[default]
    Week,
    /// A twelfth of 365.25 days, so that every month is equally long.
    Month,
}

impl TimeUnit {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// How many days one is.
    #[must_use]
    pub const fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => DAYS_A_YEAR / 12.0,
        }
    }

    /// How many of them a year has.
    #[must_use]
    pub const fn a_year(self) -> f64 {
        DAYS_A_YEAR / self.days()
    }
}

const DAYS_A_YEAR: f64 = 365.25;
