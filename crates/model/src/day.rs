//! Days and moments: what the calendar said where the user stood.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::wire::{Reader, Unreadable, Wire, Writer};

/// A local calendar date, as days since 1970-01-01; no time zone can move it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A text or number that is no date between the years 1 and 9999.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a date")]
pub struct NotADay(pub String);

const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(1970, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

impl Day {
    /// The day of the Gregorian calendar; `None` when there is no such day or the year is
    /// not in 1..=9999.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    fn from_date(date: NaiveDate) -> Self {
        Self(date.signed_duration_since(EPOCH).num_days() as i32)
    }

    /// The day `number` days after 1970-01-01; `None` outside the years 1..=9999.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        let date = EPOCH.checked_add_signed(TimeDelta::days(i64::from(number)))?;
        (1..=9999).contains(&date.year()).then_some(Self(number))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The same day in chrono's words, for formatting.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        EPOCH.checked_add_signed(TimeDelta::days(i64::from(self.0))).unwrap_or(EPOCH)
    }

    /// Its year, month and day of the month, the latter two from 1.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// Whole days from `earlier` to this day.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let part = |range: std::ops::Range<usize>| {
            let digits = text.get(range)?;
            if digits.bytes().all(|b| b.is_ascii_digit()) {
                digits.parse::<u32>().ok()
            } else {
                None
            }
        };
        let bytes = text.as_bytes();
        (bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-')
            .then(|| Self::from_ymd(part(0..4)? as i32, part(5..7)?, part(8..10)?))
            .flatten()
            .ok_or_else(|| NotADay(text.to_owned()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a date as YYYY-MM-DD")
    }
}

impl Wire for Day {
    fn encode(&self, out: &mut Writer) {
        self.0.encode(out);
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let number = i32::decode(from)?;
        Self::from_number(number).ok_or_else(|| from.wrong("no day"))
    }
}

/// An instant with the offset of the place where it was written down, so that "Tuesday at
/// nine" stays Tuesday at nine for whoever reads it later, wherever.
///
/// As text it is RFC 3339: `2026-11-22T09:00:00.000+08:00`. Ordered by the instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    millis: i64,
    offset_minutes: i16,
}

/// A text or number that is no moment between the years 1 and 9999.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a date and time with an offset")]
pub struct NotAMoment(pub String);

impl Moment {
    /// `millis` since 1970-01-01T00:00Z, seen `offset_minutes` east of Greenwich; `None`
    /// outside the years 1..=9999 or beyond a day of offset.
    #[must_use]
    pub fn new(millis: i64, offset_minutes: i16) -> Option<Self> {
        let offset = FixedOffset::east_opt(i32::from(offset_minutes) * 60)?;
        let local = DateTime::<Utc>::from_timestamp_millis(millis)?.with_timezone(&offset);
        (1..=9999).contains(&local.year()).then_some(Self { millis, offset_minutes })
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.millis
    }

    /// Minutes east of Greenwich where it was written down.
    #[must_use]
    pub fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// The wall clock where it was written down.
    #[must_use]
    pub fn local(self) -> chrono::NaiveDateTime {
        let shifted = self.millis.saturating_add(i64::from(self.offset_minutes) * 60_000);
        DateTime::<Utc>::from_timestamp_millis(shifted).unwrap_or_default().naive_utc()
    }

    /// The calendar day on that wall clock.
    #[must_use]
    pub fn day(self) -> Day {
        Day::from_date(self.local().date())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = FixedOffset::east_opt(i32::from(self.offset_minutes) * 60);
        let utc = DateTime::<Utc>::from_timestamp_millis(self.millis).unwrap_or_default();
        match offset {
            Some(offset) => f.write_str(
                &utc.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Millis, false),
            ),
            None => f.write_str(&utc.to_rfc3339_opts(SecondsFormat::Millis, true)),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let refuse = || NotAMoment(text.to_owned());
        let parsed = DateTime::parse_from_rfc3339(text).map_err(|_| refuse())?;
        let minutes =
            i16::try_from(parsed.offset().local_minus_utc() / 60).map_err(|_| refuse())?;
        Self::new(parsed.timestamp_millis(), minutes).ok_or_else(refuse)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a date and time with an offset (RFC 3339)")
    }
}

impl Wire for Moment {
    fn encode(&self, out: &mut Writer) {
        out.array(2);
        out.int(self.millis);
        self.offset_minutes.encode(out);
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        if from.array()? != 2 {
            return Err(from.wrong("no moment"));
        }
        let (millis, offset) = (from.int()?, i16::decode(from)?);
        Self::new(millis, offset).ok_or_else(|| from.wrong("no moment"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn days_are_text_and_numbers() {
        let day: Day = "1998-06-30".parse().unwrap();
        assert_eq!(day.number(), 10_407);
        assert_eq!(day.to_string(), "1998-06-30");
        assert_eq!(day.days_since("1997-01-01".parse().unwrap()), 545);
        for bad in ["1998-02-30", "1998-6-30", "98-06-30", "+998-06-30", "0000-01-01", "é998-06-3"]
        {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
        assert_eq!(Day::from_number(i32::MAX), None);
    }

    #[test]
    fn a_moment_keeps_the_wall_clock_it_was_written_by() {
        let late: Moment = "2026-11-22T23:30:00.000+08:00".parse().unwrap();
        assert_eq!(late.day().to_string(), "2026-11-22");
        assert_eq!(late.to_string(), "2026-11-22T23:30:00.000+08:00");
        assert_eq!(
            Moment::new(late.millis(), 0).unwrap().to_string(),
            "2026-11-22T15:30:00.000+00:00"
        );
        assert!("2026-11-22T23:30:00".parse::<Moment>().is_err());
        assert_eq!(Moment::new(i64::MAX, 0), None);
    }
}
