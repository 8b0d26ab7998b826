//! The history.

use crate::App;
use anyhow::Result;
use serde_json::json;

/// What an open entry says of what taking it back would do.
pub const HINT: &str = ".change[open] .take-back .hint";

/// Shows all of it, freshly loaded.
///
/// # Errors
/// When the page does not show.
pub async fn visit(app: &App) -> Result<()> {
    app.visit("/data/history").await?;
    app.find("main h2").await?;
    Ok(())
}

/// What was done, newest first.
///
/// # Errors
/// When the driver refuses.
pub async fn titles(app: &App) -> Result<Vec<String>> {
    app.texts(".change-title").await
}

/// Waits until exactly this was done, newest first.
///
/// # Errors
/// When it never reads so; what is there instead is named.
pub async fn expect(app: &App, expected: &[&str]) -> Result<()> {
    let seen =
        app.until(&format!("{expected:?}"), async || {
            Ok((titles(app).await? == expected).then_some(()))
        })
        .await;
    match seen {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(format!("there is {:?}", titles(app).await?))),
    }
}

/// Opens the entry in this place, counted from 0, or closes it, and waits for what it changed.
///
/// # Errors
/// When there is none.
pub async fn open(app: &App, at: usize) -> Result<()> {
    let script = "const all = document.querySelectorAll('.change > summary'); \
        if (!all[arguments[0]]) return false; all[arguments[0]].click(); return true";
    app.until_js(&format!("entry {at}"), script, json!([at])).await?;
    app.find(".change[open] .take-back").await?;
    Ok(())
}

/// The values an open entry changed: name, before, after.
///
/// # Errors
/// When the driver refuses.
pub async fn values(app: &App) -> Result<Vec<[String; 3]>> {
    let script = "return [...document.querySelectorAll('.change[open] .edits tbody tr')] \
        .map(row => [...row.children].map(cell => cell.innerText.trim()))";
    Ok(serde_json::from_value(app.js(script, json!([])).await?)?)
}

/// Takes the open entry back.
///
/// # Errors
/// When it cannot be.
pub async fn take_back(app: &App) -> Result<()> {
    app.click(".change[open] [data-do=take-back]").await
}
