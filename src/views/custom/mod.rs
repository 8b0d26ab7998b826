//! Fields people added: their controls in the forms, their values on the pages, and what lists
//! are narrowed to by them.

mod filters;
mod inputs;
pub mod listed;
mod shown;
mod typed;

pub use filters::{CustomFilters, CustomSelects, chips, names, read, set};
pub use inputs::CustomInputs;
pub use shown::{facts, shown};
pub use typed::Typing;
