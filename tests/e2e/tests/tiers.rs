//! Tiers: limits with live counts, who is due, and the tasks that come of it.

use anyhow::{Result, ensure};
use e2e::{
    axe,
    pages::{charts, customers, data, shell, tiers},
    same, test,
};

#[test]
fn limits_are_moved_and_the_due_get_their_tasks() -> Result<()> {
    test("tiers", async |world| {
        let app = world.open("tiers", "/customers").await?;
        let total = data::load_sample(&app).await?;
        app.visit("/segments/tiers").await?;
        same(tiers::customers(&app, "total").await?, total, "everybody is in a tier")?;
        let few = tiers::customers(&app, "vip").await?;
        let high = tiers::customers(&app, "high").await?;
        let how = charts::how(&app, "#tier-form").await?;
        let reconciled =
            format!("{few} of these {} are in a tier above, so {high} are in it", few + high);
        ensure!(how.contains(&reconciled) && how.contains("rounded up"), "{how}");
        let due = charts::how(&app, "#tier-due").await?;
        ensure!(due.contains("is due on"), "{due}");
        app.fill("#tier-vip-from", "50").await?;
        app.until_js(
            "more VIPs",
            "return Number(document.querySelector('#tier-table tr[data-tier=vip]').dataset.customers) > arguments[0]",
            serde_json::json!([few]),
        )
        .await?;
        let many = tiers::customers(&app, "vip").await?;
        app.fill("#tier-high-from", "60").await?;
        app.see("#tier-form .error", "100 %").await?;
        app.fill("#tier-high-from", "15").await?;
        app.click("#save-tiers").await?;
        app.gone("#save-tiers").await?;
        app.reload().await?;
        same(tiers::customers(&app, "vip").await?, many, "VIPs after a reload")?;
        axe::check(&app, "tiers").await?;

        let open = tiers::open(&app, "vip").await?;
        ensure!(open > 0, "the sample has a VIP whom nobody has met for a month");
        app.click("[data-create=vip]").await?;
        shell::said(&app, &format!("{open} tasks added: VIP")).await?;
        app.gone("[data-create=vip]").await?;
        shell::go(&app, "/tasks").await?;
        ensure!(!customers::names(&app).await?.is_empty(), "they are listed");

        app.visit("/customers?tier=tier:vip").await?;
        customers::expect_counts(&app, many, total).await?;
        app.click(".vrow a").await?;
        app.see(".badges .badge[data-tier=vip]", "VIP").await?;
        app.see("#to-do", "Next contact").await
    })
}
