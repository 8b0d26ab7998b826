//! The compiler's target for WebAssembly.

use crate::process;
use anyhow::{Context, Result, bail};
use std::{path::Path, process::Command};

const TARGET: &str = "wasm32-unknown-unknown";

/// Sees to it that the toolchain in use can compile to WebAssembly.
///
/// # Errors
/// When the target is missing and there is no rustup to add it, or rustup fails.
pub fn wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let sysroot = process::output(Command::new(rustc).args(["--print", "sysroot"]))
        .context("rustc does not run. Install Rust from https://rustup.rs.")?;
    let target = Path::new(&sysroot).join("lib/rustlib").join(TARGET);
    if target.join("lib").is_dir() {
        return Ok(());
    }
    let Some(rustup) = process::on_path(&["rustup"]) else {
        bail!(
            "This Rust cannot compile to {TARGET}, and rustup is not on PATH to add it. \
             Install Rust from https://rustup.rs, or your system's package for that target."
        );
    };
    process::run(Command::new(rustup).args(["target", "add", TARGET]))
}
