//! Decimal numbers as whole counts of a power of ten: no floating point anywhere near money.

use thiserror::Error;

/// Why a text is not a decimal number that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecimalError {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// A character that no number in this notation has.
    #[error("not a number")]
    NotANumber,
    /// A non-zero digit beyond the places that can be kept.
    #[error("more than {0} decimals")]
    TooPrecise(u8),
    /// Beyond ±9.2·10¹⁸ counted in the smallest unit.
    #[error("too large")]
    TooLarge,
}

/// The character that separates whole from fraction; the other one may group thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `1,234.56`
    #[default]
    Point,
    /// `1.234,56`
    Comma,
}

impl DecimalMark {
    /// The mark itself.
    #[must_use]
    pub fn char(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// Reads `text` as a count of 10^-`places`, exactly: `parse_scaled("-1,234.5", 2, Point)` is
/// `-123450`. A leading or trailing sign, accounting brackets for a negative, and thousands
/// grouped by space, apostrophe, underscore or the other mark are understood; groups must
/// have three digits, so that a mistaken decimal mark is an error and not a wrong amount.
///
/// # Errors
/// When the text is empty, is no number in this notation, has non-zero digits beyond
/// `places`, or does not fit an `i64`.
pub fn parse_scaled(text: &str, places: u8, mark: DecimalMark) -> Result<i64, DecimalError> {
    let mut body = text.trim();
    if body.is_empty() {
        return Err(DecimalError::Empty);
    }
    let mut negative = false;
    if let Some(inner) = body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        negative = true;
        body = inner.trim();
    } else if let Some(rest) = body.strip_prefix(['-', '\u{2212}', '\u{ff0d}']) {
        negative = true;
        body = rest.trim_start();
    } else if let Some(rest) = body.strip_prefix('+') {
        body = rest.trim_start();
    } else if let Some(rest) = body.strip_suffix(['-', '\u{2212}']) {
        negative = true;
        body = rest.trim_end();
    }

    let (whole, fraction) = body.split_once(mark.char()).unwrap_or((body, ""));
    let whole = ungroup(whole, mark)?;
    if (whole.is_empty() && fraction.is_empty()) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DecimalError::NotANumber);
    }

    let mut value: i64 = 0;
    let mut push = |digit: u8| -> Result<(), DecimalError> {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(digit - b'0')))
            .ok_or(DecimalError::TooLarge)?;
        Ok(())
    };
    for digit in whole.bytes() {
        push(digit)?;
    }
    let mut digits = fraction.bytes();
    for _ in 0..places {
        push(digits.next().unwrap_or(b'0'))?;
    }
    if digits.any(|d| d != b'0') {
        return Err(DecimalError::TooPrecise(places));
    }
    Ok(if negative { -value } else { value })
}

fn ungroup(whole: &str, mark: DecimalMark) -> Result<String, DecimalError> {
    let groups_by = |c: char| {
        matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}' | '_')
            || (c == ',' && mark == DecimalMark::Point)
            || (c == '.' && mark == DecimalMark::Comma)
    };
    let groups: Vec<&str> = whole.split(groups_by).collect();
    let well_formed = groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_digit()))
        && (groups.len() == 1
            || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3)));
    if well_formed { Ok(groups.concat()) } else { Err(DecimalError::NotANumber) }
}

/// Writes a count of 10^-`places` with a decimal point and all its places: `-1234.50`.
#[must_use]
pub fn format_trimmed(value: i64, places: u8) -> String {
    let text = format_scaled(value, places);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// `value` as a decimal with all its `places`, a point between.
#[must_use]
pub fn format_scaled(value: i64, places: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = value.unsigned_abs().to_string();
    let places = usize::from(places);
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_notations_people_type() {
        for (text, mark, want) in [
            ("12.30", DecimalMark::Point, 1230),
            ("1,234.5", DecimalMark::Point, 123_450),
            ("1.234,56", DecimalMark::Comma, 123_456),
            ("1 234,56", DecimalMark::Comma, 123_456),
            ("(7.00)", DecimalMark::Point, -700),
            ("7.00-", DecimalMark::Point, -700),
            ("\u{2212}3", DecimalMark::Point, -300),
            (".5", DecimalMark::Point, 50),
            ("5.", DecimalMark::Point, 500),
            ("12.3400", DecimalMark::Point, 1234),
        ] {
            assert_eq!(parse_scaled(text, 2, mark), Ok(want), "{text}");
        }
    }

    #[test]
    fn refuses_what_could_be_misread() {
        assert_eq!(parse_scaled("12,34", 2, DecimalMark::Point), Err(DecimalError::NotANumber));
        assert_eq!(parse_scaled("1,23,456", 2, DecimalMark::Point), Err(DecimalError::NotANumber));
        assert_eq!(parse_scaled("1.234.56", 2, DecimalMark::Point), Err(DecimalError::NotANumber));
        assert_eq!(parse_scaled("12.345", 2, DecimalMark::Point), Err(DecimalError::TooPrecise(2)));
        assert_eq!(parse_scaled(".", 2, DecimalMark::Point), Err(DecimalError::NotANumber));
        assert_eq!(parse_scaled("  ", 2, DecimalMark::Point), Err(DecimalError::Empty));
        assert_eq!(parse_scaled("=1+1", 2, DecimalMark::Point), Err(DecimalError::NotANumber));
        let huge = "99999999999999999999";
        assert_eq!(parse_scaled(huge, 2, DecimalMark::Point), Err(DecimalError::TooLarge));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in -i64::MAX..=i64::MAX, places in 0u8..=9) {
            let text = format_scaled(value, places);
            prop_assert_eq!(parse_scaled(&text, places, DecimalMark::Point), Ok(value));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}", places in 0u8..=9) {
            let _ = parse_scaled(&text, places, DecimalMark::Comma);
        }
    }
}
