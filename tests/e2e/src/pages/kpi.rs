//! Figures over time.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;

/// Shows a period.
///
/// # Errors
/// When the page does not come to it.
pub async fn open(app: &App, query: &str) -> Result<()> {
    app.visit(&format!("/segments/kpi?{query}")).await?;
    app.find("#kpi-retention .kpi-value").await?;
    Ok(())
}

/// What the tile of a figure says, as `retention`.
///
/// # Errors
/// When there is no such tile.
pub async fn value(app: &App, measure: &str) -> Result<String> {
    app.text(&format!("#kpi-{measure} .kpi-value")).await
}

/// What the tile says of the period before.
///
/// # Errors
/// When there is no such tile.
pub async fn change(app: &App, measure: &str) -> Result<String> {
    app.text(&format!("#kpi-{measure} .kpi-change")).await
}

/// Opens the explanation of a figure, and reads it.
///
/// # Errors
/// When there is none.
pub async fn how(app: &App, measure: &str) -> Result<String> {
    app.click(&format!("#kpi-{measure} .how > summary")).await?;
    app.text(&format!("#kpi-{measure} .how > .prose")).await
}

/// The rows of the table of cohorts, cell by cell.
///
/// # Errors
/// When there is none.
pub async fn cohorts(app: &App) -> Result<Vec<Vec<String>>> {
    app.find("#cohort-table").await?;
    let script = "return [...document.querySelectorAll('#cohort-table tbody tr')]\
        .map(row => [...row.children].map(cell => cell.innerText.trim()))";
    serde_json::from_value(app.js(script, json!([])).await?).context("rows of cells")
}
