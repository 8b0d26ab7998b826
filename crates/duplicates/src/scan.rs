//! Everybody against everybody who has something in common with them, a slice at a time.

use std::cmp::Reverse;

use model::{Customer, Id};

use crate::blocks::Slot;
use crate::hash::Key;
use crate::profile::Profile;
use crate::reason::Reason;
use crate::score::{Score, score};
use crate::shared::Shared;

/// A trait that more customers share is passed over: comparing all who share it would take
/// quadratic time.
pub const BLOCK: usize = 48;

/// Pairs that are kept, the best ones.
pub const PAIRS: usize = 50_000;

/// Two customers who may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one with the smaller id.
    pub a: Id,
    /// The other.
    pub b: Id,
    /// 0 to 100.
    pub score: u8,
    /// What the score is made of; first what speaks for it.
    pub reasons: Vec<Reason>,
}

/// How far a scan is, in customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Looked at.
    pub done: usize,
    /// Of so many.
    pub total: usize,
}

impl Progress {
    /// Whether nobody is left.
    #[must_use]
    pub fn is_done(self) -> bool {
        self.done == self.total
    }
}

/// A pair on its way: best first, then by id; and the slots of both.
type Found = (Reverse<u8>, Id, Id, Slot, Slot);

/// All the customers a scan is to look through. About 500 bytes a customer.
#[derive(Debug, Default)]
pub struct Everybody {
    profiles: Vec<Profile>,
    keys: Vec<(Key, Slot)>,
}

impl Everybody {
    /// Puts a customer in. Each id once.
    pub fn add(&mut self, id: Id, customer: &Customer) {
        let Ok(slot) = Slot::try_from(self.profiles.len()) else { return };
        let profile = Profile::new(id, customer);
        self.keys.extend(profile.keys().into_iter().map(|key| (key, slot)));
        self.profiles.push(profile);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.profiles.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }
}

/// A search through everybody.
#[derive(Debug)]
pub struct Scan {
    profiles: Vec<Profile>,
    shared: Shared,
    at_least: u8,
    next: Slot,
    found: Vec<Found>,
    left_out: usize,
    /// For each slot the last one it was compared with.
    compared: Vec<Option<Slot>>,
}

impl Scan {
    /// Begins a search for pairs that score `at_least`.
    #[must_use]
    pub fn new(everybody: Everybody, at_least: u8) -> Self {
        let Everybody { profiles, keys } = everybody;
        let names: Vec<u32> = profiles.iter().map(|profile| profile.name.sum()).collect();
        let shared = Shared::new(keys, &names);
        let compared = vec![None; profiles.len()];
        Self { profiles, shared, at_least, next: 0, found: Vec::new(), left_out: 0, compared }
    }

    /// Goes on for about `budget` small jobs, at least one customer: looking at a customer, or
    /// comparing two. A job takes less than a microsecond.
    pub fn step(&mut self, budget: usize) -> Progress {
        let mut spent = 0;
        while let Some(one) = self.profiles.get(self.next as usize) {
            let slot = self.next;
            self.next += 1;
            spent += 1;
            for other in self.shared.behind(slot) {
                let Some(last) = self.compared.get_mut(other as usize) else { continue };
                if last.replace(slot) == Some(slot) {
                    continue;
                }
                spent += 1;
                let Some(two) = self.profiles.get(other as usize) else { continue };
                let many = |key| self.shared.is_held_by_many(slot, key);
                if let Some(score) = score(one, two, &many, self.at_least) {
                    let (a, b) = (one.id.min(two.id), one.id.max(two.id));
                    self.found.push((Reverse(score.score), a, b, slot, other));
                }
            }
            if self.found.len() > 2 * PAIRS {
                self.left_out += keep_best(&mut self.found);
            }
            if spent >= budget {
                break;
            }
        }
        Progress { done: self.next as usize, total: self.profiles.len() }
    }

    /// How many pairs were found; [`finish`](Self::finish) hands out the best
    /// [`PAIRS`] of them.
    #[must_use]
    pub fn found(&self) -> usize {
        self.found.len() + self.left_out
    }

