//! Every screen, in both themes and languages, on a phone and on a desktop: axe finds nothing,
//! and nothing sticks out sideways.

use anyhow::{Result, bail};
use e2e::{
    App, axe,
    pages::{customers, data, shell},
    test,
};

const LOOKS: [(&str, &str); 2] = [("light", "en"), ("dark", "zh-CN")];
const OTHER_LOOKS: [(&str, &str); 2] = [("dark", "en"), ("light", "zh-CN")];
const SIZES: [(u32, u32); 3] = [(320, 640), (390, 844), (1440, 900)];
const PLACES: [&str; 22] = [
    "/customers",
    "/tasks",
    "/interactions",
    "/orders",
    "/segments",
    "/segments/scoring",
    "/segments?view=sizes",
    "/segments/watch",
    "/segments/watch/rules",
    "/segments/tiers",
    "/segments/value",
    "/segments/kpi",
    "/segments/moves",
    "/segments/rules",
    "/segments/clusters",
    "/data",
    "/data/import",
    "/data/health",
    "/data/history",
    "/data/sync",
    "/data/trash",
    "/settings",
];

/// What is wrong with what is on screen, at every width.
async fn look(app: &App, screen: &str, wrong: &mut Vec<String>) -> Result<()> {
    for (width, height) in SIZES {
        app.resize(width, height).await?;
        let screen = format!("{screen} at {width}");
        // A phone of 320 pixels is looked at for its width only: the rest is as at 390.
        if width != 320
            && let Err(found) = axe::check(app, &screen).await
        {
            wrong.push(format!("{found:#}"));
        }
        if let Some(out) = shell::overflow(app, width).await? {
            wrong.push(format!("{screen} sticks out: {out}"));
        }
    }
    Ok(())
}

fn report(wrong: Vec<String>) -> Result<()> {
    if !wrong.is_empty() {
        bail!("{} findings:\n{}", wrong.len(), wrong.join("\n"));
    }
    Ok(())
}

async fn empty_places(app: &App, looks: &[(&str, &str)]) -> Result<()> {
    let mut wrong = Vec::new();
    for (theme, language) in looks {
        shell::prefer(app, theme, language).await?;
        for place in PLACES {
            app.visit(place).await?;
            look(app, &format!("empty {place}, {theme}, {language}"), &mut wrong).await?;
        }
    }
    report(wrong)
}

#[test]
fn empty_screens_are_for_everybody() -> Result<()> {
    test("axe-empty", async |world| {
        let app = world.open("empty", "/customers").await?;
        empty_places(&app, &LOOKS).await?;
        empty_places(&app, &OTHER_LOOKS).await
    })
}

#[test]
fn full_screens_and_forms_are_for_everybody() -> Result<()> {
    test("axe-full", async |world| {
        let app = world.open("full", "/customers").await?;
        data::load_sample(&app).await?;
        let mut wrong = Vec::new();
        for (theme, language) in LOOKS.into_iter().chain(OTHER_LOOKS) {
            let on = |screen: &str| format!("{screen}, {theme}, {language}");
            app.visit("/customers").await?;
            shell::prefer(&app, theme, language).await?;
            for place in PLACES {
                app.visit(place).await?;
                look(&app, &on(place), &mut wrong).await?;
            }
            app.visit("/customers?segment=champions&q=zzzz").await?;
            look(&app, &on("nobody found"), &mut wrong).await?;
            app.visit("/no-such-page").await?;
            look(&app, &on("no such page"), &mut wrong).await?;

            app.visit("/customers?sort=-orders").await?;
            let first = customers::names(&app).await?.into_iter().next().unwrap_or_default();
            customers::open(&app, &first).await?;
            look(&app, &on("customer"), &mut wrong).await?;
            for (opener, screen) in [
                ("#edit-customer", "customer form"),
                (".quick button[data-channel=visit]", "interaction form"),
                ("#add-order", "order form"),
            ] {
                app.resize(1440, 900).await?;
                app.click(opener).await?;
                app.find("dialog[open]").await?;
                look(&app, &on(screen), &mut wrong).await?;
                app.press(thirtyfour::Key::Escape).await?;
                app.gone("dialog[open]").await?;
            }
            e2e::pages::palette::open(&app).await?;
            look(&app, &on("palette"), &mut wrong).await?;
            app.press(thirtyfour::Key::Escape).await?;
            app.gone("dialog[open]").await?;
            app.press("?").await?;
            app.find("dialog[open]").await?;
            look(&app, &on("shortcuts"), &mut wrong).await?;
        }
        report(wrong)
    })
}

#[test]
fn the_steps_of_an_import_are_for_everybody() -> Result<()> {
    test("axe-import", async |world| {
        let app = world.open("import", "/customers").await?;
        let rows = "customer_id,date,amount\nA1,2026-01-02,10.00\nA2,nonsense,11.00\n";
        let file = world.file("orders.csv", rows)?;
        let mut wrong = Vec::new();
        for (theme, language) in LOOKS {
            shell::prefer(&app, theme, language).await?;
            data::choose_file(&app, &file).await?;
            data::choose_target(&app, "orders").await?;
            app.find("#column-0").await?;
            look(&app, &format!("import columns, {theme}, {language}"), &mut wrong).await?;
            app.resize(1440, 900).await?;
            data::check(&app).await?;
            look(&app, &format!("import check, {theme}, {language}"), &mut wrong).await?;
            data::run_checked(&app).await?;
            look(&app, &format!("import report, {theme}, {language}"), &mut wrong).await?;
        }
        report(wrong)
    })
}
