//! The customers there are, kept so that those who look like one are found at once.

use std::collections::BTreeMap;

use model::{Customer, Id};

use crate::against::Against;
use crate::blocks::{Blocks, Slot};
use crate::hash::Key;
use crate::profile::Profile;
use crate::reason::Reason;
use crate::scan::BLOCK;
use crate::score::MANY;

/// How many holders of one key are looked at when somebody is entered.
const LOOK: usize = 128;
/// Removed customers leave entries behind; with more than this and a quarter of all, the
/// entries are sorted anew.
const GONE: usize = 1024;

/// A customer who may be the same as the one asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Who.
    pub id: Id,
    /// 0 to 100.
    pub score: u8,
    /// What the score is made of; first what speaks for it.
    pub reasons: Vec<Reason>,
}

/// Customers to find doubles among. About 400 bytes a customer.
#[derive(Debug, Default)]
pub struct Index {
    /// By slot; a removed customer's is empty until all are sorted anew.
    profiles: Vec<Option<Profile>>,
    /// A tree: ids from a file cannot be chosen to slow it down.
    slots: BTreeMap<Id, Slot>,
    blocks: Blocks,
}

impl Index {
    /// Puts a customer in, in the place of what was known under this id.
    pub fn add(&mut self, id: Id, customer: &Customer) {
        self.remove(id);
        let Ok(slot) = Slot::try_from(self.profiles.len()) else { return };
        let profile = Profile::new(id, customer);
        self.blocks.add(slot, &profile.keys());
        self.profiles.push(Some(profile));
        self.slots.insert(id, slot);
    }

    /// Takes a customer out; nothing happens if there is none of this id.
    pub fn remove(&mut self, id: Id) {
        let Some(slot) = self.slots.remove(&id) else { return };
        if let Some(place) = self.profiles.get_mut(slot as usize) {
            *place = None;
        }
        let gone = self.profiles.len() - self.slots.len();
        if gone > GONE && gone > self.slots.len() / 4 {
            self.sort_anew();
        }
    }

    fn sort_anew(&mut self) {
        self.profiles.retain(Option::is_some);
        self.blocks = Blocks::default();
        for (slot, profile) in (0..).zip(self.profiles.iter().flatten()) {
            self.blocks.add(slot, &profile.keys());
            self.slots.insert(profile.id, slot);
        }
    }

    /// How many customers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Those who score `at_least` against a customer, best first; `except` is the customer's
    /// own id, if they are in. [`LIKELY`](crate::LIKELY) finds the probable ones; 30 also
    /// those of whom nothing but a similar name is known.
    ///
    /// Of those who share one trait (a name, a number …) it looks at 128 at most.
    #[must_use]
    pub fn like(&self, customer: &Customer, except: Option<Id>, at_least: u8) -> Vec<Match> {
        let profile = Profile::new(except.unwrap_or(Id::from_bytes([0; 16])), customer);
        let mut found: Vec<Slot> = Vec::new();
        for key in profile.keys() {
            found.extend(self.live(key).take(LOOK));
        }
        found.sort_unstable();
        found.dedup();
        let against = Against::new(self, &profile, at_least);
        let others = found.into_iter().filter_map(|slot| self.profile(slot));
        let mut matches: Vec<Match> = others
            .filter(|other| Some(other.id) != except)
            .filter_map(|other| {
                let score = against.score(other)?;
                Some(Match { id: other.id, score: score.score, reasons: score.reasons })
            })
            .collect();
        matches.sort_by_key(|found| (std::cmp::Reverse(found.score), found.id));
        matches
    }

