//! Looking back: what was done, taking one change of several back, and what lies in the trash.

use anyhow::{Result, ensure};
use e2e::{
    App, axe,
    pages::{customer, customers, history, shell, trash},
    same, test,
};

/// Ada, who moved to London and became active, then moved on to Paris.
async fn ada(app: &App) -> Result<()> {
    customers::add(app, "Ada").await?;
    customer::edit(app).await?;
    app.fill("#customer-city", "London").await?;
    app.choose("#customer-stage", "active").await?;
    customers::save(app).await?;
    app.see(".record-id .badge", "Active").await?;
    customer::edit(app).await?;
    app.fill("#customer-city", "Paris").await?;
    customers::save(app).await?;
    app.see(".record-id .muted", "Paris").await
}

async fn for_everybody(app: &App, screen: &str) -> Result<()> {
    for (width, height) in [(390, 844), (1440, 900)] {
        app.resize(width, height).await?;
        axe::check(app, &format!("{screen} at {width}")).await?;
        let out = shell::overflow(app, width).await?;
        ensure!(out.is_none(), "{screen} at {width} sticks out: {out:?}");
    }
    Ok(())
}

#[test]
fn an_older_change_is_taken_back_and_what_came_later_stays() -> Result<()> {
    test("history-take-back", async |world| {
        let app = world.open("history", "/customers").await?;
        ada(&app).await?;
        app.click("#customer-history").await?;
        let done = ["Customer saved: Ada", "Customer saved: Ada", "Customer added: Ada"];
        history::expect(&app, &done).await?;
        app.see("#history-filters .chip", "Customer: Ada").await?;

        history::open(&app, 1).await?;
        let mut values = history::values(&app).await?;
        values.sort();
        let expected = [["City", "Empty", "London"], ["Stage", "Empty", "Active"]];
        same(values, expected.map(|row| row.map(str::to_owned)).to_vec(), "what was changed")?;
        app.see(history::HINT, "taken back: 1. Changed since, so they stay: 1.").await?;
        for_everybody(&app, "history").await?;

        history::take_back(&app).await?;
        shell::said(&app, "Undone. Customer saved: Ada").await?;
        app.see(history::HINT, "they stay: 1. There is nothing to take back.").await?;
        app.see(".change-title", "Undone. Customer saved: Ada").await?;
        app.click(".change[open] h3 a").await?;
        app.see(".record-id .muted", "Paris").await?;
        app.gone(".record-id .badge[data-tone=neutral]").await
    })
}

#[test]
fn the_history_is_narrowed_in_the_address() -> Result<()> {
    test("history-filters", async |world| {
        let app = world.open("history", "/customers").await?;
        ada(&app).await?;
        shell::go(&app, "/customers").await?;
        customers::add(&app, "Bob").await?;
        history::visit(&app).await?;
        same(history::titles(&app).await?.len(), 4, "changes")?;
        app.choose("#history-kind", "order").await?;
        app.gone(".change").await?;
        app.reload().await?;
        app.click("main .empty .btn").await?;
        app.find(".change").await?;
        app.visit("/data/history?to=2020-01-01").await?;
        app.see("main .empty h2", "No change matches").await
    })
}

#[test]
fn a_deleted_customer_comes_back_from_the_trash() -> Result<()> {
    test("history-trash", async |world| {
        let app = world.open("trash", "/customers").await?;
        for name in ["Ada", "Bob", "Cleo"] {
            customers::add(&app, name).await?;
            customer::delete(&app).await?;
            shell::said(&app, &format!("Customer deleted: {name}")).await?;
            shell::go(&app, "/customers").await?;
        }
        trash::visit(&app).await?;
        customers::expect_names(&app, &["Cleo", "Bob", "Ada"]).await?;
        for_everybody(&app, "trash").await?;
        trash::search(&app, "ad").await?;
        customers::expect_names(&app, &["Ada"]).await?;
        trash::bring_back(&app, "Ada").await?;
        shell::said(&app, "Customer brought back: Ada").await?;
        trash::search(&app, "").await?;
        customers::expect_names(&app, &["Cleo", "Bob"]).await?;

        trash::choose(&app, "Bob").await?;
        trash::choose(&app, "Cleo").await?;
        app.see("#bring-back-chosen", "Bring back 2").await?;
        trash::bring_back_chosen(&app).await?;
        shell::said(&app, "2 records brought back").await?;
        app.see("main .empty h2", "The trash is empty").await?;
        app.visit("/customers").await?;
        customers::expect_names(&app, &["Ada", "Bob", "Cleo"]).await
    })
}
