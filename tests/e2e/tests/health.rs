//! Backups and the way back, a damaged store and its repair.

use anyhow::{Result, ensure};
use e2e::{
    bundle,
    pages::{
        customer, customers, data,
        health::{self, Way},
        shell,
    },
    same, test,
};
use serde_json::json;

#[test]
fn a_backup_brings_everything_back_and_undo_takes_it_away_again() -> Result<()> {
    test("health-restore", async |world| {
        let app = world.open("restore", "/customers").await?;
        let customers = data::load_sample(&app).await?;
        ensure!(health::is_marked(&app).await?, "there is no backup yet, and no sign of it");
        health::open(&app).await?;
        let saved = health::back_up(&app).await?;
        ensure!(!health::is_marked(&app).await?, "there is a backup now");
        let records = bundle::records(&saved)?;
        same(bundle::count(&records, "customer") as u64, customers, "customers in the backup")?;

        shell::go(&app, "/customers").await?;
        let first = customers::names(&app).await?.into_iter().next().unwrap_or_default();
        customers::open(&app, &first).await?;
        customer::delete(&app).await?;
        shell::go(&app, "/customers").await?;
        customers::expect_counts(&app, customers - 1, customers - 1).await?;

        health::open(&app).await?;
        let (restored, safety) = health::restore(&app, &saved, Way::Replace, true).await?;
        ensure!(restored.changed > 0 && restored.deleted == 0, "{restored:?}");
        let safety = bundle::records(&safety.unwrap_or_default())?;
        same(safety.len(), records.len(), "records in the backup made before")?;
        shell::go(&app, "/customers").await?;
        customers::expect_counts(&app, customers, customers).await?;

        health::open(&app).await?;
        app.click("#undo-restore").await?;
        shell::go(&app, "/customers").await?;
        customers::expect_counts(&app, customers - 1, customers - 1).await
    })
}

#[test]
fn a_file_the_browser_did_not_keep_is_no_backup() -> Result<()> {
    test("health-lost", async |world| {
        let app = world.open("lost", "/customers").await?;
        let customers = data::load_sample(&app).await?;
        health::open(&app).await?;
        // What Chromium answers of a file whose parts it lost.
        let broken = "const whole = Blob.prototype.arrayBuffer; window.mend = () => { \
            Blob.prototype.arrayBuffer = whole; }; Blob.prototype.arrayBuffer = () => \
            Promise.reject(new DOMException('It could not be read.', 'NotReadableError'));";
        app.js(broken, json!([])).await?;
        app.click("#back-up").await?;
        let words = app.text(data::TROUBLE).await?;
        ensure!(words.contains("Try again"), "{words:?} does not say what to do");
        same(app.count("#backed-up").await?, 0, "files said to be among the downloads")?;
        ensure!(health::is_marked(&app).await?, "there is no backup, and no sign of it");

        app.js("window.mend()", json!([])).await?;
        let records = bundle::records(&health::back_up(&app).await?)?;
        same(bundle::count(&records, "customer") as u64, customers, "customers in the backup")?;
        same(app.count(data::TROUBLE).await?, 0, "troubles left on the screen")
    })
}

#[test]
fn a_new_browser_gets_everything_from_a_backup() -> Result<()> {
    test("health-move", async |world| {
        let old = world.open("old", "/customers").await?;
        let customers = data::load_sample(&old).await?;
        health::open(&old).await?;
        let saved = health::back_up(&old).await?;
        let new = world.open("new", "/customers").await?;
        health::open(&new).await?;
        let (restored, _) = health::restore(&new, &saved, Way::Merge, false).await?;
        same(restored.created, bundle::records(&saved)?.len() as u64, "records that came")?;
        shell::go(&new, "/customers").await?;
        customers::expect_counts(&new, customers, customers).await
    })
}

#[test]
fn a_damaged_store_opens_and_is_repaired() -> Result<()> {
    test("health-damage", async |world| {
        let app = world.open("damage", "/customers").await?;
        data::load_sample(&app).await?;
        health::open(&app).await?;
        let fine = health::check(&app).await?;
        ensure!(fine.findings.is_empty() && fine.aside == 0, "{fine:?}");

        health::damage(&app).await?;
        app.reload().await?;
        shell::said(&app, "does not read").await?;
        ensure!(health::is_marked(&app).await?, "nothing in the navigation says so");
        let found = health::check(&app).await?;
        ensure!(found.findings.iter().any(|name| name == "chunks"), "{found:?}");
        let repaired = health::repair(&app).await?;
        same(repaired.aside, 1, "pieces kept as they are")?;
        ensure!(
            !repaired
                .findings
                .iter()
                .any(|name| ["chunks", "lost", "not-stored"].contains(&name.as_str())),
            "{repaired:?}"
        );
        let kept = app.download(async || app.click("#download-unreadable").await).await?;
        let text = std::fs::read_to_string(kept)?;
        ensure!(text.contains("rapport-unreadable"), "the bytes that do not read are no file");
        app.reload().await?;
        same(health::check(&app).await?, repaired, "after a restart")
    })
}
