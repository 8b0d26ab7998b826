//! Bundles as the tests read them: as any program would that knows only JSON.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{collections::BTreeMap, fs, io::Read, path::Path};

/// The text of a bundle, packed or not.
///
/// # Errors
/// When the file does not read.
pub fn text(file: &Path) -> Result<String> {
    let bytes = fs::read(file)?;
    let mut text = String::new();
    match bytes.starts_with(&[0x1f, 0x8b]) {
        true => flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text)?,
        false => (&*bytes).read_to_string(&mut text)?,
    };
    Ok(text)
}

/// The records of a bundle, by kind and id, each whole: fields, stamps and all.
///
/// # Errors
/// When the file is no bundle, or has a record twice.
pub fn records(file: &Path) -> Result<BTreeMap<(String, String), Value>> {
    let bundle: Value = serde_json::from_str(&text(file)?)?;
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
