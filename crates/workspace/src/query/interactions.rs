//! Interactions across customers, and one customer's timeline.

use std::cmp::Reverse;

use model::{Channel, Day, Id};

use crate::image::Image;
use crate::query::custom::{self, CustomTest};
use crate::query::in_order;
use crate::table::Slot;

/// What an interaction must satisfy to be listed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InteractionFilter {
    /// The way we met.
    pub channel: Option<Channel>,
    /// On this day or later.
    pub from: Option<Day>,
    /// On this day or earlier.
    pub to: Option<Day>,
    /// What they must hold in fields people added, by the field's key.
    pub custom: Vec<(String, CustomTest)>,
}

/// Slots of the live interactions that satisfy `filter`, newest first.
#[must_use]
pub fn interactions(image: &Image, filter: &InteractionFilter) -> Vec<Slot> {
    let admitted = image.tables.interactions.iter().filter(|(_, row)| {
        let record = &row.record;
        let day = record.at.map(|at| at.day());
        filter.channel.as_ref().is_none_or(|wanted| record.channel.as_ref() == Some(wanted))
            && filter.from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && filter.to.is_none_or(|to| day.is_some_and(|day| day <= to))
            && custom::pass(&filter.custom, &record.custom)
    });
    let at = |slot: Slot| image.tables.interactions.row(slot)?.record.at.map(|at| at.millis());
    in_order(admitted.map(|(slot, _)| slot), at, true)
}

/// One thing that happened with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// An order.
    Order(Slot),
    /// An interaction.
    Interaction(Slot),
}

/// A customer's live orders and interactions with their days, newest first; of those at the
/// same time the one written down last comes first.
#[must_use]
pub fn timeline(image: &Image, customer: Id) -> Vec<(Day, Happening)> {
    let orders = image.orders_of(customer).iter().filter_map(|slot| {
        let row = image.tables.orders.row(*slot)?;
        Some((row.record.day?, i64::MIN, row.id, Happening::Order(*slot)))
    });
    let interactions = image.interactions_of(customer).iter().filter_map(|slot| {
        let row = image.tables.interactions.row(*slot)?;
        let at = row.record.at?;
        Some((at.day(), at.millis(), row.id, Happening::Interaction(*slot)))
    });
    let mut all: Vec<_> = orders.chain(interactions).collect();
    all.sort_by_key(|(day, millis, id, _)| Reverse((*day, *millis, *id)));
    all.into_iter().map(|(day, .., what)| (day, what)).collect()
}
