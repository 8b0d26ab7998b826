//! Logging an interaction.

use super::submit;
use crate::App;
use anyhow::Result;

/// The form.
pub const FORM: &str = "#interaction-form";

/// Opens the form from a customer's page, by the quick button of a channel.
///
/// # Errors
/// When it does not open.
pub async fn begin(app: &App, channel: &str) -> Result<()> {
    app.click(&format!(".quick button[data-channel={channel}]")).await?;
    app.find(FORM).await?;
    Ok(())
}

/// Logs one from a customer's page, and waits until it is on the timeline.
///
/// # Errors
/// When it does not get there.
pub async fn log(app: &App, channel: &str, subject: &str) -> Result<()> {
    begin(app, channel).await?;
    app.fill("#interaction-subject", subject).await?;
    submit(app, FORM).await?;
    app.see("#timeline .tl-title", subject).await
}
