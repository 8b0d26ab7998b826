//! Who a card is about.

use std::collections::hash_map::Entry;

use interchange::vcard::CardDraft;
use model::{Customer, Id};

use crate::commands::import::keys::MatchBy;
use crate::commands::import::seeded::{Seeded, SeededMap};

/// A customer a card may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// One who was there before.
    Known(Id),
    /// One an earlier card has created, by the place among those.
    Created(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    One(Holder),
    Several,
}

/// Who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant<'d> {
    /// Nobody who is known.
    Nobody,
    /// This one.
    One(Holder),
    /// This one, if the card tells nothing new: they have no more than a name in common.
    Namesake(Id),
    /// Several answer to this.
    Several(&'d str),
}

/// What customers answer to.
#[derive(Debug)]
pub(super) struct Keys {
    /// By id, before and after a merge.
    ids: SeededMap<Id, Id>,
    answers: SeededMap<Box<str>, Answer>,
}

/// A number or an address with a name.
fn named(by: MatchBy, key: &str, name: &str) -> Option<Box<str>> {
    let (key, name) = (by.fold(key), MatchBy::Name.fold(name));
    let sort = if by == MatchBy::Phone { 'p' } else { 'e' };
    (!key.is_empty()).then(|| format!("{sort}{key}\n{name}").into())
}

fn alone(sort: char, by: MatchBy, key: &str) -> Option<Box<str>> {
    let key = by.fold(key);
    (!key.is_empty()).then(|| format!("{sort}{key}").into())
}

/// With whom an address or a number is shared, and with which name.
fn shared(customer: &Customer) -> impl Iterator<Item = (&str, Option<Box<str>>)> {
    let emails = customer.emails.keys().map(|key| (key, MatchBy::Email));
    let phones = customer.phones.keys().map(|key| (key, MatchBy::Phone));
    emails.chain(phones).map(|(key, by)| (key.as_str(), named(by, key, &customer.name)))
}

impl Keys {
    pub(super) fn new(seed: Seeded) -> Self {
        Self { ids: SeededMap::with_hasher(seed.clone()), answers: SeededMap::with_hasher(seed) }
    }

    /// Notes what a customer of before answers to; `meant` is who they are now.
    pub(super) fn know(&mut self, record: &Customer, id: Id, meant: Id) {
        self.ids.insert(id, meant);
        let holder = Holder::Known(meant);
        self.add(alone('c', MatchBy::Code, &record.code), holder);
        self.add(alone('n', MatchBy::Name, &record.name), holder);
        for email in record.emails.keys() {
            self.add(alone('a', MatchBy::Email, email), holder);
        }
        self.note(record, holder);
    }

    /// Notes the names a customer has with each number and address.
    pub(super) fn note(&mut self, record: &Customer, holder: Holder) {
        for (_, key) in shared(record) {
            self.add(key, holder);
        }
    }

    /// Of those the file has created, the first to have a key keeps it: only customers of
    /// before can be too many to choose from.
    fn add(&mut self, key: Option<Box<str>>, holder: Holder) {
        let Some(key) = key else { return };
        match self.answers.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Answer::One(holder));
            }
            Entry::Occupied(mut entry) => match (*entry.get(), holder) {
                (Answer::One(Holder::Known(one)), Holder::Known(other)) if one != other => {
                    entry.insert(Answer::Several);
                }
                _ => {}
            },
        }
    }

    /// Who `card` is about.
    pub(super) fn find<'d>(&self, card: &'d CardDraft) -> Meant<'d> {
        if let Some(meant) = card.uid.parse::<Id>().ok().and_then(|id| self.ids.get(&id)) {
            return Meant::One(Holder::Known(*meant));
        }
        let get = |key: Option<Box<str>>| self.answers.get(&key?).copied();
        if let Some(Answer::One(holder)) = get(alone('c', MatchBy::Code, &card.uid)) {
            return Meant::One(holder);
        }
        let customer = &card.customer;
        let by_name = shared(customer).filter_map(|(key, named)| Some((key, get(named)?)));
        match only(by_name) {
            Meant::Nobody => {}
            found => return found,
        }
        let by_email = customer.emails.keys().filter_map(|email| {
            let answer = get(alone('a', MatchBy::Email, email))?;
            // An address that several people share tells nobody apart.
            (answer != Answer::Several).then_some((email.as_str(), answer))
        });
        match only(by_email) {
            Meant::Nobody => {}
            found => return found,
        }
        let keyless = customer.phones.is_empty() && customer.emails.is_empty();
        match get(alone('n', MatchBy::Name, &customer.name)) {
            Some(Answer::One(Holder::Known(id))) if keyless => Meant::Namesake(id),
            _ => Meant::Nobody,
        }
    }
}

/// The one holder that all answers agree on; who was there before counts more than whom the
/// file has created.
fn only<'d>(answers: impl Iterator<Item = (&'d str, Answer)>) -> Meant<'d> {
    let mut found = None;
    for (key, answer) in answers {
        found = match (found, answer) {
            (_, Answer::Several) => return Meant::Several(key),
            (Some(Holder::Known(one)), Answer::One(Holder::Known(other))) if one != other => {
                return Meant::Several(key);
            }
            (Some(Holder::Known(one)), _) => Some(Holder::Known(one)),
            (Some(Holder::Created(one)), Answer::One(Holder::Created(_))) => {
                Some(Holder::Created(one))
            }
            (_, Answer::One(holder)) => Some(holder),
        };
    }
    found.map_or(Meant::Nobody, Meant::One)
}
