//! `web/sw.js` takes in what other apps share, in a worker reduced to what it needs for that; and
//! the manifest sends files to where it does.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, process::Command};

/// Runs the worker in node with caches of its own, then a program that is given `share` and
/// `activate`; prints what that returns.
const WORKER: &str = r#"
const [worker, program] = process.argv.slice(1);
const SCOPE = "https://host.example/crm/";
const stores = new Map();
let room = Infinity;
class Cache {
  files = new Map();
  async put(url, response) {
    const blob = await response.blob();
    if ((room -= blob.size) < 0) throw new DOMException("no room", "QuotaExceededError");
    this.files.set(url, blob);
  }
  async keys() { return [...this.files.keys()].map((url) => ({ url })); }
  async delete(url) { return this.files.delete(url); }
}
globalThis.caches = {
  async open(name) { return stores.get(name) ?? stores.set(name, new Cache()).get(name); },
  async has(name) { return stores.has(name); },
  async keys() { return [...stores.keys()]; },
  async delete(name) { return stores.delete(name); },
};
const heard = {};
globalThis.self = {
  registration: { scope: SCOPE },
  clients: { async matchAll() { return []; } },
  addEventListener(type, listener) { heard[type] = listener; },
};
const ask = (url, method, body) => {
  let answer = null;
  heard.fetch({ request: new Request(url, { method, body }), respondWith(given) { answer = given; } });
  return answer;
};
const api = {
  SCOPE, stores, ask,
  leave(bytes) { room = bytes; },
  async share(...parts) {
    const form = new FormData();
    for (const [name, text, type] of parts)
      form.append("files", type === undefined ? name : new File([text], name, { type }));
    const answer = await ask(SCOPE + "data/handed", "POST", form);
    return [answer.status, answer.headers.get("location")];
  },
  async activate() {
    let done;
    heard.activate({ waitUntil(work) { done = work; } });
    await done;
  },
  async kept() {
    const cache = stores.get("rapport-handed " + SCOPE);
    const all = cache ? [...cache.files] : [];
    return Promise.all(all.map(async ([url, blob]) => [url, blob.type, await blob.text()]));
  },
};
(0, eval)(`const BUILD = "one"; const ROUTES = ["data"]; const FILES = [];\n` + require("fs").readFileSync(worker, "utf8"));
(0, eval)(`(async (api) => {${program}})`)(api).then((found) => console.log(JSON.stringify(found)));
"#;

