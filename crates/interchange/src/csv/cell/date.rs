//! Calendar dates in the notations files have.

use model::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::csv::cell::clock;

/// The order and kind of a date's parts. Months and days may have one digit or two, and a
/// time of day may follow: it is dropped, the date stays as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateFormat {
    /// `2024-01-31`, `2024/1/31`, `2024.01.31`, `2024-01-31T09:30:00Z`
    Ymd,
    /// `2024年1月31日`
    Chinese,
    /// `20240131`, `20240131093000`
    Compact,
    /// `31.01.2024`, `31/1/24`, `31-01-2024`
    Dmy,
    /// `01/31/2024`, `1/31/24`, `01-31-2024`
    Mdy,
}

impl DateFormat {
    /// Every format, in the order to offer them.
    pub const ALL: [Self; 5] = [Self::Ymd, Self::Chinese, Self::Compact, Self::Dmy, Self::Mdy];
}

/// Why a cell is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// Not in this format, no day of the calendar, or before 1800, where systems put
    /// their "no date".
    #[error("not a date in this format")]
    NotADate,
    /// The year has two digits and could be of either century.
    #[error("a year of two digits")]
    TwoDigitYear,
}

/// Reads a date. A year of two digits, in [`DateFormat::Dmy`] and [`DateFormat::Mdy`] only,
/// is of 1969 to 2068, as POSIX `strptime` has it.
///
/// # Errors
/// [`DateError::NotADate`].
pub fn read_date(text: &str, format: DateFormat) -> Result<Day, DateError> {
    parse(text, format).map(|(day, _)| day).ok_or(DateError::NotADate)
}

/// A date, and the time of day with its offset as far as they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenTime {
    /// The day.
    pub day: Day,
    /// Milliseconds since midnight on that day.
    pub time: Option<u32>,
    /// Minutes east of Greenwich.
    pub offset: Option<i16>,
}

/// Reads a date and the time of day that may follow: `9:30`, `09:30:15.250`, `9:30 PM`,
/// `下午 9:30`, `21时30分`, with or without an offset, `Z`, `+08:00`, `UTC+8`.
///
/// # Errors
/// [`DateError::NotADate`], also when it is not clear what follows the date.
pub fn read_time(text: &str, format: DateFormat) -> Result<WrittenTime, DateError> {
    let (day, _, rest) = split(text, format).ok_or(DateError::NotADate)?;
    let (time, offset) = clock::read(rest).ok_or(DateError::NotADate)?;
    Ok(WrittenTime { day, time, offset })
}

/// Reads a date that may be more than a lifetime back, so that two digits do not tell its year.
///
/// # Errors
/// [`DateError::NotADate`], or [`DateError::TwoDigitYear`].
pub fn read_birthday(text: &str, format: DateFormat) -> Result<Day, DateError> {
    match parse(text, format) {
        Some((day, true)) => Ok(day),
        Some((_, false)) => Err(DateError::TwoDigitYear),
        None => Err(DateError::NotADate),
    }
}

/// The day, and whether its year was written in full.
fn parse(text: &str, format: DateFormat) -> Option<(Day, bool)> {
    let (day, is_full, rest) = split(text, format)?;
    let is_clock = format == DateFormat::Compact && clock::is_digits(rest, 6);
    (is_clock || is_time(rest)).then_some((day, is_full))
}

/// The day, whether its year was written in full, and what follows.
fn split(text: &str, format: DateFormat) -> Option<(Day, bool, &str)> {
    let ([first, second, third], rest) = match format {
        DateFormat::Compact => compact(text)?,
        DateFormat::Chinese => chinese(text)?,
        DateFormat::Ymd | DateFormat::Dmy | DateFormat::Mdy => separated(text)?,
    };
    let (year, month, day) = match format {
        DateFormat::Dmy => (third, second, first),
        DateFormat::Mdy => (third, first, second),
        DateFormat::Ymd | DateFormat::Compact | DateFormat::Chinese => (first, second, third),
    };
    if month.digits > 2 || day.digits > 2 {
        return None;
    }
    let last = matches!(format, DateFormat::Dmy | DateFormat::Mdy);
    let full_year = match year.digits {
        4 => year.value,
        2 if last && year.value < 69 => 2000 + year.value,
        2 if last => 1900 + year.value,
        _ => return None,
    };
    if full_year < 1800 {
        return None;
    }
    let day = Day::from_ymd(full_year as i32, month.value, day.value)?;
    Some((day, year.digits == 4, rest))
}

