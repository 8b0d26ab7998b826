//! Lifetime value, from the fit in the worker to the customer's page.

use anyhow::{Result, ensure};
use e2e::{
    axe,
    pages::{charts, data, shell, value},
    same, test,
};

#[test]
fn a_fit_is_kept_told_of_every_customer_and_taken_back() -> Result<()> {
    test("value-sample", async |world| {
        let app = world.open("value", "/customers").await?;
        data::load_sample(&app).await?;
        app.visit("/segments/value").await?;
        app.find("#value-fit").await?;
        axe::check(&app, "no model yet").await?;
        value::fit(&app).await?;
        shell::said(&app, "Lifetime value model saved").await?;
        let (customers, alive) =
            (value::tile(&app, "value-customers").await?, value::tile(&app, "value-alive").await?);
        ensure!(0 < alive && alive <= customers, "{alive} of {customers}");
        app.see("#value-average", "after each repeat purchase, leaves with a chance of").await?;
        for (card, says) in [
            ("#value-customers", "customers in all"),
            ("#value-alive", "of them bought only once"),
            ("#value-by-segment", "add up to"),
            ("#value-quality", "Off by"),
            ("#value-later", "purchases before: these"),
        ] {
            let how = charts::how(&app, card).await?;
            ensure!(how.contains(says), "{card} says {how}");
        }
        app.see("#value-by-segment .prose", "One-time buyers (").await?;
        app.see("#value-top-left-out", "bought only once").await?;
        app.find("#value-tracking svg").await?;
        app.find("#value-histogram svg").await?;
        axe::check(&app, "a fitted model").await?;

        // A longer look ahead is more orders, at once.
        let orders = value::tile(&app, "value-orders").await?;
        app.choose("#value-horizon", "731").await?;
        app.see("#value-orders h3", "24 months").await?;
        ensure!(value::tile(&app, "value-orders").await? > orders);

        app.click("#value-top a").await?;
        app.see("#outlook-alive", "%").await?;
        app.click("#outlook-orders summary").await?;
        app.see("#outlook-orders .prose", "24 months").await?;
        app.see("#outlook-orders .prose", "Their own pace").await?;
        app.see("#outlook-orders .prose p:last-child", "For those who know the model").await?;
        app.click("#outlook-value summary").await?;
        app.see("#outlook-value .prose", "That takes off").await?;
        app.click("#value-card .how summary").await?;
        app.see("#value-card .prose", "Recency ").await?;
        app.see("#value-card .prose", "Score ").await?;
        app.see("#value-card .prose", "Refunds, which are not orders: ").await?;
        app.click("#to-do .how summary").await?;
        app.see("#to-do .prose", "come from the care of the tier").await?;
        axe::check(&app, "an outlook").await?;

        // Both changes are undone one by one.
        shell::undo(&app).await?;
        app.see("#outlook-card .hint", "12 months").await?;
        app.reload().await?;
        app.see("#outlook-card .hint", "12 months").await?;

        // The watch list says of which months and at which discount its amounts are.
        app.visit("/segments/watch").await?;
        app.click("#warned-list .how summary").await?;
        app.see("#warned-list .how .prose", "in the next 12 months").await?;
        app.see("#warned-list .how .prose", "discounted by 10% a year").await
    })
}

#[test]
fn too_little_data_is_said_in_figures_and_nothing_is_kept() -> Result<()> {
    test("value-little", async |world| {
        let app = world.open("little", "/customers").await?;
        data::load_sample(&app).await?;
        app.visit("/segments/value?until=2000-01-01").await?;
        app.click("#value-fit").await?;
        app.see("#value-failed", "Only 0 customers").await?;
        app.gone("#value-totals").await
    })
}

/// `cargo run -p analytics --example ltv_predicts` counts the same without a browser.
#[test]
fn all_of_cdnow_is_fitted_and_what_was_held_out_is_compared() -> Result<()> {
    test("value-cdnow", async |world| {
        let app = world.open("cdnow", "/customers").await?;
        let file = xtask::project::root().join("tests/data/cdnow_orders.csv");
        data::import(&app, &file, "orders").await?;
        app.visit(value::CDNOW).await?;
        value::fit(&app).await?;
        same(value::tile(&app, "value-customers").await?, 23_570, "customers with a purchase")?;
        app.see("#value-held-out", "19,684").await?;
        app.see("#value-held-out", "too few").await?;
        app.see("#value-average", "repeat purchases have come to").await?;
        app.see("#value-average", "buys 0.053 times a week").await?;
        app.see("#value-average", "a chance of 25.1%").await?;
        app.see("#value-parameters", "r = 0.252, α = 4.789, a = 0.723, b = 2.161").await?;
        app.see("#value-parameters", "-95,368.4").await
    })
}
