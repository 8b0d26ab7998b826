//! The settings.

use crate::App;
use anyhow::Result;
use serde_json::json;

/// Chooses the colours: `system`, `light` or `dark`.
///
/// # Errors
/// When the page does not follow.
pub async fn theme(app: &App, theme: &str) -> Result<()> {
    app.choose("#theme", theme).await?;
    shows(app, "theme", theme).await
}

/// Chooses the language: `en` or `zh-CN`.
///
/// # Errors
/// When the page does not follow.
pub async fn language(app: &App, language: &str) -> Result<()> {
    app.choose("#language", language).await?;
    shows(app, "lang", language).await
}

/// Waits until the page has this theme or `lang`uage.
///
/// # Errors
/// When it does not follow.
pub async fn shows(app: &App, what: &str, value: &str) -> Result<()> {
    let script = "const root = document.documentElement; \
        return (arguments[0] === 'lang' ? root.lang : root.dataset[arguments[0]]) === arguments[1]";
    app.until_js(&format!("{what} {value}"), script, json!([what, value])).await?;
    Ok(())
}
