//! One customer entered twice: noticed, found, made one, and two again.

use anyhow::Result;
use e2e::{
    axe,
    pages::{customer, customers, interaction, shell},
    same, test,
};

#[test]
fn who_is_in_twice_is_noticed_merged_and_separated_again() -> Result<()> {
    test("duplicates", async |world| {
        let app = world.open("duplicates", "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Li, Lei").await?;
        app.fill("#phone-0", "+86 138 0013 8000").await?;
        customers::save(&app).await?;
        interaction::log(&app, "call", "About the first").await?;

        shell::go(&app, "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Lei Li").await?;
        app.fill("#phone-0", "13800138000").await?;
        app.see("#looks-like a", "Li, Lei").await?;
        axe::check(&app, "looks like").await?;
        app.fill("#customer-city", "Shanghai").await?;
        customers::save(&app).await?;
        interaction::log(&app, "visit", "About the second").await?;

        shell::go(&app, "/data").await?;
        shell::go(&app, "/data/duplicates").await?;
        app.click("#find-duplicates").await?;
        app.see("#pairs-found", "One pair").await?;
        axe::check(&app, "pairs").await?;
        app.click(".pair .btn.primary").await?;
        app.find("#merge-dialog").await?;
        axe::check(&app, "the merge").await?;
        app.see("#merge-dialog .choice.entry", "Also written 13800138000").await?;
        app.click("#merge-now").await?;
        shell::said(&app, "merged into").await?;
        app.see("#pairs-found", "Nobody").await?;

        shell::go(&app, "/customers").await?;
        customers::expect_names(&app, &["Li, Lei"]).await?;
        customers::open(&app, "Li, Lei").await?;
        let both = ["Visit: About the second", "Call: About the first"].map(ToOwned::to_owned);
        same(customer::timeline(&app).await?, both.to_vec(), "what hangs on both")?;
        app.see("#main", "Shanghai").await?;
        same(
            app.texts("dd a[href^='tel:']").await?,
            vec!["+86 138 0013 8000".to_owned()],
            "one number",
        )?;
        interaction::log(&app, "message", "Since then").await?;

        app.click("#merged-customers button").await?;
        app.gone("#merged-customers").await?;
        let own = ["Message: Since then", "Call: About the first"].map(ToOwned::to_owned);
        same(
            customer::timeline(&app).await?,
            own.to_vec(),
            "the first one's, and what came since",
        )?;
        shell::go(&app, "/customers").await?;
        customers::expect_names(&app, &["Lei Li", "Li, Lei"]).await?;
        customers::open(&app, "Lei Li").await?;
        let other = vec!["Visit: About the second".to_owned()];
        same(customer::timeline(&app).await?, other, "the other's own")?;
        same(
            app.texts("dd a[href^='tel:']").await?,
            vec!["13800138000".to_owned()],
            "their own number",
        )
    })
}
