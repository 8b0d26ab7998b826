//! Questions lists ask: which records, in what order.

mod custom;
mod customers;
mod interactions;
mod orders;
mod tasks;

pub use custom::CustomTest;
pub use customers::{CustomerFilter, CustomerSort, customers, owners, tags};
pub use interactions::{Happening, InteractionFilter, interactions, timeline};
pub use orders::{OrderFilter, orders};
pub use tasks::{TaskFilter, When, open_tasks, task_owners, tasks};

use crate::table::Slot;

/// Slots in the order of their keys; what has none comes last, whichever way the rest is
/// turned, and ties keep the order in which records were added.
///
/// Every order but names comes down to whole numbers, so that one routine serves all.
fn in_order(
    slots: impl IntoIterator<Item = Slot>,
    mut key: impl FnMut(Slot) -> Option<i64>,
    descending: bool,
) -> Vec<Slot> {
    let keyed = slots.into_iter().map(|slot| match key(slot) {
        Some(key) if descending => (false, key.saturating_neg(), slot),
        Some(key) => (false, key, slot),
        None => (true, 0, slot),
    });
    sorted(keyed.collect())
}

fn sorted(mut keyed: Vec<(bool, i64, Slot)>) -> Vec<Slot> {
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., slot)| slot).collect()
}
