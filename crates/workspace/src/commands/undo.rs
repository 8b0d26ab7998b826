//! Taking a change set back.

use model::{Edit, Id, Rows, Summary};

use crate::error::CommandError;
use crate::pace::Rush;
use crate::store::Store;
use crate::workspace::{Staged, Workspace};

impl<S: Store> Workspace<S> {
    /// Commits the inverse of a change set of this session; undoing that one is redo. Answers
    /// the new change set.
    ///
    /// # Errors
    /// When the set is no longer remembered, or the inverse cannot be kept.
    pub async fn undo(&self, set: Id) -> Result<Id, CommandError> {
        let _turn = self.turn().await?;
        let set = self.undoable(set).ok_or(CommandError::NothingToUndo)?;
        let edits: Vec<Edit> = {
            let image = self.image();
            let current = |kind: &_, id, path: &_| image.tables.any(kind)?.value(id, path);
            set.edits.iter().rev().map(|edit| edit.inverse(current)).collect()
        };
        let summary = Summary::Undone { what: Box::new(set.summary.clone()) };
        let stamp = self.tick_past(&edits);
        let staged = Staged { summary, undoes: Some(set.id), edits, rows: Rows::default(), stamp };
        self.commit(staged, &Rush).await
    }
}
