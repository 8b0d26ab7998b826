//! What a field can be asked, by what it holds.

/// What a field holds, which decides what it can be asked and how values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text, or several.
    Text,
    /// One of a list, or several.
    Choice,
    /// A whole number that is always there.
    Count,
    /// A decimal number, in 10⁻⁹.
    Number,
    /// An amount in minor units of the base currency; a value is written `500.00 USD`.
    Money,
    /// A share of one, in 10⁻⁹; a value is written in percent.
    Share,
    /// A day.
    Day,
    /// A customer, by id.
    Customer,
}

/// How many values a test compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operands {
    /// None.
    None,
    /// One.
    One,
    /// Two: from and to.
    Two,
    /// One or more.
    Some,
}

/// Declares the tests with their codes and how many values each takes.
macro_rules! tests {
    ($($(#[$doc:meta])* $Test:ident = $code:literal, $operands:ident;)+) => {
        /// What a field is asked.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Test {
            $($(#[$doc])* $Test,)+
        }

        impl Test {
            /// Every test.
            pub const ALL: &'static [Self] = &[$(Self::$Test),+];

            /// Its code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$Test => $code,)+
                }
            }

            /// How many values it compares with.
            #[must_use]
            pub fn operands(self) -> Operands {
                match self {
                    $(Self::$Test => Operands::$operands,)+
                }
            }
        }
    };
}

tests! {
    /// The value itself; of several, one of them. Texts compare without regard to case.
    Is = "is", One;
    /// Not the value, or nothing at all.
    IsNot = "is_not", One;
    /// One of the values.
    OneOf = "one_of", Some;
    /// None of the values, or nothing at all.
    NoneOf = "none_of", Some;
    /// The value somewhere in it.
    Contains = "contains", One;
    /// The value nowhere in it.
    Lacks = "lacks", One;
    /// The value at its beginning.
    Begins = "begins", One;
    /// Nothing.
    Empty = "empty", None;
    /// Anything.
    Filled = "filled", None;
    /// The value or more; of days, that day or later.
    AtLeast = "at_least", One;
    /// The value or less; of days, that day or earlier.
    AtMost = "at_most", One;
    /// Between the values, both included.
    Between = "between", Two;
    /// At most so many days before the day of the question, and not after it.
    InLast = "in_last", One;
    /// More than so many days before the day of the question.
    LongerAgo = "longer_ago", One;
    /// From the day of the question to so many days after it.
    InNext = "in_next", One;
    /// In the calendar month of the question.
    ThisMonth = "this_month", None;
    /// In the one before.
    LastMonth = "last_month", None;
    /// In the calendar year of the question.
    ThisYear = "this_year", None;
    /// In the one before.
    LastYear = "last_year", None;
    /// With an anniversary from the day of the question to so many days after it. That of a
    /// 29 February is 1 March in years without one.
    Anniversary = "anniversary", One;
}

impl Test {
    /// The test of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|test| test.code() == code)
    }

    /// Whether its value is a number of days rather than a value of the field.
    #[must_use]
    pub fn counts_days(self) -> bool {
        matches!(self, Self::InLast | Self::LongerAgo | Self::InNext | Self::Anniversary)
    }

    /// Whether it holds where another does not.
    pub(super) fn is_negated(self) -> bool {
        matches!(self, Self::IsNot | Self::NoneOf | Self::Lacks | Self::Empty)
    }
}

impl Holds {
    /// What can be asked of it, in the order to offer it; the first is what a new condition asks.
    #[must_use]
    pub fn tests(self) -> &'static [Test] {
        use Test as T;
        match self {
            Self::Text => &[
                T::Is,
                T::IsNot,
                T::OneOf,
                T::NoneOf,
                T::Contains,
                T::Lacks,
                T::Begins,
                T::Empty,
                T::Filled,
            ],
            Self::Choice => &[T::OneOf, T::NoneOf, T::Is, T::IsNot, T::Empty, T::Filled],
            Self::Count => &[T::AtLeast, T::AtMost, T::Between, T::Is, T::IsNot],
            Self::Number | Self::Money => {
                &[T::AtLeast, T::AtMost, T::Between, T::Is, T::IsNot, T::Empty, T::Filled]
            }
            Self::Share => &[T::AtLeast, T::AtMost, T::Between, T::Empty, T::Filled],
            Self::Day => &[
                T::InLast,
                T::LongerAgo,
                T::ThisMonth,
                T::LastMonth,
                T::ThisYear,
                T::LastYear,
                T::AtLeast,
                T::AtMost,
                T::Between,
                T::Is,
                T::InNext,
                T::Anniversary,
                T::Empty,
                T::Filled,
            ],
            Self::Customer => &[T::Is, T::IsNot, T::Empty, T::Filled],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_means_its_own_test() {
        for test in Test::ALL {
            assert_eq!(Test::from_code(test.code()), Some(*test));
        }
        assert_eq!(Test::from_code("sounds_like"), None);
    }
}
