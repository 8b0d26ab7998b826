//! Modules between the linker and the site.

use crate::{process, project, tools::BuildTools};
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// What rustc lets the compiler use, said again because the parts do not say it themselves.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Where the linker leaves the release of a program.
///
/// # Errors
/// When cargo does not say where it builds.
pub fn linked(program: &str) -> Result<PathBuf> {
    Ok(target()?.join("wasm32-unknown-unknown/release").join(format!("{program}.wasm")))
}

/// Where cargo, and so trunk, puts what it builds.
fn target() -> Result<PathBuf> {
    let mut metadata = Command::new("cargo");
    metadata.args(["metadata", "--format-version=1", "--no-deps", "--offline"]);
    let text = process::output(metadata.current_dir(project::root()))
        .context("cargo metadata does not say where the target folder is")?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let folder = metadata["target_directory"].as_str();
    Ok(folder.context("cargo metadata names no target folder")?.into())
}

/// Writes the module `from` to `to`, optimised at `level`: `-Oz` for size, `-O3` for speed.
///
/// # Errors
/// When the optimiser fails.
pub fn shrink(tools: &BuildTools, level: &str, from: &Path, to: &Path) -> Result<()> {
    let mut optimiser = Command::new(process::executable(&tools.binaryen, "wasm-opt"));
    // The second time round finds what the first uncovered.
    optimiser.args([level, level, "--strip-debug", "--strip-producers", "--strip-target-features"]);
    optimiser.args(FEATURES).arg(from).arg("-o").arg(to);
    process::run(&mut optimiser)
}
