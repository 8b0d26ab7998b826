//! What a first visit downloads.

use crate::{page, process, project, tools};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path, process::Command};

/// The most a first visit may download before it shows the customers, in bytes, with every file
/// compressed by brotli.
pub const BUDGET: u64 = 350_000;

/// Brotli at its highest quality, as a static host compresses ahead of time. Node has it; a
/// compressor of our own would be the slowest thing to build in this tool.
const COMPRESS: &str = "const fs = require('fs'), zlib = require('zlib');
for (const path of process.argv.slice(1)) {
  const bytes = fs.readFileSync(path);
  console.log(bytes.length, zlib.brotliCompressSync(bytes, { params: {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  } }).length);
}";

/// One file, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Size {
    /// Its path in the site.
    pub path: String,
    /// As it is.
    pub raw: u64,
    /// Compressed.
    pub brotli: u64,
    /// Whether the page loads it before it shows the customers, and not only when a part of the
    /// app is first needed.
    pub first: bool,
}

/// Measures every file of a site but `404.html`, which is the page again under another name.
///
/// # Errors
/// When node is missing or a file cannot be read.
pub fn measure(site: &Path) -> Result<Vec<Size>> {
    let mut paths = project::files_below(site)
        .with_context(|| format!("there is no build in {}", site.display()))?;
    paths.retain(|path| path != "404.html" && !path.starts_with('.'));
    let page = fs::read_to_string(site.join("index.html"))
        .with_context(|| format!("the build in {} has no page", site.display()))?;
    let worker = page::meta(&page, "rapport:worker").unwrap_or_default();
    let mut node = Command::new(tools::node()?);
    node.args(["-e", COMPRESS, "--"]).args(paths.iter().map(|path| site.join(path)));
    let output = process::output(&mut node).context("node could not compress the build")?;
    let sizes: Vec<Size> = paths
        .into_iter()
        .zip(output.lines())
        .filter_map(|(path, line)| {
            let (raw, brotli) = line.split_once(' ')?;
            // All the page has is loaded at once, but for the worker it names; of the wasm it
            // names the part to start with.
            let later =
                if path.ends_with(".wasm") { !page.contains(&path) } else { path == worker };
            let first = !later;
            Some(Size { path, raw: raw.parse().ok()?, brotli: brotli.parse().ok()?, first })
        })
        .collect();
    if sizes.len() != output.lines().count() {
        bail!("node printed something else than sizes:\n{output}");
    }
    Ok(sizes)
}

/// Bytes a first visit loads before it shows the customers, compressed.
pub fn first_load(sizes: &[Size]) -> u64 {
    sizes.iter().filter(|size| size.first).map(|size| size.brotli).sum()
}

/// Prints the sizes, largest first, and the totals; `true` when the first load is within the
/// budget.
pub fn report(mut sizes: Vec<Size>) -> bool {
    sizes.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
    println!("{:>11} {:>11}  file", "bytes", "brotli");
    let group = |first: bool, what: &str| {
        let (mut raw, mut brotli) = (0, 0);
        for size in sizes.iter().filter(|size| size.first == first) {
            println!("{:>11} {:>11}  {}", size.raw, size.brotli, size.path);
            raw += size.raw;
            brotli += size.brotli;
        }
        println!("{raw:>11} {brotli:>11}  {what}\n");
    };
    group(true, &format!("the first load, of {BUDGET} allowed"));
    group(false, "parts loaded when needed; the service worker fetches them after the first load");
    first_load(&sizes) <= BUDGET
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{BUDGET, Size, measure, report};
    use std::fs;

    fn sized(path: &str, brotli: u64, first: bool) -> Size {
        let path = path.to_owned();
        Size { path, raw: brotli, brotli, first }
    }

    #[test]
    fn the_budget_is_for_all_files_of_the_first_load_together() {
        let later = || sized("c", BUDGET, false);
        assert!(report(vec![sized("a", BUDGET - 10, true), sized("b", 10, true), later()]));
        assert!(!report(vec![sized("a", BUDGET - 10, true), sized("b", 11, true)]));
    }

    #[test]
    fn measures_what_a_visit_loads_and_knows_the_parts_that_come_later() {
        let site = tempfile::tempdir().unwrap();
        for (name, text) in [
            (
                "index.html",
                "<meta name=\"rapport:worker\" content=\"worker-3.js\"><link href=\"./app-1.wasm\">",
            ),
            ("app-1.wasm", &"x".repeat(10_000)),
            ("part-2.wasm", "y"),
            ("loader.js", "'part-2.wasm'"),
            ("worker-3.js", "'worker-4.wasm'"),
            ("worker-4.wasm", "z"),
            ("404.html", "<p>"),
        ] {
            fs::write(site.path().join(name), text).unwrap();
        }
        let sizes = measure(site.path()).unwrap();
        let first = |name: &str| sizes.iter().find(|size| size.path == name).unwrap().first;
        assert_eq!(sizes.len(), 6);
        assert!(first("index.html") && first("app-1.wasm") && first("loader.js"));
        assert!(!first("part-2.wasm") && !first("worker-3.js") && !first("worker-4.wasm"));
        let app = sizes.iter().find(|size| size.path == "app-1.wasm").unwrap();
        assert!(app.raw == 10_000 && app.brotli > 0 && app.brotli < 100, "{app:?}");
    }
}
