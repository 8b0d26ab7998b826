//! A trace of scrolling and typing.

use super::Scene;
use crate::{
    measure::{TASK, TRACE_LONG, TRACE_SCROLL, TRACE_TYPE},
    probe,
    trace::{CATEGORIES, Trace},
};
use anyhow::Result;
use e2e::App;
use serde_json::json;

/// Records one in each run, and keeps that with the longest task.
///
/// # Errors
/// When the browser records none, or the page cannot be scrolled or typed into.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let size = scene.size();
    let file = xtask::bench::folder().join(format!("trace-{size}.json"));
    let texts: Vec<&str> = scene.data.typed.iter().map(|typed| typed.text.as_str()).collect();
    let mut worst = None;
    for _ in 0..scene.report.runs {
        let profile = scene.profile("using");
        let app = probe::start_traced(scene.world, &profile, CATEGORIES).await?;
        probe::open(&app, "/customers", true).await?;
        // What was recorded while it opened is not wanted.
        record(&app).await?;
        probe::call::<()>(&app, "trace", json!([texts])).await?;
        probe::until::<bool>(&app, "the end of scrolling and typing", "traced", json!([])).await?;
        let trace = record(&app).await?;
        scene.world.quit(app).await?;

        let (scroll, typing) = (trace.tasks("bench:scroll")?, trace.tasks("bench:type")?);
        let longest = |tasks: &[f64]| tasks.iter().copied().fold(0.0, f64::max);
        let long = scroll.iter().chain(&typing).filter(|task| **task > TASK).count();
        scene.report.add(TRACE_SCROLL, size, longest(&scroll));
        scene.report.add(TRACE_TYPE, size, longest(&typing));
        scene.report.add(TRACE_LONG, size, long as f64);
        let longest = longest(&scroll).max(longest(&typing));
        if worst.is_none_or(|worst| longest > worst) {
            trace.write(&file)?;
            worst = Some(longest);
        }
    }
    println!("  {}", file.display());
    Ok(())
}

/// What was recorded since the last time.
async fn record(app: &App) -> Result<Trace> {
    let entries = app.driver.get_log("performance").await?;
    Trace::of(entries.iter().map(|entry| entry.message.as_str()))
}
