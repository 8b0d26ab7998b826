//! Those who are to come in, against those who are there and one another, a slice at a time.

use std::borrow::Borrow;
use std::cmp::Reverse;

use model::{Customer, Id};

use crate::against::Against;
use crate::blocks::Slot;
use crate::index::Index;
use crate::reason::Reason;
use crate::scan::{BLOCK, Progress};
use crate::score::Score;

/// Who a newcomer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// A customer who is there.
    Known(Id),
    /// A newcomer before them, by their place, from 0.
    Newcomer(usize),
}

/// A newcomer and whoever they look most like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The newcomer's place, from 0.
    pub newcomer: usize,
    /// Of several who are equally alike one who is there, the one with the smallest id, before
    /// the earliest newcomer.
    pub whom: Whom,
    /// 0 to 100.
    pub score: u8,
    /// What the score is made of; first what speaks for it.
    pub reasons: Vec<Reason>,
}

/// A search for those of many newcomers who look like a customer who is there or like a newcomer
/// before them. About 400 bytes a newcomer, besides the index of those who are there, which it
/// owns or borrows in any way.
///
/// As in a [`Scan`](crate::Scan), a trait that more than [`BLOCK`] of those who are there share
/// is passed over among these, and one that more than so many newcomers share among those.
#[derive(Debug)]
pub struct Newcomers<I> {
    known: I,
    own: Index,
    at_least: u8,
    next: Slot,
    found: Vec<Alike>,
    candidates: Vec<Slot>,
}

impl<I: Borrow<Index>> Newcomers<I> {
    /// Begins with nobody; looks for those who score `at_least` against `known` or each other.
    pub fn new(known: I, at_least: u8) -> Self {
        let (own, found, candidates) = (Index::default(), Vec::new(), Vec::new());
        Self { known, own, at_least, next: 0, found, candidates }
    }

    /// Adds the next newcomer. All must be in before the first [`step`](Self::step).
    pub fn add(&mut self, customer: &Customer) {
        let place = self.own.len() as u128;
        self.own.add(Id::from_bytes(place.to_be_bytes()), customer);
    }

    /// Goes on for about `budget` small jobs, at least one newcomer: looking up what shares one
    /// trait, or comparing two. A job takes about a microsecond.
    pub fn step(&mut self, budget: usize) -> Progress {
        let known = self.known.borrow();
        let mut spent = 0;
        while self.next < self.own.end() {
            let slot = self.next;
            self.next += 1;
            let Some(one) = self.own.profile(slot) else { continue };
            let keys = one.keys();
            let against = Against::both(known, &self.own, one, self.at_least);
            let mut best: Option<(Whom, Score)> = None;
            let mut compared = 0;
            for (index, is_own) in [(known, false), (&self.own, true)] {
                self.candidates.clear();
                for key in &keys {
                    index.block(*key, BLOCK, &mut self.candidates);
                }
                if is_own {
                    self.candidates.retain(|other| *other < slot);
                }
                self.candidates.sort_unstable();
                self.candidates.dedup();
                compared += self.candidates.len();
                for other in &self.candidates {
                    let Some(profile) = index.profile(*other) else { continue };
                    let Some(score) = against.score(profile) else { continue };
                    // Nobody leaves the index of newcomers, so that slots are places.
                    let whom = match is_own {
                        true => Whom::Newcomer(*other as usize),
                        false => Whom::Known(profile.id),
                    };
                    let rank = |whom: Whom, score: &Score| (Reverse(score.score), whom);
                    if best.as_ref().is_none_or(|(b, s)| rank(whom, &score) < rank(*b, s)) {
                        best = Some((whom, score));
                    }
                }
            }
            self.found.extend(best.map(|(whom, Score { score, reasons })| Alike {
                newcomer: slot as usize,
                whom,
                score,
                reasons,
            }));
            spent += 1 + 2 * keys.len() + compared;
            if spent >= budget {
                break;
            }
        }
        Progress { done: self.next as usize, total: self.own.end() as usize }
    }

