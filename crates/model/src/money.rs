//! Money: whole minor units and a currency, and the rates that bring currencies together.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::decimal::{self, DecimalError, DecimalMark};
use crate::wire::{Reader, Unreadable, Wire, Writer};

/// An ISO 4217 alphabetic code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is not three letters.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a three-letter currency code")]
pub struct NotACurrency(pub String);

impl Currency {
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Chinese renminbi.
    pub const CNY: Self = Self(*b"CNY");

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the currency's minor unit has, as ISO 4217 lists it: two, but for
    /// the currencies that have none, three or four.
    #[must_use]
    pub fn places(self) -> u8 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        match text.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a, b, c].map(|x| x.to_ascii_uppercase())))
            }
            _ => Err(NotACurrency(text.to_owned())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "a three-letter currency code")
    }
}

/// An amount: `minor` counts the smallest unit of `currency` (cents, fen, yen).
///
/// As text, and so in JSON, it reads `11.77 USD`: exact, and one value that cannot be torn
/// apart when two devices change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Count of minor units; negative for a refund.
    pub minor: i64,
    /// The currency the count is in.
    pub currency: Currency,
}

/// Why a text is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The number part does not read.
    #[error(transparent)]
    Amount(#[from] DecimalError),
    /// The currency part does not read.
    #[error(transparent)]
    Currency(#[from] NotACurrency),
}

impl Money {
    /// `minor` smallest units of `currency`.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads the number in `text` as an amount of `currency`.
    ///
    /// # Errors
    /// As [`decimal::parse_scaled`], with the decimals of the currency.
    pub fn parse(text: &str, currency: Currency, mark: DecimalMark) -> Result<Self, DecimalError> {
        Ok(Self::new(decimal::parse_scaled(text, currency.places(), mark)?, currency))
    }

    /// The number alone, with all the decimals of its currency: `11.77`.
    #[must_use]
    pub fn number(&self) -> String {
        decimal::format_scaled(self.minor, self.currency.places())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number(), self.currency)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (number, code) = text.trim().rsplit_once(' ').unwrap_or(("", text));
        let currency: Currency = code.parse()?;
        Ok(Self::parse(number, currency, DecimalMark::Point)?)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "an amount such as `11.77 USD`")
    }
}

impl Wire for Money {
    fn encode(&self, out: &mut Writer) {
        out.array(2);
        out.int(self.minor);
        out.text(self.currency.code());
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        if from.array()? != 2 {
            return Err(from.wrong("no amount"));
        }
        Ok(Self { minor: from.int()?, currency: Currency::decode(from)? })
    }
}

crate::wire::as_text!(Currency, Rate);

/// How many decimals a rate keeps.
pub const RATE_PLACES: u8 = 9;

/// Units of the base currency that one unit of another is worth, in 10⁻⁹.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl FromStr for Rate {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        decimal::parse_scaled(text, RATE_PLACES, DecimalMark::Point).map(Self)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal::format_trimmed(self.0, RATE_PLACES))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer, "an exchange rate such as `0.1394`")
    }
}

/// Brings amounts into one base currency.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// The currency sums are made in.
    pub base: Currency,
    /// What one unit of each other currency is worth in the base currency, by code.
    pub rates: &'a BTreeMap<String, Rate>,
}

impl Exchange<'_> {
    /// Minor units of the base currency that `money` is worth, rounded half to even; `None`
    /// when the table has no rate for its currency or the result does not fit.
    #[must_use]
    pub fn convert(&self, money: Money) -> Option<i64> {
        if money.currency == self.base {
            return Some(money.minor);
        }
        let rate = i128::from(self.rates.get(money.currency.code())?.0);
        let up = 10_i128.pow(u32::from(self.base.places()));
        let down = 10_i128.pow(u32::from(money.currency.places() + RATE_PLACES));
        let numerator = i128::from(money.minor).checked_mul(rate)?.checked_mul(up)?;
        let (quotient, remainder) = (numerator.div_euclid(down), numerator.rem_euclid(down));
        let round_up = match (remainder * 2).cmp(&down) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => quotient % 2 != 0,
            std::cmp::Ordering::Less => false,
        };
        i64::try_from(quotient + i128::from(round_up)).ok()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn text_is_exact_in_every_kind_of_minor_unit() {
        for text in ["11.77 USD", "-0.05 EUR", "1200 JPY", "1.250 KWD", "0.00 CNY"] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), text);
        }
        assert!("1.5 JPY".parse::<Money>().is_err());
        assert!("11.77".parse::<Money>().is_err());
        assert!("11.77 US$".parse::<Money>().is_err());
    }

    #[test]
    fn conversion_follows_both_minor_units_and_rounds_half_to_even() {
        let rates = BTreeMap::from([
            ("JPY".to_owned(), "0.0065".parse().unwrap()),
            ("KWD".to_owned(), "3.25".parse().unwrap()),
            ("XAG".to_owned(), "0.5".parse().unwrap()),
        ]);
        let exchange = Exchange { base: Currency::USD, rates: &rates };
        let of = |text: &str| exchange.convert(text.parse().unwrap());
        assert_eq!(of("10000 JPY"), Some(6500));
        assert_eq!(of("1.000 KWD"), Some(325));
        assert_eq!(of("5.00 USD"), Some(500));
        assert_eq!(of("0.01 XAG"), Some(0), "half of a cent goes to the even neighbour");
        assert_eq!(of("0.03 XAG"), Some(2));
        assert_eq!(of("-0.03 XAG"), Some(-2));
        assert_eq!(of("1.00 GBP"), None);
    }
}
