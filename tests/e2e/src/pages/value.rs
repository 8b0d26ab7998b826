//! Lifetime value.

use crate::App;
use anyhow::{Context, Result};

/// The orders in CDNOW's first 39 weeks, with the other 39 held out, looked at on the last day.
pub const CDNOW: &str = "/segments/value?until=1997-09-30&held=39&day=1998-06-30";

/// Fits what the address asks, and waits for it to be kept.
///
/// # Errors
/// When it is not.
pub async fn fit(app: &App) -> Result<()> {
    app.click("#value-fit").await?;
    app.find("#value-totals").await.map(drop)
}

/// A whole number shown by a tile.
///
/// # Errors
/// When there is none.
pub async fn tile(app: &App, id: &str) -> Result<u64> {
    let text = app.text(&format!("#{id} .kpi-value")).await?;
    text.replace(',', "").parse().with_context(|| text)
}
