//! Clusters from outside: blobs found again, and the same as slow independent versions say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blobs;
mod cdnow;
#[path = "../support/cdnow.rs"]
mod data;
mod naive;
mod properties;
