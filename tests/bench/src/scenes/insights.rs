//! What is worked out of everybody: each page as it is asked for the first time after the browser
//! was started, and long work in the worker.

use super::Scene;
use crate::{
    measure::{
        CLUSTERS, CLUSTERS_BLOCKED, CUSTOMER, CUSTOMER_BLOCKED, EMPTY, FIT, FIT_BLOCKED, FIT_CDNOW,
        KPI, KPI_BLOCKED, Measure, TIERS, TIERS_BLOCKED, WATCH, WATCH_BLOCKED,
    },
    probe::{self, Span},
    report::Report,
};
use anyhow::Result;
use e2e::{
    App, World,
    pages::{data, shell, value},
};
use xtask::project;

/// Measures it in the profile that was used before, with the browser started anew for each run.
///
/// # Errors
/// When a page does not show what it is to show.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    for _ in 0..scene.runs {
        let profile = scene.profile("using");
        let app = probe::start(scene.world, &profile).await?;
        probe::open(&app, "/customers?sort=-revenue", true).await?;
        let first = [(".vrow a", "#customer-path", [CUSTOMER, CUSTOMER_BLOCKED])];
        ask(scene, &app, &first).await?;
        shell::go(&app, "/segments").await?;
        let pages = [
            (".tabs a[href$='/watch']", "#warned-list li", [WATCH, WATCH_BLOCKED]),
            (".tabs a[href$='/tiers']", "#tier-due li", [TIERS, TIERS_BLOCKED]),
            (".tabs a[href$='/kpi']", "#kpi-segments", [KPI, KPI_BLOCKED]),
        ];
        ask(scene, &app, &pages).await?;
        shell::go(&app, "/segments/clusters").await?;
        let found = [("#find-clusters", ".cluster-card .stat-value", [CLUSTERS, CLUSTERS_BLOCKED])];
        ask(scene, &app, &found).await?;
        shell::go(&app, "/segments/value").await?;
        ask(scene, &app, &[("#value-fit", "#value-totals", [FIT, FIT_BLOCKED])]).await?;
        // The next run is to find no model either.
        shell::undo(&app).await?;
        app.gone("#value-totals").await?;
        scene.world.quit(app).await?;
    }
    Ok(())
}

/// Fits the models to CDNOW.
///
/// # Errors
/// When they are not fitted.
pub async fn cdnow(world: &mut World, report: &mut Report, runs: usize) -> Result<()> {
    let app = probe::start(world, "cdnow").await?;
    app.visit("/customers").await?;
    data::import(&app, &project::root().join("tests/data/cdnow_orders.csv"), "orders").await?;
    world.quit(app).await?;
    for _ in 0..runs {
        let app = probe::start(world, "cdnow").await?;
        app.visit(value::CDNOW).await?;
        let span = press(&app, "#value-fit", "#value-totals").await?;
        report.add(FIT_CDNOW, EMPTY, span.time);
        shell::undo(&app).await?;
        app.gone("#value-totals").await?;
        world.quit(app).await?;
    }
    Ok(())
}

/// Presses each and waits for what it is to show.
async fn ask(scene: &mut Scene<'_>, app: &App, asked: &[(&str, &str, [Measure; 2])]) -> Result<()> {
    for (button, shows, [time, longest]) in asked {
        let span = press(app, button, shows).await?;
        scene.report.add(*time, scene.size(), span.time);
        scene.report.add(*longest, scene.size(), span.longest);
    }
    Ok(())
}

async fn press(app: &App, button: &str, shows: &str) -> Result<Span> {
    app.find(button).await?;
    probe::watch(app, "click", button, &["element", shows]).await?;
    app.click(button).await?;
    probe::span(app, button).await
}
