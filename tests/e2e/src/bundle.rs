//! Bundles as the tests read them: as any program would that knows only JSON.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// The records of a bundle, by kind and id, each whole: fields, stamps and all.
///
/// # Errors
/// When the file is no bundle, or has a record twice.
pub fn records(file: &Path) -> Result<BTreeMap<(String, String), Value>> {
    let bundle: Value = serde_json::from_slice(&fs::read(file)?)?;
    ensure!(bundle["format"] == "rapport-bundle", "{} is no bundle", file.display());
    let records = bundle["records"].as_array().context("a bundle has records")?;
    let mut all = BTreeMap::new();
    for record in records {
        let text = |key: &str| record[key].as_str().map(str::to_owned).context("no kind or id");
        let before = all.insert((text("kind")?, text("id")?), record.clone());
        ensure!(before.is_none(), "a record is in the bundle twice: {record}");
    }
    Ok(all)
}

/// How many records of a kind there are.
pub fn count(records: &BTreeMap<(String, String), Value>, kind: &str) -> usize {
    records.keys().filter(|(of, _)| of == kind).count()
}
