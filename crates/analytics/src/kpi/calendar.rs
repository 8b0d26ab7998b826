//! Months, quarters, weeks and years of the Gregorian calendar, in days since 1970-01-01.

use chrono::{Datelike, NaiveDate};

use super::period::{EARLIEST, LATEST};

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Monday to Sunday, as ISO 8601 has it.
    Week,
    /// A calendar month.
    Month,
    /// January to March, and so on.
    Quarter,
    /// January to December.
    Year,
}

impl Step {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The first day of the stretch that `day` lies in. Days outside the years 1 to 9999 count
    /// as the nearest within.
    #[must_use]
    pub fn start(self, day: i32) -> i32 {
        match self.months() {
            Some(months) => month_start(month(day).div_euclid(months) * months),
            // 1970-01-01 was a Thursday.
            None => day.clamp(EARLIEST, LATEST) - (day.clamp(EARLIEST, LATEST) + 3).rem_euclid(7),
        }
    }

    /// The first day of the stretch `steps` after the one that `day` lies in; before it, if
    /// negative.
    #[must_use]
    pub fn start_after(self, day: i32, steps: i32) -> i32 {
        match self.months() {
            Some(months) => {
                let own = month(day).div_euclid(months);
                month_start(own.saturating_add(steps).saturating_mul(months))
            }
            None => self.start(day).saturating_add(steps.saturating_mul(7)),
        }
    }

    /// The last day of the stretch that `day` lies in.
    #[must_use]
    pub fn end(self, day: i32) -> i32 {
        self.start_after(day, 1) - 1
    }

    fn months(self) -> Option<i32> {
        match self {
            Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
        }
    }
}

/// The month a day lies in, counted from January of the year 0.
pub(super) fn month(day: i32) -> i32 {
    let date = NaiveDate::from_epoch_days(day.clamp(EARLIEST, LATEST)).unwrap_or_default();
    date.year() * 12 + date.month0() as i32
}

/// The first day of a month counted so.
pub(super) fn month_start(month: i32) -> i32 {
    let year = month.div_euclid(12).clamp(0, 10_000);
    let of_year = month.rem_euclid(12) as u32 + 1;
    NaiveDate::from_ymd_opt(year, of_year, 1).unwrap_or_default().to_epoch_days()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        text.parse::<NaiveDate>().unwrap().to_epoch_days()
    }

    #[test]
    fn a_day_lies_in_the_stretch_the_calendar_says() {
        let lies_in = |step: Step, of: &str| (step.start(day(of)), step.end(day(of)));
        let from_to = |from, to| (day(from), day(to));
        assert_eq!(lies_in(Step::Month, "2024-02-29"), from_to("2024-02-01", "2024-02-29"));
        assert_eq!(lies_in(Step::Month, "1969-12-31"), from_to("1969-12-01", "1969-12-31"));
        assert_eq!(lies_in(Step::Quarter, "1997-03-31"), from_to("1997-01-01", "1997-03-31"));
        assert_eq!(lies_in(Step::Quarter, "1997-04-01"), from_to("1997-04-01", "1997-06-30"));
        assert_eq!(lies_in(Step::Year, "2023-07-01"), from_to("2023-01-01", "2023-12-31"));
        // 1970-01-05 was a Monday, and so was 1969-12-29.
        assert_eq!(lies_in(Step::Week, "1970-01-01"), from_to("1969-12-29", "1970-01-04"));
        assert_eq!(lies_in(Step::Week, "1970-01-05"), from_to("1970-01-05", "1970-01-11"));
    }

    #[test]
    fn stretches_follow_one_another_and_go_back() {
        for step in Step::ALL {
            let start = step.start(day("2000-02-29"));
            assert_eq!(step.start_after(start, 5), {
                (0..5).fold(start, |start, _| step.end(start) + 1)
            });
            assert_eq!(step.start_after(step.start_after(start, -7), 7), start);
        }
        assert_eq!(Step::Month.start_after(day("2024-01-31"), -11), day("2023-02-01"));
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_break() {
        for step in Step::ALL {
            for day in [i32::MIN, EARLIEST, LATEST, i32::MAX] {
                for steps in [i32::MIN, -1, 1, i32::MAX] {
                    let _ = step.start_after(day, steps);
                }
                assert!(step.start(day) <= day.max(EARLIEST));
            }
        }
    }
}
