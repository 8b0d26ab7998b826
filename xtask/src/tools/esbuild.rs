//! `esbuild`, from npm: scripts and style sheets without what only people read.

use super::npm;
use anyhow::Result;
use std::path::PathBuf;

const VERSION: &str = "0.28.2";

/// The folder of `esbuild`.
///
/// # Errors
/// When npm is missing, or cannot install the package.
pub fn installed() -> Result<PathBuf> {
    npm::program("esbuild", VERSION, "esbuild")
}
