//! The segments.

use crate::App;
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeMap;

/// Customers in each segment, by its code, and the revenue of all in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Customers by segment; those without a purchase as `unscored`, all as `total`.
    pub customers: BTreeMap<String, u64>,
    /// The sum of orders, as the screen says.
    pub revenue: String,
    /// Every cell of the table.
    pub cells: Vec<String>,
}

/// The table as of a day, as `2026-11-22`; the page must not show another day's before.
///
/// # Errors
/// When there is none.
pub async fn as_of(app: &App, day: &str) -> Result<Table> {
    app.visit(&format!("/segments?day={day}")).await?;
    app.until_js(
        "the day",
        "return document.querySelector('#segments-day')?.value === arguments[0]",
        json!([day]),
    )
    .await?;
    read(app).await
}

/// The table on screen.
///
/// # Errors
/// When there is none.
pub async fn read(app: &App) -> Result<Table> {
    app.find("#total-revenue").await?;
    let script = "const rows = [...document.querySelectorAll('#segment-table tr[data-segment]')]; \
        return Object.fromEntries(rows.map(row => [row.dataset.segment, Number(row.dataset.customers)]))";
    Ok(Table {
        customers: serde_json::from_value(app.js(script, json!([])).await?)?,
        revenue: app.text("#total-revenue").await?,
        cells: app.texts("#segment-table tbody :is(th, td)").await?,
    })
}
