//! What people can do to the data. Each command checks, stages one change set and commits it.

mod delete;
mod import;
mod import_cards;
mod join;
mod merge;
mod replace;
mod sample;
mod save;
mod tasks;
mod trash;
mod undo;

pub(crate) use delete::deletion;
pub use import::{
    Decision, Decisions, ImportMode, ImportPlan, ImportPreview, ImportReport, ImportRules, MatchBy,
    Newcomer, Previewed, Refusal, Rejected, Rule,
};
pub use import_cards::{
    CARDS_LIMIT, CardOptions, CardPreview, CardRefusal, CardReport, Cards, RejectedCard,
    TooManyCards,
};
pub use merge::MergeReport;
pub use replace::Replaced;
pub use sample::SampleReport;
pub(crate) use save::MERGED_INTO;
pub use save::Saved;
pub use tasks::{Planned, Wanted};
pub(crate) use trash::restoration;
pub use trash::{Trashed, trash};
