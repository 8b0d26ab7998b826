//! A day with the app: opening it, finding somebody, saving a note, looking at segments, looking
//! for duplicates.

use super::{Scene, Shared, bundle, search};
use crate::{
    measure::{
        DUPLICATES, DUPLICATES_BLOCKED, LIST, OPEN_BLOCKED, OPEN_FIGURES, OPEN_HEAP, OPEN_LISTED,
        OPEN_MEMORY, OPEN_PAINTED, OPEN_READY, OPEN_WASM, RFM_PAGE, SAVE, SCROLL_FRAME,
        SCROLL_ROWS,
    },
    probe,
};
use anyhow::{Context, Result, ensure};
use e2e::{
    App,
    pages::{customers, segments, shell},
};
use model::Day;
use serde::Deserialize;
use serde_json::json;

/// How often an edit is saved and a day asked for, in each run.
const TIMES: i32 = 5;

/// Brings the data into the profile that is used from then on.
///
/// # Errors
/// When it is not taken.
pub async fn fill(scene: &mut Scene<'_>) -> Result<()> {
    let profile = scene.profile("using");
    let app = probe::start(scene.world, &profile).await?;
    bundle::import(&app, &scene.data.bundle).await?;
    scene.world.quit(app).await
}

/// Measures it in that profile, with the browser started anew for each run.
pub async fn measure(scene: &mut Scene<'_>) {
    for run in 0..scene.report.runs {
        scene.run = run;
        let mut shared = Shared { path: "/customers", app: None };
        let first = async |scene: &mut Scene<'_>| {
            shared.app = Some(open(scene).await?);
            Ok(())
        };
        scene.attempt("open", first).await;
        scene.step(&mut shared, "list", list).await;
        for (way, what) in search::WAYS {
            let search =
                async |scene: &mut Scene<'_>, app: &App| search::measure(scene, app, way).await;
            scene.step(&mut shared, what, search).await;
        }
        scene.step(&mut shared, "scroll", scroll).await;
        scene.step(&mut shared, "segments", rfm).await;
        scene.step(&mut shared, "duplicates", duplicates).await;
        scene.step(&mut shared, "save", save).await;
        scene.quit(shared).await;
    }
}

async fn open(scene: &mut Scene<'_>) -> Result<App> {
    let (size, profile) = (scene.size(), scene.profile("using"));
    let app = probe::start(scene.world, &profile).await?;
    let opened = probe::open(&app, "/customers", true).await?;
    let memory = probe::memory(&app).await?;
    scene.report.add(OPEN_PAINTED, size, opened.painted);
    scene.report.add(OPEN_LISTED, size, opened.listed.context("no row was painted")?);
    scene.report.add(OPEN_READY, size, opened.ready);
    scene.report.add(OPEN_FIGURES, size, opened.figures.context("no figure was painted")?);
    scene.report.add(OPEN_BLOCKED, size, opened.longest);
    scene.report.add(OPEN_WASM, size, memory.wasm);
    scene.report.add(OPEN_HEAP, size, memory.heap);
    scene.report.add(OPEN_MEMORY, size, memory.sum());
    let (_, total) = customers::counts(&app).await?;
    e2e::same(total, size as u64, "customers after the browser was started again")?;
    Ok(app)
}

async fn list(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/settings").await?;
    app.gone(".vrow").await?;
    let time = probe::call(app, "go", json!(["/customers"])).await?;
    ensure!(app.count(".vrow").await? > 0, "no row is there");
    scene.report.add(LIST, scene.data.customers, time);
    Ok(())
}

async fn scroll(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    #[derive(Deserialize)]
    struct Scrolled {
        worst: f64,
        rows: f64,
    }
    shell::go(app, "/customers").await?;
    let scrolled: Scrolled = probe::call(app, "scroll", json!([])).await?;
    scene.report.add(SCROLL_FRAME, scene.data.customers, scrolled.worst);
    scene.report.add(SCROLL_ROWS, scene.data.customers, scrolled.rows);
    Ok(())
}

async fn rfm(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/segments").await?;
    let mut before = segments::read(app).await?;
    for back in 1..=TIMES {
        // A day nobody asked for before, so that no answer can have been kept.
        let number = scene.data.today.number() - scene.run as i32 * TIMES - back;
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

async fn save(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/customers").await?;
    let name = customers::names(app).await?.into_iter().next().context("no row is there")?;
    customers::open(app, &name).await?;
    for edit in 0..TIMES {
        app.click("#edit-customer").await?;
        app.find(customers::FORM).await?;
        let notes = format!("Measured in run {}, edit {edit}", scene.run);
        let time = probe::call(app, "save", json!([notes])).await?;
        app.gone(customers::FORM).await?;
        scene.report.add(SAVE, scene.data.customers, time);
    }
    Ok(())
}
