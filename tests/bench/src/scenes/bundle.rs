//! Everything out of one browser and into another.

use super::Scene;
use crate::{
    measure::{
        BUNDLE_BYTES, BUNDLE_IN, BUNDLE_IN_BLOCKED, BUNDLE_MEMORY, BUNDLE_OUT, BUNDLE_OUT_BLOCKED,
        BUNDLE_OUT_MEMORY,
    },
    probe::{self, Span},
};
use anyhow::Result;
use e2e::{
    App,
    pages::{customers, shell},
    same,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Measures the way out of the profile that was used before. The last file stays for the way in.
///
/// # Errors
/// When no file comes.
pub async fn export(scene: &mut Scene<'_>) -> Result<()> {
    let size = scene.size();
    for _ in 0..scene.report.runs {
        let full = scene.profile("using");
        let app = probe::start(scene.world, &full).await?;
        app.visit("/data").await?;
        shell::go(&app, "/data/health").await?;
        // Chromium clears away what a former run left, and with it what is written meanwhile.
        tokio::time::sleep(CLEARED).await;
        probe::watch(&app, "click", BACK_UP, &["download"]).await?;
        // The app is done when it hands the file over; that it arrives is seen to, and not timed.
        let file = app.download(async || {
            app.click(BACK_UP).await?;
            let (span, memory) = probe::span_with_memory(&app, "the export").await?;
            scene.report.add(BUNDLE_OUT, size, span.time);
            scene.report.add(BUNDLE_OUT_BLOCKED, size, span.longest);
            scene.report.add(BUNDLE_OUT_MEMORY, size, memory.sum());
            Ok(())
        });
        let file = file.await?;
        scene.report.add(BUNDLE_BYTES, size, fs::metadata(&file)?.len() as f64);
        scene.world.quit(app).await?;
        fs::rename(file, exported(scene))?;
    }
    Ok(())
}

/// Measures the way into a new profile: of the file that was exported or, when none was, of the
/// one with the same records that the data was drawn into.
///
/// # Errors
/// When records are lost on the way.
pub async fn import_elsewhere(scene: &mut Scene<'_>) -> Result<()> {
    let size = scene.size();
    let exported = exported(scene);
    let file = if exported.is_file() { &exported } else { &scene.data.bundle };
    for run in 0..scene.report.runs {
        let fresh = scene.profile(&format!("bundle{run}"));
        let app = probe::start(scene.world, &fresh).await?;
        let taken = import(&app, file).await?;
        scene.report.add(BUNDLE_IN, size, taken.time);
        scene.report.add(BUNDLE_IN_BLOCKED, size, taken.longest);
        scene.report.add(BUNDLE_MEMORY, size, probe::memory(&app).await?.sum());
        shell::go(&app, "/customers").await?;
        let (_, total) = customers::counts(&app).await?;
        same(total, size as u64, "customers from the bundle")?;
        scene.world.quit(app).await?;
    }
    if exported.is_file() {
        fs::remove_file(exported)?;
    }
    Ok(())
}

/// After how long the browser has done its own clearing up.
const CLEARED: Duration = Duration::from_secs(15);

/// The button that exports everything.
const BACK_UP: &str = "#back-up";

/// Where the exported file is kept. Gone with the world, so that none of another day is taken.
fn exported(scene: &Scene<'_>) -> PathBuf {
    scene.world.folder().join(format!("exported-{}.json", scene.size()))
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
