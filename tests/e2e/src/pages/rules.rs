//! Segments by rule: the list, and the page where one is made.

use crate::App;
use anyhow::Result;
use serde_json::json;

/// The address of the list.
pub const LIST: &str = "/segments/rules";

/// Sets the condition at a place of the rule (such as `0`, or `1-0` in a nested group).
///
/// # Errors
/// When there is no such condition, or it cannot be asked so.
pub async fn ask(app: &App, at: &str, field: &str, test: &str, value: Option<&str>) -> Result<()> {
    app.choose(&format!("#rule-{at}-field"), field).await?;
    app.choose(&format!("#rule-{at}-test"), test).await?;
    match value {
        Some(value) => app.fill(&format!("#rule-{at}-value"), value).await,
        None => Ok(()),
    }
}

/// Adds a condition to the group at a place; the whole rule is at `""`.
///
/// # Errors
/// When there is no such group.
pub async fn add(app: &App, group: &str) -> Result<()> {
    let id = if group.is_empty() { "#rule-add".to_owned() } else { format!("#rule-{group}-add") };
    app.click(&id).await
}

/// Waits until the rule finds so many.
///
/// # Errors
/// When it never does.
pub async fn finds(app: &App, count: u32) -> Result<()> {
    app.see("#rule-count", &count.to_string()).await
}

/// Saves, and waits for the list.
///
/// # Errors
/// When it is not saved.
pub async fn save(app: &App) -> Result<()> {
    app.click("#save-rule").await?;
    app.gone("#rule-form").await
}

/// Names in the list, with how many customers each has.
///
/// # Errors
/// When the driver refuses.
pub async fn listed(app: &App) -> Result<Vec<(String, String)>> {
    let script = "return [...document.querySelectorAll('.rule-card')].map(card => \
        [card.querySelector('h2').innerText.trim(), card.dataset.customers ?? 'nobody'])";
    Ok(serde_json::from_value(app.js(script, json!([])).await?)?)
}
