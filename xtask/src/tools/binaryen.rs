//! `wasm-opt`, from the npm package of binaryen. Debian's (version 108) is too old: the app it
//! writes ends with `WebAssembly.Table.set()` at start.

use super::npm;
use crate::process;
use anyhow::{Result, bail};
use std::path::PathBuf;

const VERSION: &str = "132";

/// The folder of `wasm-opt`.
///
/// # Errors
/// When node or npm is missing, or npm cannot install the package.
pub fn installed() -> Result<PathBuf> {
    node()?;
    npm::program("binaryen", VERSION, "wasm-opt")
}

/// Node, which runs `wasm-opt` and measures compressed sizes.
///
/// # Errors
/// When it is not on `PATH`.
pub fn node() -> Result<PathBuf> {
    match process::on_path(&["node", "nodejs"]) {
        Some(node) => Ok(node),
        None => bail!(
            "Node.js is not on PATH. Install version 18 or newer (https://nodejs.org); \
             on Debian or Ubuntu: apt-get install nodejs npm."
        ),
    }
}
