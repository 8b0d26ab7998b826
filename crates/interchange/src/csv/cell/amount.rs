//! Amounts of money and plain numbers.

use model::decimal::{DecimalError, DecimalMark, parse_scaled};
use model::{Currency, Money};
use thiserror::Error;

use crate::csv::cell::currency::{iso_code, read_currency};

/// What to do with non-zero decimals beyond the currency's minor unit, as in `12.345 USD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ExcessDecimals {
    /// Refuse the amount.
    #[default]
    Reject,
    /// Round it, half to even: for files that went through floating point.
    Round,
}

/// Why a cell is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountError {
    /// The number does not read.
    #[error(transparent)]
    Number(#[from] DecimalError),
    /// There is something beside the number that is no currency, or two different ones.
    #[error("not a currency")]
    Currency,
}

/// Reads an amount of money. A currency in the cell, as a code, sign or name before or after
/// the number, wins over `expected`: `12,30 €`, `-$12.30`, `USD 5`, `¥100元`.
///
/// # Errors
/// When the number does not read in the notation of `mark`, or what stands beside it is
/// no currency.
pub fn read_amount(
    text: &str,
    expected: Currency,
    mark: DecimalMark,
    excess: ExcessDecimals,
) -> Result<Money, AmountError> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-')) {
        return Ok(read_number(text, expected, mark, excess)?);
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(start), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else {
        return Err(AmountError::Number(DecimalError::NotANumber));
    };
    // A mark may begin the number (`$.50`), or end it (`5.€`), unless it belongs to a sign (`Fr.5`).
    let start = match text.get(..start).and_then(|before| before.strip_suffix(mark.char())) {
        Some(before) if !before.ends_with(char::is_alphabetic) => before.len(),
        _ => start,
    };
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", text));
    let (body, after) = rest.split_at_checked(last + 1 - start).unwrap_or((rest, ""));
    let after = after.strip_prefix(mark.char()).unwrap_or(after);

    let currency = match (beside(before), beside(after)) {
        ("", "") => expected,
        (name, "") | ("", name) => read_currency(name, expected).ok_or(AmountError::Currency)?,
        (left, right) => both(left, right, expected).ok_or(AmountError::Currency)?,
    };
    let mut number = String::with_capacity(text.len());
    number.extend(before.chars().filter(|c| is_sign(*c)));
    number.push_str(body);
    number.extend(after.chars().filter(|c| is_sign(*c)));
    Ok(read_number(&number, currency, mark, excess)?)
}

/// Reads a number of pieces, in thousandths.
///
/// # Errors
/// As [`parse_scaled`].
pub fn read_quantity(text: &str, mark: DecimalMark) -> Result<i64, DecimalError> {
    parse_scaled(text, 3, mark)
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2212}' | '\u{ff0d}' | '(' | ')')
}

/// What stands beside a number apart from signs and blanks.
fn beside(text: &str) -> &str {
    text.trim_matches(|c: char| is_sign(c) || c.is_whitespace())
}

/// The currency when it is given twice, as in `$5 CAD` or `¥100元`.
fn both(left: &str, right: &str, expected: Currency) -> Option<Currency> {
    let named = iso_code(right).or_else(|| iso_code(left)).unwrap_or(expected);
    let (left, right) = (read_currency(left, named)?, read_currency(right, named)?);
    (left == right).then_some(left)
}

fn read_number(
    text: &str,
    currency: Currency,
    mark: DecimalMark,
    excess: ExcessDecimals,
) -> Result<Money, DecimalError> {
    match Money::parse(text, currency, mark) {
        Err(DecimalError::TooPrecise(places)) if excess == ExcessDecimals::Round => {
            Ok(Money::new(round(text, places, mark)?, currency))
        }
        read => read,
    }
}

