//! The page of tiers.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;

/// The table.
pub const TABLE: &str = "#tier-table";

/// How many customers are in a tier; `total` for all.
///
/// # Errors
/// When the table does not say.
pub async fn customers(app: &App, tier: &str) -> Result<u64> {
    attribute(app, &format!("{TABLE} tr[data-tier={tier}]"), "customers").await
}

/// How many in a tier are due without a task.
///
/// # Errors
/// When the page does not say.
pub async fn open(app: &App, tier: &str) -> Result<u64> {
    attribute(app, &format!(".tier-due[data-tier={tier}]"), "open").await
}

async fn attribute(app: &App, css: &str, name: &str) -> Result<u64> {
    app.find(css).await?;
    let script = "return Number(document.querySelector(arguments[0]).dataset[arguments[1]])";
    app.js(script, json!([css, name])).await?.as_u64().context("no number")
}
