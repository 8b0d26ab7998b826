//! The command palette.

use crate::App;
use anyhow::Result;
use thirtyfour::Key;

/// What it is.
pub const PALETTE: &str = "dialog.palette";

/// Opens it by the keyboard.
///
/// # Errors
/// When it does not open.
pub async fn open(app: &App) -> Result<()> {
    app.chord(Key::Control, "k").await?;
    app.find(PALETTE).await?;
    Ok(())
}

/// Types into it.
///
/// # Errors
/// When it cannot be typed into.
pub async fn ask(app: &App, typed: &str) -> Result<()> {
    app.fill(&format!("{PALETTE} input"), typed).await
}

/// Types into it, and waits until an offer holds this text.
///
/// # Errors
/// When none does.
pub async fn offers(app: &App, typed: &str, expected: &str) -> Result<()> {
    ask(app, typed).await?;
    app.see("#offers [role=option]", expected).await
}
