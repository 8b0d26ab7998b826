//! Finding customers by what a file calls them.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use interchange::csv::reader::{CustomerDraft, Labelled};
use model::{Customer, Id};

use crate::commands::import::seeded::{Seeded, SeededMap};

/// What the customer key of an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MatchBy {
    /// The number another system knows the customer by.
    #[default]
    Code,
    /// The name; letter case and the width of blanks do not matter.
    Name,
    /// An e-mail address; letter case does not matter.
    Email,
    /// A telephone number; only its digits matter.
    Phone,
}

impl MatchBy {
    /// Every way, in the order to offer them.
    pub const ALL: [Self; 4] = [Self::Code, Self::Name, Self::Email, Self::Phone];

    /// `text` without what does not matter; empty when nothing is left to tell anybody by.
    pub(in crate::commands) fn fold(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Code => Cow::Borrowed(text.trim()),
            Self::Name => Cow::Owned(one_line(text).to_lowercase()),
            Self::Email => Cow::Owned(text.trim().to_lowercase()),
            Self::Phone => Cow::Owned(text.chars().filter(char::is_ascii_digit).collect()),
        }
    }
}

/// `text` with single blanks for whatever white space it has.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Who answers to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A customer who was there before.
    Known(Id),
    /// A customer the file has created, and the place among those.
    Created(Id, usize),
    /// Nobody: the row on this line, which would have created them, is left out.
    LeftOut(u64),
    /// More than one.
    Several,
}

/// An index of customers.
#[derive(Debug)]
pub(super) struct Keys {
    by: MatchBy,
    holders: SeededMap<Box<str>, Holder>,
}

impl Keys {
    pub(super) fn new(by: MatchBy, seed: Seeded) -> Self {
        Self { by, holders: SeededMap::with_hasher(seed) }
    }

    /// Notes everything `customer` answers to.
    pub(super) fn add(&mut self, customer: &Customer, holder: Holder) {
        match self.by {
            MatchBy::Code => self.add_key(&customer.code, holder),
            MatchBy::Name => self.add_key(&customer.name, holder),
            MatchBy::Email => customer.emails.keys().for_each(|key| self.add_key(key, holder)),
            MatchBy::Phone => customer.phones.keys().for_each(|key| self.add_key(key, holder)),
        }
    }

    /// Notes that `holder` answers to `text`.
    pub(super) fn add_key(&mut self, text: &str, holder: Holder) {
        let key = self.by.fold(text);
        if key.is_empty() {
            return;
        }
        match self.holders.entry(key.into()) {
            Entry::Vacant(entry) => {
                entry.insert(holder);
            }
            Entry::Occupied(mut entry) if *entry.get() != holder => {
                entry.insert(Holder::Several);
            }
            Entry::Occupied(_) => {}
        }
    }

    pub(super) fn find(&self, text: &str) -> Option<Holder> {
        self.holders.get(&*self.by.fold(text)).copied()
    }

    /// Who is told by what a row of a customer file calls its customer.
    ///
    /// # Errors
    /// The text that several answer to, or another one than to the texts before.
    pub(super) fn find_row<'d>(&self, draft: &'d CustomerDraft) -> Result<Option<Holder>, &'d str> {
        let mut found = None;
        for text in self.texts(draft) {
            match self.find(text) {
                Some(holder) if holder == Holder::Several || found.is_some_and(|f| f != holder) => {
                    return Err(text);
                }
                Some(holder) => found = Some(holder),
                None => {}
            }
        }
        Ok(found)
    }

    /// Notes that `holder` answers to all that a row calls its customer, where it may be more
    /// than the row was found by.
    pub(super) fn add_row(&mut self, draft: &CustomerDraft, holder: Holder) {
        if matches!(self.by, MatchBy::Email | MatchBy::Phone) {
            self.add_texts(draft, holder);
        }
    }

    /// The same for a row that was not found by any of it.
    pub(super) fn add_texts(&mut self, draft: &CustomerDraft, holder: Holder) {
        self.texts(draft).for_each(|text| self.add_key(text, holder));
    }

    fn texts<'d>(&self, draft: &'d CustomerDraft) -> impl Iterator<Item = &'d str> + use<'d> {
        let (one, several): (&str, &[Labelled]) = match self.by {
            MatchBy::Code => (&draft.code, &[]),
            MatchBy::Name => (&draft.name, &[]),
            MatchBy::Email => ("", &draft.emails),
            MatchBy::Phone => ("", &draft.phones),
        };
        std::iter::once(one).chain(several.iter().map(|entry| entry.value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_does_not_matter() {
        for (by, one, other) in [
            (MatchBy::Code, " A-1 ", "A-1"),
            (MatchBy::Name, "ACME\r\n  Ltd", " acme ltd "),
            (MatchBy::Name, "李\u{3000}雷", "李 雷"),
            (MatchBy::Email, "Jane@Example.ORG", "jane@example.org"),
            (MatchBy::Phone, "(020) 7946-0018", "020 79460018"),
        ] {
            assert_eq!(by.fold(one), by.fold(other), "{by:?}");
        }
        assert_ne!(MatchBy::Code.fold("a-1"), MatchBy::Code.fold("A-1"));
        assert_ne!(MatchBy::Name.fold("Jo Ann"), MatchBy::Name.fold("Joann"));
    }

    #[test]
    fn nobody_answers_to_nothing_and_two_make_several() {
        let named = |name: &str| Customer { name: name.into(), ..Customer::default() };
        let [one, other] = [1, 2].map(|n| Holder::Known(Id::from_bytes([n; 16])));
        let seed = Seeded::new(Id::from_bytes([3; 16]));
        let mut keys = Keys::new(MatchBy::Name, seed);
        keys.add(&named(" \n"), one);
        assert_eq!(keys.find(""), None);
        keys.add(&named("Jo"), one);
        keys.add(&named("JO"), one);
        assert_eq!(keys.find("jo"), Some(one));
        keys.add(&named("jo"), other);
        assert_eq!(keys.find("Jo"), Some(Holder::Several));
    }
}
