//! What people can do to the data. Each command checks, stages one change set and commits it.

mod delete;
mod merge;
mod save;
mod undo;

pub use merge::MergeReport;
pub use save::Saved;
