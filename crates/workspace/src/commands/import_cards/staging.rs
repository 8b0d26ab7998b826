//! Cards on their way to customers.

use interchange::vcard::{CardDraft, CardReason};
use model::{Customer, Id, Queue, Row, Stamp, Validate};
use rustc_hash::FxHashMap;

use crate::commands::import::seeded::Seeded;
use crate::commands::import::staging::Update;
use crate::commands::import_cards::fill::filled;
use crate::commands::import_cards::keys::{Holder, Keys, Meant};
use crate::commands::import_cards::{CardOptions, CardRefusal, RejectedCard};
use crate::tables::Tables;

/// Everything the cards came to.
#[derive(Default)]
pub(super) struct Staged {
    pub created: Queue<Row<Customer>>,
    pub updates: Vec<Update<Customer>>,
    pub unchanged: usize,
    pub repeated: usize,
    pub rejected: Vec<RejectedCard>,
}

/// Takes cards in, one after the other.
pub(super) struct Staging<'a> {
    options: CardOptions,
    stamp: Stamp,
    new_id: &'a dyn Fn() -> Id,
    keys: Keys,
    /// Customers of before that a card was about, and where in the updates they are, if
    /// anywhere.
    seen: FxHashMap<Id, Option<usize>>,
    staged: Staged,
}

impl<'a> Staging<'a> {
    pub(super) fn new(options: CardOptions, stamp: Stamp, new_id: &'a dyn Fn() -> Id) -> Self {
        let keys = Keys::new(Seeded::new(new_id()));
        let (seen, staged) = (FxHashMap::default(), Staged::default());
        Self { options, stamp, new_id, keys, seen, staged }
    }

    /// Shows a customer whom cards may be about; `meant` is who they are now.
    pub(super) fn know(&mut self, record: &Customer, id: Id, meant: Id) {
        self.keys.know(record, id, meant);
    }

    pub(super) fn take(&mut self, card: &CardDraft, known: &Tables) {
        if let Err(reason) = self.try_take(card, known) {
            let name = card.customer.name.clone();
            self.staged.rejected.push(RejectedCard { line: card.line, name, reason });
        }
    }

    /// The result, with the cards that did not even read.
    pub(super) fn finish(self, unread: impl Iterator<Item = RejectedCard>) -> Staged {
        let mut staged = self.staged;
        staged.rejected.extend(unread);
        staged.rejected.sort_by_key(|card| card.line);
        staged
    }

    fn try_take(&mut self, card: &CardDraft, known: &Tables) -> Result<(), CardRefusal> {
        card.customer.validate()?;
        match self.keys.find(card) {
            Meant::Several(key) => return Err(CardRefusal::Ambiguous { key: key.to_owned() }),
            Meant::Nobody => self.create(&card.customer),
            Meant::One(Holder::Known(id)) => self.update(id, &card.customer, known)?,
            Meant::One(Holder::Created(index)) => {
                if let Some(row) = self.staged.created.get_mut(index) {
                    row.record = filled(&row.record, &card.customer)?;
                    self.keys.note(&row.record, Holder::Created(index));
                }
                self.staged.repeated += 1;
            }
            Meant::Namesake(id) => {
                let before = known.customers.get(id).cloned().unwrap_or_default();
                if filled(&before, &card.customer)? == before {
                    self.update(id, &card.customer, known)?;
                } else {
                    self.create(&card.customer);
                }
            }
        }
        Ok(())
    }

    fn create(&mut self, customer: &Customer) {
        self.keys.note(customer, Holder::Created(self.staged.created.len()));
        self.staged.created.push(Row::created((self.new_id)(), self.stamp, customer.clone()));
    }

    fn update(&mut self, id: Id, card: &Customer, known: &Tables) -> Result<(), CardReason> {
        let staged = &mut self.staged;
        match self.seen.get(&id) {
            Some(Some(index)) => {
                if let Some(update) = staged.updates.get_mut(*index) {
                    update.wanted = filled(&update.wanted, card)?;
                }
                staged.repeated += 1;
            }
            Some(None) => staged.repeated += 1,
            None if !self.options.update => {
                self.seen.insert(id, None);
                staged.unchanged += 1;
            }
            None => {
                let before = known.customers.get(id).cloned().unwrap_or_default();
                let wanted = filled(&before, card)?;
                self.seen.insert(id, Some(staged.updates.len()));
                staged.updates.push(Update { id, wanted });
            }
        }
        // A later card may be known by what this one says.
        self.keys.note(card, Holder::Known(id));
        Ok(())
    }
}
