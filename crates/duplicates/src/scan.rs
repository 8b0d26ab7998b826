//! Everybody against everybody who has something in common with them, a slice at a time.

use std::borrow::Borrow;
use std::cmp::Reverse;

use model::Id;

use crate::against::Against;
use crate::blocks::Slot;
use crate::index::Index;
use crate::reason::Reason;

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

/// A pair on its way: best first, then by id.
type Found = (Reverse<u8>, Id, Id);

/// A search through a whole [`Index`], which it owns or borrows in any way.
#[derive(Debug)]
pub struct Scan<I> {
    index: I,
    at_least: u8,
    next: Slot,
    found: Vec<Found>,
    left_out: usize,
    candidates: Vec<Slot>,
}

impl<I: Borrow<Index>> Scan<I> {
    /// Begins a search for pairs that score `at_least`.
    pub fn new(index: I, at_least: u8) -> Self {
        let (found, candidates) = (Vec::new(), Vec::new());
        Self { index, at_least, next: 0, found, left_out: 0, candidates }
    }

    /// Goes on for about `budget` small jobs, at least one customer: looking up what shares
    /// one trait, or comparing two. A job takes about a microsecond.
    pub fn step(&mut self, budget: usize) -> Progress {
        let index = self.index.borrow();
        let mut spent = 0;
        while self.next < index.end() {
            let slot = self.next;
            self.next += 1;
            let Some(one) = index.profile(slot) else { continue };
            self.candidates.clear();
            let keys = one.keys();
            for key in &keys {
                index.block(*key, BLOCK, &mut self.candidates);
            }
            self.candidates.retain(|other| *other > slot);
            self.candidates.sort_unstable();
            self.candidates.dedup();
            let against = Against::new(index, one, self.at_least);
            for other in self.candidates.iter().filter_map(|other| index.profile(*other)) {
                if let Some(score) = against.score(other) {
                    let (a, b) = (one.id.min(other.id), one.id.max(other.id));
                    self.found.push((Reverse(score.score), a, b));
                }
            }
            if self.found.len() > 2 * PAIRS {
                self.left_out += keep_best(&mut self.found);
            }
            spent += 1 + keys.len() + self.candidates.len();
            if spent >= budget {
                break;
            }
        }
        Progress { done: self.next as usize, total: index.end() as usize }
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
        let index = self.index.borrow();
        let pair = |(_, a, b): Found| {
            let [one, other] = [a, b].map(|id| index.slot(id).and_then(|slot| index.profile(slot)));
            let score = Against::new(index, one?, self.at_least).score(other?)?;
            Some(Pair { a, b, score: score.score, reasons: score.reasons })
        };
        self.found.into_iter().filter_map(pair).collect()
    }
}

/// Sorts, and drops all but the best; how many.
fn keep_best(found: &mut Vec<Found>) -> usize {
    found.sort_unstable();
    let dropped = found.len().saturating_sub(PAIRS);
    found.truncate(PAIRS);
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LIKELY;
    use model::Customer;

    fn id(number: usize) -> Id {
        Id::from_bytes((number as u128).to_be_bytes())
    }

    fn customer(name: &str, code: &str) -> Customer {
        Customer { name: name.to_owned(), code: code.to_owned(), ..Customer::default() }
    }

    fn index(customers: impl Iterator<Item = Customer>) -> Index {
        let mut index = Index::default();
        customers.enumerate().for_each(|(number, customer)| index.add(id(number), &customer));
        index
    }

    #[test]
    fn a_block_is_compared_up_to_its_cap_and_passed_over_beyond() {
        let of = |count: usize| {
            Scan::new(index((0..count).map(|_| customer("Lei Li", ""))), 40).finish().len()
        };
        assert_eq!(of(BLOCK), BLOCK * (BLOCK - 1) / 2);
        assert_eq!(of(BLOCK + 1), 0);
    }

    #[test]
    fn in_a_block_passed_over_another_trait_still_finds_a_pair() {
        let code = |number: usize| if number == 7 || number == 70 { "C1" } else { "" };
        let index = index((0..100).map(|number| customer("Lei Li", code(number))));
        let pairs = Scan::new(&index, LIKELY).finish();
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].a, pairs[0].b, pairs[0].score), (id(7), id(70), 85));
    }

    #[test]
    fn the_work_grows_with_the_customers_and_not_with_their_square() {
        for count in [2_000, 4_000] {
            let index = index((0..count).map(|_| customer("Lei Li", "C1")));
            let mut scan = Scan::new(&index, LIKELY);
            let mut steps = 1;
            while !scan.step(100).is_done() {
                steps += 1;
            }
            // One job for each customer and one for each of their four traits.
            assert_eq!(steps, count * 5 / 100);
        }
    }

    #[test]
    fn only_so_many_pairs_are_kept() {
        let blocks = 100;
        // A name for each block, the last one with better pairs.
        let name =
            |number: usize| format!("Aa{} Bb", ["x", "y"][usize::from(number / BLOCK == 99)]);
        let index = index((0..blocks * BLOCK).map(|number| {
            let mut customer = customer(&name(number), &format!("C{}", number / BLOCK));
            customer.birthday =
                (number / BLOCK == 99).then(|| model::Day::from_number(7)).flatten();
            customer
        }));
        let mut scan = Scan::new(&index, LIKELY);
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
    fn an_empty_index_is_done_at_once() {
        let mut scan = Scan::new(Index::default(), LIKELY);
        assert_eq!(scan.step(1), Progress { done: 0, total: 0 });
        assert!(scan.finish().is_empty());
    }
}
