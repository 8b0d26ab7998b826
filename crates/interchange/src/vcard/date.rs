//! Birthdays, which may lack their year.

use model::Day;

use crate::csv::cell::{DateFormat, read_birthday};
use crate::vcard::property::Head;

/// What a card says of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Date {
    /// The day.
    Whole(Day),
    /// A part of it, or words, for people to read.
    Partial(String),
}

/// Reads `19900131`, `1990-01-31`, either with a time, `--0131`, and anything else as words.
/// A day before 1800 is words too: programs put their "no date" there.
pub(super) fn read_day(head: &Head, text: &str) -> Date {
    let text = text.trim();
    // Apple has no dates without a year, and says which year is none.
    let no_year = head.get("X-APPLE-OMIT-YEAR").and_then(|year| text.strip_prefix(year));
    if let Some(rest) = no_year.or_else(|| text.strip_prefix("--")) {
        return Date::Partial(month_and_day(rest).unwrap_or_else(|| text.to_owned()));
    }
    let date = match text.split_once(['T', 't']) {
        Some((date, time)) if time.chars().all(|c| "0123456789:.+-Zz".contains(c)) => date,
        _ => text,
    };
    let whole = [DateFormat::Ymd, DateFormat::Compact].map(|format| read_birthday(date, format));
    match whole {
        [Ok(day), _] | [_, Ok(day)] => Date::Whole(day),
        _ => Date::Partial(text.to_owned()),
    }
}

/// `0131`, `01-31` or `-01-31` as `01-31`.
fn month_and_day(text: &str) -> Option<String> {
    let date = text.split(['T', 't']).next().unwrap_or_default();
    let digits: String = date.chars().filter(|c| *c != '-').collect();
    match digits.split_at_checked(2) {
        Some((month, day)) if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("{month}-{day}"))
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let read = |line: &str| {
            let (head, value) = Head::read(line.as_bytes()).unwrap();
            match read_day(&head, str::from_utf8(value).unwrap()) {
                Date::Whole(day) => format!("={day}"),
                Date::Partial(text) => text,
            }
        };
        for (line, want) in [
            ("BDAY:19900131", "=1990-01-31"),
            ("BDAY:1990-01-31", "=1990-01-31"),
            ("BDAY:1990-01-31T16:00:00Z", "=1990-01-31"),
            ("BDAY:19900131T160000Z", "=1990-01-31"),
            ("BDAY;VALUE=date:1990-01-31", "=1990-01-31"),
            ("BDAY:--0131", "01-31"),
            ("BDAY:--01-31", "01-31"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-01-31", "01-31"),
            ("BDAY:--01", "--01"),
            ("BDAY:---31", "---31"),
            ("BDAY:1990-01", "1990-01"),
            ("BDAY:1990", "1990"),
            ("BDAY;VALUE=text:in the spring", "in the spring"),
            ("BDAY:0001-01-01", "0001-01-01"),
            ("BDAY:1990-02-30", "1990-02-30"),
        ] {
            assert_eq!(read(line), want, "{line}");
        }
    }
}
