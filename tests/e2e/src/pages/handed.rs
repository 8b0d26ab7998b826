//! Files that other apps hand over.

use crate::App;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Why what was shared is not there.
pub const LOST: &str = "#handed-lost";

/// A file as an app hands it over.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Its name.
    pub name: &'static str,
    /// Its type, as far as the other app knows one.
    pub kind: &'static str,
    /// Its text.
    pub text: String,
}

impl Handed {
    fn json(&self) -> Value {
        json!([self.name, self.kind, self.text])
    }
}

/// A file of this name, type and text.
pub fn file(name: &'static str, kind: &'static str, text: impl Into<String>) -> Handed {
    Handed { name, kind, text: text.into() }
}

/// Shows a page of the same origin that is none of the app's.
///
/// # Errors
/// When the driver refuses.
pub async fn leave(app: &App) -> Result<()> {
    // The host has nothing there and says so.
    app.expect_in_console("a status of 404");
    let origin = app.address("/").splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    app.driver.goto(format!("{origin}/elsewhere")).await?;
    Ok(())
}

/// Shares files with the app from the page that is shown, as a device does: by sending a form to
/// the address the manifest names. Waits until the app is ready.
///
/// # Errors
/// When the app does not come up.
pub async fn share(app: &App, files: &[Handed]) -> Result<()> {
    let files: Vec<Value> = files.iter().map(Handed::json).collect();
    let script = "const [action, files] = arguments; \
        const form = document.createElement('form'); \
        Object.assign(form, {action, method: 'post', enctype: 'multipart/form-data', hidden: true}); \
        const field = document.createElement('input'); \
        Object.assign(field, {type: 'file', name: 'files', multiple: true}); \
        const bag = new DataTransfer(); \
        for (const [name, type, text] of files) bag.items.add(new File([text], name, {type})); \
        field.files = bag.files; \
        form.append(field); document.documentElement.append(form); form.submit()";
    app.js(script, json!([app.address("/data/handed"), files])).await?;
    app.until_js(
        "the app to be shown",
        "return !!document.querySelector('meta[name=\"rapport:build\"]')",
        json!([]),
    )
    .await?;
    app.ready().await
}

/// From now on pages of this browser have a launch queue of ours.
///
/// # Errors
/// When the driver refuses.
pub async fn fake_queue(app: &App) -> Result<()> {
    let source = "const waiting = []; let consumer = null; \
        const queue = {setConsumer(given) { consumer = given; waiting.splice(0).forEach(launch => given(launch)); }}; \
        Object.defineProperty(window, 'launchQueue', {value: queue}); \
        window.openWith = files => { \
            const handle = ([name, type, text]) => ({kind: 'file', name, getFile: async () => { \
                if (text === null) throw new DOMException('gone', 'NotFoundError'); \
                return new File([text], name, {type}); \
            }}); \
            const launch = {targetURL: location.href, files: files.map(handle)}; \
            if (consumer) consumer(launch); else waiting.push(launch); \
            return !!consumer; \
        }";
    let source = json!({ "source": source });
    app.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
    Ok(())
}

/// Opens files with the app as the device does; answers whether the app was there to take them.
/// The queue keeps them otherwise.
///
/// # Errors
/// When there is no queue of ours.
pub async fn open_with(app: &App, files: &[Handed]) -> Result<bool> {
    let files: Vec<Value> = files.iter().map(Handed::json).collect();
    let taken = app.js("return window.openWith(arguments[0])", json!([files])).await?;
    taken.as_bool().context("no queue")
}

/// The files on the list: name, and where each is on its way.
///
/// # Errors
/// When the driver refuses.
pub async fn listed(app: &App) -> Result<Vec<(String, String)>> {
    let script = "return [...document.querySelectorAll('#handed li')].map(row => [row.dataset.handed, row.dataset.state])";
    Ok(serde_json::from_value(app.js(script, json!([])).await?)?)
}

/// Waits until a file on the list is on its way so far: `waiting`, `merged`, `refused`.
///
/// # Errors
/// When it is not in time.
pub async fn expect(app: &App, name: &str, state: &str) -> Result<()> {
    app.find(&row(name, &format!("[data-state={state}]"))).await?;
    Ok(())
}

/// Presses what takes a file in, `take`, or puts it away, `aside`.
///
/// # Errors
/// When there is no such file.
pub async fn press(app: &App, name: &str, what: &str) -> Result<()> {
    app.click(&row(name, &format!(" [data-do={what}]"))).await
}

/// Takes back what merging a file did.
///
/// # Errors
/// When it cannot be taken back.
pub async fn undo(app: &App, name: &str) -> Result<()> {
    app.click(&row(name, " .callout .btn")).await?;
    app.gone(&row(name, " .callout .btn")).await
}

/// What merging a file did: records that are new, that changed.
///
/// # Errors
/// When it did not end in time.
pub async fn merged(app: &App, name: &str) -> Result<(u64, u64)> {
    let script = "const report = document.querySelector(arguments[0])?.dataset; \
        return report && [Number(report.created), Number(report.changed)]";
    let css = row(name, " .callout[data-created]");
    Ok(serde_json::from_value(app.until_js(name, script, json!([css])).await?)?)
}

fn row(name: &str, rest: &str) -> String {
    format!("#handed li[data-handed='{name}']{rest}")
}

/// How many shared files are kept for the app.
///
/// # Errors
/// When the driver refuses.
pub async fn kept(app: &App) -> Result<u64> {
    let script = "const name = (await caches.keys()).find(name => name.startsWith('rapport-handed ')); \
        return name ? (await (await caches.open(name)).keys()).length : 0";
    let script = format!("return (async () => {{ {script} }})()");
    app.js(&script, json!([])).await?.as_u64().context("no number")
}
