//! Turns `locales/` into code, so that a missing text is a compile error, and has the linker
//! keep what cutting the app into parts takes.

use std::env;
use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

const NAMESPACES: &[&str] = &[
    "shell",
    "customers",
    "custom",
    "interactions",
    "kpi",
    "orders",
    "tasks",
    "tiers",
    "watch",
    "segments",
    "clusters",
    "scoring",
    "rules",
    "data",
    "import",
    "alike",
    "sync",
    "duplicates",
    "history",
    "health",
    "settings",
    "errors",
    "folder",
    "out",
    "charts",
    "moves",
    "value",
];

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::new("en")?
        .add_locale("zh-CN")?
        .add_namespaces(NAMESPACES.iter().copied())?
        .parse_options(ParseOptions::default().interpolate_display(true));
    let texts = TranslationsInfos::parse(config)?;
    texts.emit_diagnostics();
    texts.rerun_if_locales_changed();
    texts.generate_i18n_module(PathBuf::from(env::var("OUT_DIR")?).join("i18n"))?;
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        // What is needed to cut the app into parts afterwards; see xtask/src/split.rs.
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}
