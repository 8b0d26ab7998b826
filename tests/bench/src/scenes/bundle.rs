//! Everything out of one browser and into another.

use super::Scene;
use crate::{
    measure::{
        BUNDLE_BYTES, BUNDLE_IN, BUNDLE_IN_BLOCKED, BUNDLE_MEMORY, BUNDLE_OUT, BUNDLE_OUT_BLOCKED,
    },
    probe::{self, Memory, Span},
};
use anyhow::Result;
use e2e::{
    App,
    pages::{customers, data, shell},
    same,
};
use serde_json::json;
use std::{fs, path::Path};

/// Measures both ways, from the profile that was used before into a new one.
///
/// # Errors
/// When records are lost on the way.
pub async fn measure(scene: &mut Scene<'_>) -> Result<()> {
    let size = scene.size();
    for run in 0..scene.runs {
        let full = scene.profile("using");
        let app = probe::start(scene.world, &full).await?;
        app.visit("/data").await?;
        probe::watch(&app, "click", "#back-up", &["download"]).await?;
        let file = data::export(&app).await?;
        let out = probe::span(&app, "the export").await?;
        scene.report.add(BUNDLE_OUT, size, out.time);
        scene.report.add(BUNDLE_OUT_BLOCKED, size, out.longest);
        scene.report.add(BUNDLE_BYTES, size, fs::metadata(&file)?.len() as f64);
        scene.world.quit(app).await?;

        let fresh = scene.profile(&format!("bundle{run}"));
        let app = probe::start(scene.world, &fresh).await?;
        let taken = import(&app, &file).await?;
        scene.report.add(BUNDLE_IN, size, taken.time);
        scene.report.add(BUNDLE_IN_BLOCKED, size, taken.longest);
        let memory: Memory = probe::call(&app, "memory", json!([])).await?;
        if let (Some(wasm), Some(heap)) = (memory.wasm, memory.heap) {
            scene.report.add(BUNDLE_MEMORY, size, wasm + heap);
        }
        shell::go(&app, "/customers").await?;
        let (_, total) = customers::counts(&app).await?;
        same(total, size as u64, "customers from the bundle")?;
        scene.world.quit(app).await?;
        fs::remove_file(file)?;
    }
    Ok(())
}

/// From choosing the file until the app says what came of it.
///
/// # Errors
/// When the app refuses it.
pub async fn import(app: &App, file: &Path) -> Result<Span> {
    app.visit("/data").await?;
    probe::watch(app, "change", "input[type=file]", &["element", "#merge-report"]).await?;
    app.attach("#import-file", file).await?;
    probe::span(app, "the import of a bundle").await
}
