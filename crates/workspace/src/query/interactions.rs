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
    let InteractionFilter { channel, from, to, custom } = filter;
    let table = &image.tables.interactions;
    let is_of = |slot: Slot, wanted: &Channel| {
        table.glance(slot).is_some_and(|row| row.record.channel.as_ref() == Some(wanted))
    };
    let holds = |slot| table.read(slot).is_some_and(|row| custom::pass(custom, &row.record.custom));
    // What takes reading the record is asked last, and only if it is asked at all.
    let admitted = table.live_slots().filter(|slot| {
        let day = image.touch_of(*slot).at.map(|at| at.day());
        from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && to.is_none_or(|to| day.is_some_and(|day| day <= to))
            && channel.as_ref().is_none_or(|wanted| is_of(*slot, wanted))
            && (custom.is_empty() || holds(*slot))
    });
    in_order(admitted, |slot| image.touch_of(slot).at.map(|at| at.millis()), true)
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
        let row = image.tables.orders.glance(*slot)?;
        Some((row.record.day?, i64::MIN, row.id, Happening::Order(*slot)))
    });
    let interactions = image.interactions_of(customer).iter().filter_map(|slot| {
        let row = image.tables.interactions.glance(*slot)?;
        let at = row.record.at?;
        Some((at.day(), at.millis(), row.id, Happening::Interaction(*slot)))
    });
    let mut all: Vec<_> = orders.chain(interactions).collect();
    all.sort_by_key(|(day, millis, id, _)| Reverse((*day, *millis, *id)));
    all.into_iter().map(|(day, .., what)| (day, what)).collect()
}
