//! Names that say what is inside: `app.js` becomes `app-<digest>.js`, and whoever mentions it is
//! told. A browser, a proxy or a service worker can then keep such a file for ever, and a page
//! can never be served with the script of another build.

use crate::{digest, project};
use anyhow::{Context, Result};
use std::{collections::BTreeSet, fs, path::Path};

/// Renames the scripts, stylesheets and wasm modules at the top of `folder` after their final
/// bytes and rewrites their names in each other and in `index.html`.
///
/// # Errors
/// When a file cannot be read or written.
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

    for Renamed { from, to, bytes } in rename(files) {
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

/// Gives every file its name, those that mention no unnamed file first. Files that mention each
/// other in a circle are named together, after what all of them say.
fn rename(mut waiting: Vec<(String, Vec<u8>)>) -> Vec<Renamed> {
    let mut done: Vec<Renamed> = Vec::new();
    while let Some(names) = next(&waiting) {
        let (mut group, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(name, _)| names.contains(name));
        waiting = rest;
        for (name, bytes) in &mut group {
            for Renamed { from, to, .. } in &done {
                replace(name, bytes, from, to);
            }
        }
        let said: Vec<u8> = group.iter().flat_map(|(_, bytes)| bytes).copied().collect();
        let digest = digest::short(&said);
        let named = |from: &str| {
            let (stem, end) = from.rsplit_once('.').unwrap_or((from, ""));
            format!("{stem}-{digest}.{end}")
        };
        for (from, mut bytes) in group {
            for other in &names {
                replace(&from, &mut bytes, other, &named(other));
            }
            done.push(Renamed { to: named(&from), from, bytes });
        }
    }
    done
}

/// The names of the fewest files that mention no unnamed file but each other.
fn next(waiting: &[(String, Vec<u8>)]) -> Option<BTreeSet<String>> {
    let reached = |start: &str| {
        let mut found = BTreeSet::from([start.to_owned()]);
        let mut unread = vec![start.to_owned()];
        while let Some(name) = unread.pop() {
            let said = waiting.iter().find(|(waiting, _)| *waiting == name);
            let said = said.map_or("", |(name, bytes)| text(name, bytes));
            for (other, _) in waiting {
                if !places(said, other).is_empty() && found.insert(other.clone()) {
                    unread.push(other.clone());
                }
            }
        }
        found
    };
    waiting.iter().map(|(name, _)| reached(name)).min_by_key(BTreeSet::len)
}

fn replace(name: &str, bytes: &mut Vec<u8>, from: &str, to: &str) {
    let text = text(name, bytes);
    if !text.is_empty() {
        *bytes = mention(text, from, to).into_bytes();
    }
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
    #![allow(clippy::unwrap_used, clippy::panic)]
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
            rename(list)
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
    fn files_in_a_circle_are_named_together() {
        let build = |leaf: &str| {
            rename(files(&[("a.js", "'b.js'"), ("b.js", "'a.js' 'c.js'"), ("c.js", leaf)]))
        };
        let (one, two) = (build("1"), build("2"));
        let [leaf, a, b] = &one[..] else { panic!("three files") };
        assert_eq!(leaf.from, "c.js");
        assert_eq!(a.bytes, format!("'{}'", b.to).into_bytes());
        assert_eq!(b.bytes, format!("'{}' '{}'", a.to, leaf.to).into_bytes());
        for (one, two) in one.iter().zip(&two) {
            assert_ne!(one.to, two.to, "{}", one.from);
        }
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
