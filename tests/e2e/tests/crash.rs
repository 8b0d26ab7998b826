//! What the screen calls saved is there after the browser was killed.

use anyhow::Result;
use e2e::{
    App, World,
    pages::{customer, customers, interaction, shell},
    same, test,
};

/// Kills every process of the browser, and opens the profile again at the list.
async fn kill_and_reopen(world: &mut World) -> Result<App> {
    world.kill_browsers().await?;
    world.open("crash", "/customers").await
}

#[test]
fn a_saved_customer_outlives_a_killed_browser_five_times() -> Result<()> {
    test("crash-customer", async |world| {
        let mut app = world.open("crash", "/customers").await?;
        for round in 1..=5 {
            let name = format!("Customer of round {round}");
            customers::new(&app).await?;
            app.fill("#customer-name", &name).await?;
            app.click("#customer-form button[type=submit]").await?;
            shell::said(&app, &name).await?;
            app = kill_and_reopen(world).await?;
            customers::expect_counts(&app, round, round).await?;
            customers::open(&app, &name).await?;
            shell::go(&app, "/customers").await?;
        }
        Ok(())
    })
}

#[test]
fn a_saved_edit_and_a_saved_visit_outlive_a_killed_browser() -> Result<()> {
    test("crash-edit", async |world| {
        let app = world.open("crash", "/customers").await?;
        customers::add(&app, "Before").await?;
        customer::edit(&app).await?;
        app.fill("#customer-name", "After").await?;
        app.click("#customer-form button[type=submit]").await?;
        shell::said(&app, "saved: After").await?;
        let app = kill_and_reopen(world).await?;
        customers::open(&app, "After").await?;

        interaction::begin(&app, "visit").await?;
        app.fill("#interaction-subject", "Showed the new range").await?;
        app.click("#interaction-form button[type=submit]").await?;
        shell::said(&app, "added: Showed the new range").await?;
        let app = kill_and_reopen(world).await?;
        customers::open(&app, "After").await?;
        same(
            customer::timeline(&app).await?,
            vec!["Visit: Showed the new range".to_owned()],
            "the timeline",
        )
    })
}
