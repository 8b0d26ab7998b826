//! The page of one customer.

use super::customers::{self, FORM};
use super::{shell, submit};
use crate::App;
use anyhow::Result;

/// The name at the top.
///
/// # Errors
/// When no customer shows.
pub async fn name(app: &App) -> Result<String> {
    app.text(".record-id h1").await
}

/// Opens the form with what is known.
///
/// # Errors
/// When it does not open.
pub async fn edit(app: &App) -> Result<()> {
    app.click("#edit-customer").await?;
    app.find(FORM).await?;
    Ok(())
}

/// Changes one field, such as `name`, of the customer who is called `of`, found in the list.
///
/// # Errors
/// When it is not saved.
pub async fn change(app: &App, of: &str, field: &str, value: &str) -> Result<()> {
    shell::go(app, "/customers").await?;
    customers::open(app, of).await?;
    edit(app).await?;
    app.fill(&format!("#customer-{field}"), value).await?;
    submit(app, FORM).await?;
    let called = if field == "name" { value } else { of };
    shell::said(app, &format!("saved: {called}")).await
}

/// Deletes the customer, from the form.
///
/// # Errors
/// When the form does not offer it.
pub async fn delete(app: &App) -> Result<()> {
    edit(app).await?;
    app.click(&format!("{FORM} .btn.danger")).await?;
    app.gone(FORM).await
}

/// The titles on the timeline, newest first.
///
/// # Errors
/// When the driver refuses.
pub async fn timeline(app: &App) -> Result<Vec<String>> {
    app.texts("#timeline .tl-title").await
}

/// The tags under the name.
///
/// # Errors
/// When the driver refuses.
pub async fn tags(app: &App) -> Result<Vec<String>> {
    app.texts(".record-id .tag").await
}
