//! What surrounds every page.

use crate::App;
use anyhow::Result;
use serde_json::{Value, json};

const TOAST: &str = ".toasts .toast";

/// What is said in passing, oldest first.
///
/// # Errors
/// When the driver refuses.
pub async fn toasts(app: &App) -> Result<Vec<String>> {
    app.texts(&format!("{TOAST} > span")).await
}

/// Waits until something in passing holds this text.
///
/// # Errors
/// When nothing does.
pub async fn said(app: &App, text: &str) -> Result<()> {
    app.see(&format!("{TOAST} > span"), text).await
}

/// Presses "Undo" on the latest toast.
///
/// # Errors
/// When there is none.
pub async fn undo(app: &App) -> Result<()> {
    app.click(&format!("{TOAST}:last-child .btn:not(.icon-only)")).await
}

/// Waits until the app is kept for times without a network.
///
/// # Errors
/// When it never is.
pub async fn kept_offline(app: &App) -> Result<()> {
    app.until_js(
        "everything to be kept offline",
        "return document.documentElement.dataset.offline === 'ready' && !!navigator.serviceWorker.controller",
        json!([]),
    )
    .await?;
    Ok(())
}

/// Waits until the app shows this network state: `online` or `offline`.
///
/// # Errors
/// When it never does.
pub async fn network_state(app: &App, state: &str) -> Result<()> {
    app.find(&format!(".net[data-state={state}]")).await?;
    Ok(())
}

/// Tells the browser that it has, or has no, network.
///
/// # Errors
/// When it refuses.
pub async fn set_network(app: &App, online: bool) -> Result<()> {
    let conditions = json!({
        "offline": !online, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
    });
    app.driver.cdp().send_raw("Network.enable", json!({})).await?;
    app.driver.cdp().send_raw("Network.emulateNetworkConditions", conditions).await?;
    Ok(())
}

/// Goes to a place by the navigation, without loading the page again.
///
/// # Errors
/// When there is no way to it.
pub async fn go(app: &App, path: &str) -> Result<()> {
    let script = "const links = [...document.querySelectorAll('nav a')]; \
        const link = links.find(a => a.getAttribute('href').endsWith(arguments[0]) && a.offsetParent); \
        if (!link) return false; link.click(); return true";
    app.until_js(&format!("a way to {path}"), script, json!([path])).await?;
    app.until_js(path, "return location.pathname.endsWith(arguments[0])", json!([path])).await?;
    Ok(())
}

/// Sets theme (`light`, `dark`) and language (`en`, `zh-CN`) of this device, and loads the page
/// again with them.
///
/// # Errors
/// When the page does not load.
pub async fn prefer(app: &App, theme: &str, language: &str) -> Result<()> {
    let script = "localStorage.setItem('rapport.theme', JSON.stringify(arguments[0])); \
                  localStorage.setItem('rapport.language', JSON.stringify(arguments[1]))";
    app.js(script, json!([theme, language])).await?;
    app.reload().await?;
    app.until_js(
        "theme and language",
        "const {lang, dataset} = document.documentElement; return lang === arguments[1] && dataset.theme === arguments[0]",
        json!([theme, language]),
    )
    .await?;
    Ok(())
}

/// How many CSS pixels the page is wider than it should be, and what sticks out.
///
/// # Errors
/// When the driver refuses.
pub async fn overflow(app: &App, width: u32) -> Result<Option<Value>> {
    let script = "const wide = document.documentElement.scrollWidth - arguments[0]; \
        if (wide <= 0) return null; \
        const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > arguments[0] + 1); \
        return {wide, out: out.slice(0, 5).map(e => e.outerHTML.slice(0, 120))}";
    let found = app.js(script, json!([width])).await?;
    Ok((!found.is_null()).then_some(found))
}