/// The count of 10^-`places` nearest to the number in `text`, which [`parse_scaled`] found
/// to be too precise; of two as near, the even one.
fn round(text: &str, places: u8, mark: DecimalMark) -> Result<i64, DecimalError> {
    let fraction = text.find(mark.char()).map_or(text.len(), |at| at + 1);
    let (kept, rest) =
        text.split_at_checked(fraction + usize::from(places)).ok_or(DecimalError::NotANumber)?;
    let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit()).trim_end_matches('0');
    let sign = |c: &char| matches!(c, '-' | '\u{2212}' | '\u{ff0d}' | '(');
    let negative = text.chars().any(|c| sign(&c));
    let kept: String = kept.chars().filter(|c| !sign(c) && *c != '+').collect();
    let whole = if kept.bytes().any(|b| b.is_ascii_digit()) {
        parse_scaled(&kept, places, mark)?
    } else {
        0
    };
    let up = match digits.as_bytes() {
        [b'5'] => whole % 2 != 0,
        [first, ..] => *first >= b'5',
        [] => false,
    };
    let value = whole.checked_add(i64::from(up)).ok_or(DecimalError::TooLarge)?;
    Ok(if negative { -value } else { value })
}

/// Which character marks the decimals in `samples`; `None` when they do not tell, as `1.234`
/// or `12` do not. Where samples disagree, the majority decides.
pub fn detect_decimal_mark<'s>(samples: impl IntoIterator<Item = &'s str>) -> Option<DecimalMark> {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for sample in samples {
        match mark_of(sample) {
            Some(DecimalMark::Point) => points += 1,
            Some(DecimalMark::Comma) => commas += 1,
            None => {}
        }
    }
    match points.cmp(&commas) {
        std::cmp::Ordering::Greater => Some(DecimalMark::Point),
        std::cmp::Ordering::Less => Some(DecimalMark::Comma),
        std::cmp::Ordering::Equal => None,
    }
}

