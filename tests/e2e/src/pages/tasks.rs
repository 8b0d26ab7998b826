//! The list of tasks, the card on a customer's page, and the form.

use super::submit;
use crate::App;
use anyhow::Result;

/// The form.
pub const FORM: &str = "#task-form";

/// Writes one down by the form that `button` opens; `due` is the number of the press that sets
/// its day: 1 for today, 2 for tomorrow, 3 for in a week.
///
/// # Errors
/// When it is not saved.
pub async fn add(app: &App, button: &str, title: &str, due: usize) -> Result<()> {
    app.click(button).await?;
    app.fill("#task-title", title).await?;
    app.click(&format!(".soon > .btn:nth-child({due})")).await?;
    submit(app, FORM).await
}

/// Does the first one that `place` lists, with one press.
///
/// # Errors
/// When there is none.
pub async fn tick(app: &App, place: &str) -> Result<()> {
    app.click(&format!("{place} .tick")).await
}

/// Shows a group, such as `today` or `done`.
///
/// # Errors
/// When it is not offered.
pub async fn show(app: &App, group: &str) -> Result<()> {
    app.click(&format!(".pill[data-when={group}]")).await?;
    app.find(&format!(".pill[data-when={group}][aria-pressed=true]")).await?;
    Ok(())
}
