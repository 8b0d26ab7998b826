//! Where things are on the screens, one file each.

pub mod charts;
pub mod clusters;
pub mod contacts;
pub mod customer;
pub mod customers;
pub mod data;
pub mod fields;
pub mod folder;
pub mod handed;
pub mod health;
pub mod history;
pub mod interaction;
pub mod kpi;
pub mod lists;
pub mod order;
pub mod palette;
pub mod rules;
pub mod scoring;
pub mod segments;
pub mod settings;
pub mod shell;
pub mod sync;
pub mod tasks;
pub mod tiers;
pub mod trash;
pub mod value;
pub mod watch;

/// Presses the button that saves the open form, and waits until the form is gone: it goes when
/// what it held is durable.
///
/// # Errors
/// When the form stays.
async fn submit(app: &crate::App, form: &str) -> anyhow::Result<()> {
    app.click(&format!("{form} button[type=submit]")).await?;
    app.gone(form).await
}
