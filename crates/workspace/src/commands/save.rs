//! Creating and editing one record.

use model::{Edit, Entity, Id, Kind, Kinded, Path, Settings, Summary, Validate};

use crate::error::CommandError;
use crate::pace::Rush;
use crate::store::Store;
use crate::tables::{Holds, Tables};
use crate::workspace::{Staged, Workspace};

/// The field of a customer that has become part of another.
pub(crate) const MERGED_INTO: &str = "merged_into";

/// What saving did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The record.
    pub id: Id,
    /// The change set, for undo; `None` when nothing was different.
    pub set: Option<Id>,
}

impl<S: Store> Workspace<S> {
    /// Creates a record, or with an `id` makes that record read as given. `label` names it in
    /// the history.
    ///
    /// # Errors
    /// When it does not validate, is not there, or cannot be kept.
    pub async fn save<T>(
        &self,
        id: Option<Id>,
        record: T,
        label: &str,
    ) -> Result<Saved, CommandError>
    where
        T: Kinded + Validate,
        Tables: Holds<T>,
    {
        record.validate()?;
        let _turn = self.turn().await?;
        let (id, edits, summary) = match id {
            Some(id) => self.stage_edit(id, &record, label)?,
            None => self.stage_create(self.new_id(), &record, label)?,
        };
        self.commit_edits(id, edits, summary).await
    }

    /// Saves the record whose id is fixed by design, whether it is there yet or not.
    ///
    /// # Errors
    /// As [`Workspace::save`].
    pub async fn save_settings(&self, settings: Settings) -> Result<Saved, CommandError> {
        self.change_settings(|before| *before = settings).await
    }

    /// Changes the settings as they are when it is this command's turn, so that it takes nothing
    /// back that another has changed meanwhile.
    ///
    /// # Errors
    /// As [`Workspace::save`].
    pub async fn change_settings(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<Saved, CommandError> {
        let _turn = self.turn().await?;
        let id = Settings::ID;
        let before = self.image().tables.settings.find(id).map(|row| row.record.clone());
        let mut settings = before.clone().unwrap_or_default();
        change(&mut settings);
        settings.validate()?;
        let (id, edits, summary) = match before {
            Some(_) => self.stage_edit(id, &settings, "")?,
            None => self.stage_create(id, &settings, "")?,
        };
        self.commit_edits(id, edits, summary).await
    }

    async fn commit_edits(
        &self,
        id: Id,
        edits: Vec<Edit>,
        summary: Summary,
    ) -> Result<Saved, CommandError> {
        if edits.is_empty() {
            return Ok(Saved { id, set: None });
        }
        let stamp = self.tick_past(&edits);
        let staged = Staged::new(summary, edits, stamp);
        Ok(Saved { id, set: Some(self.commit(staged, &Rush).await?) })
    }

    fn stage_create<T: Kinded>(
        &self,
        id: Id,
        record: &T,
        label: &str,
    ) -> Result<(Id, Vec<Edit>, Summary), CommandError> {
        let fields = record.to_fields();
        let summary = Summary::Created { kind: T::KIND, label: label.to_owned() };
        Ok((id, vec![Edit::Create { kind: T::KIND, id, fields }], summary))
    }

    fn stage_edit<T: Kinded>(
        &self,
        id: Id,
        record: &T,
        label: &str,
    ) -> Result<(Id, Vec<Edit>, Summary), CommandError>
    where
        Tables: Holds<T>,
    {
        let image = self.image();
        let table: &crate::table::Table<T> = image.tables.of();
        let row = table.find(id).ok_or(CommandError::NotFound)?;
        let mut wanted = record.clone();
        keep_unknown(&row.record, &mut wanted);
        let edits = row.changes_to(&wanted).into_iter().map(|change| Edit::Set {
            kind: T::KIND,
            id,
            path: change.path,
            before: change.before,
            after: change.after,
        });
        let summary = Summary::Edited { kind: T::KIND, label: label.to_owned() };
        Ok((id, edits.collect(), summary))
    }
}

/// A form knows only the fields it shows; what a newer version added stays as it was, and so
/// does what a record has become part of.
pub(crate) fn keep_unknown<T: Entity>(stored: &T, wanted: &mut T) {
    let merged = Path::field(MERGED_INTO);
    // A value that was in the field fits the field.
    let _ = wanted.set(&merged, stored.get(&merged));
    if wanted.extra().is_empty() {
        *wanted.extra_mut() = stored.extra().clone();
    }
}

/// The kinds whose records go when the customer they hang on goes.
pub(crate) const HANGING: [Kind; 3] = [Kind::Order, Kind::Interaction, Kind::Task];