#[derive(Clone, Copy)]
struct Number {
    value: u32,
    digits: usize,
}

fn number(text: &str, most: usize) -> Option<(Number, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(digits)?;
    Some((Number { value: head.parse().ok()?, digits }, rest))
}

type Parts<'t> = ([Number; 3], &'t str);

fn separated(text: &str) -> Option<Parts<'_>> {
    let (first, rest) = number(text, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, rest) = number(rest.strip_prefix(separator)?, 4)?;
    let (third, rest) = number(rest.strip_prefix(separator)?, 4)?;
    Some(([first, second, third], rest))
}

fn compact(text: &str) -> Option<Parts<'_>> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest, 2)?;
    let (day, rest) = number(rest, 2)?;
    if month.digits < 2 || day.digits < 2 {
        return None;
    }
    Some(([year, month, day], rest))
}

fn chinese(text: &str) -> Option<Parts<'_>> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.trim_start().strip_prefix('年')?.trim_start(), 2)?;
    let (day, rest) = number(rest.trim_start().strip_prefix('月')?.trim_start(), 2)?;
    Some(([year, month, day], rest.trim_start().strip_prefix(['日', '号'])?))
}

/// Whether what follows a date is nothing, a time of day or a weekday.
fn is_time(rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    let clock = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim();
    let apart = !rest.starts_with(|c: char| c.is_ascii_digit());
    apart
        && clock.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || " :.+-".contains(c)
                || "上下中午时点分秒星期周一二三四五六日".contains(c)
        })
        && (clock.contains([':', '时', '点', '周', '期'])
            || clock::is_digits(clock, 4)
            || clock::is_digits(clock, 6))
}

/// The formats that read most of `samples`, best first, if they read at least four in five;
/// none when no format does. Samples should be taken all over the file: more than one
/// answer means that the dates themselves do not tell, and a person should.
///
/// Between day-first and month-first the better guess is the one whose days vary more than
/// its months; failing that, month-first for slashes and day-first for points and dashes.
pub fn detect_date_formats<'s>(samples: impl IntoIterator<Item = &'s str>) -> Vec<DateFormat> {
    let mut votes = Votes::default();
    for sample in samples {
        votes.add(sample);
    }
    votes.winners()
}

#[derive(Default)]
struct Votes {
    seen: usize,
    read: [usize; 5],
    /// The numbers up to 12 that came first and second, one bit each.
    values: [u16; 2],
    slashes: usize,
}

impl Votes {
    fn add(&mut self, sample: &str) {
        self.seen += 1;
        for (format, read) in DateFormat::ALL.iter().zip(&mut self.read) {
            *read += usize::from(parse(sample, *format).is_some());
        }
        if let Some(([first, second, _], _)) = separated(sample) {
            for (seen, number) in self.values.iter_mut().zip([first, second]) {
                *seen |= 1_u16.checked_shl(number.value).unwrap_or(0);
            }
            self.slashes += usize::from(sample.contains('/'));
        }
    }

