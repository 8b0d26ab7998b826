//! Tools that cargo builds.

use super::cached;
use crate::process;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the executables of a crate at a version. `locked` takes the versions of its
/// dependencies from the crate's own lock file.
///
/// # Errors
/// When there is no C compiler or linker, or the crate does not build.
pub fn installed(name: &str, version: &str, executable: &str, locked: bool) -> Result<PathBuf> {
    let works = |folder: &Path| cached::reports(&folder.join("bin").join(executable), version);
    let folder = cached::folder(&super::cache()?, name, version, works, |folder| {
        if cfg!(unix) && process::on_path(&["cc", "gcc", "clang"]).is_none() {
            bail!(
                "Building {name} needs a C compiler, and none is on PATH. \
                 On Debian or Ubuntu: apt-get install gcc. On macOS: xcode-select --install."
            );
        }
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .args(["install", name, "--version", version, "--root"])
            .arg(folder)
            .args(locked.then_some("--locked"))
            // Neither the checkout's configuration nor its target folder is for other programs.
            .current_dir(folder);
        for setting in [
            "CARGO_TARGET_DIR",
            "CARGO_BUILD_TARGET",
            "CARGO_BUILD_TARGET_DIR",
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTFLAGS",
        ] {
            command.env_remove(setting);
        }
        println!("This takes some minutes.");
        process::run(&mut command).with_context(|| format!("{name} {version} did not install"))
    })?;
    Ok(folder.join("bin"))
}
