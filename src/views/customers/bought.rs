//! What a customer bought, order by order: what the figures on their page are made of.

use std::collections::BTreeSet;

use model::Day;
use workspace::{Image, Slot};

/// Orders and refunds of one customer; those that cannot be brought into the base currency are
/// not among them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bought {
    /// Orders with an amount of zero or more.
    pub orders: usize,
    /// The days these are on.
    pub days: usize,
    /// What they come to, in minor units of the base currency.
    pub bought: i64,
    /// Orders with an amount below zero.
    pub refunds: usize,
    /// What those come to, above zero.
    pub refunded: i64,
}

impl Bought {
    /// All of the customer in `at`, or those up to a day.
    pub fn of(image: &Image, at: Slot, until: Option<Day>) -> Self {
        let (mut all, mut days) = (Self::default(), BTreeSet::new());
        for (day, amount) in image.figures_of(at) {
            if until.is_some_and(|until| day > until.number()) {
                continue;
            }
            if amount < 0 {
                all.refunds += 1;
                all.refunded = all.refunded.saturating_sub(amount);
            } else {
                all.orders += 1;
                all.bought = all.bought.saturating_add(amount);
                days.insert(day);
            }
        }
        Self { days: days.len(), ..all }
    }
}
