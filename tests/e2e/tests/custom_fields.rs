//! Fields people add: made, filled in, looked for, retired.

use anyhow::Result;
use e2e::{
    axe,
    pages::{customer, customers, fields, order, shell},
    same, test,
};
use thirtyfour::Key;

const COLOUR: &str = ".facts dd[data-field=favourite_colour]";
const VIP: &str = ".facts dd[data-field=vip]";

#[test]
fn a_field_is_added_filled_in_and_filtered_by() -> Result<()> {
    test("custom-filter", async |world| {
        let app = world.open("fields", "/settings").await?;
        let colours = ["Red", "Deep blue"];
        fields::add(&app, "customer", "Favourite colour", "choice", &colours).await?;
        fields::add(&app, "customer", "VIP", "flag", &[]).await?;
        axe::check(&app, "settings with fields").await?;

        shell::go(&app, "/customers").await?;
        customers::add(&app, "Ada").await?;
        shell::go(&app, "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Bob").await?;
        app.choose("#custom-favourite_colour", "Deep blue").await?;
        app.choose("#custom-vip", "yes").await?;
        axe::check(&app, "a form with fields of one's own").await?;
        customers::save(&app).await?;
        app.see(COLOUR, "Deep blue").await?;
        app.see(VIP, "Yes").await?;

        // Saving something else leaves them as they are.
        customer::edit(&app).await?;
        app.fill("#customer-city", "London").await?;
        customers::save(&app).await?;
        app.see(".facts", "London").await?;
        app.reload().await?;
        app.see(COLOUR, "Deep blue").await?;
        app.see(VIP, "Yes").await?;

        shell::go(&app, "/customers").await?;
        customers::expect_names(&app, &["Ada", "Bob"]).await?;
        app.click(".list-tools .btn[aria-haspopup=dialog]").await?;
        app.choose("#filter-custom-favourite_colour", "Deep blue").await?;
        axe::check(&app, "filters by fields of one's own").await?;
        app.click("dialog .dialog-foot .btn.primary").await?;
        customers::expect_names(&app, &["Bob"]).await?;
        app.see(".filter-bar .chip", "Favourite colour: Deep blue").await?;
        app.reload().await?;
        customers::expect_names(&app, &["Bob"]).await?;
        app.click(".filter-bar .chip button").await?;
        customers::expect_names(&app, &["Ada", "Bob"]).await?;
        customers::search(&app, "deep").await?;
        customers::expect_names(&app, &["Bob"]).await?;
        app.visit("/customers?f.vip=no").await?;
        customers::expect_counts(&app, 0, 2).await?;
        app.visit("/customers?f.vip=*").await?;
        customers::expect_names(&app, &["Bob"]).await
    })
}

#[test]
fn fields_are_moved_retired_and_brought_back() -> Result<()> {
    test("custom-define", async |world| {
        let app = world.open("define", "/settings").await?;
        fields::add(&app, "customer", "VIP", "flag", &[]).await?;
        fields::add(&app, "customer", "Motto", "text", &[]).await?;
        fields::begin(&app, "customer", "vip", "text").await?;
        app.click("#field-form button[type=submit]").await?;
        app.see("#field-name-hint .error", "VIP").await?;
        app.fill("#field-name", "?").await?;
        app.click("#field-form button[type=submit]").await?;
        app.see("#field-name-hint .error", "letter").await?;
        app.press(Key::Escape).await?;
        app.gone(fields::FORM).await?;

        same(fields::names(&app, "customer").await?, vec!["VIP".into(), "Motto".into()], "fields")?;
        app.click("[data-field=motto] [data-move=up]").await?;
        app.until("Motto before VIP", async || {
            Ok((fields::names(&app, "customer").await? == ["Motto", "VIP"]).then_some(()))
        })
        .await?;

        shell::go(&app, "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Ada").await?;
        app.choose("#custom-vip", "yes").await?;
        customers::save(&app).await?;
        app.see(VIP, "Yes").await?;
        shell::go(&app, "/settings").await?;
        fields::retire(&app, "vip").await?;
        shell::go(&app, "/customers").await?;
        customers::open(&app, "Ada").await?;
        app.gone(VIP).await?;
        customer::edit(&app).await?;
        app.gone("#custom-vip").await?;
        app.fill("#custom-motto", "Onwards").await?;
        customers::save(&app).await?;
        app.see(".facts dd[data-field=motto]", "Onwards").await?;
        shell::go(&app, "/settings").await?;
        fields::bring_back(&app, "vip").await?;
        shell::go(&app, "/customers").await?;
        customers::open(&app, "Ada").await?;
        app.see(VIP, "Yes").await?;
        app.see(".facts dd[data-field=motto]", "Onwards").await
    })
}

#[test]
fn lists_show_the_fields_that_are_to_be_shown() -> Result<()> {
    test("custom-listed", async |world| {
        let app = world.open("listed", "/settings").await?;
        fields::add(&app, "customer", "Motto", "text", &[]).await?;
        fields::add(&app, "customer", "Weight", "number", &[]).await?;
        fields::show_in_lists(&app, "weight").await?;
        shell::go(&app, "/customers").await?;
        customers::new(&app).await?;
        app.fill("#customer-name", "Ada").await?;
        app.fill("#custom-motto", "Onwards").await?;
        app.fill("#custom-weight", "1250.5").await?;
        customers::save(&app).await?;

        app.resize(1440, 900).await?;
        shell::go(&app, "/customers").await?;
        app.see(".vhead [role=columnheader]:last-child", "Weight").await?;
        app.see(".vrow [role=cell]:last-child", "1,250.5").await?;
        same(app.texts(".vhead").await?.join(" ").contains("Motto"), false, "not asked for")?;
        axe::check(&app, "a list with a field of one's own").await?;
        app.resize(390, 844).await?;
        app.see(".vrow-sub", "· 1,250.5").await
    })
}

#[test]
fn what_a_field_cannot_hold_is_said_and_nothing_is_saved() -> Result<()> {
    test("custom-invalid", async |world| {
        let app = world.open("invalid", "/settings").await?;
        fields::add(&app, "order", "Weight", "number", &[]).await?;
        fields::add(&app, "order", "Tracking", "link", &[]).await?;
        shell::go(&app, "/customers").await?;
        customers::add(&app, "Ada").await?;
        app.click("#add-order").await?;
        app.fill("#order-amount", "10").await?;
        app.fill("#custom-weight", "heavy").await?;
        app.fill("#custom-tracking", "javascript:alert(1)").await?;
        app.click("#order-form button[type=submit]").await?;
        app.see("#custom-weight-hint .error", "Not a number").await?;
        app.see("#custom-tracking-hint .error", "https://").await?;
        app.fill("#custom-weight", "2.50").await?;
        app.fill("#custom-tracking", "https://example.org/parcel").await?;
        app.click("#order-form button[type=submit]").await?;
        app.gone(order::FORM).await?;
        app.see("#timeline dd[data-field=weight]", "2.5").await?;
        app.find("#timeline dd[data-field=tracking] a[href='https://example.org/parcel'][rel=noreferrer]")
            .await?;
        Ok(())
    })
}
