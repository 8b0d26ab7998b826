//! One customer against many others.

use std::cell::RefCell;

use crate::hash::Key;
use crate::index::Index;
use crate::profile::Profile;
use crate::score::{Score, score};

/// Compares one customer with others of an index, and remembers which of their identifiers many
/// hold: finding that out takes longer than comparing.
pub(crate) struct Against<'a> {
    index: &'a Index,
    /// Others who may hold what the customer has.
    beside: Option<&'a Index>,
    one: &'a Profile,
    at_least: u8,
    many: RefCell<Vec<(Key, bool)>>,
}

impl<'a> Against<'a> {
    pub(crate) fn new(index: &'a Index, one: &'a Profile, at_least: u8) -> Self {
        Self { index, beside: None, one, at_least, many: RefCell::default() }
    }

    /// Against those of two indexes.
    pub(crate) fn both(
        index: &'a Index,
        beside: &'a Index,
        one: &'a Profile,
        at_least: u8,
    ) -> Self {
        Self { beside: Some(beside), ..Self::new(index, one, at_least) }
    }

    /// `None` when they score less than was asked for.
    pub(crate) fn score(&self, other: &Profile) -> Option<Score> {
        score(self.one, other, &|key| self.is_held_by_many(key), self.at_least)
    }

    fn is_held_by_many(&self, key: Key) -> bool {
        let known =
            self.many.borrow().iter().find(|(known, _)| *known == key).map(|(_, many)| *many);
        known.unwrap_or_else(|| {
            let many = self.index.is_held_by_many(key)
                || self.beside.is_some_and(|beside| beside.is_held_by_many(key));
            self.many.borrow_mut().push((key, many));
            many
        })
    }
}
