//! Setting up how customers are scored and sorted into segments.

use anyhow::{Result, ensure};
use e2e::{
    axe,
    pages::{data, scoring, segments, shell},
    same, test,
};
use thirtyfour::Key;

#[test]
fn a_painted_map_is_what_segments_and_lists_go_by() -> Result<()> {
    test("scoring-map", async |world| {
        let app = world.open("scoring", "/customers").await?;
        let total = data::load_sample(&app).await?;
        app.visit(scoring::NEW).await?;
        app.see("#brushes .brush .num", "").await?;
        let scored = scoring::counted(&app).await?;
        ensure!(0 < scored && scored <= total, "{scored} of {total} are scored");

        // By mouse and by keyboard, with a segment of one's own.
        app.click(".segment-tools > summary").await?;
        app.fill("#new-segment", "Gold").await?;
        app.click("#add-segment").await?;
        app.click("#map-cell-5-5").await?;
        scoring::expect_cell(&app, 5, 5, "own:Gold").await?;
        app.press(Key::Left).await?;
        app.press(Key::Enter).await?;
        scoring::expect_cell(&app, 5, 4, "own:Gold").await?;
        same(scoring::counted(&app).await?, scored, "painting loses nobody")?;
        app.click("#map-undo").await?;
        scoring::expect_cell(&app, 5, 4, "champions").await?;

        // What is not saved is there again.
        app.reload().await?;
        scoring::expect_cell(&app, 5, 5, "own:Gold").await?;
        app.click("#scoring-form button[type=submit]").await?;
        app.see("#scoring-name-hint .error", "name").await?;
        app.fill("#scoring-name", "With gold").await?;
        axe::check(&app, "a scoring").await?;
        app.click("#scoring-form button[type=submit]").await?;
        app.see(".scoring-row .badge", "In use").await?;
        app.see("#scorings", "With gold").await?;

        app.visit("/segments").await?;
        let table = segments::read(&app).await?;
        let gold = table.customers.get("own:Gold").copied().unwrap_or_default();
        ensure!(gold > 0, "{table:?}");
        app.visit("/customers?segment=own:Gold").await?;
        app.find(".vrow").await?;

        // One change, so one press takes it back.
        app.visit("/segments/scoring").await?;
        app.click("[data-scoring] [data-do=delete]").await?;
        app.gone("[data-do=delete]").await?;
        shell::undo(&app).await?;
        app.see("#scorings", "With gold").await?;
        app.see("[data-scoring]:has([data-do=delete]) .badge", "In use").await
    })
}

#[test]
fn thresholds_are_suggested_and_must_ascend() -> Result<()> {
    test("scoring-thresholds", async |world| {
        let app = world.open("thresholds", "/customers").await?;
        data::load_sample(&app).await?;
        app.visit(scoring::NEW).await?;
        app.fill("#scoring-name", "By hand").await?;
        app.choose("#scoring-bins", "3").await?;
        app.click("input[value=thresholds]").await?;
        same(app.count(".thresholds tbody input").await?, 6, "two thresholds on each axis")?;
        app.fill("[data-axis=Frequency][data-at='0']", "900").await?;
        app.find("[data-axis=Frequency][aria-invalid=true]").await?;
        app.click("#scoring-form button[type=submit]").await?;
        app.gone("[data-do=use]").await?;
        app.fill("[data-axis=Frequency][data-at='0']", "1").await?;
        app.fill("[data-axis=Frequency][data-at='1']", "4").await?;
        app.click("#scoring-form button[type=submit]").await?;
        app.see("#scorings", "By hand").await?;
        app.reload().await?;
        app.see("#scorings", "By hand").await
    })
}
