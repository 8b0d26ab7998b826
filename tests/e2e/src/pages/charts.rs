//! Charts, wherever they are.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;
use std::{fs, path::PathBuf};

/// Waits until a chart is drawn.
///
/// # Errors
/// When it is not.
pub async fn drawn(app: &App, chart: &str) -> Result<()> {
    app.find(&format!("#{chart} svg.drawing")).await?;
    Ok(())
}

/// Opens the table of a chart, and reads it row by row, heads first.
///
/// # Errors
/// When there is none.
pub async fn table(app: &App, chart: &str) -> Result<Vec<Vec<String>>> {
    app.click(&format!("#{chart} .chart-data > summary")).await?;
    app.find(&format!("#{chart} .chart-data table")).await?;
    let script = "return [...document.querySelectorAll(arguments[0])]\
        .map(row => [...row.children].map(cell => cell.innerText.trim()))";
    let rows = format!("#{chart} .chart-data tr");
    serde_json::from_value(app.js(script, json!([rows])).await?).context("rows of cells")
}

/// Takes the picture of a chart away: `png` or `svg`.
///
/// # Errors
/// When no file comes.
pub async fn save(app: &App, chart: &str, kind: &str) -> Result<(PathBuf, Vec<u8>)> {
    let place = if kind == "png" { 1 } else { 2 };
    let button = format!("#{chart} .chart-tools > :nth-child({place})");
    let file = app.download(async || app.click(&button).await).await?;
    let bytes = fs::read(&file)?;
    Ok((file, bytes))
}

/// The explanation below a chart, opened.
///
/// # Errors
/// When there is none.
pub async fn how(app: &App, within: &str) -> Result<String> {
    app.click(&format!("{within} .how > summary")).await?;
    app.text(&format!("{within} .how > .prose")).await
}
