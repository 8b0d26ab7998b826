//! Customers: the list, one customer's page, and the form.

mod bought;
mod card;
mod contact;
mod filter_sheet;
mod filters;
mod form;
mod list;
mod merged;
mod outlook;
mod path;
mod record;
pub mod scored;
mod share;
mod timeline;
mod typed;

pub use filter_sheet::FilterSheet;
pub use form::CustomerForm;
pub use list::CustomersPage;
pub use record::CustomerPage;
