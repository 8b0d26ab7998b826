//! Dexie, which the benchmark measures beside our own store.

use super::npm;
use anyhow::Result;
use std::{fs, path::PathBuf};

/// The version measured.
pub const VERSION: &str = "4.4.7";

const MODULE: &str = "node_modules/dexie/dist/modern/dexie.mjs";

/// The folder whose `node_modules` hold it.
///
/// # Errors
/// When npm is missing, or cannot install the package.
pub fn installed() -> Result<PathBuf> {
    npm::installed("dexie", VERSION, |folder| {
        fs::metadata(folder.join(MODULE)).is_ok_and(|file| file.len() > 100_000)
    })
}
