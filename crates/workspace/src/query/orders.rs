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
    let admitted = image.tables.orders.iter().filter(|(_, row)| {
        let (day, amount) = (row.record.day, row.record.amount);
        filter.from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && filter.to.is_none_or(|to| day.is_some_and(|day| day <= to))
            && (!filter.refunds || amount.is_some_and(|money| money.minor < 0))
            && custom::pass(&filter.custom, &row.record.custom)
    });
    let day = |slot: Slot| image.tables.orders.row(slot)?.record.day.map(|day| day.number().into());
    in_order(admitted.map(|(slot, _)| slot), day, true)
}
