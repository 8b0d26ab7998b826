//! Setting up scorings.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;

/// Where a new one is set up.
pub const NEW: &str = "/segments/scoring?id=new";

/// The segment of a cell of the map, by its code; empty of one in several.
///
/// # Errors
/// When there is no such cell.
pub async fn cell(app: &App, r: u8, f: u8) -> Result<String> {
    let script = "return document.querySelector(`#map-cell-${arguments[0]}-${arguments[1]}`)\
        .closest('td').dataset.seg ?? ''";
    let code = app.js(script, json!([r, f])).await?;
    Ok(code.as_str().context("a code")?.to_owned())
}

/// Waits for a cell of the map to be in the segment of a code.
///
/// # Errors
/// When it does not come to be.
pub async fn expect_cell(app: &App, r: u8, f: u8, code: &str) -> Result<()> {
    app.find(&format!("td[data-seg=\"{code}\"] > #map-cell-{r}-{f}")).await.map(drop)
}

/// Takes the brush of the segment with a code.
///
/// # Errors
/// When there is none.
pub async fn take(app: &App, code: &str) -> Result<()> {
    app.click(&format!("#brushes input[value=\"{code}\"]")).await
}

/// How many customers the brush of each segment counts, all together.
///
/// # Errors
/// When one shows no number.
pub async fn counted(app: &App) -> Result<u64> {
    let numbers = app.texts("#brushes .brush .num").await?;
    let number = |text: &String| text.replace(',', "").parse::<u64>();
    Ok(numbers.iter().map(number).sum::<Result<u64, _>>()?)
}
