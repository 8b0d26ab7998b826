//! Finding a customer by what somebody remembers of them.

use anyhow::Result;
use e2e::{
    App, axe,
    pages::{customer, customers, interaction, palette, shell},
    test,
};
use thirtyfour::Key;

async fn add(app: &App, names: &[&str]) -> Result<()> {
    for name in names {
        customers::add(app, name).await?;
        shell::go(app, "/customers").await?;
    }
    Ok(())
}

#[test]
fn a_customer_is_found_by_a_slip_by_pinyin_and_by_what_was_said() -> Result<()> {
    test("finding", async |world| {
        let app = world.open("rep", "/customers").await?;
        add(&app, &["Maria Smith", "Zoë Lefèvre", "张伟", "Smart & Co"]).await?;
        customers::open(&app, "张伟").await?;
        interaction::log(&app, "call", "Wants the <b>Spring</b> price list").await?;
        customer::change(&app, "张伟", "notes", "喜欢绿茶").await?;
        app.visit("/customers").await?;
        for (typed, names) in [
            ("lefevre", &["Zoë Lefèvre"][..]),
            ("zoe le", &["Zoë Lefèvre"]),
            ("smiht", &["Maria Smith"]),
            ("zhangwei", &["张伟"]),
            ("zw", &["张伟"]),
            ("zhang w", &["张伟"]),
            ("smar", &["Smart & Co"]),
            ("绿茶", &["张伟"]),
            ("spring list", &["张伟"]),
            ("nobody at all", &[]),
        ] {
            customers::search(&app, typed).await?;
            customers::expect_names(&app, names).await?;
        }
        app.see("main h2", "No customer matches").await?;

        // A row says why it is there, in the words that were written.
        customers::search(&app, "PRICE LIST").await?;
        app.see(".vrow .found", "the <b>Spring</b> price list").await?;
        app.see(".vrow .found mark", "price").await?;
        axe::check(&app, "a list of what notes say").await?;
        customers::search(&app, "smtih").await?;
        app.see(".vrow .found", "Similar").await?;
        // Somebody typed further: it is no longer so.
        customers::search(&app, "smith").await?;
        app.gone(".vrow .found").await?;
        customers::expect_names(&app, &["Maria Smith"]).await?;

        palette::open(&app).await?;
        palette::offers(&app, "price li", "张伟").await?;
        app.see("#offers .found mark", "price").await?;
        axe::check(&app, "the palette with what notes say").await?;
        app.press(Key::Escape).await?;

        // What is taken back is not found any more, without anybody typing.
        customers::open(&app, "Maria Smith").await?;
        interaction::log(&app, "call", "Sent orchids").await?;
        shell::go(&app, "/customers").await?;
        customers::search(&app, "orchid").await?;
        customers::expect_names(&app, &["Maria Smith"]).await?;
        shell::undo(&app).await?;
        customers::expect_names(&app, &[]).await
    })
}
