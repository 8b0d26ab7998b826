//! Questions lists ask: which records, in what order.

mod custom;
mod customers;
mod find;
mod interactions;
mod orders;
mod tasks;

pub use custom::CustomTest;
pub use customers::{CustomerFilter, CustomerSort, customers, owners, tags};
pub use find::{Found, How, Search};
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
    turned(slots.into_iter().map(|slot| (key(slot), slot)).collect(), descending)
}

fn turned(all: Vec<(Option<i64>, Slot)>, descending: bool) -> Vec<Slot> {
    let (mut keyed, mut rest) = (Vec::new(), Vec::new());
    for (key, slot) in all {
        match key {
            Some(key) if descending => keyed.push((key.saturating_neg(), slot)),
            Some(key) => keyed.push((key, slot)),
            None => rest.push(slot),
        }
    }
    let mut sorted = sorted(keyed);
    rest.sort_unstable();
    sorted.append(&mut rest);
    sorted
}

fn sorted(mut keyed: Vec<(i64, Slot)>) -> Vec<Slot> {
    let bounds = keyed.iter().fold(None, |bounds: Option<(i64, i64)>, (key, _)| {
        bounds.map_or(Some((*key, *key)), |(least, most)| Some((least.min(*key), most.max(*key))))
    });
    let Some((least, most)) = bounds else { return Vec::new() };
    // A million orders are of some thousand days.
    match usize::try_from(most.abs_diff(least)) {
        Ok(span) if span <= keyed.len() && keyed.is_sorted_by_key(|(_, slot)| *slot) => {
            counted(&keyed, least, span)
        }
        _ => {
            keyed.sort_unstable();
            keyed.into_iter().map(|(_, slot)| slot).collect()
        }
    }
}

/// Slots by keys that are no further than `span` from the `least`, by counting how many there are
/// of each key.
fn counted(keyed: &[(i64, Slot)], least: i64, span: usize) -> Vec<Slot> {
    let place = |key: i64| key.abs_diff(least) as usize;
    let mut next = vec![0_usize; span + 1];
    keyed.iter().for_each(|(key, _)| next[place(*key)] += 1);
    let mut total = 0;
    for count in &mut next {
        total += std::mem::replace(count, total);
    }
    let mut slots = vec![0; keyed.len()];
    for (key, slot) in keyed {
        let next = &mut next[place(*key)];
        slots[*next] = *slot;
        *next += 1;
    }
    slots
}

/// The same slots, those of a smaller place first; those of one place stay as they are.
fn best_first(slots: &[Slot], place: impl Fn(Slot) -> u8) -> Vec<Slot> {
    let keyed: Vec<(i64, Slot)> = slots.iter().map(|slot| (place(*slot).into(), *slot)).collect();
    counted(&keyed, 0, u8::MAX.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whichever_way_it_is_sorted_the_order_is_the_same(
            keys in prop::collection::vec(prop::option::of(prop_oneof![
                -3..3_i64, 0..100_i64, any::<i64>().boxed(),
            ]), 0..200),
            near in any::<bool>(),
            turned in any::<bool>(),
            descending in any::<bool>(),
        ) {
            let key = |slot: Slot| {
                let key = keys[slot as usize];
                if near { key.map(|key| key.rem_euclid(7)) } else { key }
            };
            let mut slots: Vec<Slot> = (0..keys.len() as Slot).collect();
            if turned {
                slots.reverse();
            }
            let mut slow = slots.clone();
            slow.sort_by_key(|slot| {
                let key = key(*slot).map(|key| if descending { key.saturating_neg() } else { key });
                (key.is_none(), key, *slot)
            });
            prop_assert_eq!(in_order(slots, key, descending), slow);
        }
    }
}
