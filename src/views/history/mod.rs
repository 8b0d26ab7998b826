//! What was done to the data, by whom, and a way to take it back.

mod edits;
mod entry;
mod filters;
mod page;
mod reading;
pub mod record;
mod shown;
pub mod wording;

pub use page::HistoryPage;
