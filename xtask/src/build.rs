//! From the checkout to a folder that any static host can serve, at any path.

use crate::{
    csp, fingerprint, minify, page, process, project, service_worker, size, split,
    tools::BuildTools, worker,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Builds the release of the app into `dist/` and prints its size. `dist/` is replaced only by
/// a build that is complete.
///
/// # Errors
/// When a tool is missing, the app does not compile, or the page breaks its own policy.
pub fn build(tools: &BuildTools) -> Result<PathBuf> {
    let fresh = project::scratch().join("dist");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(project::scratch())?;
    trunk(tools, &fresh)?;
    split::into_parts(tools, &fresh)?;
    worker::build(tools, &fresh)?;
    minify::scripts_and_styles(tools, &fresh)?;
    finish(&fresh)?;

    let dist = project::dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::rename(&fresh, &dist)
        .with_context(|| format!("could not move the build to {}", dist.display()))?;
    Ok(dist)
}

/// Prints the size of the build; `true` when it is within the budget.
///
/// # Errors
/// When there is no build, or it cannot be measured.
pub fn report() -> Result<bool> {
    Ok(size::report(size::measure(&project::dist())?))
}

fn trunk(tools: &BuildTools, dist: &Path) -> Result<()> {
    // Trunk, told below not to download tools, keeps cargo from downloading crates as well.
    process::run(
        Command::new("cargo")
            .args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown"])
            .current_dir(project::root()),
    )?;
    process::run(
        Command::new(&tools.trunk)
            .args(["build", "--release", "--offline", "--dist"])
            .arg(dist)
            .env("PATH", tools.path()?)
            // Trunk takes this for an option of its own and refuses the usual value 1.
            .env_remove("NO_COLOR")
            .current_dir(project::root()),
    )
}

/// Turns what trunk wrote into the site: names by content, policy, build id, service worker, 404 page.
///
/// # Errors
/// When the page lacks a part this relies on, or a file cannot be written.
pub fn finish(dist: &Path) -> Result<()> {
    fingerprint::name_by_content(dist)?;
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)?.replace("\r\n", "\n");
    let kept = service_worker::kept(dist, &project::files_below(dist)?)?;
    let build = service_worker::build_id(&html, &kept);

    let routes: Vec<&str> = page::meta(&html, "rapport:routes")?.split_whitespace().collect();
    fs::write(dist.join("sw.js"), service_worker::script(&build, &routes, &kept))?;

    let head = format!(
        "{}<meta name=\"rapport:build\" content=\"{build}\">",
        csp::element(&csp::policy(&html)?)
    );
    let html = page::with_first(&html, &head)?;
    fs::write(index, &html)?;
    Ok(fs::write(dist.join("404.html"), html)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::finish;
    use std::fs;

    const PAGE: &str = "<!doctype html><html><head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"rapport:routes\" content=\"customers  data\">\n<script>abc</script>\n\
        <link href=\"./main.css\"></head></html>";

    #[test]
    fn the_finished_site_is_whole() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("index.html"), PAGE).unwrap();
        fs::write(site.path().join("main.css"), "p{}").unwrap();
        finish(site.path()).unwrap();
        let read = |name: &str| fs::read_to_string(site.path().join(name)).unwrap();

        let (page, worker) = (read("index.html"), read("sw.js"));
        assert_eq!(page, read("404.html"));
        let policy = page.find("http-equiv=\"Content-Security-Policy\"").unwrap();
        assert!(policy < page.find("<script>").unwrap());
        assert!(page.contains("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"));

        let build = crate::page::meta(&page, "rapport:build").unwrap();
        assert!(worker.starts_with(&format!("const BUILD = \"{build}\";")));
        assert!(worker.contains("const ROUTES = [\"customers\",\"data\"];"));
        let css = worker.split('"').find(|part| part.ends_with(".css")).unwrap();
        assert!(page.contains(&format!("href=\"./{css}\"")) && site.path().join(css).exists());
    }
}
