//! Cuts the app into the part every visit starts with and the parts that `src/lazy.rs` loads
//! when they are needed. Trunk cannot: it has to happen between the linker and wasm-bindgen.

use crate::{process, project, tools::BuildTools, wasm};
use anyhow::{Context, Result, anyhow, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_split_cli_support::{Options, transform};

/// The app's name in file names.
const APP: &str = "rapport";

/// What the wasm calls the module that loads the parts.
const LOADER: &str = "__wasm_split.js";

/// That module's file. Named otherwise, because files are renamed by content wherever they are
/// mentioned, and what the wasm calls them cannot be.
const LOADER_FILE: &str = "parts.js";

/// How the loader makes a part of a response; it works only where the host says the right type
/// of a `.wasm` file.
const STREAMING: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// The same with any host: the bytes themselves say what they are.
const TOLERANT: &str = "src.then((it) => it.ok ? it.arrayBuffer() : Promise.reject(it.statusText))\
                        .then((it) => WebAssembly.instantiate(it, imports))";

/// Replaces the module in `site`, which trunk wrote whole, by its parts.
///
/// # Errors
/// When the linker's output is missing, or a tool fails.
pub fn into_parts(tools: &BuildTools, site: &Path) -> Result<()> {
    let work = project::scratch().join("split");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let parts = cut(&work)?;
    bind(tools, &work, site)?;

    let loader = fs::read_to_string(work.join(LOADER))?;
    if !loader.contains(STREAMING) {
        bail!("the loader of parts is not written as expected: mend xtask/src/split.rs");
    }
    fs::write(site.join(LOADER_FILE), loader.replace(STREAMING, TOLERANT))?;

    let glue = site.join(format!("{APP}.js"));
    let text = fs::read_to_string(&glue)?;
    let import = |file: &str| format!("from \"./{file}\"");
    if !text.contains(&import(LOADER)) {
        bail!("the glue does not import the loader of parts as expected: mend xtask/src/split.rs");
    }
    fs::write(glue, text.replace(&import(LOADER), &import(LOADER_FILE)))?;

    let main = format!("{APP}_bg.wasm");
    wasm::shrink(tools, "-Oz", &site.join(&main), &site.join(&main))?;
    for part in parts {
        let name = part.file_name().context("a part without a name")?;
        wasm::shrink(tools, "-Oz", &part, &site.join(name))?;
    }
    Ok(())
}

/// Cuts what the linker wrote; returns the parts but the first.
fn cut(work: &Path) -> Result<Vec<PathBuf>> {
    let linked = wasm::linked(APP)?;
    let linked =
        fs::read(&linked).with_context(|| format!("the linker left no {}", linked.display()))?;
    let (main, glue, loader) =
        (work.join("main.wasm"), format!("./{APP}.js"), format!("./{LOADER}"));
    let mut options = Options::new(&linked);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = &glue;
    options.link_name = &loader;
    let cut = transform(options).map_err(|why| anyhow!("the app could not be cut: {why:#}"))?;
    Ok(cut.split_modules)
}

/// Writes the first part and its glue over what trunk wrote from the whole.
fn bind(tools: &BuildTools, work: &Path, site: &Path) -> Result<()> {
    let mut bindgen = Command::new(process::executable(&tools.bindgen, "wasm-bindgen"));
    // The parts find what they share with the first by the names the linker exports it under.
    bindgen.args(["--target=web", "--no-typescript", "--keep-lld-exports"]);
    bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    bindgen.arg("--out-name").arg(APP).arg("--out-dir").arg(site).arg(work.join("main.wasm"));
    process::run(&mut bindgen)
}
