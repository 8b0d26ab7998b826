//! Builds the worker: a program of its own, which the page starts when there is heavy work.

use crate::{process, project, tools::BuildTools, wasm};
use anyhow::{Result, bail};
use std::{fs, path::Path, process::Command};

/// The worker's name in file names.
const WORKER: &str = "worker";

/// Starts the module. A worker whose module does not load would say nothing for ever: thrown
/// outside the promise, the reason reaches the page.
const START: &str = "
wasm_bindgen({ module_or_path: new URL(\"worker_bg.wasm\", location.href) }).catch((why) =>
  setTimeout(() => {
    throw why;
  }),
);
";

/// Writes the worker's script and module into `site`.
///
/// # Errors
/// When it does not compile, or a tool fails.
pub fn build(tools: &BuildTools, site: &Path) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--package", WORKER, "--bin", WORKER]);
    process::run(cargo.current_dir(project::root()))?;

    let mut bindgen = Command::new(process::executable(&tools.bindgen, "wasm-bindgen"));
    // A classic script: browsers knew it long before modules in workers.
    bindgen.args(["--target=no-modules", "--no-typescript"]);
    bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    bindgen.arg("--out-name").arg(WORKER).arg("--out-dir").arg(site).arg(wasm::linked(WORKER)?);
    process::run(&mut bindgen)?;

    let script = site.join(format!("{WORKER}.js"));
    let mut text = fs::read_to_string(&script)?;
    if !text.contains("wasm_bindgen = ") {
        bail!("the worker's glue is not written as expected: mend xtask/src/worker.rs");
    }
    text.push_str(START);
    fs::write(script, text)?;
    let module = site.join(format!("{WORKER}_bg.wasm"));
    wasm::shrink(tools, "-O3", &module, &module)
}
