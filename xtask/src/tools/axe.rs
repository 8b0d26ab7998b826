//! axe-core, which looks for what keeps people with disabilities out of a page.

use super::npm;
use anyhow::Result;
use std::{fs, path::PathBuf};

const VERSION: &str = "4.14.1";

/// The script to run in a page.
///
/// # Errors
/// When npm is missing, or cannot install the package.
pub fn script() -> Result<PathBuf> {
    let script = "node_modules/axe-core/axe.min.js";
    let banner = format!("/*! axe v{VERSION}\n");
    let folder = npm::installed("axe-core", VERSION, |folder| {
        fs::read(folder.join(script)).is_ok_and(|text| text.starts_with(banner.as_bytes()))
    })?;
    Ok(folder.join(script))
}
