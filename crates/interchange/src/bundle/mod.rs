//! The bundle: a JSON file that carries records between workspaces.
//!
//! ```json
//! {
//!   "format": "rapport-bundle",
//!   "version": 1,
//!   "id": "0192…",
//!   "device": "00000000c0ffee00",
//!   "exported": "2026-11-22T09:00:00.000+08:00",
//!   "records": [
//!     {"kind": "customer", "id": "0192…", "stamp": "1795000000123-0000-…", "fields": {"name": "Ada"}}
//!   ],
//!   "changes": [
//!     {"id": "0192…", "device": "00000000c0ffee00", "seq": 7, "stamp": "…", "summary": {…}, "edits": […]}
//!   ]
//! }
//! ```
//!
//! `seen` and `since` are version vectors: what the writer knew, and what the reader is taken
//! to know already. `changes` is history; what it did is in the records.
//!
//! Written a record a line and read in pieces of any size, so neither side ever holds the
//! whole text.

mod line;
mod read;
mod scan;
mod write;

pub use read::{Bundle, BundleError, BundleReader, Reason};
pub use write::{
    BundleHeader, Carried, ChangeLines, write_end, write_middle, write_row, write_separator,
    write_start,
};

/// What `format` says in every bundle.
pub const FORMAT: &str = "rapport-bundle";

/// The newest version this code reads, and the one it writes.
pub const VERSION: u32 = 1;
