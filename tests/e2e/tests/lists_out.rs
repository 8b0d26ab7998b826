//! Lists as files: what is on screen, in the columns chosen, safe to open, and read back.

use anyhow::{Context, Result, ensure};
use e2e::{
    pages::{customer, customers, data, interaction, lists, order, shell},
    same, test,
};

#[test]
fn a_list_comes_out_as_it_is_filtered_with_the_columns_chosen() -> Result<()> {
    test("lists-filtered", async |world| {
        let app = world.open("lists", "/customers").await?;
        for name in ["Ada Lovelace", "=1+1", "Grace Hopper"] {
            customers::add(&app, name).await?;
            shell::go(&app, "/customers").await?;
        }
        customers::open(&app, "Ada Lovelace").await?;
        order::add(&app, "120.50", "2026-01-15").await?;
        app.visit("/customers?q=a").await?;
        customers::expect_names(&app, &["Ada Lovelace", "Grace Hopper"]).await?;
        lists::open(&app).await?;
        same(lists::rows(&app).await?, 2, "rows promised")?;
        lists::choose_columns(
            &app,
            &["name", "orders", "revenue", "revenue_currency", "last_order"],
        )
        .await?;
        let wanted = vec![
            "Name,Orders,Revenue,Revenue currency,Last order".to_owned(),
            "Ada Lovelace,1,120.50,USD,2026-01-15".to_owned(),
            "Grace Hopper,0,0.00,USD,".to_owned(),
        ];
        same(lists::lines(&lists::download(&app).await?)?, wanted, "the table")?;
        lists::close(&app).await?;

        // The columns and the separator stay chosen; a formula is text.
        app.visit("/customers").await?;
        lists::open(&app).await?;
        same(lists::columns(&app).await?.len(), 5, "columns remembered")?;
        lists::choose_columns(&app, &["name", "stage"]).await?;
        app.choose("#out-delimiter", ";").await?;
        let all = lists::lines(&lists::download(&app).await?)?;
        ensure!(all.contains(&"'=1+1;".to_owned()), "{all:?}");
        app.reload().await?;
        lists::open(&app).await?;
        same(lists::columns(&app).await?, vec!["name".to_owned(), "stage".to_owned()], "columns")?;
        let again = lists::lines(&lists::download(&app).await?)?;
        same(again.first().map(String::as_str), Some("Name;Stage"), "the header")?;

        // Without a column there is nothing to write.
        app.click("#columns-none").await?;
        app.find("#download-list:disabled").await?;
        Ok(())
    })
}

#[test]
fn what_comes_out_goes_in_elsewhere_in_either_language() -> Result<()> {
    test("lists-round", async |world| {
        let from = world.open("from", "/customers").await?;
        let total = data::load_sample(&from).await?;
        for (language, profile) in [("en", "to-en"), ("zh-CN", "to-zh")] {
            from.visit("/customers").await?;
            shell::prefer(&from, "light", language).await?;
            lists::open(&from).await?;
            let people = lists::download(&from).await?;
            lists::close(&from).await?;
            from.visit("/orders").await?;
            lists::open(&from).await?;
            let orders = lists::rows(&from).await?;
            let bought = lists::download(&from).await?;

            let to = world.open(profile, "/customers").await?;
            data::choose_file(&to, &people).await?;
            let report = data::run(&to).await?;
            same(report.get("created"), Some(&total), "customers read back")?;
            same(report.get("rejected"), Some(&0), "customers rejected")?;
            data::choose_file(&to, &bought).await?;
            let report = data::run(&to).await?;
            same(report.get("created"), Some(&orders), "orders read back")?;
            same(report.get("rejected"), Some(&0), "orders rejected")?;
            // Whoever ordered was there already.
            same(report.get("customers"), Some(&0), "customers made up")?;
            world.quit(to).await?;
        }
        Ok(())
    })
}

#[test]
fn interactions_and_a_card_come_out_too() -> Result<()> {
    test("lists-cards", async |world| {
        let app = world.open("cards", "/customers").await?;
        customers::add(&app, "Ada Lovelace").await?;
        interaction::log(&app, "call", "Asked for a quote").await?;
        shell::go(&app, "/interactions").await?;
        lists::open(&app).await?;
        lists::choose_columns(&app, &["customer", "channel", "subject"]).await?;
        let wanted = vec![
            "Customer,Channel,Subject".to_owned(),
            "Ada Lovelace,Call,Asked for a quote".to_owned(),
        ];
        same(lists::lines(&lists::download(&app).await?)?, wanted, "the table")?;
        lists::close(&app).await?;

        shell::go(&app, "/customers").await?;
        lists::open(&app).await?;
        app.click("#out-vcard").await?;
        app.choose("#out-version", "4.0").await?;
        let file = lists::download(&app).await?;
        let text = std::fs::read_to_string(&file)?;
        ensure!(text.contains("VERSION:4.0") && text.contains("FN:Ada Lovelace"), "{text}");
        lists::close(&app).await?;

        // Where the browser shares nothing, the card of one customer is a download.
        customers::open(&app, "Ada Lovelace").await?;
        app.js(
            "Object.defineProperty(navigator, 'canShare', {value: undefined})",
            serde_json::json!([]),
        )
        .await?;
        let card = app.download(async || app.click("#share-card").await).await?;
        let name = card.file_name().context("no name")?.to_string_lossy().into_owned();
        same(name.as_str(), "Ada Lovelace.vcf", "the name of the file")?;
        let text = std::fs::read_to_string(&card)?;
        ensure!(text.contains("VERSION:3.0") && text.contains("FN:Ada Lovelace"), "{text}");
        same(customer::name(&app).await?.as_str(), "Ada Lovelace", "the page stays")
    })
}

#[test]
fn where_the_browser_shares_a_card_is_shared() -> Result<()> {
    test("lists-share", async |world| {
        let app = world.open("share", "/customers").await?;
        customers::add(&app, "Ada / Lovelace").await?;
        let stub = "window.shared = []; \
            Object.defineProperty(navigator, 'canShare', {value: () => true}); \
            Object.defineProperty(navigator, 'share', {value: async offer => { \
                for (const file of offer.files) window.shared.push([file.name, file.type, await file.text()]); \
            }})";
        app.js(stub, serde_json::json!([])).await?;
        app.click("#share-card").await?;
        let shared = app
            .until_js("the card to be shared", "return window.shared[0]", serde_json::json!([]))
            .await?;
        let [name, kind, text]: [String; 3] = serde_json::from_value(shared)?;
        same(name.as_str(), "Ada   Lovelace.vcf", "the name of the file")?;
        same(kind.as_str(), "text/vcard", "its type")?;
        ensure!(text.contains("FN:Ada / Lovelace"), "{text}");
        Ok(())
    })
}
