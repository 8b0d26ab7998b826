//! Devices: files for others, files from others, and what two people changed.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Shows the screen.
///
/// # Errors
/// When it does not come.
pub async fn show(app: &App) -> Result<()> {
    super::shell::go(app, "/data").await?;
    super::shell::go(app, "/data/sync").await?;
    app.find("#send-everything").await?;
    Ok(())
}

/// Calls this device by a name.
///
/// # Errors
/// When it is not saved.
pub async fn call(app: &App, name: &str) -> Result<()> {
    show(app).await?;
    app.fill("#device-name", name).await?;
    app.click("#save-device-name").await?;
    app.until_js(
        "the name to be saved",
        "return document.querySelector('#save-device-name').disabled",
        json!([]),
    )
    .await?;
    Ok(())
}

/// A file with everything.
///
/// # Errors
/// When none comes.
pub async fn send_everything(app: &App) -> Result<PathBuf> {
    show(app).await?;
    app.download(async || app.click("#send-everything").await).await
}

/// A file with what the device called `name` lacks; how many records and change sets are in it.
///
/// # Errors
/// When none comes.
pub async fn send_to(app: &App, name: &str) -> Result<(PathBuf, u64, u64)> {
    show(app).await?;
    let button = format!("#peers button[aria-label='Send changes to {name}']");
    let file = app.download(async || app.click(&button).await).await?;
    let script = "const parcel = document.querySelector('#parcel')?.dataset; \
        return parcel && [Number(parcel.records), Number(parcel.changes)]";
    let counts = app.until_js("the file to be counted", script, json!([])).await?;
    let (records, changes) = serde_json::from_value(counts)?;
    Ok((file, records, changes))
}

/// What receiving a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Records that were not here before.
    pub created: u64,
    /// Records that changed.
    pub changed: u64,
    /// Values in conflict.
    pub conflicts: u64,
}

/// Receives a file.
///
/// # Errors
/// When nothing comes of it in time.
pub async fn receive(app: &App, file: &Path) -> Result<Received> {
    app.visit("/data/sync").await?;
    app.attach("#import-file", file).await?;
    let script = "const report = document.querySelector('#merge-report')?.dataset; \
        return report && ['created', 'changed', 'conflicts'].map(key => Number(report[key]))";
    let counts = app.until_js("the file to be received", script, json!([])).await?;
    let [created, changed, conflicts] = serde_json::from_value(counts)?;
    Ok(Received { created, changed, conflicts })
}

/// How many conflicts wait for a decision.
///
/// # Errors
/// When the screen does not say.
pub async fn conflicts(app: &App) -> Result<u64> {
    show(app).await?;
    let script = "return document.querySelector('#conflicts')?.dataset.count";
    let count = app.until_js("conflicts to be counted", script, json!([])).await?;
    count.as_str().context("no count")?.parse().context("no count")
}

/// The values of the first conflict: here, there, before.
///
/// # Errors
/// When none is shown.
pub async fn first_conflict(app: &App) -> Result<Vec<String>> {
    app.find(".conflict").await?;
    app.texts(".conflict:first-child .conflict-value, .conflict:first-child > .hint").await
}

/// Takes the value of a side of the first conflict: `mine` or `theirs`.
///
/// # Errors
/// When it cannot be taken.
pub async fn take(app: &App, side: &str) -> Result<()> {
    app.click(&format!(".conflict:first-child [data-side={side}] button")).await
}
