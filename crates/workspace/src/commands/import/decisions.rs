//! What somebody decided about rows that would make customers who look like others.

use std::collections::BTreeMap;

use model::{Customer, Id};

use crate::commands::import::keys::Holder;

/// What becomes of a row that would make a new customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is about this customer, as if its key had found them.
    Update(Id),
    /// It is about the customer that the row which begins on this line is about, an earlier one.
    Into(u64),
    /// It is left out, and with it later rows that its key would find.
    LeaveOut,
}

/// Decisions about rows of a file, by the physical line a row begins on, from 1. One about a
/// row that makes no new customer has no effect, nor has one that names a customer who is gone
/// or a row that is not taken: such a row goes the way of all others.
pub type Decisions = BTreeMap<u64, Decision>;

/// A row that would make a new customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Newcomer {
    /// The physical line the row begins on, from 1.
    pub line: u64,
    /// The customer, with what later rows about them say.
    pub customer: Customer,
}

/// Decisions as the rows come to them.
pub(super) struct Decided {
    decisions: Decisions,
    /// What rows came to that others are to go into, by line.
    targets: BTreeMap<u64, Option<Holder>>,
}

impl Decided {
    /// `meant` says who stands for a customer now, or that nobody does.
    pub(super) fn new(decisions: &Decisions, meant: impl Fn(Id) -> Option<Id>) -> Self {
        let mut targets = BTreeMap::new();
        let settle = |(line, decision): (&u64, &Decision)| {
            let settled = match *decision {
                Decision::Update(id) => Decision::Update(meant(id)?),
                Decision::Into(target) => {
                    targets.insert(target, None);
                    Decision::Into(target)
                }
                Decision::LeaveOut => Decision::LeaveOut,
            };
            Some((*line, settled))
        };
        let decisions = decisions.iter().filter_map(settle).collect();
        Self { decisions, targets }
    }

    /// Whom the row on `line` is about, by decision.
    pub(super) fn about(&self, line: u64) -> Option<Holder> {
        match *self.decisions.get(&line)? {
            Decision::Update(id) => Some(Holder::Known(id)),
            Decision::Into(target) => *self.targets.get(&target)?,
            Decision::LeaveOut => Some(Holder::LeftOut(line)),
        }
    }

    /// Notes whom the row on `line` is about.
    pub(super) fn note(&mut self, line: u64, holder: Holder) {
        if let Some(target) = self.targets.get_mut(&line) {
            *target = Some(holder);
        }
    }
}
