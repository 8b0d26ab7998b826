//! Searching customers by what somebody types.

mod hook;
mod part;

pub use hook::{Searched, use_search};
pub use part::searching;
