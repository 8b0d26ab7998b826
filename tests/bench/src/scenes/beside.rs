//! Scoring, beside plain JavaScript and DuckDB-WASM in one page on the same orders.

use super::Scene;
use crate::measure::{
    BESIDE_DUCKDB, BESIDE_MORE, BESIDE_OF_DUCKDB, BESIDE_OF_PLAIN, BESIDE_PLAIN, BESIDE_RAPPORT,
};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;
use std::{
    fs,
    time::{Duration, Instant},
};
use xtask::{beside, server::StaticServer, tools::duckdb};

/// When to give up: longer than a slow machine takes.
const PATIENCE: Duration = Duration::from_secs(600);
const PAUSE: Duration = Duration::from_millis(200);
/// Rounds in each run.
const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Measured {
    orders: usize,
    customers: usize,
    duckdb: String,
    rapport: Vec<f64>,
    plain: Vec<f64>,
    #[serde(rename = "duckdbTimes")]
    database: Vec<f64>,
    more: Vec<f64>,
}

/// Measures all three in turn, and has them agree on every score.
///
/// # Errors
/// When the page fails, or one of them scores otherwise.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let folder = beside::folder();
    fs::copy(&scene.data.orders_csv, folder.join("orders.csv"))?;
    let server = StaticServer::start(&folder, "/", 0)?;
    for run in 0..scene.runs {
        let profile = scene.profile(&format!("beside{run}"));
        let app = scene.world.start(&profile).await?;
        app.driver.goto(server.url()).await?;
        app.until_js("the page", "return typeof besideMeasure === 'function'", json!([])).await?;
        app.js("besideMeasure(arguments[0])", json!([ROUNDS])).await?;
        let start = Instant::now();
        let measured: Measured = loop {
            let state = app.js("return [besideMeasured, besideFailed]", json!([])).await?;
            if let Some(why) = state[1].as_str() {
                bail!("{why}");
            }
            if !state[0].is_null() {
                break serde_json::from_value(state[0].clone())?;
            }
            if start.elapsed() > PATIENCE {
                bail!("the page did not come to an end");
            }
            tokio::time::sleep(PAUSE).await;
        };
        if run == 0 {
            println!(
                "  {} orders of {} customers, DuckDB {} (npm {})",
                measured.orders,
                measured.customers,
                measured.duckdb,
                duckdb::VERSION
            );
        }
        let size = scene.size();
        for (measure, times) in [
            (BESIDE_RAPPORT, &measured.rapport),
            (BESIDE_PLAIN, &measured.plain),
            (BESIDE_DUCKDB, &measured.database),
            (BESIDE_MORE, &measured.more),
        ] {
            times.first().context("nothing was measured")?;
            times.iter().for_each(|time| scene.report.add(measure, size, *time));
        }
        for (part, of) in
            [(BESIDE_OF_PLAIN, &measured.plain), (BESIDE_OF_DUCKDB, &measured.database)]
        {
            let rounds = measured.rapport.iter().zip(of).filter(|(_, other)| **other > 0.0);
            rounds.for_each(|(own, other)| scene.report.add(part, size, own / other));
        }
        scene.world.quit(app).await?;
    }
    Ok(())
}
