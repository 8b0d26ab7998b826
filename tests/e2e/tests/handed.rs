//! Files that other apps hand to the installed app: shared with it, or opened with it.

use anyhow::{Result, ensure};
use e2e::{
    App, World, axe, bundle,
    pages::{
        contacts, customers, data,
        handed::{self, file},
        shell,
    },
    same, test,
};

const JSON: &str = "application/json";
const CARD: &str =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nTEL:0171 7654321\r\nEND:VCARD\r\n";

/// What a colleague with these customers sends.
async fn bundle_of(world: &mut World, profile: &str, names: &[&str]) -> Result<String> {
    let app = world.open(profile, "/customers").await?;
    for name in names {
        shell::go(&app, "/customers").await?;
        customers::add(&app, name).await?;
    }
    let text = bundle::text(&data::export(&app).await?)?;
    world.quit(app).await?;
    Ok(text)
}

/// A browser in which the app has been before, and that shows another page now.
async fn elsewhere(world: &mut World) -> Result<App> {
    let app = world.open("phone", "/customers").await?;
    shell::kept_offline(&app).await?;
    handed::leave(&app).await?;
    Ok(app)
}

async fn expect_customers(app: &App, names: &[&str]) -> Result<()> {
    shell::go(app, "/customers").await?;
    customers::expect_names(app, names).await
}

#[test]
fn a_shared_bundle_is_merged_after_one_press_also_with_the_server_gone() -> Result<()> {
    test("handed-bundle", async |world| {
        let text = bundle_of(world, "colleague", &["Ada", "Grace"]).await?;
        let app = elsewhere(world).await?;
        world.stop_server();
        app.expect_in_console("sw.js");
        // Of the page that is none of ours.
        app.expect_in_console("favicon.ico");
        handed::share(&app, &[file("from Ada.json", JSON, text)]).await?;
        app.see("#handed", "from Ada.json").await?;
        handed::expect(&app, "from Ada.json", "waiting").await?;
        app.see("#handed", "Nothing has been changed yet").await?;
        axe::check(&app, "a file handed over").await?;
        same(handed::kept(&app).await?, 1, "files kept")?;
        // It waits through another start.
        app.reload().await?;
        handed::press(&app, "from Ada.json", "take").await?;
        same(handed::merged(&app, "from Ada.json").await?, (2, 0), "what came")?;
        same(handed::kept(&app).await?, 0, "files kept once it is taken")?;
        expect_customers(&app, &["Ada", "Grace"]).await?;

        shell::go(&app, "/data").await?;
        handed::undo(&app, "from Ada.json").await?;
        app.see("#handed", "that is undone").await?;
        shell::go(&app, "/customers").await?;
        app.find("#load-sample").await?;
        Ok(())
    })
}

#[test]
fn of_several_files_each_goes_its_way_and_none_is_lost() -> Result<()> {
    test("handed-several", async |world| {
        let text = bundle_of(world, "colleague", &["Ada"]).await?;
        let app = elsewhere(world).await?;
        let files = [
            file("shop.csv", "text/comma-separated-values", "name,city\nBob,Bonn\nCleo,Cork\n"),
            file("rapport.json.txt", "text/plain", text),
            file("photo.png", "image/png", "\u{89}PNG"),
            file("one.vcf", "text/x-vcard", CARD),
        ];
        handed::share(&app, &files).await?;
        // The table opens where its columns are matched; nothing is imported yet.
        app.find("#columns-title").await?;
        app.see("#main", "shop.csv").await?;
        let did = data::run(&app).await?;
        same(did.get("created").copied(), Some(2), "customers of the table")?;
        // What is left waits where the import ends.
        handed::expect(&app, "photo.png", "refused").await?;
        app.see("#handed", "of a type Rapport does not read").await?;
        handed::press(&app, "rapport.json.txt", "take").await?;
        same(handed::merged(&app, "rapport.json.txt").await?, (1, 0), "what came")?;
        handed::press(&app, "one.vcf", "take").await?;
        app.find(contacts::PREVIEW).await?;
        contacts::run(&app).await?;
        same(handed::kept(&app).await?, 0, "files kept")?;
        expect_customers(&app, &["Ada", "Bob", "Cleo", "Grace Hopper"]).await
    })
}

