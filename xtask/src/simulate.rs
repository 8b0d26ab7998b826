//! Many devices that change the same data apart, and must agree.

use crate::{process, project};
use anyhow::Result;
use std::{ffi::OsStr, process::Command};

/// Runs the simulation with these arguments; it is built for this machine and for speed.
///
/// # Errors
/// When it does not build, or devices did not agree.
pub fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Result<()> {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--profile", "native", "-p", "simulate", "--"])
        .args(arguments)
        .current_dir(project::root());
    process::run(&mut command)
}
