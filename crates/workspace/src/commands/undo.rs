//! Taking a change set back.

use model::{ChangeSet, Edit, Id};

use crate::error::CommandError;
use crate::pace::{Pace, Rush, Step};
use crate::store::Store;
use crate::workspace::{SLICE, Staged, Workspace};

impl<S: Store> Workspace<S> {
    /// Takes back a change set of this session; taking that one back is redo. Answers the new
    /// change set.
    ///
    /// # Errors
    /// When the set is no longer remembered, nothing of it stands any more, or its inverse
    /// cannot be kept.
    pub async fn undo(&self, set: Id) -> Result<Id, CommandError> {
        self.may_change()?;
        let set = self.undoable(set).ok_or(CommandError::NothingToUndo)?;
        self.revert(&set, &Rush).await
    }

    /// Takes back a change set, of whatever age and device: commits its inverse. Values that
    /// somebody has changed since are left as they are. Answers the new change set.
    ///
    /// # Errors
    /// When nothing of it stands any more, it was cancelled, or the inverse cannot be kept.
    pub async fn revert(&self, set: &ChangeSet, pace: &dyn Pace) -> Result<Id, CommandError> {
        let _turn = self.turn().await?;
        let total = set.edits.len();
        let mut edits: Vec<Edit> = Vec::with_capacity(total);
        for (done, some) in set.edits.rchunks(SLICE).enumerate() {
            {
                let image = self.image();
                let current = |kind: &_, id, path: &_| image.tables.any(kind)?.value(id, path);
                edits.extend(some.iter().rev().filter_map(|edit| edit.inverse(current)));
            }
            pace.step(Step::Matching, done * SLICE, total).await?;
        }
        if edits.is_empty() {
            self.pass_over(set.id);
            return Err(CommandError::NothingToUndo);
        }
        let stamp = self.tick_past(&edits);
        let staged = Staged::new(set.summary.undone(), edits, stamp);
        self.commit(Staged { undoes: Some(set.id), ..staged }, pace).await
    }
}
