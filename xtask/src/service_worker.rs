//! Writes `sw.js`: the program in `web/sw.js` with the list of what it keeps.

use crate::{digest, fingerprint};
use anyhow::Result;
use std::{fs, path::Path};

const PROGRAM: &str = include_str!("../web/sw.js");

/// A file the service worker keeps.
#[derive(Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its path below the base.
    pub path: String,
    /// Its digest, in the form of an `integrity` value.
    pub integrity: String,
}

/// The files to keep, of those in `folder`: all but the page, which the worker fetches by its
/// own road, its copy for hosts, and the worker itself.
///
/// # Errors
/// When a file cannot be read.
pub fn kept(folder: &Path, files: &[String]) -> Result<Vec<Kept>> {
    let apart = |path: &str| matches!(path, "index.html" | "404.html" | "sw.js");
    let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    files
        .iter()
        .filter(|path| !apart(path) && !hidden(path))
        .map(|path| {
            let bytes = fs::read(folder.join(path))?;
            Ok(Kept { path: path.clone(), integrity: digest::integrity(bytes) })
        })
        .collect()
}

/// The name of a build: a digest of the page and of every kept file.
pub fn build_id(page: &str, kept: &[Kept]) -> String {
    let mut all = page.to_owned();
    for file in kept {
        all.push_str(&format!("\n{} {}", file.path, file.integrity));
    }
    digest::short(all)
}

/// The text of `sw.js`. `routes` are the first segments of the app's own paths. Only code
/// carries its digest: a host may recompress a picture, and that must not stop the app.
pub fn script(build: &str, routes: &[&str], kept: &[Kept]) -> String {
    let files: Vec<(&str, &str)> = kept
        .iter()
        .map(|file| {
            let code = fingerprint::is_code(&file.path);
            let integrity = if code { file.integrity.as_str() } else { "" };
            (file.path.as_str(), integrity)
        })
        .collect();
    format!(
        "const BUILD = {};\nconst ROUTES = {};\nconst FILES = {};\n{PROGRAM}",
        serde_json::json!(build),
        serde_json::json!(routes),
        serde_json::json!(files),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Kept, build_id, kept, script};
    use std::fs;

    fn kept_file(path: &str, integrity: &str) -> Kept {
        Kept { path: path.to_owned(), integrity: integrity.to_owned() }
    }

    #[test]
    fn keeps_everything_but_the_page_and_itself() {
        let folder = tempfile::tempdir().unwrap();
        let all = [".nojekyll", "404.html", "a.js", "icons/b.png", "index.html", "sw.js"];
        fs::create_dir(folder.path().join("icons")).unwrap();
        for path in all {
            fs::write(folder.path().join(path), path).unwrap();
        }
        let all: Vec<String> = all.iter().map(|path| (*path).to_owned()).collect();
        let paths: Vec<String> =
            kept(folder.path(), &all).unwrap().into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["a.js", "icons/b.png"]);
    }

    #[test]
    fn any_change_is_a_new_build() {
        let build = |page: &str, icon: &str| build_id(page, &[kept_file("icon.svg", icon)]);
        let one = build("<p>", "sha256-1");
        assert_eq!(one, build("<p>", "sha256-1"));
        assert_ne!(one, build("<p >", "sha256-1"));
        assert_ne!(one, build("<p>", "sha256-2"));
    }

    #[test]
    fn the_script_lists_code_with_its_digest_and_quotes_names() {
        let files = [kept_file("a\"b.js", "sha256-1"), kept_file("icon.svg", "sha256-2")];
        let script = script("0f", &["customers"], &files);
        assert!(script.starts_with(
            "const BUILD = \"0f\";\nconst ROUTES = [\"customers\"];\n\
             const FILES = [[\"a\\\"b.js\",\"sha256-1\"],[\"icon.svg\",\"\"]];\n"
        ));
        assert!(script.contains("addEventListener(\"fetch\""));
    }
}
