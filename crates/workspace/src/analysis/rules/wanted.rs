//! What a condition wants, read from the texts it is written in.

use analytics::kpi::Step;
use model::custom::NUMBER_PLACES;
use model::decimal::{self, DecimalError};
use model::{Day, DecimalMark, Id, Money};

use super::check::Trouble;
use super::look::Look;
use super::test::{Holds, Operands, Test};
use super::tree::OPERANDS_LIMIT;

/// What is wanted of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Anything.
    Filled,
    /// A number between these, both included.
    Within(Option<i64>, Option<i64>),
    /// A day whose anniversary comes round within so many days.
    Anniversary(i32),
    /// One of these.
    Among(Vec<String>),
    /// This somewhere in it.
    Contains(String),
    /// This at its beginning.
    Begins(String),
}

/// The same, or its opposite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) wanted: Wanted,
    pub(super) negated: bool,
}

/// Most days a relative date goes back or forth.
const DAYS_LIMIT: i64 = 36_500;
/// Decimals of a percentage that make it a share in 10⁻⁹.
const PERCENT_PLACES: u8 = 7;

/// Reads what a field that holds `holds` is asked.
pub(super) fn read(
    look: &Look<'_>,
    holds: Holds,
    test: Test,
    values: &[String],
) -> Result<Asked, Trouble> {
    let values = given(test, values)?;
    let wanted = match test {
        Test::Empty | Test::Filled => Wanted::Filled,
        _ if holds == Holds::Day => day(look.day, test, &values)?,
        _ if matches!(holds, Holds::Text | Holds::Choice | Holds::Customer) => {
            text(look, holds, test, &values)?
        }
        _ => {
            let numbers: Result<Vec<i64>, Trouble> =
                values.iter().map(|value| number(look, holds, value)).collect();
            within(test, &numbers?)?
        }
    };
    Ok(Asked { wanted, negated: test.is_negated() })
}

/// The values a test takes, blanks around them off.
pub(super) fn given(test: Test, values: &[String]) -> Result<Vec<&str>, Trouble> {
    let mut values: Vec<&str> = values.iter().map(|value| value.trim()).collect();
    let wanted = match test.operands() {
        Operands::None => 0,
        Operands::One => 1,
        Operands::Two => 2,
        Operands::Some => {
            values.retain(|value| !value.is_empty());
            values.len().max(1)
        }
    };
    if wanted > OPERANDS_LIMIT {
        return Err(Trouble::TooMany);
    }
    values.truncate(wanted);
    if values.len() < wanted || values.iter().any(|value| value.is_empty()) {
        return Err(Trouble::Missing);
    }
    Ok(values)
}

fn text(look: &Look<'_>, holds: Holds, test: Test, values: &[&str]) -> Result<Wanted, Trouble> {
    let first = || values.first().map(|value| value.to_lowercase()).unwrap_or_default();
    Ok(match test {
        Test::Contains | Test::Lacks => Wanted::Contains(first()),
        Test::Begins => Wanted::Begins(first()),
        _ if holds == Holds::Customer => {
            let ids: Result<Vec<String>, Trouble> = values
                .iter()
                .map(|value| match value.parse::<Id>() {
                    Ok(id) => Ok(look.image.resolve(id).to_string()),
                    Err(_) => Err(unreadable(value)),
                })
                .collect();
            Wanted::Among(ids?)
        }
        _ if holds == Holds::Choice => {
            Wanted::Among(values.iter().map(|value| (*value).to_owned()).collect())
        }
        _ => Wanted::Among(values.iter().map(|value| value.to_lowercase()).collect()),
    })
}

fn number(look: &Look<'_>, holds: Holds, text: &str) -> Result<i64, Trouble> {
    let scaled = |places| {
        decimal::parse_scaled(text, places, DecimalMark::Point).map_err(|_| unreadable(text))
    };
    match holds {
        Holds::Number => scaled(NUMBER_PLACES),
        Holds::Share => scaled(PERCENT_PLACES),
        Holds::Money => {
            let exchange = look.image.settings().exchange();
            let money = amount(text, exchange.base).map_err(|_| unreadable(text))?;
            exchange.convert(money).ok_or(Trouble::NoRate(money.currency))
        }
        _ => scaled(0),
    }
}

/// An amount of money as it is written in a condition: of the base currency unless it says which.
///
/// # Errors
/// When it is no amount.
pub fn amount(text: &str, base: model::Currency) -> Result<Money, DecimalError> {
    text.parse::<Money>().or_else(|_| Money::parse(text, base, DecimalMark::Point))
}

fn within(test: Test, values: &[i64]) -> Result<Wanted, Trouble> {
    let (from, to) = match (test, values) {
        (Test::AtLeast, [from]) => (Some(*from), None),
        (Test::AtMost, [to]) => (None, Some(*to)),
        (Test::Between, [from, to]) if from > to => return Err(Trouble::Reversed),
        (Test::Between, [from, to]) => (Some(*from), Some(*to)),
        (_, [only]) => (Some(*only), Some(*only)),
        _ => return Err(Trouble::Missing),
    };
    Ok(Wanted::Within(from, to))
}

