//! Days and steps in words.

use analytics::kpi::{Period, Step};
use chrono::{Datelike, NaiveDate};
use model::Day;

use crate::format;
use crate::i18n::{I18n, Locale, t_string};

/// A day since 1970-01-01 as a date.
pub fn date(locale: Locale, number: i32) -> String {
    Day::from_number(number).map(|day| format::day(locale, day)).unwrap_or_default()
}

/// `Jun 1998`, from any day of the month.
pub fn month(locale: Locale, number: i32) -> String {
    Day::from_number(number).map(|day| format::month(locale, day)).unwrap_or_default()
}

/// What a step of a chart is called; the first and the last may be only a part of it, and say so.
pub fn step(i18n: I18n, step: Step, period: Period) -> String {
    let whole = whole_step(i18n, step, period.last());
    let locale = i18n.get_locale();
    let (from, to) = (date(locale, period.first()), date(locale, period.last()));
    let begins = step.start(period.first()) == period.first();
    match (begins, step.end(period.last()) == period.last()) {
        (true, true) => whole,
        (true, false) => t_string!(i18n, kpi.trend_until, step = whole, day = to).to_string(),
        (false, true) => t_string!(i18n, kpi.trend_from, step = whole, day = from).to_string(),
        (false, false) => {
            t_string!(i18n, kpi.trend_within, step = whole, from = from, to = to).to_string()
        }
    }
}

fn whole_step(i18n: I18n, step: Step, day: i32) -> String {
    let locale = i18n.get_locale();
    let start = step.start(day);
    match step {
        Step::Week => t_string!(i18n, kpi.week_of, day = date(locale, start)).to_string(),
        Step::Month => month(locale, start),
        Step::Quarter => {
            let first = calendar(start);
            let (quarter, year) = (first.month0() / 3 + 1, first.year());
            t_string!(i18n, kpi.quarter, n = quarter, year = year).to_string()
        }
        Step::Year => calendar(start).year().to_string(),
    }
}

fn calendar(number: i32) -> NaiveDate {
    Day::from_number(number).map(Day::date).unwrap_or_default()
}
