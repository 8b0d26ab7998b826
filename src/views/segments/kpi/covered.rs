//! What of a period can be known at all: orders begin on some day, and before it there is nothing.

use analytics::kpi::Period;

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::views::segments::kpi::wording::date;

/// How much of a period lies on or after the day of the first order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// Nothing of it.
    Not,
    /// So many days at its end.
    Partly(u32),
    /// All of it.
    Wholly,
}

/// How much of a period is known where orders begin on a day.
pub fn covered(period: Period, begin: i32) -> Covered {
    if period.last() < begin {
        Covered::Not
    } else if period.first() < begin {
        Covered::Partly(period.last().abs_diff(begin) + 1)
    } else {
        Covered::Wholly
    }
}

/// Says that only a part of a period, of the one before or of the days somebody counts as a
/// customer, is known; nothing where all of it is, or none.
pub fn part_known(i18n: I18n, period: Period, begin: i32) -> Option<String> {
    let Covered::Partly(days) = covered(period, begin) else { return None };
    let locale = i18n.get_locale();
    let text = t_string!(
        i18n,
        kpi.part_before,
        begin = date(locale, begin),
        known = format::count(locale, days as usize),
        days = format::count(locale, period.days() as usize)
    );
    Some(text.to_string())
}
