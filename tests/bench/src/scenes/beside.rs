//! Scoring, listing and storing, beside plain JavaScript, DuckDB-WASM and Dexie in one page on the
//! same data.

use super::Scene;
use crate::measure::{
    BESIDE_DUCKDB, BESIDE_MORE, BESIDE_OF_DUCKDB, BESIDE_OF_PLAIN, BESIDE_PLAIN, BESIDE_RAPPORT,
    FIND_OF_PLAIN, FIND_PLAIN, FIND_RAPPORT, Measure, REREAD_DEXIE, REREAD_OF_DEXIE,
    REREAD_RAPPORT, SORT_OF_PLAIN, SORT_PLAIN, SORT_RAPPORT, STORE_DEXIE, STORE_OF_DEXIE,
    STORE_RAPPORT,
};
use anyhow::{Context, Result, bail};
use e2e::App;
use serde::Deserialize;
use serde_json::json;
use std::{
    fs,
    time::{Duration, Instant},
};
use xtask::{
    beside,
    server::StaticServer,
    tools::{dexie, duckdb},
};

/// When to give up: longer than a slow machine takes.
const PATIENCE: Duration = Duration::from_secs(600);
const PAUSE: Duration = Duration::from_millis(200);
/// Rounds in each run.
const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Measured {
    scored: Scored,
    listed: Listed,
    stored: Stored,
}

#[derive(Deserialize)]
struct Scored {
    orders: usize,
    customers: usize,
    version: String,
    rapport: Vec<f64>,
    plain: Vec<f64>,
    duckdb: Vec<f64>,
    more: Vec<f64>,
}

#[derive(Deserialize)]
struct Listed {
    sorted: BesidePlain,
    searched: BesidePlain,
}

#[derive(Deserialize)]
struct BesidePlain {
    rapport: Vec<f64>,
    plain: Vec<f64>,
}

#[derive(Deserialize)]
struct Stored {
    version: String,
    stored: BesideDexie,
    read: BesideDexie,
}

#[derive(Deserialize)]
struct BesideDexie {
    rapport: Vec<f64>,
    dexie: Vec<f64>,
}

/// Measures all of them in turn, and has them agree on every score, every list and every name.
///
/// # Errors
/// When the page fails, or one of them comes to something else.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let folder = beside::folder();
    fs::copy(&scene.data.orders_csv, folder.join("orders.csv"))?;
    fs::copy(&scene.data.customers_bundle, folder.join("customers.json"))?;
    let server = StaticServer::start(&folder, "/", 0)?;
    for run in 0..scene.report.runs {
        let profile = scene.profile(&format!("beside{run}"));
        let app = scene.world.start(&profile).await?;
        app.driver.goto(server.url()).await?;
        let Measured { scored, listed, stored } = measured(&app).await?;
        if run == 0 {
            println!(
                "  {} orders of {} customers, DuckDB {} (npm {}), Dexie {} (npm {})",
                scored.orders,
                scored.customers,
                scored.version,
                duckdb::VERSION,
                stored.version,
                dexie::VERSION
            );
        }
        add(scene, BESIDE_RAPPORT, &scored.rapport)?;
        add(scene, BESIDE_MORE, &scored.more)?;
        beside(scene, BESIDE_PLAIN, &scored.plain, BESIDE_OF_PLAIN, &scored.rapport)?;
        beside(scene, BESIDE_DUCKDB, &scored.duckdb, BESIDE_OF_DUCKDB, &scored.rapport)?;
        let Listed { sorted, searched } = listed;
        add(scene, SORT_RAPPORT, &sorted.rapport)?;
        beside(scene, SORT_PLAIN, &sorted.plain, SORT_OF_PLAIN, &sorted.rapport)?;
        add(scene, FIND_RAPPORT, &searched.rapport)?;
        beside(scene, FIND_PLAIN, &searched.plain, FIND_OF_PLAIN, &searched.rapport)?;
        let Stored { stored, read, .. } = stored;
        add(scene, STORE_RAPPORT, &stored.rapport)?;
        beside(scene, STORE_DEXIE, &stored.dexie, STORE_OF_DEXIE, &stored.rapport)?;
        add(scene, REREAD_RAPPORT, &read.rapport)?;
        beside(scene, REREAD_DEXIE, &read.dexie, REREAD_OF_DEXIE, &read.rapport)?;
        scene.world.quit(app).await?;
    }
    Ok(())
}

/// Has the page measure, and waits until it has.
async fn measured(app: &App) -> Result<Measured> {
    app.until_js("the page", "return typeof besideMeasure === 'function'", json!([])).await?;
    app.js("besideMeasure(arguments[0])", json!([ROUNDS])).await?;
    let start = Instant::now();
    loop {
        let state = app.js("return [besideMeasured, besideFailed]", json!([])).await?;
        if let Some(why) = state[1].as_str() {
            bail!("{why}");
        }
        if !state[0].is_null() {
            return Ok(serde_json::from_value(state[0].clone())?);
        }
        if start.elapsed() > PATIENCE {
            bail!("the page did not come to an end");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn add(scene: &mut Scene<'_>, measure: Measure, times: &[f64]) -> Result<()> {
    times.first().context("nothing was measured")?;
    let size = scene.size();
    times.iter().for_each(|time| scene.report.add(measure, size, *time));
    Ok(())
}

/// The times of another, and what part of them Rapport's `own` are, round by round.
fn beside(
    scene: &mut Scene<'_>,
    other: Measure,
    times: &[f64],
    part: Measure,
    own: &[f64],
) -> Result<()> {
    add(scene, other, times)?;
    let size = scene.size();
    let rounds = own.iter().zip(times).filter(|(_, time)| **time > 0.0);
    rounds.for_each(|(own, time)| scene.report.add(part, size, own / time));
    Ok(())
}
