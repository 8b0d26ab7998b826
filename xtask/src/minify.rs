//! Scripts and style sheets as short as they can be said: what wasm-bindgen writes is for people,
//! with a comment on every type.

use crate::{process, project, tools::BuildTools};
use anyhow::Result;
use std::{path::Path, process::Command};

/// Writes every script and style sheet at the top of `site` anew, without what only people read.
///
/// # Errors
/// When one does not read.
pub fn scripts_and_styles(tools: &BuildTools, site: &Path) -> Result<()> {
    let files = project::files_below(site)?;
    let is_text = |name: &&String| {
        !name.contains('/') && [".js", ".css"].iter().any(|end| name.ends_with(end))
    };
    for name in files.iter().filter(is_text) {
        let file = site.join(name);
        let mut esbuild = Command::new(process::executable(&tools.esbuild, "esbuild"));
        esbuild.args(["--minify", "--allow-overwrite", "--log-level=error"]);
        let mut out = std::ffi::OsString::from("--outfile=");
        out.push(&file);
        process::run(esbuild.arg(&file).arg(out))?;
    }
    Ok(())
}