#[test]
fn a_file_that_is_none_of_ours_and_one_put_away_change_nothing() -> Result<()> {
    test("handed-refused", async |world| {
        let app = elsewhere(world).await?;
        let files = [
            file("broken.json", JSON, "{\"format\": \"rapport"),
            file("film.mp4", "video/mp4", "film"),
            file("other.json", JSON, "[]"),
        ];
        handed::share(&app, &files).await?;
        handed::expect(&app, "film.mp4", "refused").await?;
        app.see("#handed", "“film.mp4” is of a type Rapport does not read").await?;
        handed::press(&app, "broken.json", "take").await?;
        handed::expect(&app, "broken.json", "refused").await?;
        app.see("#handed", "“broken.json” was refused. Nothing was changed.").await?;
        handed::press(&app, "other.json", "aside").await?;
        app.gone("#handed li[data-handed='other.json']").await?;
        same(handed::kept(&app).await?, 0, "files kept")?;
        app.reload().await?;
        same(handed::listed(&app).await?, vec![], "what is left after another start")?;

        // Nothing came with it at all.
        handed::leave(&app).await?;
        handed::share(&app, &[]).await?;
        app.see(handed::LOST, "No file came").await?;
        axe::check(&app, "nothing came").await?;
        app.visit("/data/handed?why=full").await?;
        app.see(handed::LOST, "there is no room left").await?;
        shell::go(&app, "/customers").await?;
        app.find("#load-sample").await?;
        Ok(())
    })
}

#[test]
fn a_large_shared_file_is_read_whole_after_it_is_no_longer_kept() -> Result<()> {
    test("handed-large", async |world| {
        let app = elsewhere(world).await?;
        let rows: String =
            (0..40_000).map(|n| format!("Customer {n},{}\n", "x".repeat(300))).collect();
        handed::share(&app, &[file("large.csv", "text/csv", format!("name,notes\n{rows}"))])
            .await?;
        app.find("#columns-title").await?;
        same(handed::kept(&app).await?, 0, "files kept")?;
        let did = data::run(&app).await?;
        same(did.get("created").copied(), Some(40_000), "customers")
    })
}

#[test]
fn files_opened_with_the_app_come_in_whatever_page_is_shown() -> Result<()> {
    test("handed-opened", async |world| {
        let ada = bundle_of(world, "ada", &["Ada"]).await?;
        let grace = bundle_of(world, "grace", &["Grace"]).await?;
        let app = world.start("desktop").await?;
        handed::fake_queue(&app).await?;
        app.visit("/customers").await?;
        handed::open_with(&app, &[file("ada.json", JSON, ada), file("grace.json", JSON, grace)])
            .await?;
        for name in ["ada.json", "grace.json"] {
            same(handed::merged(&app, name).await?, (1, 0), name)?;
        }
        ensure!(app.driver.current_url().await?.path().ends_with("/data"), "not the data page");
        expect_customers(&app, &["Ada", "Grace"]).await?;

        // A table opened while the list is shown, and contacts while the table is.
        let table = file("shop.csv", "text/csv", "name\nBob\n");
        ensure!(handed::open_with(&app, &[table]).await?, "nobody took the table");
        app.find("#columns-title").await?;
        ensure!(handed::open_with(&app, &[file("one.vcf", "text/vcard", CARD)]).await?, "nobody");
        handed::expect(&app, "one.vcf", "waiting").await?;
        app.visit("/data").await?;
        expect_customers(&app, &["Ada", "Grace"]).await
    })
}

#[test]
fn a_file_the_app_was_started_with_is_taken_once_data_is_open() -> Result<()> {
    test("handed-start", async |world| {
        let text = bundle_of(world, "ada", &["Ada"]).await?;
        let app = world.start("desktop").await?;
        handed::fake_queue(&app).await?;
        // A first visit to a page of the app, which the host does not know.
        app.expect_in_console("a status of 404");
        app.driver.goto(app.address("/data")).await?;
        // The queue is there before the app is.
        app.until_js("the queue", "return !!window.openWith", serde_json::json!([])).await?;
        handed::open_with(&app, &[file("ada.json.gz", "application/gzip", text)]).await?;
        app.ready().await?;
        same(handed::merged(&app, "ada.json.gz").await?, (1, 0), "what came")?;
        expect_customers(&app, &["Ada"]).await
    })
}
