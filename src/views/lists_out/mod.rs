//! A list as a file: a table for spreadsheets, or cards for address books.

mod columns;
mod sheet;
mod wording;
mod writing;

pub use sheet::ExportSheet;
