//! A trace of scrolling and typing.

use super::Scene;
use crate::{
    measure::{TASK, TRACE_LONG, TRACE_SCROLL, TRACE_TYPE},
    probe,
    trace::{CATEGORIES, Trace},
};
use anyhow::{Context, Result, ensure};
use e2e::App;
use serde::de::IgnoredAny;
use serde_json::json;
use std::{cell::RefCell, fs};

/// Records one in each run, and keeps that with the longest task.
///
/// # Errors
/// When the browser records none, or the page cannot be scrolled or typed into.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let size = scene.size();
    let file = xtask::bench::folder().join(format!("trace-{size}.json"));
    let texts: Vec<&str> = scene.data.typed.iter().map(|typed| typed.text.as_str()).collect();
    // A trace of another day must not pass for today's.
    if file.exists() {
        fs::remove_file(&file)?;
    }
    let mut worst = None;
    for _ in 0..scene.report.runs {
        let profile = scene.profile("using");
        let app = probe::start(scene.world, &profile).await?;
        probe::open(&app, "/customers", true).await?;
        begin(&app).await?;
        probe::call::<()>(&app, "trace", json!([texts])).await?;
        probe::until::<bool>(&app, "the end of scrolling and typing", "traced", json!([])).await?;
        let trace = Trace::read(end(&app).await?)?;
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

async fn begin(app: &App) -> Result<()> {
    let config = json!({ "includedCategories": CATEGORIES, "excludedCategories": ["*"] });
    let start = json!({ "transferMode": "ReturnAsStream", "traceConfig": config });
    app.driver.cdp().send_raw("Tracing.start", start).await?;
    Ok(())
}

/// Ends the trace, and has the browser hand it over.
async fn end(app: &App) -> Result<String> {
    let cdp = app.driver.cdp();
    cdp.send_raw("Tracing.end", json!({})).await?;
    // There is nothing to read until the browser has gathered what its processes recorded, and the
    // stream seems to be at its end whenever reading is quicker than writing.
    let text = RefCell::new(String::new());
    app.until("the trace", async || {
        let piece = cdp.send_raw("IO.read", json!({ "handle": STREAM })).await?;
        ensure!(piece["base64Encoded"] != true, "the trace is no text");
        let mut text = text.borrow_mut();
        text.push_str(piece["data"].as_str().context("the trace holds nothing")?);
        let is_whole = || serde_json::from_str::<IgnoredAny>(&text).is_ok();
        Ok((piece["eof"] == true && is_whole()).then_some(()))
    })
    .await?;
    Ok(text.into_inner())
}

/// The browser tells the name of the stream by an event, which the driver keeps to itself. It
/// numbers streams from one, and this is the only one.
const STREAM: &str = "1";
