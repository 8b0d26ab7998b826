//! Contacts from a file of vCards: read, shown in figures, imported when the user says so.

mod note;
mod reading;

pub use note::CardsNote;
pub use reading::note_words;

use std::sync::Arc;

use interchange::vcard::{Dropped, NoteWords};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;
use workspace::Step;
use workspace::commands::{CardOptions, CardPreview, CardReport, Cards};

use crate::session::Session;
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::trouble::Trouble;

/// Contacts that are read and not yet imported.
#[derive(Debug)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    /// Its cards.
    pub cards: Cards,
    /// What importing them would do.
    pub preview: CardPreview,
}

/// An import of contacts that is over.
#[derive(Debug)]
pub struct Outcome {
    /// The file's name.
    pub name: String,
    /// What it did.
    pub report: CardReport,
}

/// The file of contacts last chosen, and what came of it.
#[derive(Clone, Copy)]
pub struct CardFile {
    /// Read, and waiting for the user's word.
    pub opened: RwSignal<Option<Arc<Opened>>>,
    /// Whether customers who are here are filled in.
    pub update: RwSignal<bool>,
    /// What importing the last file did.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
}

impl CardFile {
    /// None yet.
    pub fn new() -> Self {
        let update = RwSignal::new(CardOptions::default().update);
        Self { opened: RwSignal::new(None), update, outcome: RwSignal::new(None) }
    }

    /// Puts the cards away, and what came of the last ones.
    pub fn clear(self) {
        self.opened.set(None);
        self.outcome.set(None);
    }
}

/// Photographs, logos and sounds.
fn pictures(dropped: &Dropped) -> usize {
    [dropped.photos, dropped.logos, dropped.sounds].into_iter().map(|count| count as usize).sum()
}

impl Desk {
    /// Reads the cards in `file` and shows what importing them would do. `words` are what lines
    /// kept in the notes are called.
    pub fn open_cards(self, session: Session, file: File, words: NoteWords) {
        let name = file.name();
        self.bundles.report.set(None);
        self.bundles.trouble.set(None);
        self.cards.clear();
        spawn_local(async move {
            let outcome = self
                .run(Doing::ReadingCards(name.clone()), Step::Reading, async |pace| {
                    let cards = reading::read(&file, words, pace).await?;
                    let data = session.data().ok_or(Trouble::Busy)?;
                    let preview = data.preview_cards(&cards, pace).await?;
                    Ok::<_, Trouble>((cards, preview))
                })
                .await;
            match outcome {
                Ok((cards, preview)) => {
                    self.cards.opened.set(Some(Arc::new(Opened { name, cards, preview })));
                }
                Err(why) => self.bundles.refuse(&name, why),
            }
        });
    }

    /// Imports the cards that are open.
    pub fn import_cards(self, session: Session) {
        let Some(opened) = self.cards.opened.get_untracked() else { return };
        let options = CardOptions { update: self.cards.update.get_untracked() };
        spawn_local(async move {
            let name = opened.name.clone();
            let outcome = self
                .run(Doing::ImportingCards(name.clone()), Step::Matching, async |pace| {
                    let data = session.data().ok_or(Trouble::Busy)?;
                    Ok::<_, Trouble>(data.import_cards(&opened.cards, options, &name, pace).await?)
                })
                .await;
            match outcome {
                Ok(report) => {
                    self.bundles.trouble.set(None);
                    self.cards.clear();
                    session.done(report.set);
                    self.cards.outcome.set(Some(Arc::new(Outcome { name, report })));
                }
                // The cards stay, to be tried again.
                Err(why) => self.bundles.refuse(&name, why),
            }
        });
    }
}
