//! A day's work: finding, changing, taking back, by mouse and by keyboard.

use anyhow::{Result, ensure};
use e2e::{
    pages::{customer, customers, data, interaction, palette, settings, shell},
    same, test,
};
use serde_json::json;
use thirtyfour::Key;

#[test]
fn sample_data_comes_with_one_press_and_goes_with_one() -> Result<()> {
    test("everyday-sample", async |world| {
        let app = world.open("sample", "/customers").await?;
        let total = data::load_sample(&app).await?;
        ensure!(total >= 20, "{total} customers are no picture of a business");
        shell::said(&app, "Sample data added").await?;
        app.reload().await?;
        customers::expect_counts(&app, total, total).await?;
        app.visit("/segments").await?;
        app.find("#total-revenue").await?;
        Ok(())
    })
}

#[test]
fn undo_takes_the_sample_data_back() -> Result<()> {
    test("everyday-sample-undo", async |world| {
        let app = world.open("sample", "/customers").await?;
        data::load_sample(&app).await?;
        shell::undo(&app).await?;
        app.find("#load-sample").await?;
        Ok(())
    })
}

#[test]
fn search_sort_and_filters_are_in_the_address() -> Result<()> {
    test("everyday-list", async |world| {
        let app = world.open("list", "/customers").await?;
        for name in ["Beatrice Moreau", "Ada Lovelace", "李娜"] {
            customers::add(&app, name).await?;
            shell::go(&app, "/customers").await?;
        }
        customers::expect_counts(&app, 3, 3).await?;
        customers::search(&app, "love").await?;
        customers::expect_names(&app, &["Ada Lovelace"]).await?;
        customers::expect_counts(&app, 1, 3).await?;
        app.reload().await?;
        customers::expect_names(&app, &["Ada Lovelace"]).await?;
        customers::search(&app, "李").await?;
        customers::expect_names(&app, &["李娜"]).await?;

        app.visit("/customers?sort=-added").await?;
        customers::expect_names(&app, &["李娜", "Ada Lovelace", "Beatrice Moreau"]).await?;
        app.click("[role=columnheader] button.sort").await?;
        app.find("[role=columnheader][aria-sort=ascending]").await?;
        let by_name = customers::names(&app).await?;
        same(
            by_name.iter().take(2).map(String::as_str).collect::<Vec<_>>(),
            vec!["Ada Lovelace", "Beatrice Moreau"],
            "names in order",
        )?;
        app.click("[role=columnheader] button.sort").await?;
        app.find("[role=columnheader][aria-sort=descending]").await?;
        let (mut back, there) = (customers::names(&app).await?, by_name);
        back.reverse();
        same(back, there, "names in reverse order")?;

        app.visit("/customers?segment=unscored").await?;
        customers::expect_counts(&app, 3, 3).await?;
        app.visit("/customers?segment=champions").await?;
        app.find(".filter-bar .chip").await?;
        same(app.count(".vrow").await?, 0, "champions without an order")?;
        app.click(".filter-bar .chip button").await?;
        customers::expect_counts(&app, 3, 3).await
    })
}

#[test]
fn a_customer_is_changed_tagged_deleted_and_brought_back() -> Result<()> {
    test("everyday-edit", async |world| {
        let app = world.open("edit", "/customers").await?;
        customers::add(&app, "Ada Lovelace").await?;
        interaction::log(&app, "call", "Asked for a quote").await?;
        customer::edit(&app).await?;
        app.fill("#customer-city", "London").await?;
        app.choose("#customer-stage", "active").await?;
        for tag in ["vip", "maths"] {
            app.fill("#customer-tag", tag).await?;
            app.press(Key::Enter).await?;
            app.see("#customer-form .chip", tag).await?;
        }
        customers::save(&app).await?;
        shell::said(&app, "Customer saved: Ada Lovelace").await?;
        same(customer::tags(&app).await?, vec!["maths".to_owned(), "vip".to_owned()], "tags")?;
        app.see(".facts", "London").await?;

        customer::delete(&app).await?;
        app.find("#load-sample").await?;
        shell::said(&app, "Customer deleted: Ada Lovelace").await?;
        shell::undo(&app).await?;
        customers::open(&app, "Ada Lovelace").await?;
        same(
            customer::timeline(&app).await?,
            vec!["Call: Asked for a quote".to_owned()],
            "what came back with her",
        )?;
        app.reload().await?;
        same(customer::tags(&app).await?, vec!["maths".to_owned(), "vip".to_owned()], "tags")
    })
}

#[test]
fn theme_and_language_stay_chosen() -> Result<()> {
    test("everyday-settings", async |world| {
        let app = world.open("settings", "/settings").await?;
        settings::theme(&app, "dark").await?;
        settings::language(&app, "zh-CN").await?;
        app.see("h1", "设置").await?;
        let background = "return getComputedStyle(document.body).backgroundColor";
        let dark = app.js(background, json!([])).await?;
        app.reload().await?;
        settings::shows(&app, "theme", "dark").await?;
        settings::shows(&app, "lang", "zh-CN").await?;
        app.see("h1", "设置").await?;
        settings::theme(&app, "light").await?;
        app.until("another background", async || {
            Ok((app.js(background, json!([])).await? != dark).then_some(()))
        })
        .await
    })
}

