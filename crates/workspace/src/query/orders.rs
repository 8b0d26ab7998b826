//! Orders across customers.

use model::Day;

use crate::image::Image;
use crate::query::custom::{self, CustomTest};
use crate::query::in_order;
use crate::table::Slot;

/// What an order must satisfy to be listed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrderFilter {
    /// On this day or later.
    pub from: Option<Day>,
    /// On this day or earlier.
    pub to: Option<Day>,
    /// Refunds only.
    pub refunds: bool,
    /// What they must hold in fields people added, by the field's key.
    pub custom: Vec<(String, CustomTest)>,
}

/// Slots of the live orders that satisfy `filter`, newest first.
#[must_use]
pub fn orders(image: &Image, filter: &OrderFilter) -> Vec<Slot> {
    let OrderFilter { from, to, refunds, custom } = filter;
    let table = &image.tables.orders;
    let is_refund = |slot| {
        table.glance(slot).is_some_and(|row| row.record.amount.is_some_and(|it| it.minor < 0))
    };
    let holds = |slot| table.read(slot).is_some_and(|row| custom::pass(custom, &row.record.custom));
    // What takes reading the record is asked last, and only if it is asked at all.
    let admitted = table.live_slots().filter(|slot| {
        let day = || day_of(image, *slot);
        from.is_none_or(|from| day().is_some_and(|day| day >= from.number()))
            && to.is_none_or(|to| day().is_some_and(|day| day <= to.number()))
            && (!refunds || is_refund(*slot))
            && (custom.is_empty() || holds(*slot))
    });
    in_order(admitted, |slot| day_of(image, slot).map(i64::from), true)
}

/// The day of an order, in days since 1970-01-01: from the columns, where nearly all are.
fn day_of(image: &Image, order: Slot) -> Option<i32> {
    match image.columns.row_of(order) {
        Some(row) => image.columns.day.get(row).copied(),
        None => image.tables.orders.glance(order)?.record.day.map(Day::number),
    }
}
