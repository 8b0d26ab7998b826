//! The tools the commands need. Those that cargo or npm can provide are installed once per user
//! and version, outside the checkout, so a fresh clone does not build them again.

pub mod axe;
mod binaryen;
pub mod browser;
mod cached;
mod cargo;
pub mod dexie;
pub mod duckdb;
mod esbuild;
mod npm;
mod rust;

pub use binaryen::node;
pub use browser::Browser;

use crate::project;
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// The version of trunk that runs; newer ones need a newer compiler.
const TRUNK: &str = "0.21.14";

/// What a build needs.
#[derive(Debug)]
pub struct BuildTools {
    /// The `trunk` executable.
    pub trunk: PathBuf,
    /// The folder of `wasm-bindgen` and `wasm-bindgen-test-runner`, at the version in `Cargo.lock`.
    pub bindgen: PathBuf,
    /// The folder of `wasm-opt`.
    pub binaryen: PathBuf,
    /// The folder of `esbuild`.
    pub esbuild: PathBuf,
}

impl BuildTools {
    /// Finds them, and installs what is missing.
    ///
    /// # Errors
    /// When something cannot be installed, with what a person has to do about it.
    pub fn get() -> Result<Self> {
        rust::wasm_target()?;
        let bindgen = bindgen_version(&project::root().join("Cargo.lock"))?;
        // What a person may have to install is asked for before the compiler works for minutes.
        let (binaryen, esbuild) = (binaryen::installed()?, esbuild::installed()?);
        Ok(Self {
            trunk: cargo::installed("trunk", TRUNK, "trunk", true)?.join("trunk"),
            bindgen: cargo::installed("wasm-bindgen-cli", &bindgen, "wasm-bindgen", false)?,
            binaryen,
            esbuild,
        })
    }

    /// `PATH` with these tools in front.
    ///
    /// # Errors
    /// When a folder's name cannot stand in `PATH`.
    pub fn path(&self) -> Result<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders = vec![self.bindgen.clone(), self.binaryen.clone()];
        folders.extend(std::env::split_paths(&path));
        Ok(std::env::join_paths(folders)?)
    }

    /// The runner for `cargo test` on wasm.
    pub fn test_runner(&self) -> PathBuf {
        crate::process::executable(&self.bindgen, "wasm-bindgen-test-runner")
    }
}

/// The folder for tools: `tools` in `$RAPPORT_CACHE`, or in `rapport` in the user's cache.
///
/// # Errors
/// When neither `RAPPORT_CACHE`, `XDG_CACHE_HOME` nor a home directory is known.
pub fn cache() -> Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = if let Some(own) = set("RAPPORT_CACHE") {
        PathBuf::from(own)
    } else if let Some(cache) = set("XDG_CACHE_HOME") {
        Path::new(&cache).join("rapport")
    } else if let Some(home) = std::env::home_dir() {
        home.join(".cache").join("rapport")
    } else {
        bail!("There is no home directory to keep tools in: set RAPPORT_CACHE to a folder.");
    };
    Ok(std::path::absolute(folder)?.join("tools"))
}

fn bindgen_version(lock: &Path) -> Result<String> {
    let text =
        fs::read_to_string(lock).with_context(|| format!("cannot read {}", lock.display()))?;
    locked(&text, "wasm-bindgen")
        .map(str::to_owned)
        .context("Cargo.lock has no wasm-bindgen: run `cargo metadata` once to complete it.")
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn reads_the_version_of_exactly_the_package_asked_for() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
