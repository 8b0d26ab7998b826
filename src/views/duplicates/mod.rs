//! Customers who are probably the same: found when one is entered and through everybody, and
//! made one.

mod choices;
pub mod index;
mod looks_like;
mod merge;
mod page;
pub mod reasons;
mod search;

pub use looks_like::LooksLike;
pub use page::DuplicatesPage;
