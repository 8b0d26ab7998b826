//! A list taken out as a file.

use crate::App;
use anyhow::{Result, ensure};
use serde_json::json;
use std::{fs, path::PathBuf};

/// The sheet.
pub const SHEET: &str = "#export-sheet";

/// Opens the sheet of the list on screen.
///
/// # Errors
/// When it does not open.
pub async fn open(app: &App) -> Result<()> {
    app.click("#export-list:not(:disabled)").await?;
    app.find(SHEET).await?;
    Ok(())
}

/// How many rows the sheet promises.
///
/// # Errors
/// When it does not say.
pub async fn rows(app: &App) -> Result<u64> {
    let script = "return document.querySelector(arguments[0]).dataset.rows";
    let rows = app.until_js("the number of rows", script, json!([SHEET])).await?;
    Ok(rows.as_str().unwrap_or_default().parse()?)
}

/// The columns that are chosen, by their codes, in order.
///
/// # Errors
/// When the driver refuses.
pub async fn columns(app: &App) -> Result<Vec<String>> {
    let script = "const boxes = document.querySelectorAll(`${arguments[0]} [data-column]`); \
        return [...boxes].filter(box => box.checked).map(box => box.dataset.column)";
    Ok(serde_json::from_value(app.js(script, json!([SHEET])).await?)?)
}

/// Chooses exactly these columns.
///
/// # Errors
/// When one of them is not offered.
pub async fn choose_columns(app: &App, codes: &[&str]) -> Result<()> {
    app.click("#columns-none").await?;
    for code in codes {
        app.click(&format!("{SHEET} [data-column='{code}']")).await?;
    }
    let mut chosen = columns(app).await?;
    let mut wanted: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    chosen.sort();
    wanted.sort();
    ensure!(chosen == wanted, "{chosen:?} are chosen");
    Ok(())
}

/// Downloads the file.
///
/// # Errors
/// When none comes.
pub async fn download(app: &App) -> Result<PathBuf> {
    let file = app.download(async || app.click("#download-list:not(:disabled)").await).await?;
    app.find("#list-written").await?;
    Ok(file)
}

/// The lines of a table, without the byte order mark, which must be there.
///
/// # Errors
/// When it cannot be read, or has no mark.
pub fn lines(file: &PathBuf) -> Result<Vec<String>> {
    let text = fs::read_to_string(file)?;
    let Some(text) = text.strip_prefix('\u{feff}') else {
        anyhow::bail!("{} has no byte order mark", file.display());
    };
    Ok(text.lines().map(str::to_owned).collect())
}

/// Closes the sheet.
///
/// # Errors
/// When it stays.
pub async fn close(app: &App) -> Result<()> {
    app.press(thirtyfour::Key::Escape).await?;
    app.gone(SHEET).await
}
