//! The workspace on a store in memory: commands, faults, tabs, bundles, questions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod bundles;
mod cancelling;
mod cdnow;
mod clocks;
mod clusters;
mod commands;
mod conflicts;
mod currency;
mod definitions;
mod digest;
mod faults;
mod finding;
mod format;
mod health;
mod history;
mod join;
mod kpi;
mod ltv;
mod mailbox;
mod moves;
mod older;
mod queries;
mod reopen;
mod replace;
mod rfm;
mod rules;
mod settings;
mod sync;
mod tabs;
mod tasks;
mod tiers;
mod trash;
mod warnings;
