//! Rows of a file that look like customers who are here, or like each other: found by the
//! check, decided one by one or together, imported, taken back.

use anyhow::Result;
use e2e::{
    App, axe,
    pages::{customers, data, shell},
    same, test,
};
use serde_json::json;

const FIRST: &str = "Name,Phone,City\n張偉,+86 138 0000 0000,上海\n\
    Ada Lovelace,+44 7700 900001,Turin\n李娜,139 1111 2222,\n";
const SECOND: &str = "Name,Phone,City\n张伟,13800000000,北京\n\
    \"Lovelace, Ada\",07700 900001,Rome\n王芳,136 3333 4444,广州\n\
    王芳,+86 13633334444,深圳\nBo Berg,,Oslo\n李娜,13911112222,杭州\n";

/// Waits until exactly these names are in the list, whatever their order.
async fn customers_are(app: &App, expected: &[&str]) -> Result<()> {
    shell::go(app, "/customers").await?;
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    let what = format!("customers {expected:?}");
    app.until(&what, async || {
        let mut names = customers::names(app).await?;
        names.sort();
        Ok((names == expected).then_some(()))
    })
    .await
}

#[test]
fn rows_that_look_like_somebody_are_decided_one_by_one() -> Result<()> {
    test("import-alike", async |world| {
        let app = world.open("alike", "/customers").await?;
        data::import(&app, &world.file("first.csv", FIRST)?, "customers").await?;
        data::choose_file(&app, &world.file("second.csv", SECOND)?).await?;
        data::choose_target(&app, "customers").await?;
        let check = data::check(&app).await?;
        same(check.get("created"), Some(&6), "without choices")?;
        app.find("#alike-found[data-count='4']").await?;
        let found = "return [...document.querySelectorAll('#import-alike .pair')].map(row => [row.dataset.line, row.dataset.score])";
        let want = json!([["3", "85"], ["2", "75"], ["5", "75"], ["7", "75"]]);
        same(app.js(found, json!([])).await?, want, "who looks like somebody, best first")?;
        app.see("#import-alike [data-line='2']", "張偉").await?;
        app.see("#import-alike [data-line='2']", "Same name").await?;
        app.see("#import-alike [data-line='5']", "looks like line 4").await?;
        axe::check(&app, "rows that look like somebody").await?;

        data::choose_alike(&app, 2, "join").await?;
        app.find("#import-check[data-created='5'][data-updated='1'][data-skipped='0']").await?;
        app.see("#import-changes ins", "北京").await?;
        data::choose_alike(&app, 3, "leave").await?;
        data::choose_alike(&app, 5, "join").await?;
        app.find("#import-check[data-created='3'][data-updated='1'][data-skipped='1']").await?;
        app.see("#alike-counts", "create 3, update 1 and pass over 1").await?;

        // What was chosen stays when the columns are looked at again.
        app.click("#back-to-columns").await?;
        data::check(&app).await?;
        app.find("#import-check[data-created='3'][data-updated='1'][data-skipped='1']").await?;
        let report = data::run_checked(&app).await?;
        let counts = ["created", "updated", "skipped", "rejected"].map(|name| report.get(name));
        same(counts, [Some(&3), Some(&1), Some(&1), Some(&0)], "what was done")?;
        let after = ["Ada Lovelace", "Bo Berg", "张伟", "李娜", "李娜", "王芳"];
        customers_are(&app, &after).await?;
        customers::open(&app, "王芳").await?;
        app.see("#main", "深圳").await?;
        app.see("#main", "136 3333 4444").await?;
        app.see("#main", "+86 13633334444").await?;

        // Back over the customer and the list.
        app.js("history.go(-2)", json!([])).await?;
        app.click("#undo-import").await?;
        app.see("#import-report", "undone").await?;
        customers_are(&app, &["Ada Lovelace", "張偉", "李娜"]).await
    })
}

#[test]
fn one_choice_does_for_all_that_are_alike_enough() -> Result<()> {
    test("import-alike-all", async |world| {
        let app = world.open("alike-all", "/customers").await?;
        data::import(&app, &world.file("first.csv", FIRST)?, "customers").await?;
        data::choose_file(&app, &world.file("second.csv", SECOND)?).await?;
        data::choose_target(&app, "customers").await?;
        data::check(&app).await?;
        app.see("#alike-apply", "Apply to 4").await?;
        app.click("#alike-apply").await?;
        app.find("#import-check[data-created='2'][data-updated='3'][data-skipped='0']").await?;
        app.choose("#alike-from", "80").await?;
        app.choose("#alike-choice", "leave").await?;
        app.see("#alike-apply", "Apply to 1").await?;
        app.click("#alike-apply").await?;
        app.find("#import-check[data-created='2'][data-updated='2'][data-skipped='1']").await?;
        let report = data::run_checked(&app).await?;
        let counts = ["created", "updated", "skipped"].map(|name| report.get(name));
        same(counts, [Some(&2), Some(&2), Some(&1)], "what was done")?;
        app.click("#undo-import").await?;
        app.see("#import-report", "undone").await?;
        customers_are(&app, &["Ada Lovelace", "張偉", "李娜"]).await
    })
}
