//! What people see and touch: a folder a screen.

pub mod custom;
pub mod customers;
pub mod data;
pub mod duplicates;
pub mod folders;
pub mod form;
pub mod health;
pub mod history;
pub mod interactions;
pub mod list;
pub mod lists_out;
pub mod opening;
pub mod orders;
pub mod pages;
pub mod palette;
pub mod params;
pub mod parts;
pub mod segments;
pub mod settings;
pub mod sheets;
pub mod shortcuts;
pub mod sync;
pub mod tasks;
pub mod toasts;
pub mod trash;
pub mod url;
