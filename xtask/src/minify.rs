//! Scripts and style sheets as short as they can be said: what wasm-bindgen writes is for people,
//! with a comment on every type.

use crate::{fingerprint::is_code, process, project, tools::BuildTools};
use anyhow::Result;
use std::{ffi::OsString, path::Path, process::Command};

/// Writes every script and style sheet at the top of `site` anew, without what only people read.
///
/// # Errors
/// When one does not read.
pub fn scripts_and_styles(tools: &BuildTools, site: &Path) -> Result<()> {
    let mut files = project::files_below(site)?;
    files.retain(|name| is_code(name) && !name.ends_with(".wasm") && !name.contains('/'));
    for file in files.iter().map(|name| site.join(name)) {
        let mut esbuild = Command::new(process::executable(&tools.esbuild, "esbuild"));
        esbuild.args(["--minify", "--allow-overwrite", "--log-level=error"]);
        let mut out = OsString::from("--outfile=");
        out.push(&file);
        process::run(esbuild.arg(&file).arg(out))?;
    }
    Ok(())
}
