//! The watch list.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;

/// How many customers somebody is to be told of.
///
/// # Errors
/// When the page does not say.
pub async fn count(app: &App) -> Result<u64> {
    app.find("#warned-count").await?;
    let script = "return Number(document.querySelector('#warned-count').dataset.count)";
    app.js(script, json!([])).await?.as_u64().context("no count")
}

/// Waits until there are so many.
///
/// # Errors
/// When there are not.
pub async fn expect(app: &App, expected: u64) -> Result<()> {
    let script = "return document.querySelector('#warned-count')?.dataset.count === arguments[0]";
    app.until_js("so many on the watch list", script, json!([expected.to_string()])).await?;
    Ok(())
}

/// Of how many customers a rule warns, on the page of rules.
///
/// # Errors
/// When the page does not say.
pub async fn rule_count(app: &App, rule: &str) -> Result<u64> {
    let css = format!("[data-rule={rule}]");
    app.find(&css).await?;
    let script = "return Number(document.querySelector(arguments[0]).dataset.count)";
    app.js(script, json!([css])).await?.as_u64().context("no count")
}