    /// The pairs, best first, those of one score by their ids. Does what is left to do.
    #[must_use]
    pub fn finish(mut self) -> Vec<Pair> {
        while !self.step(usize::MAX).is_done() {}
        keep_best(&mut self.found);
        self.found.sort_unstable();
        let pair = |&(_, a, b, slot, other): &Found| {
            let [one, two] = [slot, other].map(|slot| self.profiles.get(slot as usize));
            let many = |key| self.shared.is_held_by_many(slot, key);
            let Score { score, reasons } = score(one?, two?, &many, self.at_least)?;
            Some(Pair { a, b, score, reasons })
        };
        self.found.iter().filter_map(pair).collect()
    }
}

/// Drops all but the best, in no order; how many.
fn keep_best(found: &mut Vec<Found>) -> usize {
    let dropped = found.len().saturating_sub(PAIRS);
    if dropped > 0 {
        found.select_nth_unstable(PAIRS);
        found.truncate(PAIRS);
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LIKELY;

    fn id(number: usize) -> Id {
        Id::from_bytes((number as u128).to_be_bytes())
    }

    fn customer(name: &str, code: &str) -> Customer {
        Customer { name: name.to_owned(), code: code.to_owned(), ..Customer::default() }
    }

    fn everybody(customers: impl Iterator<Item = Customer>) -> Everybody {
        let mut all = Everybody::default();
        customers.enumerate().for_each(|(number, customer)| all.add(id(number), &customer));
        all
    }

    #[test]
    fn a_block_is_compared_up_to_its_cap_and_passed_over_beyond() {
        let of = |count: usize| {
            Scan::new(everybody((0..count).map(|_| customer("Lei Li", ""))), 40).finish().len()
        };
        assert_eq!(of(BLOCK), BLOCK * (BLOCK - 1) / 2);
        assert_eq!(of(BLOCK + 1), 0);
    }

    #[test]
    fn in_a_block_passed_over_another_trait_still_finds_a_pair() {
        let code = |number: usize| if number == 7 || number == 70 { "C1" } else { "" };
        let all = everybody((0..100).map(|number| customer("Lei Li", code(number))));
        let pairs = Scan::new(all, LIKELY).finish();
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].a, pairs[0].b, pairs[0].score), (id(7), id(70), 85));
    }

    #[test]
    fn the_work_grows_with_the_customers_and_not_with_their_square() {
        for count in [2_000, 4_000] {
            let all = everybody((0..count).map(|_| customer("Lei Li", "C1")));
            let mut scan = Scan::new(all, LIKELY);
            let mut steps = 1;
            while !scan.step(100).is_done() {
                steps += 1;
            }
            // One job for each customer: nobody is compared.
            assert_eq!(steps, count / 100);
        }
    }

    #[test]
    fn only_so_many_pairs_are_kept() {
        let blocks = 100;
        // A name for each block, the last one with better pairs.
        let name =
            |number: usize| format!("Aa{} Bb", ["x", "y"][usize::from(number / BLOCK == 99)]);
        let all = everybody((0..blocks * BLOCK).map(|number| {
            let mut customer = customer(&name(number), &format!("C{}", number / BLOCK));
            customer.birthday =
                (number / BLOCK == 99).then(|| model::Day::from_number(7)).flatten();
            customer
        }));
        let mut scan = Scan::new(all, LIKELY);
        while !scan.step(10_000).is_done() {
            assert!(scan.found.len() <= 2 * PAIRS + BLOCK);
        }
        let each = BLOCK * (BLOCK - 1) / 2;
        assert_eq!(scan.found(), blocks * each);
        let pairs = scan.finish();
        assert_eq!(pairs.len(), PAIRS);
        let best = |pair: &&Pair| pair.reasons.contains(&Reason::SameBirthday);
        assert_eq!(pairs.iter().take(each).filter(best).count(), each);
    }

    #[test]
    fn an_empty_data_set_is_done_at_once() {
        let mut scan = Scan::new(Everybody::default(), LIKELY);
        assert_eq!(scan.step(1), Progress { done: 0, total: 0 });
        assert!(scan.finish().is_empty());
    }
}
