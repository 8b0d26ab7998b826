//! Lifetime value from outside: published figures, made-up customers, and what holds for all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/cdnow.rs"]
mod data;
mod histories;
mod laws;
mod published;
mod simulated;
mod slow;
