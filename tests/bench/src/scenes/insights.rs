//! What is worked out of everybody: each page as it is asked for the first time after the browser
//! was started, and long work in the worker.

use super::{Scene, Shared};
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

/// Pages behind a tab: what each is called, its tab, and what it is to show.
const TABS: [(&str, &str, &str, [Measure; 2]); 3] = [
    ("watch list", ".tabs a[href$='/watch']", "#warned-list li", [WATCH, WATCH_BLOCKED]),
    ("tiers", ".tabs a[href$='/tiers']", "#tier-due li", [TIERS, TIERS_BLOCKED]),
    ("figures over time", ".tabs a[href$='/kpi']", "#kpi-segments", [KPI, KPI_BLOCKED]),
];

/// Measures it in the profile that was used before, with the browser started anew for each run.
pub async fn measure(scene: &mut Scene<'_>) {
    for _ in 0..scene.report.runs {
        let mut shared = Shared { path: "/customers?sort=-revenue", app: None };
        scene.step(&mut shared, "first customer's page", customer).await;
        for (what, tab, shown, measures) in TABS {
            let open = async |scene: &mut Scene<'_>, app: &App| {
                shell::go(app, "/segments").await?;
                ask(scene, app, tab, shown, measures).await
            };
            scene.step(&mut shared, what, open).await;
        }
        scene.step(&mut shared, "clusters", clusters).await;
        scene.step(&mut shared, "fit", fit).await;
        scene.quit(shared).await;
    }
}

async fn customer(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    ask(scene, app, ".vrow a", "#customer-path", [CUSTOMER, CUSTOMER_BLOCKED]).await
}

async fn clusters(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/segments").await?;
    shell::go(app, "/segments/clusters").await?;
    let shown = ".cluster-card .stat-value";
    ask(scene, app, "#find-clusters", shown, [CLUSTERS, CLUSTERS_BLOCKED]).await
}

async fn fit(scene: &mut Scene<'_>, app: &App) -> Result<()> {
    shell::go(app, "/segments").await?;
    shell::go(app, "/segments/value").await?;
    ask(scene, app, "#value-fit", "#value-totals", [FIT, FIT_BLOCKED]).await?;
    // The next run is to find no model either.
    shell::undo(app).await?;
    app.gone("#value-totals").await
}

/// Fits the models to CDNOW.
///
/// # Errors
/// When they are not fitted.
pub async fn cdnow(world: &mut World, report: &mut Report) -> Result<()> {
    let app = probe::start(world, "cdnow").await?;
    app.visit("/customers").await?;
    data::import(&app, &project::root().join("tests/data/cdnow_orders.csv"), "orders").await?;
    world.quit(app).await?;
    for _ in 0..report.runs {
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

/// Presses a button and waits for what it is to show.
async fn ask(
    scene: &mut Scene<'_>,
    app: &App,
    button: &str,
    shows: &str,
    [time, longest]: [Measure; 2],
) -> Result<()> {
    let (size, span) = (scene.size(), press(app, button, shows).await?);
    scene.report.add(time, size, span.time);
    scene.report.add(longest, size, span.longest);
    Ok(())
}

async fn press(app: &App, button: &str, shows: &str) -> Result<Span> {
    app.find(button).await?;
    probe::watch(app, "click", button, &["element", shows]).await?;
    app.click(button).await?;
    probe::span(app, button).await
}
