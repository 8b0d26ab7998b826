//! CSV files as people have them, from bytes to drafts and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cdnow;
mod files;
mod known;
mod properties;
mod support;
