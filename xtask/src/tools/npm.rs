//! Tools that come as npm packages. Their scripts do not run.

use super::cached;
use crate::process;
use anyhow::{Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of a program that a package of this version brings, and that says its version.
///
/// # Errors
/// When npm is missing, or cannot install the package.
pub fn program(name: &str, version: &str, program: &str) -> Result<PathBuf> {
    let below = "node_modules/.bin";
    let folder = installed(name, version, |folder| {
        cached::reports(&folder.join(below).join(program), version)
    })?;
    Ok(folder.join(below))
}

/// The folder a package of this version was installed into, with `node_modules` in it. `works`
/// tells whether a folder holds it, whole.
///
/// # Errors
/// When npm is missing, or cannot install the package.
pub fn installed(name: &str, version: &str, works: impl Fn(&Path) -> bool) -> Result<PathBuf> {
    cached::folder(&super::cache()?, name, version, works, |folder| {
        let Some(npm) = process::on_path(&["npm"]) else {
            bail!(
                "npm is not on PATH. It comes with Node.js (https://nodejs.org); on Debian or Ubuntu: apt-get install npm."
            );
        };
        process::run(
            Command::new(npm)
                .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
                .arg(folder)
                .arg(format!("{name}@{version}"))
                .current_dir(folder),
        )
    })
}
