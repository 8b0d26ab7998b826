//! Clusters: looking for them, reading their cards, keeping them.

use crate::App;
use anyhow::Result;
use serde_json::json;

/// The address of the page.
pub const PAGE: &str = "/segments/clusters";

/// A card: the cluster's name, how many customers it has, what is said of it.
pub type Card = (String, u64, Vec<String>);

/// Looks for clusters, and waits until they are there.
///
/// # Errors
/// When none are found.
pub async fn find(app: &App) -> Result<()> {
    app.click("#find-clusters").await?;
    app.find(".cluster-card .stat-value").await?;
    Ok(())
}

/// The cards, in their order.
///
/// # Errors
/// When the driver refuses.
pub async fn cards(app: &App) -> Result<Vec<Card>> {
    let script = "return [...document.querySelectorAll('.cluster-card')].map(card => [\
        card.querySelector('input').value,\
        Number(card.querySelector('[data-customers]').dataset.customers),\
        [...card.querySelectorAll('.cluster-told li')].map(line => line.innerText)])";
    Ok(serde_json::from_value(app.js(script, json!([])).await?)?)
}
