//! What a first visit downloads.

use crate::{process, project, tools};
use anyhow::{Context, Result, bail};
use std::{path::Path, process::Command};

/// The most a first visit may download, in bytes, with every file compressed by brotli.
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
}

/// Measures every file of a site but `404.html`, which is the page again under another name.
/// The service worker fetches them all on the first visit, so all count.
///
/// # Errors
/// When node is missing or a file cannot be read.
pub fn measure(site: &Path) -> Result<Vec<Size>> {
    let mut paths = project::files_below(site)
        .with_context(|| format!("there is no build in {}", site.display()))?;
    paths.retain(|path| path != "404.html" && !path.starts_with('.'));
    let mut node = Command::new(tools::node()?);
    node.args(["-e", COMPRESS, "--"]).args(paths.iter().map(|path| site.join(path)));
    let output = process::output(&mut node).context("node could not compress the build")?;
    let sizes: Vec<Size> = paths
        .into_iter()
        .zip(output.lines())
        .filter_map(|(path, line)| {
            let (raw, brotli) = line.split_once(' ')?;
            Some(Size { path, raw: raw.parse().ok()?, brotli: brotli.parse().ok()? })
        })
        .collect();
    if sizes.len() != output.lines().count() {
        bail!("node printed something else than sizes:\n{output}");
    }
    Ok(sizes)
}

/// Prints the sizes, largest first, and the total; `true` when it is within the budget.
pub fn report(mut sizes: Vec<Size>) -> bool {
    sizes.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
    let total = sizes.iter().map(|size| size.brotli).sum();
    let raw: u64 = sizes.iter().map(|size| size.raw).sum();
    println!("{:>11} {:>11}  file", "bytes", "brotli");
    for size in &sizes {
        println!("{:>11} {:>11}  {}", size.raw, size.brotli, size.path);
    }
    println!("{raw:>11} {total:>11}  a first visit, of {BUDGET} allowed");
    within(total)
}

fn within(total: u64) -> bool {
    total <= BUDGET
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{BUDGET, Size, measure, report};
    use std::fs;

    fn sized(path: &str, brotli: u64) -> Size {
        let path = path.to_owned();
        Size { path, raw: brotli, brotli }
    }

    #[test]
    fn the_budget_is_for_all_files_together() {
        assert!(report(vec![sized("a", BUDGET - 10), sized("b", 10)]));
        assert!(!report(vec![sized("a", BUDGET - 10), sized("b", 11)]));
    }

    #[test]
    fn measures_what_a_visit_loads() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("a.js"), "x".repeat(10_000)).unwrap();
        fs::write(site.path().join("404.html"), "<p>").unwrap();
        let sizes = measure(site.path()).unwrap();
        assert_eq!(sizes.len(), 1);
        let size = sizes.first().unwrap();
        assert_eq!((size.path.as_str(), size.raw), ("a.js", 10_000));
        assert!(size.brotli > 0 && size.brotli < 100, "{}", size.brotli);
    }
}
