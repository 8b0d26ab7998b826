//! Whose orders changed lately, so that what is kept of everybody can be brought up to date by
//! looking at those alone.

use crate::image::NOWHERE;
use crate::table::Slot;

/// Changes remembered: more at once are work for everybody anyway.
const MOST: usize = 1_024;

/// The customers of the latest changes of orders, each as the one who had the order and the one
/// who has it.
#[derive(Debug, Default)]
pub(crate) struct Lately {
    /// How many changes there were before the first one remembered.
    before: u64,
    customers: Vec<[Slot; 2]>,
}

impl Lately {
    /// Remembers a change, the one after `changes` others.
    pub(crate) fn note(&mut self, changes: u64, had: Option<Slot>, has: Option<Slot>) {
        if self.until() != changes || self.customers.len() >= MOST {
            *self = Self { before: changes, customers: Vec::new() };
        }
        self.customers.push([had, has].map(|slot| slot.unwrap_or(NOWHERE)));
    }

    /// The customers of the changes after the first `then`, each once, when `now` there are so
    /// many. `None` when some are no longer known.
    pub(crate) fn since(&self, then: u64, now: u64) -> Option<Vec<Slot>> {
        if then == now {
            return Some(Vec::new());
        }
        if then < self.before || self.until() != now {
            return None;
        }
        let first = usize::try_from(then - self.before).ok()?;
        let mut customers = self.customers.get(first..)?.concat();
        customers.sort_unstable();
        customers.dedup();
        customers.retain(|slot| *slot != NOWHERE);
        Some(customers)
    }

    fn until(&self) -> u64 {
        self.before + self.customers.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_since_any_that_is_remembered() {
        let mut lately = Lately::default();
        lately.note(0, None, Some(7));
        lately.note(1, Some(7), Some(3));
        lately.note(2, Some(3), None);
        assert_eq!(lately.since(0, 3), Some(vec![3, 7]));
        assert_eq!(lately.since(2, 3), Some(vec![3]));
        assert_eq!(lately.since(3, 3), Some(vec![]));
        assert_eq!(lately.since(1, 4), None, "a change nobody noted");
    }

    #[test]
    fn after_a_gap_or_too_many_it_starts_anew() {
        let mut lately = Lately::default();
        lately.note(5, None, Some(1));
        assert_eq!(lately.since(4, 6), None);
        assert_eq!(lately.since(5, 6), Some(vec![1]));
        for change in 6..6 + MOST as u64 {
            lately.note(change, None, Some(2));
        }
        assert_eq!(lately.since(5, 6 + MOST as u64), None);
        assert_eq!(lately.since(5 + MOST as u64, 6 + MOST as u64), Some(vec![2]));
    }
}
