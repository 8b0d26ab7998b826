//! Names that say what is inside: `app.js` becomes `app-<digest>.js`, and whoever mentions it is
//! told. A browser, a proxy or a service worker can then keep such a file for ever, and a page
//! can never be served with the script of another build.

use crate::{digest, project};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// Renames the scripts, stylesheets and wasm modules at the top of `folder` after their final
/// bytes and rewrites their names in each other and in `index.html`.
///
/// # Errors
/// When two files mention each other, so that neither digest can come first, or a file cannot
/// be read or written.
pub fn name_by_content(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    for name in project::files_below(folder)? {
        if is_code(&name) && !name.contains('/') {
            let bytes = fs::read(folder.join(&name))?;
            files.push((name, bytes));
        }
    }
    let index = folder.join("index.html");
    let mut page = fs::read_to_string(&index).context("trunk wrote no index.html")?;

    for Renamed { from, to, bytes } in rename(files)? {
        fs::remove_file(folder.join(&from))?;
        fs::write(folder.join(&to), bytes)?;
        page = mention(&page, &from, &to);
    }
    Ok(fs::write(index, page)?)
}

/// Whether a file is code: what must match the page that loads it to the byte.
pub fn is_code(name: &str) -> bool {
    [".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end))
}

struct Renamed {
    from: String,
    to: String,
    bytes: Vec<u8>,
}

/// Gives every file its name, those that mention no unnamed file first.
fn rename(mut waiting: Vec<(String, Vec<u8>)>) -> Result<Vec<Renamed>> {
    let mut done: Vec<Renamed> = Vec::new();
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(|(name, _)| name.clone()).collect();
        let ready = waiting.iter().position(|(name, bytes)| {
            let text = text(name, bytes);
            names.iter().all(|other| other == name || places(text, other).is_empty())
        });
        let Some(ready) = ready else {
            bail!("these files name each other in a circle: {}", names.join(", "));
        };
        let (from, mut bytes) = waiting.swap_remove(ready);
        if !text(&from, &bytes).is_empty() {
            let mut changed = text(&from, &bytes).to_owned();
            for Renamed { from, to, .. } in &done {
                changed = mention(&changed, from, to);
            }
            bytes = changed.into_bytes();
        }
        let (stem, end) = from.rsplit_once('.').unwrap_or((from.as_str(), ""));
        let to = format!("{stem}-{}.{end}", digest::short(&bytes));
        done.push(Renamed { from, to, bytes });
    }
    Ok(done)
}

/// A file's text; empty for a wasm module, which is never edited.
fn text<'a>(name: &str, bytes: &'a [u8]) -> &'a str {
    if name.ends_with(".wasm") {
        return "";
    }
    std::str::from_utf8(bytes).unwrap_or("")
}

/// `text` with a file's new name wherever the old one stands as a whole name.
fn mention(text: &str, from: &str, to: &str) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut rest = 0;
    for place in places(text, from) {
        changed.push_str(text.get(rest..place).unwrap_or(""));
        changed.push_str(to);
        rest = place + from.len();
    }
    changed.push_str(text.get(rest..).unwrap_or(""));
    changed
}

/// Where `name` stands in `text` and is not a part of a longer name.
fn places(text: &str, name: &str) -> Vec<usize> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.match_indices(name)
        .map(|(at, _)| at)
        .filter(|at| {
            let before = text.get(..*at).and_then(|text| text.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(part) && !after.is_some_and(part)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{mention, name_by_content, rename};
    use crate::{digest, project};
    use std::fs;

    fn files(list: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_name_is_only_replaced_whole() {
        let text = "'./app.js' 'my-app.js' app.js.map app_app.js (app.js)";
        assert_eq!(
            mention(text, "app.js", "app-1.js"),
            "'./app-1.js' 'my-app.js' app.js.map app_app.js (app-1.js)"
        );
    }

    #[test]
    fn a_change_deep_down_renames_everyone_who_depends_on_it() {
        let build = |wasm: &str| {
            let list = files(&[
                ("loader.js", "import('./glue.js')"),
                ("glue.js", "new URL('glue_bg.wasm')"),
                ("glue_bg.wasm", wasm),
            ]);
            rename(list).unwrap()
        };
        let (one, two) = (build("1"), build("2"));
        for (one, two) in one.iter().zip(&two) {
            assert_ne!(one.to, two.to, "{}", one.from);
        }
        let loader = one.iter().find(|file| file.from == "loader.js").unwrap();
        let glue = one.iter().find(|file| file.from == "glue.js").unwrap();
        let text = String::from_utf8(loader.bytes.clone()).unwrap();
        assert_eq!(text, format!("import('./{}')", glue.to));
        assert_eq!(loader.to, format!("loader-{}.js", digest::short(&loader.bytes)));
    }

    #[test]
    fn a_circle_is_refused() {
        assert!(rename(files(&[("a.js", "'b.js'"), ("b.js", "'a.js'")])).is_err());
    }

    #[test]
    fn the_page_follows_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("index.html", r#"<link href="./main.css"><link href="./icon.svg">"#);
        write("main.css", "p{}");
        write("icon.svg", "<svg/>");
        name_by_content(folder.path()).unwrap();
        let css = format!("main-{}.css", digest::short("p{}"));
        assert_eq!(
            project::files_below(folder.path()).unwrap(),
            ["icon.svg", "index.html", css.as_str()]
        );
        let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
        assert_eq!(page, format!(r#"<link href="./{css}"><link href="./icon.svg">"#));
    }
}
