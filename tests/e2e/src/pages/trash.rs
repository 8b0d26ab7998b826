//! The trash.

use crate::App;
use anyhow::Result;
use serde_json::json;

/// Shows all that is in it, freshly loaded.
///
/// # Errors
/// When the page does not show.
pub async fn visit(app: &App) -> Result<()> {
    app.visit("/data/trash").await?;
    app.find("main .vrow, main .empty").await?;
    Ok(())
}

/// Narrows it to a text.
///
/// # Errors
/// When there is no search field.
pub async fn search(app: &App, text: &str) -> Result<()> {
    app.fill(super::customers::SEARCH, text).await
}

/// Presses what `css` names in the row of this title.
async fn press(app: &App, title: &str, css: &str) -> Result<()> {
    let script = "const rows = [...document.querySelectorAll('.vrow')]; \
        const row = rows.find(row => row.querySelector('.vrow-title').innerText.trim() === arguments[0]); \
        if (!row) return false; row.querySelector(arguments[1]).click(); return true";
    app.until_js(&format!("{title:?} in the trash"), script, json!([title, css])).await?;
    Ok(())
}

/// Brings the record of this title back.
///
/// # Errors
/// When it is not in the trash.
pub async fn bring_back(app: &App, title: &str) -> Result<()> {
    press(app, title, "[data-do=bring-back]").await
}

/// Chooses the record of this title.
///
/// # Errors
/// When it is not in the trash.
pub async fn choose(app: &App, title: &str) -> Result<()> {
    press(app, title, "input[type=checkbox]").await
}

/// Brings back what is chosen.
///
/// # Errors
/// When nothing is.
pub async fn bring_back_chosen(app: &App) -> Result<()> {
    app.click("#bring-back-chosen").await
}
