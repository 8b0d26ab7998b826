//! The customer list, and the form.

use super::submit;
use crate::App;
use anyhow::{Context, Result};
use serde_json::json;

/// The form.
pub const FORM: &str = "#customer-form";
/// The search field.
pub const SEARCH: &str = ".list-tools input[type=search]";

/// How many customers are listed, and how many there are, as the screen says.
///
/// # Errors
/// When the screen says neither.
pub async fn counts(app: &App) -> Result<(u64, u64)> {
    let text = app.text(".list-tools .count").await?;
    let (shown, total) =
        text.split_once(" of ").with_context(|| format!("{text:?} counts nothing"))?;
    let number = |text: &str| text.replace(',', "").trim().parse().context("no number");
    Ok((number(shown)?, number(total)?))
}

/// Waits until this many of this many are listed.
///
/// # Errors
/// When they never are.
pub async fn expect_counts(app: &App, shown: u64, total: u64) -> Result<()> {
    let seen = app
        .until(&format!("{shown} of {total} customers"), async || {
            Ok((counts(app).await? == (shown, total)).then_some(()))
        })
        .await;
    match seen {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(format!("{:?} are counted", app.texts(".count").await?))),
    }
}

/// The names on screen, top to bottom.
///
/// # Errors
/// When the driver refuses.
pub async fn names(app: &App) -> Result<Vec<String>> {
    // Rows stand where they are moved to, not where they are in the document.
    let script = "const rows = [...document.querySelectorAll('.vrow')]; \
        const at = row => Number(row.getAttribute('aria-rowindex')); \
        return rows.sort((a, b) => at(a) - at(b)).map(row => row.querySelector('.vrow-title').innerText.trim())";
    Ok(serde_json::from_value(app.js(script, json!([])).await?)?)
}

/// Waits until exactly these names are on screen, in this order.
///
/// # Errors
/// When they never are; those that are instead are named.
pub async fn expect_names(app: &App, expected: &[&str]) -> Result<()> {
    let seen = app
        .until(&format!("{expected:?}"), async || Ok((names(app).await? == expected).then_some(())))
        .await;
    match seen {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(format!("there are {:?}", names(app).await?))),
    }
}

/// Narrows the list to a text.
///
/// # Errors
/// When there is no search field.
pub async fn search(app: &App, text: &str) -> Result<()> {
    app.fill(SEARCH, text).await
}

/// Opens the customer of this name, who must be on screen.
///
/// # Errors
/// When nobody of that name is.
pub async fn open(app: &App, name: &str) -> Result<()> {
    let script = "const rows = [...document.querySelectorAll('.vrow-link')]; \
        const row = rows.find(row => row.innerText.trim() === arguments[0]); \
        if (!row) return false; row.click(); return true";
    app.until_js(&format!("a row of {name:?}"), script, json!([name])).await?;
    app.see(".record-id h1", name).await
}

/// Opens an empty form.
///
/// # Errors
/// When it does not open.
pub async fn new(app: &App) -> Result<()> {
    app.click("#new-customer, .empty .btn.primary").await?;
    app.find(FORM).await?;
    Ok(())
}

/// Saves the open form.
///
/// # Errors
/// When it stays open.
pub async fn save(app: &App) -> Result<()> {
    submit(app, FORM).await
}

/// Adds a customer of this name, from the list, and waits until their page shows.
///
/// # Errors
/// When they are not added.
pub async fn add(app: &App, name: &str) -> Result<()> {
    new(app).await?;
    app.fill("#customer-name", name).await?;
    save(app).await?;
    app.see(".record-id h1", name).await
}
