//! Files about customers who are here already, files of other programs, columns that become
//! fields: matched, checked, imported, taken back.

use anyhow::{Result, ensure};
use e2e::{
    pages::{customers, data, shell},
    same, test,
};
use serde_json::json;

const FIRST: &str =
    "Customer ID,Name,E-mail,City\n1,Ada,ada@example.org,Turin\n2,Bo,bo@example.org,\n";
const SECOND: &str = "Name,E-mail,City\nAda L.,ADA@example.org,Rome\nBo,bo@example.org,Oslo\nCy,cy@example.org,Bergen\n";

#[test]
fn a_file_of_another_program_needs_two_presses() -> Result<()> {
    test("import-known", async |world| {
        let app = world.open("known", "/customers").await?;
        let text = "Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Contact owner,Create Date\n\
            101,Ada,Lovelace,ada@example.org,+1 555 0100 200,Evangelist,Mei,2024-01-31\n\
            102,Bo,Berg,bo@example.org,,Customer,Mei,2024-02-01\n";
        data::choose_file(&app, &world.file("hubspot.csv", text)?).await?;
        app.see("#recognised", "HubSpot").await?;
        app.click("#check-at-once").await?;
        app.find("#import-check[data-created='2'][data-rejected='0']").await?;
        let report = data::run_checked(&app).await?;
        same(report.get("created"), Some(&2), "customers")?;
        Ok(())
    })
}

#[test]
fn a_second_file_updates_by_the_rules_and_undo_takes_it_back() -> Result<()> {
    test("import-rules", async |world| {
        let app = world.open("rules", "/customers").await?;
        data::import(&app, &world.file("first.csv", FIRST)?, "customers").await?;

        data::choose_file(&app, &world.file("second.csv", SECOND)?).await?;
        data::choose_target(&app, "customers").await?;
        data::choose_rules(&app, "update", "email").await?;
        data::choose_rule(&app, 0, "skip").await?;
        data::choose_rule(&app, 2, "fill").await?;
        let check = data::check(&app).await?;
        let counts = ["created", "updated", "unchanged", "skipped"].map(|name| check.get(name));
        same(counts, [Some(&0), Some(&1), Some(&1), Some(&1)], "what would be done")?;
        app.see("#import-changes ins", "Oslo").await?;
        app.click("#back-to-columns").await?;

        data::choose_rule(&app, 2, "overwrite").await?;
        let check = data::check(&app).await?;
        same(check.get("updated"), Some(&2), "what would be done now")?;
        app.see("#import-changes del", "Turin").await?;
        let report = data::run_checked(&app).await?;
        same(report.get("updated"), Some(&2), "updated")?;
        app.click("#undo-import").await?;
        app.see("#import-report", "undone").await?;
        shell::go(&app, "/customers").await?;
        customers::expect_names(&app, &["Ada", "Bo"]).await
    })
}

#[test]
fn a_column_becomes_a_field_and_is_known_the_next_time() -> Result<()> {
    test("import-fields", async |world| {
        let app = world.open("fields", "/customers").await?;
        let text = "Name,Shoe size\nAda,42.5\nBo,large\nCy,38\n";
        let file = world.file("shoes.csv", text)?;
        data::choose_file(&app, &file).await?;
        data::choose_target(&app, "customers").await?;
        data::choose_column(&app, 1, "new").await?;
        let holds =
            app.js("return document.querySelector('#own-type-1')?.value", json!([])).await?;
        same(holds, json!("text"), "one value is no number")?;
        app.choose("#own-type-1", "number").await?;
        let check = data::check(&app).await?;
        same([check.get("created"), check.get("rejected")], [Some(&2), Some(&1)], "what would be")?;
        app.see("#rejects", "Shoe size").await?;
        data::run_checked(&app).await?;

        data::choose_file(&app, &file).await?;
        data::choose_column(&app, 1, "own:shoe_size").await?;
        data::keep_mapping(&app, "Shoes").await?;
        data::choose_file(&app, &file).await?;
        app.click("#kept-offers [data-kept='Shoes']").await?;
        app.see("#kept-used", "Shoes").await?;
        let held = "return document.querySelector('#column-1').value";
        same(app.js(held, json!([])).await?, json!("own:shoe_size"), "what the column holds")
    })
}

#[test]
fn values_that_say_nothing_are_given_a_meaning() -> Result<()> {
    test("import-meanings", async |world| {
        let app = world.open("meanings", "/customers").await?;
        let text = "Name,Stage\nAda,Gold\nBo,gold\nCy,active\nDi,?!\n";
        data::choose_file(&app, &world.file("stages.csv", text)?).await?;
        data::choose_target(&app, "customers").await?;
        data::choose_column(&app, 1, "stage").await?;
        let check = data::check(&app).await?;
        same(check.get("rejected"), Some(&3), "rows that say nothing")?;
        app.click("#back-to-columns").await?;
        data::choose_meaning(&app, "Gold", "active").await?;
        data::choose_meaning(&app, "?!", "-").await?;
        let report = data::run(&app).await?;
        same([report.get("created"), report.get("rejected")], [Some(&4), Some(&0)], "all taken")?;
        app.visit("/customers").await?;
        let (_, total) = customers::counts(&app).await?;
        ensure!(total == 4, "{total} customers");
        Ok(())
    })
}
