//! `web/start.js` finds where the app lives, in a page reduced to what it needs for that.

#![allow(clippy::unwrap_used)]

use std::process::Command;

/// Runs the script in node for one address; prints the base it chose and the folders it asked.
const PAGE: &str = r#"
const [script, path, home] = process.argv.slice(1);
const asked = [];
let base = "none";
const element = () => ({ addEventListener() {}, set href(url) { base = url; } });
globalThis.document = {
  documentElement: { setAttribute() {}, lang: "" },
  head: { appendChild() {} },
  createElement: element,
  addEventListener() {},
  querySelector: (what) => (what === "base" ? null : { content: "customers data settings" }),
  querySelectorAll: () => [],
};
globalThis.window = { addEventListener() {} };
globalThis.location = { pathname: path };
Object.defineProperty(globalThis, "navigator", { value: { languages: [] } });
globalThis.XMLHttpRequest = class {
  open(method, url) { asked.push(url); this.status = url === home + "manifest.webmanifest" ? 200 : 404; }
  send() {}
  getResponseHeader() { return "application/manifest+json"; }
};
eval(require("fs").readFileSync(script, "utf8"));
console.log(base, asked.length);
"#;

/// The base found at `path` when the app lives at `home`, and how many folders were asked.
fn base(path: &str, home: &str) -> (String, u32) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/web/start.js");
    let output = Command::new(xtask::tools::node().unwrap())
        .args(["-e", PAGE, "--", script, path, home])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (base, asked) = text.trim().split_once(' ').unwrap();
    (base.to_owned(), asked.parse().unwrap())
}

#[test]
fn a_plain_address_needs_no_asking() {
    for (path, home) in [
        ("/", "/"),
        ("/a/b/", "/a/b/"),
        ("/a/b/index.html", "/a/b/"),
        ("/a/b/404.html", "/a/b/"),
        ("/customers", "/"),
        ("/customers/42", "/"),
        ("/a/b/customers/42/edit", "/a/b/"),
        ("/a%20b/settings", "/a%20b/"),
    ] {
        assert_eq!(base(path, home), (home.to_owned(), 0), "{path}");
    }
}

#[test]
fn where_a_folder_has_the_name_of_a_route_the_app_is_asked_for() {
    for (path, home) in [
        ("/data/crm/", "/data/crm/"),
        ("/data/crm/customers/42", "/data/crm/"),
        ("/data/customers/data", "/"),
        ("/customers/", "/"),
        ("/a/customers/42/data/", "/a/"),
    ] {
        assert_eq!(base(path, home).0, home, "{path}");
    }
}

#[test]
fn an_unknown_path_and_a_missing_slash_find_the_app() {
    for (path, home) in [("/a/b", "/a/b/"), ("/nowhere", "/"), ("/a/nowhere/at/all", "/a/")] {
        assert_eq!(base(path, home).0, home, "{path}");
    }
}
