//! Conditions on numbers and days.

use model::Day;

use super::check::Check;
use super::column::Numbers;
use super::wanted::{Wanted, comes_round};
use crate::table::Slot;

/// Whether a number passes.
pub(super) fn passes(number: i64, today: Day, wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Filled => true,
        Wanted::Within(from, to) => {
            from.is_none_or(|from| number >= from) && to.is_none_or(|to| number <= to)
        }
        Wanted::Anniversary(days) => i32::try_from(number)
            .ok()
            .and_then(Day::from_number)
            .is_some_and(|day| comes_round(day, today, *days)),
        // Asked of texts only.
        Wanted::Among(_) | Wanted::Contains(_) | Wanted::Begins(_) => false,
    }
}

/// The check of a column.
pub(super) fn check(today: Day, read: Numbers<'_>, wanted: Wanted, cost: u8) -> Check<'_> {
    let passes = move |slot: Slot| read(slot).is_some_and(|number| passes(number, today, &wanted));
    Check { cost, passes: Box::new(passes) }
}
