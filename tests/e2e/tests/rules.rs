//! Segments by rule: made with live figures, kept, used as a filter, taken out, taken back.

use anyhow::Result;
use e2e::{
    axe,
    pages::{customers, lists, order, rules, shell},
    same, test,
};
use serde_json::json;

#[test]
fn a_rule_finds_customers_while_it_is_typed_and_filters_the_list_once_saved() -> Result<()> {
    test("rules", async |world| {
        let app = world.open("rules", "/customers").await?;
        for (name, amount) in
            [("Ada Lovelace", "120.50"), ("Grace Hopper", "900.00"), ("Joan", "5.00")]
        {
            customers::add(&app, name).await?;
            order::add(&app, amount, "2026-01-15").await?;
            shell::go(&app, "/customers").await?;
        }
        app.visit(rules::LIST).await?;
        axe::check(&app, "no segments by rule").await?;
        app.click("#new-rule").await?;
        app.fill("#rule-name", "Spenders or Joan").await?;
        rules::ask(&app, "0", "revenue", "at_least", Some("100")).await?;
        rules::finds(&app, 2).await?;
        rules::add(&app, "").await?;
        rules::ask(&app, "1", "name", "is", Some("joan")).await?;
        rules::finds(&app, 0).await?;
        app.click("input[name=rule-join][value=any]").await?;
        rules::finds(&app, 3).await?;
        app.see("#rule-words", "Revenue at least $100 or name is joan").await?;

        // Nothing typed is lost, and nothing half done is kept.
        app.reload().await?;
        rules::finds(&app, 3).await?;
        rules::add(&app, "").await?;
        app.click("#save-rule").await?;
        app.see("#rule-2-wrong", "Fill this in.").await?;
        axe::check(&app, "a rule with something missing").await?;
        rules::ask(&app, "2", "city", "empty", None).await?;
        rules::finds(&app, 3).await?;
        app.click("input[name=rule-join][value=all]").await?;
        rules::ask(&app, "1", "last_order", "longer_ago", Some("30")).await?;
        rules::finds(&app, 2).await?;
        rules::save(&app).await?;
        let kept = ("Spenders or Joan".to_owned(), "2".to_owned());
        same(rules::listed(&app).await?, vec![kept.clone()], "segments")?;
        axe::check(&app, "segments by rule").await?;

        app.click(".rule-acts a[href*='group=']").await?;
        customers::expect_names(&app, &["Ada Lovelace", "Grace Hopper"]).await?;
        app.see(".filter-bar .chip", "Spenders or Joan").await?;
        lists::open(&app).await?;
        lists::choose_columns(&app, &["name"]).await?;
        let names: Vec<String> = ["Name", "Ada Lovelace", "Grace Hopper"].map(str::to_owned).into();
        same(lists::lines(&lists::download(&app).await?)?, names, "the file")?;
        lists::close(&app).await?;

        app.visit(rules::LIST).await?;
        app.click(".rule-acts button:last-child").await?;
        app.gone(".rule-card").await?;
        shell::undo(&app).await?;
        app.find(".rule-card").await?;
        same(rules::listed(&app).await?, vec![kept], "segments after undo")
    })
}

#[test]
fn a_template_opens_as_a_rule_of_ones_own() -> Result<()> {
    test("rules-template", async |world| {
        let app = world.open("rules", "/customers").await?;
        customers::add(&app, "Ada Lovelace").await?;
        app.visit(rules::LIST).await?;
        app.click("[data-template=silent-vips]").await?;
        app.find("#rule-1-0-field").await?;
        let name = "return document.querySelector('#rule-name').value";
        same(app.js(name, json!([])).await?, json!("VIPs silent for 60 days"), "the name")?;
        app.see(
            "#rule-words",
            "Tier is VIP and (last contact more than 60 days ago or last contact is empty)",
        )
        .await?;
        for (theme, language) in [("dark", "zh-CN"), ("light", "en")] {
            shell::prefer(&app, theme, language).await?;
            app.find("#rule-1-0-field").await?;
            axe::check(&app, "a rule from a template").await?;
            app.resize(390, 844).await?;
            same(shell::overflow(&app, 390).await?, None, "what is wider than a phone")?;
        }
        rules::save(&app).await
    })
}
