//! Rows that are not taken, each with its reason.

use interchange::csv::{RejectReason, RowReject};
use model::Invalid;
use thiserror::Error;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The physical line the row begins on, from 1, the header's lines included.
    pub line: u64,
    /// The column that is at fault, from 0, where one is.
    pub column: Option<usize>,
    /// What is wrong.
    pub reason: Refusal,
    /// The row as it stands in the file; see [`RowReject::raw`].
    pub raw: String,
}

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Its cells do not read.
    #[error(transparent)]
    Unreadable(RejectReason),
    /// What its cells say makes no valid record.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Several customers answer to this key, and nobody can tell who is meant.
    #[error("several customers answer to `{key}`")]
    Ambiguous {
        /// The key in question.
        key: String,
    },
}

impl From<RowReject> for Rejected {
    fn from(row: RowReject) -> Self {
        let RowReject { line, column, reason, raw } = row;
        Self { line, column, reason: Refusal::Unreadable(reason), raw }
    }
}
