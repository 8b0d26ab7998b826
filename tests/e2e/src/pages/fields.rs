//! Fields people add, on the page of the settings.

use super::submit;
use crate::App;
use anyhow::Result;

/// The form.
pub const FORM: &str = "#field-form";

/// Fills in the form of a new field of a kind. What it holds is as in a bundle: `choice`,
/// `flag` and so on.
///
/// # Errors
/// When the form does not take it.
pub async fn begin(app: &App, kind: &str, name: &str, holds: &str) -> Result<()> {
    app.click(&format!("#add-field-{kind}")).await?;
    app.fill("#field-name", name).await?;
    app.choose("#field-type", holds).await
}

/// Adds a field to a kind, and waits until it is listed.
///
/// # Errors
/// When it is not added.
pub async fn add(app: &App, kind: &str, name: &str, holds: &str, choices: &[&str]) -> Result<()> {
    begin(app, kind, name, holds).await?;
    if !choices.is_empty() {
        app.fill("#field-choices", &choices.join("\n")).await?;
    }
    submit(app, FORM).await?;
    app.see(&format!("#fields-{kind} li"), name).await
}

/// The fields of a kind that are in use, in their order.
///
/// # Errors
/// When the driver refuses.
pub async fn names(app: &App, kind: &str) -> Result<Vec<String>> {
    app.texts(&format!("#fields-{kind} li .field-item-text > p:first-child")).await
}

/// Retires a field, by its key.
///
/// # Errors
/// When its form does not offer that.
pub async fn retire(app: &App, key: &str) -> Result<()> {
    app.click(&format!("[data-field={key}] [data-edit]")).await?;
    app.click("#retire-field").await?;
    app.gone(FORM).await?;
    app.find(&format!("[data-field={key}] [data-back]")).await?;
    Ok(())
}

/// Brings a retired field back.
///
/// # Errors
/// When it is not retired.
pub async fn bring_back(app: &App, key: &str) -> Result<()> {
    app.click(&format!("[data-field={key}] [data-back]")).await?;
    app.find(&format!("[data-field={key}] [data-edit]")).await?;
    Ok(())
}

/// Has lists show a field, by its key.
///
/// # Errors
/// When its form does not offer that.
pub async fn show_in_lists(app: &App, key: &str) -> Result<()> {
    app.click(&format!("[data-field={key}] [data-edit]")).await?;
    app.click("#field-listed").await?;
    submit(app, FORM).await
}
