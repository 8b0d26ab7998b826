//! What records hold in fields people added.

use model::custom::{NUMBER_PLACES, values_of};
use model::{Custom, Day, DecimalMark, decimal};

/// What a record must hold in a field people added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomTest {
    /// This value, or where several choices can hold, this among them. A yes-or-no field holds
    /// [`model::custom::YES`] or [`model::custom::NO`].
    Is(String),
    /// Anything.
    Any,
    /// A number between these, both included, in 10⁻⁹.
    Number(Option<i64>, Option<i64>),
    /// A day between these, both included.
    Day(Option<Day>, Option<Day>),
}

impl CustomTest {
    /// Whether `custom` passes in the field `key`.
    #[must_use]
    pub fn passes(&self, custom: &Custom, key: &str) -> bool {
        let mut values = values_of(custom, key);
        match self {
            Self::Is(wanted) => values.any(|value| value == wanted),
            Self::Any => values.next().is_some(),
            Self::Number(from, to) => values.any(|value| {
                let number = decimal::parse_scaled(value, NUMBER_PLACES, DecimalMark::Point);
                number.is_ok_and(|number| within(number, *from, *to))
            }),
            Self::Day(from, to) => {
                values.any(|value| value.parse::<Day>().is_ok_and(|day| within(day, *from, *to)))
            }
        }
    }
}

fn within<T: PartialOrd>(value: T, from: Option<T>, to: Option<T>) -> bool {
    from.is_none_or(|from| value >= from) && to.is_none_or(|to| value <= to)
}

/// Whether `custom` passes every test, each in the field of the key beside it.
pub(super) fn pass(tests: &[(String, CustomTest)], custom: &Custom) -> bool {
    tests.iter().all(|(key, test)| test.passes(custom, key))
}
