//! Backup and health.

use crate::App;
use anyhow::Result;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What is to happen with a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is merged with what is here.
    Merge,
    /// Everything is to read as it does there.
    Replace,
}

/// What restoring from a backup did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Records that came to be.
    pub created: u64,
    /// Records that changed.
    pub changed: u64,
    /// Records that went to the trash.
    pub deleted: u64,
    /// Records that read so already.
    pub same: u64,
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What was found, by the names of the findings.
    pub findings: Vec<String>,
    /// Stored pieces that do not read and have been seen to.
    pub aside: u64,
}

/// Goes there from the data page.
///
/// # Errors
/// When there is no way to it.
pub async fn open(app: &App) -> Result<()> {
    super::shell::go(app, "/data").await?;
    app.click(".tile[href$='/data/health']").await?;
    app.find("#check-now").await?;
    Ok(())
}

/// Makes a backup; answers the file.
///
/// # Errors
/// When no file comes.
pub async fn back_up(app: &App) -> Result<PathBuf> {
    let file = app.download(async || app.click("#back-up").await).await?;
    app.find("#backed-up").await?;
    Ok(file)
}

/// Checks everything, and says what was found.
///
/// # Errors
/// When the check does not end.
pub async fn check(app: &App) -> Result<Checked> {
    // The result of an earlier check must not pass for that of this one.
    app.js("document.querySelector('#check-report')?.removeAttribute('data-findings')", json!([]))
        .await?;
    app.click("#check-now").await?;
    checked(app).await
}

async fn checked(app: &App) -> Result<Checked> {
    let script = "const report = document.querySelector('#check-report[data-findings]'); \
        if (!report || document.querySelector('#progress')) return null; \
        const found = [...report.querySelectorAll('[data-finding]')].map(e => e.dataset.finding); \
        return [found, Number(report.dataset.aside)]";
    let found = app.until_js("the check to end", script, json!([])).await?;
    let (findings, aside) = serde_json::from_value(found)?;
    Ok(Checked { findings, aside })
}

/// Repairs what was found, and says what is found afterwards.
///
/// # Errors
/// When the repair does not end.
pub async fn repair(app: &App) -> Result<Checked> {
    app.click("#repair").await?;
    app.find("#repair-report").await?;
    checked(app).await
}

/// Restores from a file; answers what that did, and the backup that was made before, which there
/// is if there was anything.
///
/// # Errors
/// When it does not end.
pub async fn restore(
    app: &App,
    file: &Path,
    way: Way,
    anything: bool,
) -> Result<(Restored, Option<PathBuf>)> {
    app.attach("#restore-file", file).await?;
    app.find("#restore-chosen").await?;
    app.click(match way {
        Way::Merge => "#restore-merge",
        Way::Replace => "#restore-replace",
    })
    .await?;
    let safety = match anything {
        true => Some(app.download(async || app.click("#restore").await).await?),
        false => {
            app.click("#restore").await?;
            None
        }
    };
    let script = "const report = document.querySelector('#restore-report')?.dataset; \
        return report && ['created', 'changed', 'deleted', 'same'].map(key => Number(report[key]))";
    let counts = app.until_js("the backup to be restored", script, json!([])).await?;
    let [created, changed, deleted, same] = serde_json::from_value(counts)?;
    Ok((Restored { created, changed, deleted, same }, safety))
}

/// Whether the navigation says that the data is to be looked at.
///
/// # Errors
/// When the driver refuses.
pub async fn is_marked(app: &App) -> Result<bool> {
    let script = "return !!document.querySelector('nav a[href$=\"/data\"] .dot')";
    Ok(app.js(script, json!([])).await? == json!(true))
}

/// Flips a bit in the largest stored chunk, as a failing disk might.
///
/// # Errors
/// When there is no chunk.
pub async fn damage(app: &App) -> Result<()> {
    let script = "if (window.damaged) return window.damaged === 'done'; \
        window.damaged = 'begun'; \
        const opening = indexedDB.open('rapport'); \
        opening.onsuccess = () => { \
            const database = opening.result; \
            const change = database.transaction('chunks', 'readwrite'); \
            const chunks = change.objectStore('chunks'); \
            let largest = null; \
            chunks.openCursor().onsuccess = event => { \
                const cursor = event.target.result; \
                if (cursor) { \
                    if (!largest || cursor.value.length > largest.bytes.length) \
                        largest = {key: cursor.key, bytes: cursor.value}; \
                    cursor.continue(); \
                } else if (largest) { \
                    largest.bytes[largest.bytes.length >> 1] ^= 1; \
                    chunks.put(largest.bytes, largest.key); \
                } \
            }; \
            change.oncomplete = () => { database.close(); window.damaged = 'done'; }; \
        }; \
        return false";
    app.until_js("a chunk to be damaged", script, json!([])).await?;
    Ok(())
}
