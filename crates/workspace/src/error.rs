//! Why a command was refused. Whatever the reason, nothing was changed.

use model::Invalid;
use thiserror::Error;

use crate::pace::Cancelled;
use crate::store::StoreError;

/// Why a command did nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandError {
    /// The record does not satisfy its rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The record is not there (any more).
    #[error("the record is not there")]
    NotFound,
    /// The change set to undo is not remembered.
    #[error("that change can no longer be undone here")]
    NothingToUndo,
    /// The workspace was written by a newer version and is open for reading only.
    #[error("the data was written by a newer version; it is open for reading only")]
    ReadOnly,
    /// A file of changes builds on others that have not come.
    #[error("the file builds on changes that are not here")]
    Gap,
    /// A file that is to replace everything has only what its reader lacked.
    #[error("the file is not a full one")]
    Partial,
    /// A file that is to replace everything has nothing in it.
    #[error("there is nothing in the file")]
    EmptyFile,
    /// A customer cannot become part of itself.
    #[error("both are the same record")]
    SameRecord,
    /// It was stopped by the user.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
