//! The watch list: reasons, what is said to them, tasks, rules.

use anyhow::{Context, Result, ensure};
use e2e::{
    axe,
    pages::{customers, data, shell, watch},
    same, test,
};

#[test]
fn a_warning_is_known_put_off_and_leads_to_a_task() -> Result<()> {
    test("watch", async |world| {
        let app = world.open("watch", "/customers").await?;
        let total = data::load_sample(&app).await?;
        app.visit("/segments/watch").await?;
        let count = watch::count(&app).await?;
        ensure!(count > 2, "the sample has customers who are slipping away");
        // Each reason says how severe it is, from where on the rule warns, and how it came about.
        app.see("#warned-list .warning-reasons .badge", "Severity").await?;
        app.see("#warned-list .warning-reasons li", "Warns ").await?;
        app.click("#warned-list .how summary").await?;
        app.see("#warned-list .how .prose", "The rule warns").await?;
        app.see("#warned-list .how .prose", "Value at risk").await?;
        app.click("#warned-list .how summary").await?;
        axe::check(&app, "the watch list").await?;

        app.click("#warned-list [data-do=seen]").await?;
        watch::expect(&app, count - 1).await?;
        shell::undo(&app).await?;
        watch::expect(&app, count).await?;
        app.choose("#warned-list [data-do=later]", "7").await?;
        watch::expect(&app, count - 1).await?;
        app.reload().await?;
        watch::expect(&app, count - 1).await?;
        app.click("#quiet-ones summary").await?;
        app.click("#quiet-ones [data-do=again]").await?;
        watch::expect(&app, count).await?;

        for nth in [1, 2] {
            app.click(&format!("#warned-list > li:nth-child({nth}) input[type=checkbox]")).await?;
        }
        app.see("#chosen", "Chosen: 2").await?;
        axe::check(&app, "two chosen").await?;
        app.click("#chosen [data-do=seen]").await?;
        watch::expect(&app, count - 2).await?;
        app.gone("#chosen").await?;
        shell::undo(&app).await?;
        watch::expect(&app, count).await?;

        app.click("#warned-list [data-do=win-back]").await?;
        shell::said(&app, "Watch list").await?;
        app.click("#warned-list h2 a").await?;
        app.see("#warning-card", "at risk").await?;
        app.see("#warning-card .warning-reasons", "Warns ").await?;
        app.click("#warning-card .how summary").await?;
        app.see("#warning-card .prose", "The rule warns").await?;
        app.see("#to-do", "Win the customer back").await?;

        app.visit("/customers?group=warning").await?;
        customers::expect_counts(&app, count, total).await
    })
}

#[test]
fn a_rule_is_changed_with_its_count_in_view() -> Result<()> {
    test("watch-rules", async |world| {
        let app = world.open("watch-rules", "/customers").await?;
        data::load_sample(&app).await?;
        app.visit("/segments/watch/rules").await?;
        app.see("[data-rule=no_contact] .card-head .muted", "off; would warn of").await?;
        let before = watch::rule_count(&app, "rarer").await?;
        app.fill("#warning-rarer-times", "x").await?;
        app.press(thirtyfour::Key::Tab).await?;
        app.see("[data-rule=rarer] .error", "1 to 100").await?;
        app.fill("#warning-rarer-times", "100").await?;
        app.press(thirtyfour::Key::Tab).await?;
        app.until("fewer customers", async || {
            let now = watch::rule_count(&app, "rarer").await?;
            Ok((now < before).then_some(()))
        })
        .await
        .context("a hundred times their usual pause is for hardly anybody")?;
        shell::said(&app, "Warning rule saved: Silent too long").await?;
        axe::check(&app, "warning rules").await?;
        shell::undo(&app).await?;
        app.until("as before", async || {
            Ok((watch::rule_count(&app, "rarer").await? == before).then_some(()))
        })
        .await?;

        app.choose("#add-warning", "no_contact").await?;
        app.until("one rule more", async || {
            Ok((app.count(".warning-rule").await? == 8).then_some(()))
        })
        .await?;
        app.reload().await?;
        app.find(".warning-rule").await?;
        same(app.count(".warning-rule").await?, 8, "rules after a reload")
    })
}