fn day(today: Day, test: Test, values: &[&str]) -> Result<Wanted, Trouble> {
    let now = i64::from(today.number());
    if test.counts_days() {
        let text = values.first().copied().unwrap_or_default();
        let days = text.parse().ok().filter(|days| (0..=DAYS_LIMIT).contains(days));
        let days: i64 = days.ok_or_else(|| unreadable(text))?;
        return Ok(match test {
            Test::InLast => Wanted::Within(Some(now - days), Some(now)),
            Test::LongerAgo => Wanted::Within(None, Some(now - days - 1)),
            Test::InNext => Wanted::Within(Some(now), Some(now + days)),
            _ => Wanted::Anniversary(days as i32),
        });
    }
    Ok(match test {
        Test::ThisMonth => stretch(today, Step::Month, 0),
        Test::LastMonth => stretch(today, Step::Month, -1),
        Test::ThisYear => stretch(today, Step::Year, 0),
        Test::LastYear => stretch(today, Step::Year, -1),
        _ => {
            let days: Result<Vec<i64>, Trouble> = values
                .iter()
                .map(|text| match text.parse::<Day>() {
                    Ok(day) => Ok(day.number().into()),
                    Err(_) => Err(unreadable(text)),
                })
                .collect();
            within(test, &days?)?
        }
    })
}

/// The days of the month or year so many steps after that of a day.
fn stretch(day: Day, step: Step, steps: i32) -> Wanted {
    let first = step.start_after(day.number(), steps);
    Wanted::Within(Some(first.into()), Some(step.end(first).into()))
}

fn unreadable(text: &str) -> Trouble {
    Trouble::Unreadable(text.to_owned())
}

/// Whether the anniversary of `day` comes round from `today` to `days` after it.
pub(super) fn comes_round(day: Day, today: Day, days: i32) -> bool {
    let (_, month, date) = day.ymd();
    let (year, ..) = today.ymd();
    [year, year + 1].into_iter().any(|year| {
        let on = Day::from_ymd(year, month, date).or_else(|| Day::from_ymd(year, 3, 1));
        on.is_some_and(|on| on >= day && (0..=days).contains(&on.days_since(today)))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn days(today: &str, test: Test, values: &[&str]) -> (String, String) {
        let Wanted::Within(from, to) = day(at(today), test, values).unwrap() else {
            unreachable!("a span of days")
        };
        let text = |number: Option<i64>| {
            number.map_or("-".to_owned(), |n| Day::from_number(n as i32).unwrap().to_string())
        };
        (text(from), text(to))
    }

    #[test]
    fn days_are_counted_from_the_day_of_the_question() {
        let span = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let today = "2026-01-15";
        for (test, values, wanted) in [
            (Test::InLast, &["0"][..], span("2026-01-15", "2026-01-15")),
            (Test::InLast, &["90"], span("2025-10-17", "2026-01-15")),
            (Test::LongerAgo, &["90"], span("-", "2025-10-16")),
            (Test::InNext, &["7"], span("2026-01-15", "2026-01-22")),
            (Test::ThisMonth, &[], span("2026-01-01", "2026-01-31")),
            (Test::LastMonth, &[], span("2025-12-01", "2025-12-31")),
            (Test::ThisYear, &[], span("2026-01-01", "2026-12-31")),
            (Test::LastYear, &[], span("2025-01-01", "2025-12-31")),
            (Test::AtLeast, &["2026-01-02"], span("2026-01-02", "-")),
            (Test::Is, &["2026-01-02"], span("2026-01-02", "2026-01-02")),
        ] {
            assert_eq!(days(today, test, values), wanted, "{test:?}");
        }
        assert_eq!(days("2024-12-31", Test::ThisMonth, &[]), span("2024-12-01", "2024-12-31"));
        assert_eq!(days("2024-03-01", Test::LastMonth, &[]), span("2024-02-01", "2024-02-29"));
    }

    #[test]
    fn a_day_is_in_the_last_so_many_or_longer_ago_and_never_both() {
        let (_, ago) = days("2026-01-15", Test::LongerAgo, &["30"]);
        let (last, _) = days("2026-01-15", Test::InLast, &["30"]);
        assert_eq!(at(&last).days_since(at(&ago)), 1);
    }

    #[test]
    fn anniversaries_come_round_across_the_year_and_in_leap_years() {
        let within = |day: &str, today: &str, days| comes_round(at(day), at(today), days);
        assert!(within("1980-01-03", "2026-12-30", 4));
        assert!(!within("1980-01-03", "2026-12-30", 3));
        assert!(within("1980-12-30", "2026-12-30", 0));
        assert!(!within("1980-12-29", "2026-12-30", 30));
        assert!(within("2000-02-29", "2026-03-01", 0));
        assert!(within("2000-02-29", "2028-02-29", 0));
        assert!(!within("2028-02-29", "2026-03-01", 0), "not before the first");
    }

    #[test]
    fn days_that_do_not_read_are_refused() {
        for bad in ["-1", "1.5", "36501", "many"] {
            assert_eq!(day(at("2026-01-15"), Test::InLast, &[bad]), Err(unreadable(bad)));
        }
        assert_eq!(
            day(at("2026-01-15"), Test::Between, &["2026-02-01", "2026-01-01"]),
            Err(Trouble::Reversed)
        );
    }

    #[test]
    fn values_are_as_many_as_the_test_takes() {
        let values = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let all = values(&[" a ", "", "b", "c"]);
        assert_eq!(given(Test::Is, &all), Ok(vec!["a"]));
        assert_eq!(given(Test::OneOf, &all), Ok(vec!["a", "b", "c"]));
        assert_eq!(given(Test::Filled, &all), Ok(vec![]));
        assert_eq!(given(Test::Between, &all), Err(Trouble::Missing));
        assert_eq!(given(Test::OneOf, &values(&["  "])), Err(Trouble::Missing));
        assert_eq!(given(Test::Is, &[]), Err(Trouble::Missing));
        assert_eq!(given(Test::OneOf, &vec!["a".into(); 201]), Err(Trouble::TooMany));
    }
}
