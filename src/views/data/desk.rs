//! What is being done with files. It outlives the page that began it, so that a look at a
//! customer half-way through an import loses nothing.

use std::cell::OnceCell;

use leptos::prelude::*;
use workspace::{Pace, Step};

use crate::i18n::{I18n, t_string};
use crate::session::Session;
use crate::views::data::bundle::Bundles;
use crate::views::data::cards::CardFile;
use crate::views::data::handed::Handed;
use crate::views::data::trouble::Trouble;
use crate::views::data::wizard::Wizard;
use crate::views::folders::Folders;
use crate::views::health::Health;

/// What the long work under way is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// A file, being read so that its columns can be matched.
    Opening(String),
    /// A file, being imported without being kept.
    Checking(String),
    /// A file, being imported.
    Importing(String),
    /// A bundle, being merged.
    Merging(String),
    /// Writing everything to a bundle.
    Exporting,
    /// Writing what a device lacks to a bundle.
    Sending(String),
    /// Reading a file of contacts.
    ReadingCards(String),
    /// Importing contacts.
    ImportingCards(String),
    /// Writing a list to this file.
    WritingList(String),
    /// Writing the rows that were not taken to a file.
    Rejects,
    /// Adding sample data.
    Sample,
    /// Looking for what is wrong.
    CheckingData,
    /// Putting it right.
    Repairing,
    /// Going back to a backup.
    Restoring(String),
    /// Reading what others left in the folder of this name, and leaving what they lack.
    Trading(String),
}

/// All work with files.
#[derive(Clone, Copy)]
pub struct Desk {
    session: Session,
    doing: RwSignal<Doing>,
    /// The bundle last chosen.
    pub bundles: Bundles,
    /// The file of contacts last chosen.
    pub cards: CardFile,
    /// What other apps handed over.
    pub handed: Handed,
    /// The import of a table.
    pub wizard: Wizard,
    /// Checks, repairs, and going back to backups.
    pub health: Health,
    /// The folders the user has chosen.
    pub folders: Folders,
}

thread_local! {
    static DESK: OnceCell<(Owner, Desk)> = const { OnceCell::new() };
}

impl Desk {
    /// The one there is.
    pub fn of(session: Session) -> Self {
        DESK.with(|desk| {
            // Work may begin where no page owns anything: whoever owns the desk must stay.
            let made = || {
                let owner = root();
                let desk = owner.with(|| Self::new(session));
                (owner, desk)
            };
            desk.get_or_init(made).1
        })
    }

    fn new(session: Session) -> Self {
        let doing = RwSignal::new(Doing::Exporting);
        Self {
            session,
            doing,
            bundles: Bundles::new(),
            cards: CardFile::new(),
            handed: Handed::new(),
            wizard: Wizard::new(session),
            health: Health::new(),
            folders: Folders::new(),
        }
    }

    /// Does long work with the progress panel up, if none is under way.
    ///
    /// # Errors
    /// That other work is, or what `work` says.
    pub async fn run<T, E: Into<Trouble>>(
        self,
        doing: Doing,
        step: Step,
        work: impl AsyncFnOnce(&dyn Pace) -> Result<T, E>,
    ) -> Result<T, Trouble> {
        let Some(pace) = self.session.tasks.begin(step) else { return Err(Trouble::Busy) };
        self.doing.set(doing);
        let outcome = work(&pace).await;
        self.session.tasks.end();
        outcome.map_err(Into::into)
    }

    /// What the work under way is for, in words; follows it.
    pub fn label(self, i18n: I18n) -> String {
        self.doing.with(|doing| match doing {
            Doing::Opening(file) => t_string!(i18n, data.opening, file = file).to_string(),
            Doing::Checking(file) => t_string!(i18n, import.checking, file = file).to_string(),
            Doing::Importing(file) => t_string!(i18n, data.importing, file = file).to_string(),
            Doing::Merging(file) => t_string!(i18n, data.merging, file = file).to_string(),
            Doing::Sending(whom) => t_string!(i18n, sync.writing_for, whom = whom).to_string(),
            Doing::ReadingCards(file) => {
                t_string!(i18n, out.cards_reading, file = file).to_string()
            }
            Doing::ImportingCards(file) => {
                t_string!(i18n, out.cards_importing, file = file).to_string()
            }
            Doing::WritingList(file) => t_string!(i18n, out.writing, file = file).to_string(),
            Doing::Exporting => t_string!(i18n, data.exporting).to_owned(),
            Doing::Rejects => t_string!(i18n, data.download_rejects).to_owned(),
            Doing::Sample => t_string!(i18n, data.loading_sample).to_owned(),
            Doing::CheckingData => t_string!(i18n, health.checking).to_owned(),
            Doing::Repairing => t_string!(i18n, health.repairing).to_owned(),
            Doing::Trading(folder) => t_string!(i18n, folder.trading, folder = folder).to_string(),
            Doing::Restoring(file) => t_string!(i18n, health.restoring, file = file).to_string(),
        })
    }
}

/// The owner of everything in the app, whatever page is shown.
fn root() -> Owner {
    let mut owner = Owner::current().unwrap_or_default();
    while let Some(parent) = owner.parent() {
        owner = parent;
    }
    owner
}
