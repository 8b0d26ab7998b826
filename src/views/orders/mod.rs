//! Orders: across customers, and the form that adds one.

mod form;
mod list;

pub use form::OrderForm;
pub use list::OrdersPage;
