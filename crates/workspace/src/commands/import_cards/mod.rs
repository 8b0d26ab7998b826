//! Bringing in customers from a file of vCards.

mod fill;
mod keys;
mod staging;

use interchange::vcard::{CardDraft, CardReason, CardReject, Dropped, VcardReader};
use model::{Customer, Id, Invalid, Kind, Row, Summary};
use thiserror::Error;

use crate::bulk::Comparison;
use crate::commands::import::stage_created;
use crate::commands::import_cards::staging::{Staged, Staging};
use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::store::Store;
use crate::workspace::{SLICE, Workspace};

/// Most cards of a file; an address book has a few thousand.
pub const CARDS_LIMIT: usize = 100_000;

/// A file has more cards than any address book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("more than {CARDS_LIMIT} cards")]
pub struct TooManyCards;

/// The cards of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cards {
    drafts: Vec<CardDraft>,
    rejected: Vec<CardReject>,
}

impl Cards {
    /// Takes the cards that `reader` has read so far. Call it after each piece of the file, and
    /// once more after its end.
    ///
    /// # Errors
    /// When they are too many.
    pub fn take(&mut self, reader: &mut VcardReader) -> Result<(), TooManyCards> {
        while let Some(card) = reader.next_card() {
            if self.len() >= CARDS_LIMIT {
                return Err(TooManyCards);
            }
            match card {
                Ok(draft) => self.drafts.push(draft),
                Err(reject) => self.rejected.push(reject),
            }
        }
        Ok(())
    }

    /// How many there are, those that do not read included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.drafts.len() + self.rejected.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What of all cards is left out.
    #[must_use]
    pub fn dropped(&self) -> Dropped {
        self.drafts.iter().fold(Dropped::default(), |all, draft| Dropped {
            photos: all.photos.saturating_add(draft.dropped.photos),
            logos: all.logos.saturating_add(draft.dropped.logos),
            sounds: all.sounds.saturating_add(draft.dropped.sounds),
            keys: all.keys.saturating_add(draft.dropped.keys),
            others: all.others.saturating_add(draft.dropped.others),
        })
    }
}

/// How to import cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardOptions {
    /// Whether a card of a customer who is here fills what is empty there; else it changes
    /// nothing.
    pub update: bool,
}

impl Default for CardOptions {
    fn default() -> Self {
        Self { update: true }
    }
}

/// What importing cards would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardPreview {
    /// Cards in the file.
    pub cards: usize,
    /// New customers.
    pub created: usize,
    /// Customers who are here already.
    pub known: usize,
    /// Cards that say more of the customer of an earlier card.
    pub repeated: usize,
    /// Cards that will not be taken.
    pub rejected: usize,
    /// What is left out of the others.
    pub dropped: Dropped,
}

/// What importing cards did. Each card created or updated a customer, told nothing new, said
/// more of the customer of an earlier card, or was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardReport {
    /// Cards in the file.
    pub cards: usize,
    /// New customers.
    pub created: usize,
    /// Customers who were here and took something new.
    pub updated: usize,
    /// Customers who were here and knew it all, or were to be left as they are.
    pub unchanged: usize,
    /// Cards that said more of the customer of an earlier card.
    pub repeated: usize,
    /// Cards that were not taken, in the order of the file.
    pub rejected: Vec<RejectedCard>,
    /// What of the other cards was left out.
    pub dropped: Dropped,
    /// The change set, for undo; `None` when nothing was new.
    pub set: Option<Id>,
}

/// A card that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedCard {
    /// The physical line at fault, from 1.
    pub line: u64,
    /// What the card calls them; empty when that is not known.
    pub name: String,
    /// What is wrong.
    pub reason: CardRefusal,
}

/// Why a card was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CardRefusal {
    /// It does not read, or would give a customer more entries than one may have.
    #[error(transparent)]
    Unreadable(#[from] CardReason),
    /// What it says makes no valid customer.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Several customers answer to this, and nobody can tell who is meant.
    #[error("several customers answer to `{key}`")]
    Ambiguous {
        /// A name, an e-mail address or a telephone number.
        key: String,
    },
}

impl From<&CardReject> for RejectedCard {
    fn from(card: &CardReject) -> Self {
        let reason = CardRefusal::Unreadable(card.reason.clone());
        Self { line: card.line, name: card.name.clone(), reason }
    }
}

impl<S: Store> Workspace<S> {
    /// Says what [`Workspace::import_cards`] would do with `cards`.
    ///
    /// # Errors
    /// When it was stopped.
    pub async fn preview_cards(
        &self,
        cards: &Cards,
        pace: &dyn Pace,
    ) -> Result<CardPreview, CommandError> {
        let staged = self.stage_cards(cards, CardOptions::default(), pace).await?;
        Ok(CardPreview {
            cards: cards.len(),
            created: staged.created.len(),
            known: staged.updates.len() + staged.unchanged,
            repeated: staged.repeated,
            rejected: staged.rejected.len(),
            dropped: cards.dropped(),
        })
    }

    /// Imports `cards` as one change set. `file` names where they come from in the history.
    ///
    /// A card is of a customer who is here when its `UID` is that customer's id or number; when
    /// both have a name and a telephone number or an e-mail address in common; or when no other
    /// customer has one of its e-mail addresses. A number alone does not do: families and
    /// offices share them. What the customer has stays; the card fills what is empty, the
    /// address as a whole, and adds numbers, addresses and tags that are not there.
    ///
    /// # Errors
    /// When it was stopped or cannot be kept; then nothing has changed.
    pub async fn import_cards(
        &self,
        cards: &Cards,
        options: CardOptions,
        file: &str,
        pace: &dyn Pace,
    ) -> Result<CardReport, CommandError> {
        let _turn = self.turn().await?;
        let staged = self.stage_cards(cards, options, pace).await?;
        let mut report = CardReport {
            cards: cards.len(),
            created: staged.created.len(),
            updated: 0,
            unchanged: staged.unchanged,
            repeated: staged.repeated,
            rejected: staged.rejected,
            dropped: cards.dropped(),
            set: None,
        };
        let mut found = Comparison::default();
        found.staged.customers = self.stage_updates(staged.updates, &mut found, pace).await?;
        report.updated = found.changed;
        report.unchanged += found.known;
        stage_created(staged.created, &mut found.staged.customers, &mut found.created);
        if !found.staged.is_empty() {
            let summary = Summary::Imported {
                kind: Kind::Customer,
                created: report.created,
                changed: report.updated,
                file: file.to_owned(),
            };
            report.set = Some(self.commit_bulk(found, summary, pace).await?);
        }
        Ok(report)
    }

    async fn stage_cards(
        &self,
        cards: &Cards,
        options: CardOptions,
        pace: &dyn Pace,
    ) -> Result<Staged, CommandError> {
        let new_id = || self.new_id();
        let mut staging = Staging::new(options, self.tick(), &new_id);
        let customers = self.image().tables.customers.slot_count();
        let total = customers + cards.drafts.len();
        let mut know = |row: &Row<Customer>, meant| staging.know(&row.record, row.id, meant);
        self.each_customer(total, pace, &mut know).await?;
        let mut done = customers;
        for drafts in cards.drafts.chunks(SLICE) {
            {
                let image = self.image();
                drafts.iter().for_each(|draft| staging.take(draft, &image.tables));
            }
            done += drafts.len();
            pace.step(Step::Matching, done, total).await?;
        }
        Ok(staging.finish(cards.rejected.iter().map(RejectedCard::from)))
    }
}
