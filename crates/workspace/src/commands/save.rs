//! Creating and editing one record.

use model::row::Change;
use model::{Edit, Entity, Id, Kind, Kinded, Path, Row, Rows, Settings, Summary, Validate};

use crate::error::CommandError;
use crate::pace::Rush;
use crate::store::{Store, StoreError};
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
        let change = |settings: &mut Settings| {
            change(settings);
            None
        };
        self.change_settings_as(change).await
    }

    /// As [`Workspace::change_settings`]; `change` answers what the history says of it, where that
    /// is more than that there are settings or other ones.
    pub(crate) async fn change_settings_as(
        &self,
        change: impl FnOnce(&mut Settings) -> Option<Summary>,
    ) -> Result<Saved, CommandError> {
        let _turn = self.turn().await?;
        let mut wanted = self.image().settings().clone();
        let summary = change(&mut wanted);
        self.put_settings(&wanted, summary).await
    }

    /// Has the settings read as `wanted`; whoever asks has the turn.
    async fn put_settings(
        &self,
        wanted: &Settings,
        said: Option<Summary>,
    ) -> Result<Saved, CommandError> {
        wanted.validate()?;
        let id = Settings::ID;
        if self.image().tables.is_live(&Kind::Settings, id) {
            let (id, edits, summary) = self.stage_edit(id, wanted, "")?;
            return self.commit_edits(id, edits, said.unwrap_or(summary)).await;
        }
        let (row, edits) = self.overwrite_settings(wanted)?;
        if edits.is_empty() {
            return Ok(Saved { id, set: None });
        }
        let created = Summary::Created { kind: Kind::Settings, label: String::new() };
        let summary = said.unwrap_or(created);
        let stamp = self.tick_past(&edits);
        let rows = Rows { settings: [row].into(), ..Rows::default() };
        let staged = Staged { rows, ..Staged::new(summary, edits, stamp) };
        Ok(Saved { id, set: Some(self.commit(staged, &Rush).await?) })
    }

    /// The settings row written over so that it reads as `wanted`, and the edits that tell what
    /// people see change; none when they see the same.
    ///
    /// Settings that are new count as written over, not as created: taking the change back must
    /// not put what was set since, here or elsewhere, into the trash. Those in the trash are what
    /// somebody has taken back. None of it comes to light again: it is cleared at a stamp of now,
    /// which other devices follow, and no edit knows it, so that no undo brings it back.
    ///
    /// # Errors
    /// When a value does not have the type of its field.
    pub(crate) fn overwrite_settings(
        &self,
        wanted: &Settings,
    ) -> Result<(Row<Settings>, Vec<Edit>), CommandError> {
        let id = Settings::ID;
        let known = self.image().tables.settings.find(id).cloned();
        let mut row = known.unwrap_or_else(|| Row::created(id, self.tick(), Settings::default()));
        let mut seen = row.clone();
        if !row.is_live() {
            seen.record = Settings::default();
        }
        let changes = seen.changes_to(wanted);
        let overwrote = |Change { path, before, after }| {
            let kind = Kind::Settings;
            Edit::Overwrote { kind, id, path, before, after }
        };
        let edits: Vec<Edit> = changes.iter().cloned().map(overwrote).collect();
        if edits.is_empty() {
            return Ok((row, edits));
        }
        let stamp = self.tick_past(&edits);
        let out_of_sight = row.changes_to(&seen.record).into_iter().map(|change| change.path);
        let cleared =
            out_of_sight.filter(|path| wanted.get(path).is_none()).map(|path| (path, None));
        let written = changes.into_iter().map(|change| (change.path, change.after));
        for (path, value) in cleared.chain(written) {
            row.write(&path, value, stamp).map_err(|why| StoreError::Failed(why.to_string()))?;
        }
        Ok((row, edits))
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
