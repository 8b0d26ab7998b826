//! Adding an order.

use super::submit;
use crate::App;
use anyhow::Result;

/// The form.
pub const FORM: &str = "#order-form";

/// Adds one from a customer's page. The day is as `2026-11-22`.
///
/// # Errors
/// When it is not added.
pub async fn add(app: &App, amount: &str, day: &str) -> Result<()> {
    app.click("#add-order").await?;
    app.fill("#order-amount", amount).await?;
    app.choose("#order-day", day).await?;
    submit(app, FORM).await
}
