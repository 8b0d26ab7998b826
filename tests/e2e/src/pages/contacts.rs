//! Contacts from a file of vCards.

use crate::App;
use anyhow::Result;
use serde_json::json;
use std::{collections::BTreeMap, path::Path};

/// What is in the file, before it is imported.
pub const PREVIEW: &str = "#cards-preview";
/// What importing it did.
pub const REPORT: &str = "#cards-report";

/// The figures of a panel, by name.
async fn figures(app: &App, panel: &str) -> Result<BTreeMap<String, u64>> {
    let script = "const panel = document.querySelector(arguments[0]); \
        return panel && Object.entries(panel.dataset).map(([k, v]) => [k, Number(v)])";
    let found: Vec<(String, u64)> =
        serde_json::from_value(app.until_js(panel, script, json!([panel])).await?)?;
    Ok(found.into_iter().collect())
}

/// Hands a file to the data page, freshly loaded, and answers what it says is in it.
///
/// # Errors
/// When it does not take the file.
pub async fn open(app: &App, file: &Path) -> Result<BTreeMap<String, u64>> {
    app.visit("/data").await?;
    app.attach("#import-file", file).await?;
    figures(app, PREVIEW).await
}

/// Imports what is open, and answers what that did.
///
/// # Errors
/// When it does not end.
pub async fn run(app: &App) -> Result<BTreeMap<String, u64>> {
    app.click("#run-cards:not(:disabled)").await?;
    figures(app, REPORT).await
}

/// The cards that were refused: line, name, reason.
///
/// # Errors
/// When the driver refuses.
pub async fn refused(app: &App) -> Result<Vec<Vec<String>>> {
    let script = "const rows = document.querySelectorAll('#card-rejects tbody tr'); \
        return [...rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))";
    Ok(serde_json::from_value(app.js(script, json!([])).await?)?)
}