    /// Bytes on the heap, without what the allocator adds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let profiles: usize = self.profiles.iter().flatten().map(Profile::bytes).sum();
        let tree = self.slots.len() * (size_of::<Id>() + size_of::<Slot>()) * 3 / 2;
        self.profiles.capacity() * size_of::<Option<Profile>>()
            + profiles
            + tree
            + self.blocks.bytes()
    }

    /// Slots up to here have been given out.
    pub(crate) fn end(&self) -> Slot {
        self.profiles.len() as Slot
    }

    /// Adds those who have the key, unless they are more than `cap`.
    pub(crate) fn block(&self, key: Key, cap: usize, out: &mut Vec<Slot>) {
        let before = out.len();
        out.extend(self.live(key).take(cap + 1));
        if out.len() - before > cap {
            out.truncate(before);
        }
    }

    pub(crate) fn profile(&self, slot: Slot) -> Option<&Profile> {
        self.profiles.get(slot as usize)?.as_ref()
    }

    /// Whether customers of more than [`MANY`] names have the key. Somebody entered twenty times
    /// is still one name; a block that a scan passes over is taken to be many without a look.
    pub(crate) fn is_held_by_many(&self, key: Key) -> bool {
        let mut names: Vec<u32> = Vec::new();
        for (number, holder) in self.live(key).enumerate() {
            let name = self.profile(holder).map_or(0, |profile| profile.name.sum());
            if !names.contains(&name) {
                names.push(name);
            }
            if names.len() > MANY || number >= BLOCK {
                return true;
            }
        }
        false
    }

    fn live(&self, key: Key) -> impl Iterator<Item = Slot> {
        self.blocks.holders(key).filter(|slot| self.profile(*slot).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LIKELY;

    fn id(number: u32) -> Id {
        let mut bytes = [0; 16];
        bytes[12..].copy_from_slice(&number.to_be_bytes());
        Id::from_bytes(bytes)
    }

    fn customer(name: &str, phone: &str) -> Customer {
        let mut customer = Customer { name: name.to_owned(), ..Customer::default() };
        customer.phones.insert(phone.to_owned(), String::new());
        customer
    }

    fn found(index: &Index, customer: &Customer, except: Option<Id>) -> Vec<Id> {
        index.like(customer, except, LIKELY).into_iter().map(|found| found.id).collect()
    }

    #[test]
    fn what_was_changed_or_removed_is_not_found_as_it_was() {
        let mut index = Index::default();
        index.add(id(1), &customer("Lei Li", "07700 900001"));
        index.add(id(2), &customer("Li, Lei", "+44 7700 900001"));
        let lei = customer("Lei Li", "07700 900001");
        assert_eq!(found(&index, &lei, None), [id(1), id(2)]);
        assert_eq!(found(&index, &lei, Some(id(1))), [id(2)]);
        index.add(id(2), &customer("Ann Other", "07700 900002"));
        index.remove(id(9));
        assert_eq!(found(&index, &lei, None), [id(1)]);
        index.remove(id(1));
        assert_eq!((found(&index, &lei, None), index.len()), (vec![], 1));
    }

    #[test]
    fn an_index_edited_for_long_stays_small_and_right() {
        let mut index = Index::default();
        for round in 0..5000 {
            index.add(id(round % 10), &customer("Lei Li", &format!("07700 9{round:05}")));
        }
        assert_eq!(index.len(), 10);
        assert!(index.profiles.len() < 2 * GONE, "{}", index.profiles.len());
        assert_eq!(found(&index, &customer("Lei Li", "07700 904999"), None), [id(9)]);
        assert_eq!(found(&index, &customer("Lei Li", "07700 904989"), None), []);
    }

    #[test]
    fn what_many_have_counts_for_little() {
        let mut index = Index::default();
        let lei = customer("Lei Li", "07700 900001");
        (0..20).for_each(|number| index.add(id(number), &lei));
        // Entered often is not held by many.
        assert_eq!(found(&index, &lei, None).len(), 20);
        let others = ["Ann", "Bea", "Cy", "Dora", "Ed", "Fay", "Gus"];
        for (number, name) in (20..).zip(others) {
            index.add(id(number), &customer(name, "07700 900001"));
        }
        assert_eq!(found(&index, &lei, None).len(), 20);
        index.add(id(99), &customer("Hal", "07700 900001"));
        let all = index.like(&lei, None, 0);
        let reasons = [Reason::SameName, Reason::HeldByMany("7700900001".to_owned())];
        assert_eq!((all[0].score, &all[0].reasons[..]), (50, &reasons[..]));
    }

    #[test]
    fn what_a_whole_block_has_counts_for_little_whatever_they_are_called() {
        let mut index = Index::default();
        let lei = customer("Lei Li", "07700 900001");
        (0..BLOCK as u32).for_each(|number| index.add(id(number), &lei));
        assert_eq!(found(&index, &lei, None).len(), BLOCK);
        index.add(id(99), &lei);
        assert!(found(&index, &lei, None).is_empty());
    }
}
