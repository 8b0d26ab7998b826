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

/// What a step of a chart is called; the last may be only a part of it, and says so.
pub fn step(i18n: I18n, step: Step, period: Period) -> String {
    let whole = whole_step(i18n, step, period.last());
    if step.end(period.last()) == period.last() {
        return whole;
    }
    let day = date(i18n.get_locale(), period.last());
    t_string!(i18n, kpi.trend_until, step = whole, day = day).to_string()
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
