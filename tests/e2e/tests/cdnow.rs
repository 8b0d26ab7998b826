//! Real orders, in by the screen, out as JSON, into another browser.

use anyhow::{Result, ensure};
use e2e::{
    App, World, bundle,
    pages::{
        customers,
        data::{self, Merged},
        segments, shell,
    },
    same, test,
};
use serde_json::json;
use std::{collections::BTreeMap, path::PathBuf};

const CUSTOMERS: u64 = 23_570;
const ORDERS: u64 = 69_659;
const DAY: &str = "1998-06-30";
/// Customers by segment at that day, as independent programs count them.
const SEGMENTS: [(&str, u64); 12] = [
    ("champions", 4_135),
    ("loyal", 3_322),
    ("potential-loyalist", 2_367),
    ("new", 0),
    ("promising", 0),
    ("need-attention", 960),
    ("about-to-sleep", 3_339),
    ("at-risk", 867),
    ("cant-lose", 11),
    ("hibernating", 8_569),
    ("unscored", 0),
    ("total", CUSTOMERS),
];

async fn imported(world: &mut World, profile: &str) -> Result<App> {
    let file = xtask::project::root().join("tests/data/cdnow_orders.csv");
    let app = world.open(profile, "/customers").await?;
    let report = data::import(&app, &file, "orders").await?;
    same(report.get("rejected").copied().unwrap_or_default(), 0, "rejected rows")?;
    Ok(app)
}

async fn order_count(app: &App) -> Result<String> {
    shell::go(app, "/orders").await?;
    app.text(".list-tools .count").await
}

#[test]
fn no_order_is_lost_and_every_customer_is_in_one_segment() -> Result<()> {
    test("cdnow-import", async |world| {
        let app = imported(world, "first").await?;
        app.visit("/customers").await?;
        customers::expect_counts(&app, CUSTOMERS, CUSTOMERS).await?;
        same(order_count(&app).await?, "69,659 of 69,659".to_owned(), "orders")?;
        let table = segments::as_of(&app, DAY).await?;
        let expected: BTreeMap<String, u64> =
            SEGMENTS.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        same(table.customers.clone(), expected, "customers by segment")?;
        let counted: u64 =
            table.customers.iter().filter(|(name, _)| *name != "total").map(|(_, n)| n).sum();
        same(counted, CUSTOMERS, "customers in one segment or another")?;
        ensure!(table.revenue.contains("2,500,315.63"), "the total is {}", table.revenue);
        Ok(())
    })
}

/// Keeps what the page looks like when the first row of the list is there.
const FIRST_ROW: &str = "
    window.first = null;
    new MutationObserver(() => {
        const row = window.first ? null : document.querySelector('.vrow');
        if (!row) return;
        window.first = {
            busy: document.querySelector('main').ariaBusy,
            name: row.querySelector('.vrow-title').textContent,
            orders: row.querySelector('.cell.num').textContent,
            ready: performance.getEntriesByName('rapport:ready').length,
        };
    }).observe(document, { childList: true, subtree: true });";

#[test]
fn customers_are_listed_while_their_orders_are_still_being_read() -> Result<()> {
    test("cdnow-opening", async |world| {
        let app = imported(world, "first").await?;
        let watch = json!({ "source": FIRST_ROW });
        app.driver.cdp().send_raw("Page.enable", json!({})).await?;
        app.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await?;
        app.visit("/customers").await?;
        let first = json!({ "busy": "true", "name": "00001", "orders": "", "ready": 0 });
        same(app.js("return window.first", json!([])).await?, first, "the first row")?;
        app.see(".vrow .cell.num", "1").await?;

        // What rests on orders waits for them.
        app.visit("/customers?sort=-orders").await?;
        let first = app.js("return window.first.orders", json!([]));
        same(first.await?, json!("217"), "orders in the first row by orders")?;

        app.visit("/orders").await?;
        app.see(".list-tools .count", "69,659 of 69,659").await
    })
}

#[test]
fn one_undo_takes_the_whole_import_back() -> Result<()> {
    test("cdnow-undo", async |world| {
        let app = imported(world, "undo").await?;
        shell::undo(&app).await?;
        shell::go(&app, "/customers").await?;
        app.find("#load-sample").await?;
        shell::go(&app, "/orders").await?;
        app.gone(".vrow").await
    })
}

#[test]
fn a_bundle_carries_everything_to_another_browser_and_a_second_time_nothing() -> Result<()> {
    test("cdnow-bundle", async |world| {
        let first = imported(world, "first").await?;
        let before = segments::as_of(&first, DAY).await?;
        let file = data::export(&first).await?;
        let written = bundle::records(&file)?;
        same(bundle::count(&written, "customer") as u64, CUSTOMERS, "customers in the bundle")?;
        same(bundle::count(&written, "order") as u64, ORDERS, "orders in the bundle")?;
        world.quit(first).await?;

        let second = world.open("second", "/data").await?;
        let all = written.len() as u64;
        let merged = data::merge(&second, &file).await?;
        same(merged, Merged { created: all, changed: 0, known: 0 }, "the first import")?;
        second.visit("/customers").await?;
        customers::expect_counts(&second, CUSTOMERS, CUSTOMERS).await?;
        same(order_count(&second).await?, "69,659 of 69,659".to_owned(), "orders")?;
        same(segments::as_of(&second, DAY).await?, before, "segments")?;
        same_records(&second, &written).await?;

        let merged = data::merge(&second, &file).await?;
        same(merged, Merged { created: 0, changed: 0, known: all }, "the second import")?;
        shell::said(&second, "Nothing new").await?;
        same_records(&second, &written).await
    })
}

/// An export from here holds exactly these records, to the last field.
async fn same_records(
    app: &App,
    expected: &BTreeMap<(String, String), serde_json::Value>,
) -> Result<()> {
    let file: PathBuf = data::export(app).await?;
    let found = bundle::records(&file)?;
    same(found.len(), expected.len(), "records in the export")?;
    for (key, record) in expected {
        same(found.get(key), Some(record), "a record")?;
    }
    Ok(())
}
