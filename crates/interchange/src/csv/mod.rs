//! CSV files as people really have them, to typed rows and back.
//!
//! The road of a file, each step usable alone:
//!
//! 1. [`encoding::detect`] says how the bytes are encoded, or that they are no text at all.
//!    Anything but UTF-8 is converted by the caller (a browser's `TextDecoder` takes
//!    [`encoding::Encoding::label`]); from here on bytes are UTF-8.
//! 2. [`Table::open`] finds the delimiter and the header, then hands out rows one by one.
//! 3. [`known`] recognises what other programs export; of other files [`Table::sample`] and
//!    [`mapping`] guess what each column means. The user corrects, in [`values`] what single
//!    answers mean, may have columns become [fields of their own](custom), and may keep all of it for the next file as a [`SavedMapping`].
//! 4. [`reader`] turns a row into a draft, or into a [`RowReject`] with its place and reason.
//! 5. [`CsvWriter`] writes rejected rows, and any list, for a spreadsheet to open safely.
//!
//! Every row of a file comes out exactly once, read or rejected; only blank ones are passed
//! over. Nothing here panics or takes more than linear time, whatever the bytes.

pub mod cell;
pub mod custom;
mod dictionary;
pub mod encoding;
mod fold;
mod guard;
pub mod known;
pub mod mapping;
pub mod reader;
pub mod reject;
mod sample;
pub mod saved;
mod scan;
pub mod sniff;
mod split;
pub mod table;
pub mod values;
pub mod write;

pub use custom::{CustomColumn, CustomReader, Notations};
pub use encoding::{Encoding, NotText};
pub use known::{Known, Source, recognise};
pub use mapping::{Field, Hints, Label, Mapping, MappingProblem, Target};
pub use reject::{RejectReason, RowReject};
pub use sample::Samples;
pub use saved::SavedMapping;
pub use sniff::Delimiter;
pub use table::{Row, Table, TableError, TableOptions};
pub use values::{Answer, Distinct, Reading, ValueTable};
pub use write::CsvWriter;
