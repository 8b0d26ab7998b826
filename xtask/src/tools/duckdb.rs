//! DuckDB-WASM, which the benchmark measures beside our own scoring.

use super::npm;
use anyhow::Result;
use std::{fs, path::PathBuf};

/// The version measured.
pub const VERSION: &str = "1.32.0";

const MODULE: &str = "node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm";

/// The folder whose `node_modules` hold it and what it needs.
///
/// # Errors
/// When npm is missing, or cannot install the package.
pub fn installed() -> Result<PathBuf> {
    npm::installed("@duckdb/duckdb-wasm", VERSION, |folder| {
        fs::metadata(folder.join(MODULE)).is_ok_and(|file| file.len() > 1_000_000)
    })
}
