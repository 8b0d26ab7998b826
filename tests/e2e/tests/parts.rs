//! The app comes in parts: the first is enough for the list, the others follow.

use anyhow::{Result, ensure};
use e2e::{
    pages::{customers, order, palette, segments, shell},
    test,
};
use serde_json::{Value, json};
use thirtyfour::Key;

/// How many wasm files the page asked for before its data was open, and how many in all.
const LOADED: &str = "
    const ready = performance.getEntriesByName('rapport:ready')[0];
    const files = performance.getEntriesByType('resource').filter((it) => /\\.wasm$/.test(it.name));
    return ready && [files.filter((it) => it.startTime < ready.startTime).length, files.length];";

#[test]
fn a_first_visit_is_up_before_it_loads_the_other_parts() -> Result<()> {
    test("parts-first", async |world| {
        let app = world.open("rep", "/customers").await?;
        let all = format!(
            "const loaded = (() => {{ {LOADED} }})(); return loaded && loaded[1] >= 4 && loaded[0]"
        );
        let first = app.until_js("the other parts", &all, json!([])).await?;
        ensure!(first == json!(1), "{first} wasm files before the data was open");
        Ok(())
    })
}

#[test]
fn a_part_that_does_not_load_says_so_and_can_be_tried_again() -> Result<()> {
    test("parts-blocked", async |world| {
        let app = world.start("rep").await?;
        let cdp = app.driver.cdp();
        // The service worker would have kept what is blocked.
        let without_worker = json!({ "source": "delete Navigator.prototype.serviceWorker" });
        cdp.send_raw("Page.enable", json!({})).await?;
        cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", without_worker).await?;
        cdp.send_raw("Network.enable", json!({})).await?;
        let block = async |urls: Value| {
            cdp.send_raw("Network.setBlockedURLs", json!({ "urls": urls })).await
        };
        app.expect_in_console("split_");
        app.expect_in_console("Failed to fetch");

        block(json!(["*split_segments*"])).await?;
        app.visit("/customers").await?;
        customers::add(&app, "Ada").await?;
        order::add(&app, "120.50", "2026-01-15").await?;
        app.visit("/segments").await?;
        app.see("main [role=alert]", "could not be loaded").await?;
        block(json!([])).await?;
        app.click("main [role=alert] button").await?;
        ensure!(segments::read(&app).await?.revenue.contains("120.50"));

        block(json!(["*split_everyday*"])).await?;
        app.visit("/customers").await?;
        app.press("n").await?;
        shell::said(&app, "your data is safe").await?;
        block(json!([])).await?;
        customers::add(&app, "Bob").await?;

        block(json!(["*split_search*"])).await?;
        app.visit("/customers?q=bo").await?;
        app.see("main .empty", "could not be loaded").await?;
        palette::open(&app).await?;
        palette::ask(&app, "bo").await?;
        app.see("#offers", "could not be loaded").await?;
        app.press(Key::Escape).await?;
        app.gone(palette::PALETTE).await?;
        app.see("main .empty", "could not be loaded").await?;
        block(json!([])).await?;
        app.click("main .empty button").await?;
        customers::expect_names(&app, &["Bob"]).await
    })
}