    fn winners(&self) -> Vec<DateFormat> {
        let most = self.read.iter().copied().max().unwrap_or(0);
        if most == 0 || most * 5 < self.seen * 4 {
            return Vec::new();
        }
        let mut winners: Vec<DateFormat> = DateFormat::ALL
            .into_iter()
            .zip(self.read)
            .filter_map(|(format, read)| (read == most).then_some(format))
            .collect();
        let [first, second] = self.values.map(u16::count_ones);
        if second > first || (second == first && self.slashes * 2 > self.seen) {
            winners.sort_by_key(|format| *format == DateFormat::Dmy);
        }
        winners
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_notation_is_read() {
        use DateFormat::*;
        for (text, format) in [
            ("2024-01-31", Ymd),
            ("2024/1/31", Ymd),
            ("2024.01.31", Ymd),
            ("2024-01-31T23:30:00.000Z", Ymd),
            ("2024-01-31T23:30:00.000+0000", Ymd),
            ("2024-01-31T23:30:00+02:00", Ymd),
            ("2024-01-31 23:30:00 +0800", Ymd),
            ("2024-1-31 9:05", Ymd),
            ("2024/1/31 上午 9:05", Ymd),
            ("20240131", Compact),
            ("20240131233000", Compact),
            ("20240131T2330", Compact),
            ("2024年1月31日", Chinese),
            ("2024 年 01 月 31 号 9时30分", Chinese),
            ("2024年1月31日星期三", Chinese),
            ("31.01.2024", Dmy),
            ("31/1/24", Dmy),
            ("31-01-2024 09:30", Dmy),
            ("01/31/2024", Mdy),
            ("1/31/24 9:30:00 PM", Mdy),
        ] {
            assert_eq!(read_date(text, format).unwrap().to_string(), "2024-01-31", "{text}");
            for other in DateFormat::ALL.into_iter().filter(|f| *f != format) {
                assert_eq!(read_date(text, other), Err(DateError::NotADate), "{text} {other:?}");
            }
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2024",
            "2024-02-30",
            "2024-1/2",
            "24-01-31",
            "0001-01-01",
            "1899",
            "2024-01-31x",
            "2024-01-315",
            "12345-01-01",
            "01-01-01-01",
            "2024年1月",
            "=2024-01-01",
            "٢٠٢٤-٠١-٠١",
            "2024-01-31 5 pieces",
            "202401",
            "1900-01-00",
            "31/01/024",
            "T",
            "2024-01-31T",
        ] {
            for format in DateFormat::ALL {
                // Two of them are dates in another format than the one they look like.
                if !matches!((text, format), ("24-01-31", DateFormat::Dmy)) {
                    assert_eq!(
                        read_date(text, format),
                        Err(DateError::NotADate),
                        "{text} {format:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn two_digits_are_a_year_for_orders_and_none_for_birthdays() {
        let read = |text| read_date(text, DateFormat::Dmy).unwrap().to_string();
        assert_eq!(read("01.02.68"), "2068-02-01");
        assert_eq!(read("01.02.69"), "1969-02-01");
        assert_eq!(read_birthday("01.02.45", DateFormat::Dmy), Err(DateError::TwoDigitYear));
        assert_eq!(read_birthday("99.02.45", DateFormat::Dmy), Err(DateError::NotADate));
        let full = read_birthday("01.02.1945", DateFormat::Dmy).unwrap();
        assert_eq!(full.to_string(), "1945-02-01");
    }

    #[test]
    fn formats_are_told_by_what_they_read() {
        use DateFormat::*;
        for (samples, want) in [
            (vec!["2024-01-05", "2024/2/3"], vec![Ymd]),
            (vec!["20240105"], vec![Compact]),
            (vec!["05/01/2024", "31/01/2024"], vec![Dmy]),
            (vec!["05/01/2024", "01/31/2024"], vec![Mdy]),
            (vec!["01/02/2024", "01/03/2024", "01/04/2024"], vec![Mdy, Dmy]),
            (vec!["01/02/2024", "02/02/2024", "03/02/2024"], vec![Dmy, Mdy]),
            (vec!["01/02/2024"], vec![Mdy, Dmy]),
            (vec!["01.02.2024"], vec![Dmy, Mdy]),
            (vec!["31/01/2024", "01/31/2024"], vec![]),
            (vec!["Jane", "John"], vec![]),
            (vec![], vec![]),
        ] {
            assert_eq!(detect_date_formats(samples.iter().copied()), want, "{samples:?}");
        }
    }

    #[test]
    fn a_few_bad_cells_do_not_hide_the_format() {
        let samples = ["31.01.2024", "30.01.2024", "29.01.2024", "28.01.2024", "unknown"];
        assert_eq!(detect_date_formats(samples), [DateFormat::Dmy]);
    }

    proptest! {
        #[test]
        fn every_day_reads_back(number in -62_000i32..100_000, format in 0usize..5) {
            let day = Day::from_number(number).unwrap();
            let (format, text) = [
                (DateFormat::Ymd, day.to_string()),
                (DateFormat::Compact, day.to_string().replace('-', "")),
                (DateFormat::Chinese, day.date().format("%Y年%-m月%-d日").to_string()),
                (DateFormat::Dmy, day.date().format("%d.%m.%Y").to_string()),
                (DateFormat::Mdy, day.date().format("%-m/%-d/%Y 10:00").to_string()),
            ][format].clone();
            prop_assert_eq!(read_birthday(&text, format), Ok(day));
        }

        #[test]
        fn no_text_panics(text in "[0-9年月日/.T: é-]{0,20}|\\PC{0,20}") {
            for format in DateFormat::ALL {
                let _ = read_birthday(&text, format);
            }
            let _ = detect_date_formats([text.as_str()]);
        }
    }
}
