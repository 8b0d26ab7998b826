//! From the path of a request to a file: nothing outside the served folder.

use std::path::{Path, PathBuf};

/// Where a request path leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// A file that exists.
    File(PathBuf),
    /// The base without its closing slash, or a folder without it: the path to go to.
    Moved(String),
    /// Below the base, and no file: the site's own 404 page.
    Missing,
    /// Not below the base: somebody else's part of the host.
    Elsewhere,
}

/// Finds what `path`, as it stands in the request line, asks for in the site that `folder`
/// holds and `base` (with a slash at both ends) prefixes. `folder` must be canonical.
pub fn resolve(folder: &Path, base: &str, path: &str) -> Target {
    let path = path.split(['?', '#']).next().unwrap_or("");
    if format!("{path}/") == base {
        return Target::Moved(base.to_owned());
    }
    let Some(below) = path.strip_prefix(base) else {
        return Target::Elsewhere;
    };
    let Some(below) = decoded(below) else {
        return Target::Missing;
    };
    if below.contains(['\\', '\0', ':']) || below.split('/').any(|part| part == "..") {
        return Target::Missing;
    }
    let asked = folder.join(below.trim_start_matches('/'));
    if asked.is_dir() && !asked.join("index.html").is_file() {
        return Target::Missing;
    }
    if asked.is_dir() && !path.ends_with('/') {
        return Target::Moved(format!("{path}/"));
    }
    let file = if asked.is_dir() { asked.join("index.html") } else { asked };
    match file.canonicalize() {
        // A link may lead out of the folder.
        Ok(file) if file.is_file() && file.starts_with(folder) => Target::File(file),
        _ => Target::Missing,
    }
}

/// A base as [`resolve`] wants it: `sub`, `/sub` and `/sub/` are `/sub/`, nothing is `/`.
pub fn normal_base(base: &str) -> String {
    match base.trim_matches('/') {
        "" => "/".to_owned(),
        name => format!("/{name}/"),
    }
}

/// The path with its `%xx` resolved; `None` when that is no UTF-8 or an escape is unfinished.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Target, normal_base, resolve};
    use std::{fs, path::PathBuf};

    /// A site in `site/` with a secret beside it.
    fn site() -> (tempfile::TempDir, PathBuf) {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("site");
        fs::create_dir_all(folder.join("docs")).unwrap();
        fs::create_dir_all(folder.join("img")).unwrap();
        for file in ["index.html", "a b.js", "文.svg", "docs/index.html", "img/x.png"] {
            fs::write(folder.join(file), file).unwrap();
        }
        fs::write(outer.path().join("secret"), "secret").unwrap();
        fs::write(outer.path().join("index.html"), "not ours").unwrap();
        let folder = folder.canonicalize().unwrap();
        (outer, folder)
    }

    #[test]
    fn finds_files_under_the_base() {
        let (_outer, folder) = site();
        for (path, file) in [
            ("/x/y/", "index.html"),
            ("/x/y/index.html?a=1#b", "index.html"),
            ("/x/y/a%20b.js", "a b.js"),
            ("/x/y/%E6%96%87.svg", "文.svg"),
            ("/x/y/docs/", "docs/index.html"),
        ] {
            let target = resolve(&folder, "/x/y/", path);
            assert_eq!(target, Target::File(folder.join(file)), "{path}");
        }
    }

    #[test]
    fn sends_a_folder_without_a_slash_to_the_one_with_it() {
        let (_outer, folder) = site();
        let moved = |path: &str| resolve(&folder, "/x/", path);
        assert_eq!(moved("/x"), Target::Moved("/x/".to_owned()));
        assert_eq!(moved("/x/docs"), Target::Moved("/x/docs/".to_owned()));
    }

    #[test]
    fn what_is_not_there_is_missing_and_what_is_not_ours_is_elsewhere() {
        let (_outer, folder) = site();
        for path in ["/x/customers/7", "/x/img/", "/x/img", "/x/%", "/x/%ff"] {
            assert_eq!(resolve(&folder, "/x/", path), Target::Missing, "{path}");
        }
        for path in ["/", "/other/index.html", "/xy/", "", "x/"] {
            assert_eq!(resolve(&folder, "/x/", path), Target::Elsewhere, "{path:?}");
        }
    }

    #[test]
    fn never_leaves_the_folder() {
        let (_outer, folder) = site();
        for path in [
            "/../secret",
            "/docs/../../secret",
            "/docs/../..",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/..\\secret",
            "/%2e%2e%5csecret",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/index.html%00",
        ] {
            assert_eq!(resolve(&folder, "/", path), Target::Missing, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn does_not_follow_a_link_out_of_the_folder() {
        let (outer, folder) = site();
        std::os::unix::fs::symlink(outer.path().join("secret"), folder.join("link")).unwrap();
        assert_eq!(resolve(&folder, "/", "/link"), Target::Missing);
    }

    #[test]
    fn a_base_has_a_slash_at_both_ends() {
        for (given, base) in
            [("", "/"), ("/", "/"), ("a", "/a/"), ("/a/b", "/a/b/"), ("a/b/", "/a/b/")]
        {
            assert_eq!(normal_base(given), base);
        }
    }
}