fn run(program: &str) -> Value {
    let worker = concat!(env!("CARGO_MANIFEST_DIR"), "/web/sw.js");
    let output = Command::new(xtask::tools::node().unwrap())
        .args(["-e", WORKER, "--", worker, program])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn shared_files_are_kept_with_their_names_and_the_data_page_is_shown() {
    let found = run(r#"
        const answer = await api.share(
            ["Zoë’s list/1?.csv", "name\nAda\n", "text/csv"],
            ["rapport.json.gz", "packed", "application/gzip"],
        );
        return [answer, await api.kept()];
    "#);
    assert_eq!(found[0], json!([303, "https://host.example/crm/data"]));
    let kept = found[1].as_array().unwrap();
    let ends = ["/Zo%C3%AB%E2%80%99s%20list%2F1%3F.csv", "/rapport.json.gz"];
    for ((file, end), at) in kept.iter().zip(ends).zip(0..) {
        let key = file[0].as_str().unwrap();
        let own = key.strip_prefix("https://host.example/crm/data/handed/").unwrap();
        let mut parts = own.splitn(3, '-');
        assert!(parts.next().unwrap().parse::<u64>().unwrap() > 1_700_000_000_000, "{key}");
        assert_eq!(parts.next(), Some(at.to_string().as_str()));
        assert!(key.ends_with(end), "{key}");
    }
    assert_eq!(kept[0][1], "text/csv");
    assert_eq!([&kept[0][2], &kept[1][2]], ["name\nAda\n", "packed"]);
    assert_eq!(kept.len(), 2);
}

#[test]
fn what_cannot_be_kept_is_said_and_leaves_nothing_behind() {
    let found = run(r#"
        const before = await api.share(["known.csv", "12345", "text/csv"]);
        api.leave(6);
        const full = await api.share(["a.csv", "12345", "text/csv"], ["b.csv", "12345", "text/csv"]);
        const nothing = await api.share(["only a text"]);
        const broken = await api.ask(api.SCOPE + "data/handed", "POST", "no form");
        return [before, full, nothing, broken.headers.get("location"), await api.kept()];
    "#);
    assert_eq!(found[0][1], "https://host.example/crm/data");
    assert_eq!(found[1], json!([303, "https://host.example/crm/data/handed?why=full"]));
    assert_eq!(found[2], json!([303, "https://host.example/crm/data/handed?why=nothing"]));
    assert_eq!(found[3], "https://host.example/crm/data/handed?why=failed");
    let kept = found[4].as_array().unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0][0].as_str().unwrap().ends_with("/known.csv"));
}

#[test]
fn only_the_address_of_the_manifest_takes_files() {
    let found = run(r#"
        const posts = ["data", "data/handed/", "customers", "handed"].map((path) => api.ask(api.SCOPE + path, "POST", "x"));
        posts.push(api.ask("https://host.example/other/data/handed", "POST", "x"));
        const page = api.ask(api.SCOPE + "data/handed?why=full", "GET");
        return [posts, await page.catch(() => "the page, which is not kept here")];
    "#);
    assert_eq!(found, json!([[null, null, null, null, null], "the page, which is not kept here"]));
}

#[test]
fn a_new_build_keeps_what_was_shared_and_forgets_what_nobody_took_for_a_day() {
    let found = run(r#"
        await api.share(["new.csv", "1", "text/csv"]);
        const cache = api.stores.get("rapport-handed " + api.SCOPE);
        const old = `${api.SCOPE}data/handed/${Date.now() - 86_500_000}-0-x/old.csv`;
        await cache.put(old, new Response("1"));
        await cache.put(`${api.SCOPE}data/handed/odd`, new Response("1"));
        await caches.open(`rapport ${api.SCOPE} zero`);
        const other = "rapport-handed https://host.example/crm/other/";
        await (await caches.open(other)).put(old, new Response("1"));
        await api.activate();
        const kept = (await api.kept()).map(([url]) => url.split("/").pop());
        return [kept, [...api.stores.keys()].length, api.stores.get(other).files.size];
    "#);
    assert_eq!(found, json!([["new.csv"], 2, 1]));
}

fn manifest() -> Value {
    let file = xtask::project::root().join("public/manifest.webmanifest");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// One build works at every path. A manifest without `id` is known by its start address; one with
/// a relative `id` would be known by the origin, and two copies on it taken for one.
#[test]
fn the_manifest_names_no_place_of_its_own() {
    let manifest = manifest();
    assert_eq!(manifest.get("id"), None);
    let actions = ["/share_target/action", "/file_handlers/0/action", "/start_url", "/scope"];
    let icons = manifest["icons"].as_array().unwrap().iter().map(|icon| &icon["src"]);
    for address in actions.iter().map(|path| manifest.pointer(path).unwrap()).chain(icons) {
        let address = address.as_str().unwrap();
        assert!(address.starts_with("./") && !address.contains("//"), "{address}");
    }
}

#[test]
fn the_manifest_sends_files_to_where_they_are_taken() {
    let manifest = manifest();
    let share = &manifest["share_target"];
    assert_eq!(share["action"], "./data/handed");
    assert_eq!([&share["method"], &share["enctype"]], ["POST", "multipart/form-data"]);
    let files = share["params"]["files"].as_array().unwrap();
    assert_eq!((files.len(), &files[0]["name"]), (1, &json!("files")));
    let accepts = files[0]["accept"].as_array().unwrap();
    let accepts: BTreeSet<&str> = accepts.iter().map(|each| each.as_str().unwrap()).collect();
    // Phones go by type: what is opened is also shared.
    let opens = manifest["file_handlers"][0]["accept"].as_object().unwrap();
    for kind in opens.keys().map(String::as_str).chain(["text/x-vcard", "text/plain"]) {
        assert!(accepts.contains(kind), "{kind}");
    }
    for end in [".json", ".gz", ".csv", ".tsv", ".vcf"] {
        assert!(accepts.contains(end), "{end}");
        assert!(opens.values().any(|ends| ends.as_array().unwrap().contains(&json!(end))), "{end}");
    }
    // A share is a navigation in any of these modes; a file comes without one in the first.
    assert_eq!(manifest["launch_handler"]["client_mode"][0], "focus-existing");
    let page = fs::read_to_string(xtask::project::root().join("index.html")).unwrap();
    let routes = xtask::page::meta(&page, "rapport:routes").unwrap();
    assert!(routes.split(' ').any(|route| route == "data"), "{routes}");
}
