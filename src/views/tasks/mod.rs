//! Tasks: across customers, on a customer's page, and the form.

mod card;
mod contact;
mod form;
mod list;
mod parts;

pub use card::ToDoCard;
pub use form::TaskForm;
pub use list::TasksPage;
pub use parts::{kind_name, title_of_care};
