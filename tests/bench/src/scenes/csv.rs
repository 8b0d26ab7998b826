//! Customers and their orders from an ERP or a shop.

use super::Scene;
use crate::{
    measure::{CSV_BLOCKED, CSV_CUSTOMERS, CSV_ORDERS, CSV_WASM},
    probe::{self, Span},
};
use anyhow::{Context, Result};
use e2e::{App, pages::data, same};
use std::path::Path;

/// Measures both imports, each time into an empty workspace.
///
/// # Errors
/// When the app does not take every row.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let (size, files) = (scene.size(), scene.data);
    for run in 0..scene.report.runs {
        let profile = scene.profile(&format!("csv{run}"));
        let app = probe::start(scene.world, &profile).await?;
        let customers = import(&app, &files.customers_csv, "customers", files.customers).await?;
        let orders = import(&app, &files.orders_csv, "orders", files.orders).await?;
        scene.report.add(CSV_CUSTOMERS, size, customers.time);
        scene.report.add(CSV_ORDERS, size, orders.time);
        scene.report.add(CSV_BLOCKED, size, customers.longest.max(orders.longest));
        scene.report.add(CSV_WASM, size, probe::memory(&app).await?.wasm);
        scene.world.quit(app).await?;
    }
    Ok(())
}

/// From pressing the button until the report is there.
async fn import(app: &App, file: &Path, target: &str, rows: usize) -> Result<Span> {
    data::choose_file(app, file).await?;
    data::choose_target(app, target).await?;
    data::check(app).await?;
    probe::watch(app, "click", "#run-import", &["element", data::REPORT]).await?;
    app.click("#run-import").await?;
    let span = probe::span(app, "the import").await?;
    let created = app.find(data::REPORT).await?.attr("data-created").await?;
    let created: usize = created.context("the report counts nothing")?.parse()?;
    same(created, rows, "created from CSV")?;
    Ok(span)
}
