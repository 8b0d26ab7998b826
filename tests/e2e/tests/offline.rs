//! After one visit everything works with the server gone.

use anyhow::{Result, ensure};
use e2e::{
    bundle,
    pages::{customer, customers, data, interaction, order, segments, shell},
    same, test,
};

#[test]
fn with_the_server_stopped_a_whole_day_of_work_goes_on() -> Result<()> {
    test("offline-work", async |world| {
        let app = world.open("rep", "/customers").await?;
        customers::add(&app, "Known before").await?;
        order::add(&app, "120.50", "2026-01-15").await?;
        let deep = app.driver.current_url().await?;
        shell::kept_offline(&app).await?;
        world.stop_server();
        // A browser looks for a new version of the worker at every visit, and is refused.
        app.expect_in_console("sw.js");
        let refused = app.js(
            "return fetch('./manifest.webmanifest?' + Math.random(), {cache: 'no-store'}).then(r => r.ok, () => false)",
            serde_json::json!([]),
        );
        same(refused.await?, serde_json::json!(false), "an answer of the stopped server")?;
        app.expect_in_console("manifest.webmanifest?");

        app.reload().await?;
        same(customer::name(&app).await?, "Known before".to_owned(), "the page after a reload")?;
        let tab = app.driver.new_tab().await?;
        app.driver.switch_to_window(tab).await?;
        app.driver.goto(deep.as_str()).await?;
        app.ready().await?;
        same(customer::name(&app).await?, "Known before".to_owned(), "the deep link")?;

        app.visit("/customers").await?;
        customers::add(&app, "Met offline").await?;
        interaction::log(&app, "visit", "Wants a sample").await?;
        let before = segments::as_of(&app, "2026-06-30").await?;
        same(before.customers.get("total"), Some(&2), "customers before")?;
        same(before.customers.get("unscored"), Some(&1), "customers without an order before")?;
        ensure!(before.revenue.contains("120.50"), "{}", before.revenue);

        app.visit("/customers").await?;
        customers::open(&app, "Met offline").await?;
        order::add(&app, "79.50", "2026-06-29").await?;
        let after = segments::as_of(&app, "2026-06-30").await?;
        same(after.customers.get("unscored"), Some(&0), "customers without an order after")?;
        ensure!(after.revenue.contains("200.00"), "{}", after.revenue);
        ensure!(after.customers != before.customers, "the new order did not move anybody");

        let records = bundle::records(&data::export(&app).await?)?;
        for (kind, count) in [("customer", 2), ("interaction", 1), ("order", 2)] {
            same(bundle::count(&records, kind), count, kind)?;
        }
        Ok(())
    })
}

#[test]
fn the_network_state_is_shown() -> Result<()> {
    test("offline-state", async |world| {
        let app = world.open("rep", "/customers").await?;
        shell::network_state(&app, "online").await?;
        shell::set_network(&app, false).await?;
        shell::network_state(&app, "offline").await?;
        customers::add(&app, "Saved without a network").await?;
        shell::set_network(&app, true).await?;
        shell::network_state(&app, "online").await
    })
}
