//! Folders of the device. No test can use the browser's own chooser, so the page is given a
//! folder of the browser's private file system instead; the test plays the synchroniser.

use crate::App;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What lies in a folder: bytes by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Has every page of this browser do something before it begins.
///
/// # Errors
/// When the browser refuses.
pub async fn before_each_page(app: &App, source: &str) -> Result<()> {
    let script = json!({ "source": source });
    app.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    Ok(())
}

/// Has whoever chooses a folder in this browser be given the private folder of this name.
///
/// # Errors
/// When the browser refuses.
pub async fn offer(app: &App, folder: &str) -> Result<()> {
    let source = format!(
        "window.showDirectoryPicker = async () => \
         (await navigator.storage.getDirectory()).getDirectoryHandle('{folder}', {{create: true}})"
    );
    before_each_page(app, &source).await
}

/// What lies in a folder.
///
/// # Errors
/// When it cannot be read.
pub async fn files(app: &App, folder: &str) -> Result<Files> {
    let script = "return (async () => { \
            const root = await navigator.storage.getDirectory(); \
            const folder = await root.getDirectoryHandle(arguments[0], {create: true}); \
            const files = {}; \
            for await (const [name, handle] of folder.entries()) { \
                const bytes = await (await handle.getFile()).arrayBuffer(); \
                files[name] = [...new Uint8Array(bytes)]; \
            } \
            return files; \
        })()";
    Ok(serde_json::from_value(app.js(script, json!([folder])).await?)?)
}

/// Puts a file into a folder.
///
/// # Errors
/// When it cannot be written.
pub async fn put(app: &App, folder: &str, name: &str, bytes: &[u8]) -> Result<()> {
    let script = "return (async () => { \
            const root = await navigator.storage.getDirectory(); \
            const folder = await root.getDirectoryHandle(arguments[0], {create: true}); \
            const handle = await folder.getFileHandle(arguments[1], {create: true}); \
            const stream = await handle.createWritable(); \
            await stream.write(new Uint8Array(arguments[2])); \
            await stream.close(); \
        })()";
    app.js(script, json!([folder, name, bytes])).await?;
    Ok(())
}

/// Takes away a folder and what lies in it.
///
/// # Errors
/// When there is none.
pub async fn take_away(app: &App, folder: &str) -> Result<()> {
    let script = "return (async () => { \
            const root = await navigator.storage.getDirectory(); \
            await root.removeEntry(arguments[0], {recursive: true}); \
        })()";
    app.js(script, json!([folder])).await?;
    Ok(())
}

/// What the app remembers of the folder under `key`.
///
/// # Errors
/// When there is none.
pub async fn notes(app: &App, key: &str) -> Result<Value> {
    let notes = app.js(NOTES, json!([key, null])).await?;
    Ok(serde_json::from_str(notes.as_str().context("no notes")?)?)
}

/// Changes one thing the app remembers of the folder under `key`.
///
/// # Errors
/// When there is none.
pub async fn rewrite(app: &App, key: &str, what: &str, value: Value) -> Result<()> {
    let mut notes = notes(app, key).await?;
    *notes.get_mut(what).context("no such note")? = value;
    app.js(NOTES, json!([key, notes.to_string()])).await?;
    Ok(())
}

const NOTES: &str = "const [key, notes] = arguments; return new Promise((done, fail) => { \
        const opening = indexedDB.open('rapport'); \
        opening.onerror = fail; \
        opening.onsuccess = () => { \
            const database = opening.result; \
            const change = database.transaction('meta', 'readwrite'); \
            const meta = change.objectStore('meta'); \
            let found = null; \
            meta.get(key).onsuccess = event => { \
                const kept = event.target.result; \
                found = kept?.notes; \
                if (notes !== null) meta.put({...kept, notes}, key); \
            }; \
            change.oncomplete = () => { database.close(); done(found); }; \
        }; \
    })";

/// What a turn at the shared folder came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// Records that were not here before.
    pub created: u64,
    /// Records that changed.
    pub changed: u64,
    /// Values in conflict.
    pub conflicts: u64,
    /// Files that are not whole.
    pub cut: u64,
    /// Files that build on more than is known.
    pub waits: u64,
    /// Files that are no good.
    pub refused: u64,
    /// Whether something was left for others.
    pub sent: bool,
}

/// Chooses the folder on offer as the shared one, on the page about devices.
///
/// # Errors
/// When the turn that follows does not end.
pub async fn share(app: &App) -> Result<Turn> {
    super::sync::show(app).await?;
    app.click("#mailbox-choose").await?;
    turn(app).await
}

/// Presses "Sync now", on the page about devices.
///
/// # Errors
/// When the turn does not end.
pub async fn sync(app: &App) -> Result<Turn> {
    super::sync::show(app).await?;
    app.find("#mailbox-now:enabled").await?;
    let forget = "document.querySelector('#mailbox-report')?.setAttribute('id', 'old-report')";
    app.js(forget, json!([])).await?;
    app.click("#mailbox-now").await?;
    turn(app).await
}

async fn turn(app: &App) -> Result<Turn> {
    let script = "const report = document.querySelector('#mailbox-report')?.dataset; \
        const keys = ['created', 'changed', 'conflicts', 'cut', 'waits', 'refused']; \
        return report && [keys.map(key => Number(report[key])), report.sent === 'true']";
    let said = app.until_js("the turn to end", script, json!([])).await?;
    let ([created, changed, conflicts, cut, waits, refused], sent) = serde_json::from_value(said)?;
    Ok(Turn { created, changed, conflicts, cut, waits, refused, sent })
}
