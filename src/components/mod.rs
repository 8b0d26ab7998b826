//! Building blocks that know nothing of customers.

mod avatar;
pub mod chart;
mod dialog;
mod field;
mod how;
mod icon;
mod progress;
mod virtual_list;

pub use avatar::Avatar;
pub use dialog::Dialog;
pub use field::{Area, Choice, Field, LateText, Suggest, Text};
pub use how::How;
pub use icon::{Glyph, Icon};
pub use progress::ProgressPanel;
pub use virtual_list::{Column, VirtualList};
