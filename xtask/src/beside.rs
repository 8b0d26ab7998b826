//! Builds the page on which the benchmark measures what Rapport does beside plain JavaScript,
//! DuckDB-WASM and Dexie.

use crate::{
    bench, process, project,
    tools::{BuildTools, dexie, duckdb},
    wasm,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The program with Rapport's part.
const PROGRAM: &str = "beside";

/// What the page takes of npm packages: nothing else need be copied.
const DUCKDB: [&str; 4] = [
    "node_modules/@duckdb/duckdb-wasm/dist",
    "node_modules/apache-arrow",
    "node_modules/flatbuffers/mjs",
    "node_modules/tslib",
];
const DEXIE: [&str; 1] = ["node_modules/dexie/dist/modern"];
const ENDINGS: [&str; 2] = [".mjs", ".js"];

/// Where the page is.
pub fn folder() -> PathBuf {
    bench::folder().join(PROGRAM)
}

/// Writes the page, compiled as the app's analytics are, with everything it loads.
///
/// # Errors
/// When it does not compile, or a tool fails.
pub fn build(tools: &BuildTools) -> Result<()> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;

    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--package", PROGRAM, "--lib"]);
    process::run(cargo.current_dir(project::root()))?;
    let mut bindgen = Command::new(process::executable(&tools.bindgen, "wasm-bindgen"));
    bindgen.args(["--target=web", "--no-typescript", "--out-name", PROGRAM, "--out-dir"]);
    process::run(bindgen.arg(&folder).arg(wasm::linked(PROGRAM)?))?;
    let module = folder.join(format!("{PROGRAM}_bg.wasm"));
    wasm::shrink(tools, "-Oz", &module, &module)?;

    let pages = project::root().join("tests/bench/beside/web");
    copy(&pages, &folder, |_| true)?;
    for (packages, parts) in [(duckdb::installed()?, &DUCKDB[..]), (dexie::installed()?, &DEXIE)] {
        for part in parts {
            copy(&packages.join(part), &folder.join(part), |file| {
                ENDINGS.iter().any(|end| file.ends_with(end)) || file == "duckdb-eh.wasm"
            })?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    let files = project::files_below(from)
        .with_context(|| format!("there is nothing in {}", from.display()))?;
    for file in files.iter().filter(|file| wanted(file)) {
        let target = to.join(file);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        fs::copy(from.join(file), target)?;
    }
    Ok(())
}