#[test]
fn the_keyboard_reaches_everything() -> Result<()> {
    test("everyday-keyboard", async |world| {
        let app = world.open("keyboard", "/customers").await?;
        app.press("n").await?;
        app.find(customers::FORM).await?;
        app.press("Grace Hopper").await?;
        app.press(Key::Enter).await?;
        app.see(".record-id h1", "Grace Hopper").await?;
        app.gone(customers::FORM).await?;

        app.press("gc").await?;
        customers::expect_counts(&app, 1, 1).await?;
        app.press("/").await?;
        let focused = "return document.activeElement === document.querySelector(arguments[0])";
        app.until_js("the focus in the search", focused, json!([customers::SEARCH])).await?;
        app.press("hop").await?;
        app.until_js(
            "the search to hold it",
            "return document.querySelector(arguments[0]).value === 'hop'",
            json!([customers::SEARCH]),
        )
        .await?;

        palette::open(&app).await?;
        palette::offers(&app, "grace", "Grace Hopper").await?;
        app.press(Key::Enter).await?;
        app.see(".record-id h1", "Grace Hopper").await?;
        app.gone(palette::PALETTE).await?;

        app.press("?").await?;
        app.find("dialog[open] dl.kv kbd").await?;
        app.press(Key::Escape).await?;
        app.gone("dialog[open]").await
    })
}

#[test]
fn a_change_in_one_tab_shows_in_the_other() -> Result<()> {
    test("everyday-tabs", async |world| {
        let app = world.open("tabs", "/customers").await?;
        customers::add(&app, "First").await?;
        shell::go(&app, "/customers").await?;
        let first = app.driver.window().await?;
        let second = app.driver.new_tab().await?;
        app.driver.switch_to_window(second.clone()).await?;
        app.visit("/customers").await?;
        customers::expect_names(&app, &["First"]).await?;
        customers::add(&app, "Second").await?;
        interaction::log(&app, "visit", "From the second tab").await?;

        app.driver.switch_to_window(first).await?;
        customers::expect_names(&app, &["First", "Second"]).await?;
        customers::open(&app, "First").await?;
        customer::edit(&app).await?;
        app.fill("#customer-name", "Renamed").await?;
        customers::save(&app).await?;

        app.driver.switch_to_window(second).await?;
        app.see("#timeline .tl-title", "From the second tab").await?;
        shell::go(&app, "/customers").await?;
        customers::expect_names(&app, &["Renamed", "Second"]).await
    })
}

#[test]
fn what_was_typed_survives_a_reload_escape_and_a_press_outside() -> Result<()> {
    test("everyday-draft", async |world| {
        let app = world.open("draft", "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Half a name").await?;
        app.driver.action_chain().move_to(5, 5).click().perform().await?;
        app.find(customers::FORM).await?;
        app.reload().await?;
        customers::new(&app).await?;
        let typed = "return document.querySelector('#customer-name').value === arguments[0]";
        app.until_js("what was typed", typed, json!(["Half a name"])).await?;
        app.press(Key::Escape).await?;
        app.gone(customers::FORM).await?;
        customers::new(&app).await?;
        app.until_js("what was typed", typed, json!(["Half a name"])).await?;
        customers::save(&app).await?;
        app.see(".record-id h1", "Half a name").await?;
        shell::go(&app, "/customers").await?;
        customers::new(&app).await?;
        app.until_js("an empty form", typed, json!([""])).await?;

        // The same for what is typed about a visit.
        app.press(Key::Escape).await?;
        customers::open(&app, "Half a name").await?;
        interaction::begin(&app, "visit").await?;
        app.fill("#interaction-notes", "Half a note").await?;
        app.reload().await?;
        interaction::begin(&app, "visit").await?;
        app.until_js(
            "the note",
            "return document.querySelector('#interaction-notes').value === 'Half a note'",
            json!([]),
        )
        .await?;
        Ok(())
    })
}

#[test]
fn a_form_says_what_is_wrong_and_keeps_the_rest() -> Result<()> {
    test("everyday-invalid", async |world| {
        let app = world.open("invalid", "/customers").await?;
        customers::new(&app).await?;
        app.fill("#email-0", "not-an-address").await?;
        app.click("#customer-form button[type=submit]").await?;
        app.see("#customer-name-hint .error", "fill this in").await?;
        app.see("#customer-form .error", "not an e-mail address").await?;
        app.fill("#customer-name", "Ada").await?;
        app.fill("#email-0", "ada@example.org").await?;
        customers::save(&app).await?;
        app.see(".facts", "ada@example.org").await
    })
}

#[test]
fn a_form_closed_before_its_save_is_answered_saves_all_the_same() -> Result<()> {
    test("everyday-impatient", async |world| {
        let app = world.open("list", "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Ada").await?;
        let close = "document.querySelector(arguments[0]).requestSubmit();
            document.querySelector('dialog').dispatchEvent(new Event('cancel', {cancelable: true}))";
        app.js(close, json!([customers::FORM])).await?;
        app.gone("dialog").await?;
        shell::said(&app, "Ada").await?;
        app.visit("/customers").await?;
        customers::expect_names(&app, &["Ada"]).await?;
        customers::add(&app, "Bob").await
    })
}