fn mark_of(sample: &str) -> Option<DecimalMark> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (start, last) = (sample.find(is_digit)?, sample.rfind(is_digit)?);
    let body = sample.get(start..=last)?;
    let last_mark = body.rfind(['.', ','])?;
    let (whole, decimals) = (body.get(..last_mark)?, body.get(last_mark + 1..)?);
    let (this, other) = if body.get(last_mark..)?.starts_with('.') {
        (DecimalMark::Point, DecimalMark::Comma)
    } else {
        (DecimalMark::Comma, DecimalMark::Point)
    };
    if whole.contains(this.char()) {
        return (!whole.contains(other.char())).then_some(other);
    }
    if whole.contains(other.char())
        || decimals.len() != 3
        || whole.len() > 3
        || whole.starts_with('0')
    {
        return Some(this);
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use DecimalMark::{Comma, Point};

    fn read(text: &str, expected: &str, mark: DecimalMark) -> Result<String, AmountError> {
        let expected = expected.parse().unwrap();
        read_amount(text, expected, mark, ExcessDecimals::Reject).map(|money| money.to_string())
    }

    #[test]
    fn the_currency_may_stand_anywhere() {
        for (text, expected, mark, want) in [
            ("12.30", "USD", Point, "12.30 USD"),
            ("12,30 €", "USD", Comma, "12.30 EUR"),
            ("$12.30", "EUR", Point, "12.30 USD"),
            ("$12.30", "CAD", Point, "12.30 CAD"),
            ("¥100", "USD", Point, "100.00 CNY"),
            ("¥100", "JPY", Point, "100 JPY"),
            ("USD 5", "EUR", Point, "5.00 USD"),
            ("1,234.5usd", "EUR", Point, "1234.50 USD"),
            ("-$5.00", "EUR", Point, "-5.00 USD"),
            ("$-5.00", "EUR", Point, "-5.00 USD"),
            ("($5.00)", "EUR", Point, "-5.00 USD"),
            ("5,00- €", "USD", Comma, "-5.00 EUR"),
            ("−3 EUR", "USD", Comma, "-3.00 EUR"),
            ("1 234,50 zł", "USD", Comma, "1234.50 PLN"),
            ("$5.00 CAD", "EUR", Point, "5.00 CAD"),
            ("¥100.00元", "USD", Point, "100.00 CNY"),
            ("Fr.5", "EUR", Point, "5.00 CHF"),
            ("$.50", "EUR", Point, "0.50 USD"),
            ("5.€", "USD", Point, "5.00 EUR"),
            ("CHF 1'234.50", "USD", Point, "1234.50 CHF"),
            ("0", "USD", Point, "0.00 USD"),
        ] {
            assert_eq!(read(text, expected, mark).as_deref(), Ok(want), "{text}");
        }
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        use AmountError::{Currency as NoCurrency, Number};
        use DecimalError::*;
        for (text, mark, want) in [
            ("5 PCS", Point, NoCurrency),
            ("1.5万", Point, NoCurrency),
            ("USD 5 EUR", Point, NoCurrency),
            ("€5 USD", Point, NoCurrency),
            ("12,30", Point, Number(NotANumber)),
            ("12.345", Point, Number(TooPrecise(2))),
            ("", Point, Number(Empty)),
            ("free", Point, Number(NotANumber)),
            ("$", Point, Number(NotANumber)),
            ("--5", Point, Number(NotANumber)),
            ("(-$5)", Point, Number(NotANumber)),
            ("=5+5", Point, NoCurrency),
            ("1 2 3", Point, Number(NotANumber)),
            ("99999999999999999999", Point, Number(TooLarge)),
        ] {
            assert_eq!(read(text, "USD", mark), Err(want), "{text}");
        }
    }

    #[test]
    fn excess_decimals_round_half_to_even_when_asked() {
        for (text, mark, want) in [
            ("29.990000000000002", Point, "29.99 USD"),
            ("29.989999999999998", Point, "29.99 USD"),
            ("0.125", Point, "0.12 USD"),
            ("0.135", Point, "0.14 USD"),
            ("-0.006", Point, "-0.01 USD"),
            ("(0.0051)", Point, "-0.01 USD"),
            ("1.234,565", Comma, "1234.56 USD"),
            ("€1.234,5651-", Comma, "-1234.57 EUR"),
            ("5.004-", Point, "-5.00 USD"),
            (".999", Point, "1.00 USD"),
            (".004", Point, "0.00 USD"),
            ("12.3400", Point, "12.34 USD"),
        ] {
            let money = read_amount(text, Currency::USD, mark, ExcessDecimals::Round).unwrap();
            assert_eq!(money.to_string(), want, "{text}");
        }
        let yen: Currency = "JPY".parse().unwrap();
        let money = read_amount("1500.7", yen, Point, ExcessDecimals::Round).unwrap();
        assert_eq!(money.to_string(), "1501 JPY");
    }

    #[test]
    fn the_decimal_mark_is_told_by_what_only_it_can_be() {
        for (samples, want) in [
            (vec!["12.30", "5"], Some(Point)),
            (vec!["12,30 €"], Some(Comma)),
            (vec!["1.234,56"], Some(Comma)),
            (vec!["1,234.56"], Some(Point)),
            (vec!["1,234,567"], Some(Point)),
            (vec!["1.234.567"], Some(Comma)),
            (vec!["0.123"], Some(Point)),
            (vec!["1.234", "12"], None),
            (vec!["1234.567"], Some(Point)),
            (vec!["1,5", "2,5", "3.5"], Some(Comma)),
            (vec!["abc", "", "."], None),
            (vec![], None),
        ] {
            assert_eq!(detect_decimal_mark(samples.iter().copied()), want, "{samples:?}");
        }
    }

    proptest! {
        #[test]
        fn what_money_writes_is_read(minor in -1_000_000_000i64..1_000_000_000, code in 0usize..4) {
            let currency: Currency = ["USD", "EUR", "JPY", "KWD"][code].parse().unwrap();
            let money = Money::new(minor, currency);
            let read = read_amount(&money.to_string(), Currency::CNY, Point, ExcessDecimals::Reject);
            prop_assert_eq!(read, Ok(money));
        }

        #[test]
        fn rounding_agrees_with_integers(thousandths in -1_000_000i64..1_000_000) {
            let text = model::decimal::format_scaled(thousandths, 3);
            let money = read_amount(&text, Currency::USD, Point, ExcessDecimals::Round).unwrap();
            prop_assert!((money.minor * 10 - thousandths).abs() <= 5);
            prop_assert!((money.minor * 10 - thousandths).abs() < 5 || money.minor % 2 == 0);
        }

        #[test]
        fn no_text_panics(text in "[0-9.,$€()元UKr −-]{0,16}|\\PC{0,16}") {
            for mark in [Point, Comma] {
                let _ = read_amount(&text, Currency::USD, mark, ExcessDecimals::Round);
                let _ = read_quantity(&text, mark);
            }
            let _ = detect_decimal_mark([text.as_str()]);
        }
    }
}
