//! A day with the app: opening it, finding somebody, saving a note, looking at segments, looking
//! for duplicates.

use super::{Scene, bundle};
use crate::{
    measure::{
        DUPLICATES, DUPLICATES_BLOCKED, LIST, OPEN_BLOCKED, OPEN_HEAP, OPEN_LISTED, OPEN_PAINTED,
        OPEN_READY, OPEN_WASM, RFM_PAGE, SAVE, SCROLL_FRAME, SCROLL_ROWS, SEARCH_P50, SEARCH_P95,
    },
    probe::{self, Memory},
};
use anyhow::{Context, Result, ensure};
use e2e::{
    App,
    pages::{customers, segments, shell},
};
use model::Day;
use serde::Deserialize;
use serde_json::json;

/// Letters typed of each name.
const LETTERS: usize = 10;
/// How often an edit is saved and a day asked for, in each run.
const TIMES: i32 = 5;

/// Measures it in one profile, with the browser started anew for each run.
///
/// # Errors
/// When the app does not do what it is asked.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let profile = scene.profile("using");
    let app = probe::start(scene.world, &profile).await?;
    bundle::import(&app, &scene.data.bundle).await?;
    scene.world.quit(app).await?;
    for run in 0..scene.runs {
        let app = probe::start(scene.world, &profile).await?;
        open(scene, &app).await.context("open")?;
        list(scene, &app).await.context("list")?;
        search(scene, &app).await.context("search")?;
        scroll(scene, &app).await.context("scroll")?;
        rfm(scene, &app, run).await.context("segments")?;
        duplicates(scene, &app).await.context("duplicates")?;
        save(scene, &app, run).await.context("save")?;
        scene.world.quit(app).await?;
    }
    Ok(())
}

async fn open(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    let size = scene.size();
    let opened = probe::open(app, "/customers", true).await?;
    scene.report.add(OPEN_PAINTED, size, opened.painted);
    scene.report.add(OPEN_READY, size, opened.ready);
    scene.report.add(OPEN_LISTED, size, opened.listed);
    scene.report.add(OPEN_BLOCKED, size, opened.longest);
    let memory: Memory = probe::call(app, "memory", json!([])).await?;
    if let Some(bytes) = memory.wasm {
        scene.report.add(OPEN_WASM, size, bytes);
    }
    if let Some(bytes) = memory.heap {
        scene.report.add(OPEN_HEAP, size, bytes);
    }
    let (_, total) = customers::counts(app).await?;
    e2e::same(total, size as u64, "customers after the browser was started again")
}

async fn list(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/settings").await?;
    app.gone(".vrow").await?;
    let time = probe::call(app, "go", json!(["/customers"])).await?;
    ensure!(app.count(".vrow").await? > 0, "no row is there");
    scene.report.add(LIST, scene.data.customers, time);
    Ok(())
}

async fn search(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    #[derive(Deserialize)]
    struct Found {
        times: Vec<f64>,
        names: Vec<String>,
    }
    for name in &scene.data.names {
        let typed: String = name.chars().take(LETTERS).collect();
        let found: Found = probe::call(app, "search", json!([typed])).await?;
        let is_there = found.names.iter().any(|shown| shown.contains(typed.trim()));
        ensure!(is_there, "{typed:?} is not among {:?}", found.names);
        for time in found.times {
            scene.report.add(SEARCH_P50, scene.data.customers, time);
            scene.report.add(SEARCH_P95, scene.data.customers, time);
        }
    }
    Ok(())
}

async fn scroll(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    #[derive(Deserialize)]
    struct Scrolled {
        worst: f64,
        rows: f64,
    }
    let scrolled: Scrolled = probe::call(app, "scroll", json!([])).await?;
    scene.report.add(SCROLL_FRAME, scene.data.customers, scrolled.worst);
    scene.report.add(SCROLL_ROWS, scene.data.customers, scrolled.rows);
    Ok(())
}

async fn rfm(scene: &mut Scene<'_>, app: &App, run: usize) -> Result<()> {
    shell::go(app, "/segments").await?;
    let mut before = segments::read(app).await?;
    for back in 1..=TIMES {
        // A day nobody asked for before, so that no answer can have been kept.
        let number = scene.data.today.number() - run as i32 * TIMES - back;
        let day = Day::from_number(number).context("no such day")?.to_string();
        let time = probe::call(app, "segments", json!([day])).await?;
        let table = segments::read(app).await?;
        ensure!(table != before, "another day changes nothing");
        before = table;
        scene.report.add(RFM_PAGE, scene.data.customers, time);
    }
    Ok(())
}

async fn duplicates(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/data").await?;
    shell::go(app, "/data/duplicates").await?;
    probe::watch(app, "click", "#find-duplicates", &["element", "#pairs-found"]).await?;
    app.click("#find-duplicates").await?;
    let span = probe::span(app, "the search for duplicates").await?;
    scene.report.add(DUPLICATES, scene.data.customers, span.time);
    scene.report.add(DUPLICATES_BLOCKED, scene.data.customers, span.longest);
    Ok(())
}

async fn save(scene: &mut Scene<'_>, app: &App, run: usize) -> Result<()> {
    shell::go(app, "/customers").await?;
    let name = customers::names(app).await?.into_iter().next().context("no row is there")?;
    customers::open(app, &name).await?;
    for edit in 0..TIMES {
        app.click("#edit-customer").await?;
        app.find(customers::FORM).await?;
        let notes = format!("Measured in run {run}, edit {edit}");
        let time = probe::call(app, "save", json!([notes])).await?;
        app.gone(customers::FORM).await?;
        scene.report.add(SAVE, scene.data.customers, time);
    }
    Ok(())
}
