//! Everybody against everybody who has something in common with them, a slice at a time.

use std::borrow::Borrow;
use std::cmp::Reverse;

use model::Id;

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
            for other in self.candidates.iter().filter_map(|other| index.profile(*other)) {
                if let Some(score) = index.score(one, other, self.at_least) {
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
    /// [`PAIRS`](crate::PAIRS) of them.
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
            let score = index.score(one?, other?, self.at_least)?;
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
