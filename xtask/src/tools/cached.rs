//! Putting a tool into the cache in one step: there is never a folder with half a tool in it.

use crate::process;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder `<name>-<version>` in `cache`, made by `install` if it is not there or if what
/// it holds does not work.
///
/// # Errors
/// When `install` fails, or what it installed does not work.
pub fn folder(
    cache: &Path,
    name: &str,
    version: &str,
    works: impl Fn(&Path) -> bool,
    install: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let folder = cache.join(format!("{name}-{version}"));
    if works(&folder) {
        return Ok(folder);
    }
    println!("Installing {name} {version}, once, into {}", folder.display());
    let fresh = cache.join(format!("{name}-{version}.{}.partial", std::process::id()));
    fs::create_dir_all(&fresh)
        .with_context(|| format!("cannot write to the cache at {}", cache.display()))?;
    let installed = install(&fresh).and_then(|()| {
        if !works(&fresh) {
            bail!("{name} was installed, but does not work or is not version {version}.");
        }
        Ok(())
    });
    if installed.is_err() {
        // The message of the failed installation is the one to show.
        let _ = fs::remove_dir_all(&fresh);
    }
    installed?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::rename(&fresh, &folder)?;
    Ok(folder)
}

/// Whether an executable runs and reports this version.
pub fn reports(executable: &Path, version: &str) -> bool {
    let suffix = std::env::consts::EXE_SUFFIX;
    let executable = format!("{}{suffix}", executable.display());
    process::output(Command::new(executable).arg("--version"))
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{folder, reports};
    use anyhow::Result;
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    /// Installs a tool that reports `version`.
    fn tool(folder: &Path, version: &str) -> Result<()> {
        let file = folder.join("tool");
        fs::write(&file, format!("#!/bin/sh\necho tool {version}\n"))?;
        Ok(fs::set_permissions(file, fs::Permissions::from_mode(0o755))?)
    }

    fn works(folder: &Path) -> bool {
        reports(&folder.join("tool"), "1.2")
    }

    fn names(cache: &Path) -> Vec<String> {
        crate::project::files_below(cache).unwrap()
    }

    #[test]
    fn installs_once_and_again_when_it_does_not_run() {
        let cache = tempfile::tempdir().unwrap();
        let mut installed = 0;
        let mut get = || {
            folder(cache.path(), "tool", "1.2", works, |into| {
                installed += 1;
                tool(into, "1.2")
            })
            .unwrap()
        };
        let first = get();
        assert_eq!(get(), first);
        fs::write(first.join("tool"), "half of a fi").unwrap();
        get();
        assert_eq!(installed, 2);
        assert_eq!(names(cache.path()), ["tool-1.2/tool"]);
    }

    #[test]
    fn what_fails_or_is_another_version_leaves_nothing() {
        let cache = tempfile::tempdir().unwrap();
        let old = folder(cache.path(), "tool", "1.2", works, |into| tool(into, "1.20"));
        assert!(old.unwrap_err().to_string().contains("version 1.2"));
        let failed = folder(cache.path(), "tool", "1.2", works, |into| {
            tool(into, "1.2")?;
            anyhow::bail!("no network")
        });
        assert_eq!(failed.unwrap_err().to_string(), "no network");
        assert_eq!(names(cache.path()), Vec::<String>::new());
    }
}