    /// Those who look like somebody, the most alike first, those of one score by their places.
    /// Does what is left to do.
    #[must_use]
    pub fn finish(mut self) -> Vec<Alike> {
        while !self.step(usize::MAX).is_done() {}
        self.found.sort_by_key(|alike| (Reverse(alike.score), alike.newcomer));
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LIKELY;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn customer(name: &str, phone: &str) -> Customer {
        let mut customer = Customer { name: name.to_owned(), ..Customer::default() };
        if !phone.is_empty() {
            customer.phones.insert(phone.to_owned(), String::new());
        }
        customer
    }

    fn found(known: &[Customer], newcomers: &[Customer]) -> Vec<(usize, Whom, u8)> {
        let mut index = Index::default();
        (1..).zip(known).for_each(|(number, known)| index.add(id(number), known));
        let mut search = Newcomers::new(&index, LIKELY);
        newcomers.iter().for_each(|one| search.add(one));
        let found = search.finish().into_iter();
        found.map(|alike| (alike.newcomer, alike.whom, alike.score)).collect()
    }

    #[test]
    fn newcomers_are_compared_with_those_there_and_those_before_them() {
        let known = [customer("张伟", "+86 138 0000 0000"), customer("Lei Li", "")];
        let newcomers = [
            customer("Ann Other", "07700 900001"),
            customer("張偉", "13800000000"),
            customer("Other, Ann", "+44 7700 900001"),
            customer("Lei Li", "07700 900003"),
        ];
        let want = [(2, Whom::Newcomer(0), 85), (1, Whom::Known(id(1)), 75)];
        assert_eq!(found(&known, &newcomers), want, "a name alone is not enough");
    }

    #[test]
    fn of_equals_one_who_is_there_comes_first_and_the_better_before_all() {
        let lei = customer("Lei Li", "07700 900001");
        let want = [(0, Whom::Known(id(1)), 85), (1, Whom::Known(id(1)), 85)];
        assert_eq!(found(&[lei.clone(), lei.clone()], &[lei.clone(), lei.clone()]), want);
        let coded = Customer { code: "C1".to_owned(), ..lei.clone() };
        let want = [(1, Whom::Newcomer(0), 100), (0, Whom::Known(id(1)), 85)];
        assert_eq!(found(&[lei], &[coded.clone(), coded]), want);
    }

    #[test]
    fn a_number_that_many_newcomers_have_counts_for_little_against_everybody() {
        let known = [customer("Ann Other", "07700 900001")];
        let names = ["Bea", "Cy", "Dora", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo"];
        let mut newcomers: Vec<Customer> =
            names.iter().map(|name| customer(name, "07700 900001")).collect();
        newcomers.push(customer("Other, Ann", "07700 900001"));
        assert_eq!(found(&known, &newcomers), []);
        let few = newcomers.split_off(8);
        assert_eq!(found(&known, &few), [(1, Whom::Known(id(1)), 85)]);
    }

    #[test]
    fn the_work_grows_with_the_newcomers_and_not_with_their_square() {
        let lei = Customer { code: "C1".to_owned(), ..customer("Lei Li", "") };
        for count in [1_000_usize, 2_000] {
            let mut index = Index::default();
            for number in 0..count as u128 {
                index.add(Id::from_bytes(number.to_be_bytes()), &lei);
            }
            let mut search = Newcomers::new(&index, LIKELY);
            (0..count).for_each(|_| search.add(&lei));
            let mut steps = 1;
            while !search.step(100).is_done() {
                steps += 1;
            }
            // One job for each newcomer and two for each of their four traits.
            assert_eq!(steps, count.div_ceil(100_usize.div_ceil(9)), "{count}");
            assert_eq!(search.finish(), [], "passed over");
        }
    }

    #[test]
    fn nobody_is_done_at_once() {
        let mut search = Newcomers::new(Index::default(), LIKELY);
        assert_eq!(search.step(1), Progress { done: 0, total: 0 });
        assert_eq!(search.finish(), []);
    }
}
