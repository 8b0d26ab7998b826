use thiserror::Error;

use super::calendar::{Step, month, month_start};

/// 0001-01-01.
pub(super) const EARLIEST: i32 = -719_162;
/// 9999-12-31.
pub(super) const LATEST: i32 = 2_932_896;

/// Days from a first to a last, both included, within the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// Why two days bound no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// The last day is before the first.
    #[error("the period ends before it begins")]
    Backwards,
    /// A day is not in the years 1 to 9999.
    #[error("the period leaves the years 1 to 9999")]
    OutsideCalendar,
}

impl Period {
    /// From one day to another, in days since 1970-01-01, both included.
    ///
    /// # Errors
    ///
    /// When the last is before the first, or one of them outside the years 1 to 9999.
    pub fn new(first: i32, last: i32) -> Result<Self, PeriodError> {
        if last < first {
            return Err(PeriodError::Backwards);
        }
        if first < EARLIEST || last > LATEST {
            return Err(PeriodError::OutsideCalendar);
        }
        Ok(Self { first, last })
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> i32 {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> i32 {
        self.last
    }

    /// How many days it has, one at least.
    #[must_use]
    pub fn days(self) -> u32 {
        self.first.abs_diff(self.last) + 1
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: i32) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The period before, of the same length, that ends the day before this one begins: as many
    /// calendar months if this is made of whole ones, as many days otherwise. `None` if it would
    /// begin before the year 1.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let first = match self.whole_months() {
            Some(months) => month_start(month(self.first) - months),
            None => self.first - self.days() as i32,
        };
        (first >= EARLIEST).then(|| Self { first, last: self.first - 1 })
    }

    /// How many calendar months it is made of, if of nothing else.
    #[must_use]
    pub fn whole_months(self) -> Option<i32> {
        let whole =
            Step::Month.start(self.first) == self.first && Step::Month.end(self.last) == self.last;
        whole.then(|| month(self.last) - month(self.first) + 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn period(first: &str, last: &str) -> Period {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap().to_epoch_days();
        Period::new(day(first), day(last)).unwrap()
    }

    #[test]
    fn the_bounds_are_those_of_the_calendar() {
        assert_eq!(period("0001-01-01", "9999-12-31").first(), EARLIEST);
        assert_eq!(period("0001-01-01", "9999-12-31").last(), LATEST);
        assert_eq!(Period::new(1, 0), Err(PeriodError::Backwards));
        assert_eq!(Period::new(EARLIEST - 1, 0), Err(PeriodError::OutsideCalendar));
        assert_eq!(Period::new(0, LATEST + 1), Err(PeriodError::OutsideCalendar));
        assert_eq!(Period::new(7, 7).unwrap().days(), 1);
    }

    #[test]
    fn before_whole_months_are_whole_months_and_before_days_are_days() {
        let before = |first, last| period(first, last).before().unwrap();
        assert_eq!(before("2024-03-01", "2024-03-31"), period("2024-02-01", "2024-02-29"));
        assert_eq!(before("2025-01-01", "2025-12-31"), period("2024-01-01", "2024-12-31"));
        assert_eq!(before("2025-01-01", "2025-03-31"), period("2024-10-01", "2024-12-31"));
        assert_eq!(before("2024-03-01", "2024-03-30"), period("2024-01-31", "2024-02-29"));
        assert_eq!(before("2024-03-05", "2024-03-05"), period("2024-03-04", "2024-03-04"));
        assert_eq!(period("0001-01-01", "0001-01-31").before(), None);
        assert_eq!(period("0001-01-05", "0001-01-09").before(), None);
    }
}
