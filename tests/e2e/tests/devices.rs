//! Two browsers, each with its own data, that work apart and trade files.

use anyhow::Result;
use e2e::{
    axe,
    pages::{
        customer, customers, interaction, shell,
        sync::{self, Received},
    },
    same, test,
};

/// Every record and every change, without the head, in an order of its own.
fn everything(file: &std::path::Path) -> Result<Vec<String>> {
    let text = e2e::bundle::text(file)?;
    let lines = text
        .lines()
        .filter(|line| line.starts_with("{\""))
        .map(|line| line.trim_end_matches(',').to_owned());
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    Ok(lines)
}

#[test]
fn two_devices_work_apart_and_agree_in_the_end() -> Result<()> {
    test("devices", async |world| {
        let mei = world.open("mei", "/customers").await?;
        sync::call(&mei, "Mei").await?;
        shell::go(&mei, "/customers").await?;
        customers::add(&mei, "Harbour Tea").await?;
        shell::go(&mei, "/customers").await?;
        customers::add(&mei, "North Mill").await?;
        let all = sync::send_everything(&mei).await?;

        let lei = world.open("lei", "/data/sync").await?;
        same(
            sync::receive(&lei, &all).await?,
            Received { created: 3, changed: 0, conflicts: 0 },
            "two customers and the settings",
        )?;
        sync::call(&lei, "Lei").await?;

        // Apart: both rename one customer, each does something else besides.
        customer::change(&mei, "Harbour Tea", "name", "Harbour Tea House").await?;
        customer::change(&mei, "North Mill", "owner", "Mei").await?;
        customer::change(&lei, "Harbour Tea", "name", "Harbour Teas").await?;
        interaction::log(&lei, "visit", "Tasted the new harvest").await?;

        // Lei knows what Mei knew; Mei has never heard of Lei, who sends what Mei lacks.
        let (from_lei, records, changes) = sync::send_to(&lei, "Mei").await?;
        same((records, changes), (3, 3), "the name of the device, the new name, the visit")?;
        let received = sync::receive(&mei, &from_lei).await?;
        same(received, Received { created: 1, changed: 2, conflicts: 1 }, "at Mei's")?;
        let (from_mei, _, changes) = sync::send_to(&mei, "Lei").await?;
        same(changes, 2, "the new name and the owner")?;
        let received = sync::receive(&lei, &from_mei).await?;
        // Lei's name stands, and Mei, whose name went, has been told: nothing to decide here.
        same(received, Received { created: 0, changed: 1, conflicts: 0 }, "at Lei's")?;

        // The later name, Lei's, stands at both; Mei sees hers beside it.
        for app in [&mei, &lei] {
            shell::go(app, "/customers").await?;
            customers::expect_names(app, &["Harbour Teas", "North Mill"]).await?;
        }
        same(sync::conflicts(&mei).await?, 1, "open conflicts")?;
        let values = ["Harbour Tea House", "Harbour Teas", "Before: Harbour Tea"];
        let values = values.map(ToOwned::to_owned).to_vec();
        same(sync::first_conflict(&mei).await?, values, "both values and the one before")?;
        sync::show(&mei).await?;
        axe::check(&mei, "conflicts").await?;

        // Mei takes hers; that decides it at Lei's too.
        sync::take(&mei, "mine").await?;
        shell::said(&mei, "Conflict decided").await?;
        same(sync::conflicts(&mei).await?, 0, "open conflicts at Mei's")?;
        let (from_mei, records, changes) = sync::send_to(&mei, "Lei").await?;
        // Lei has not said yet that the file before has come: files may be lost.
        same((records, changes), (2, 3), "the decision, and what may not have come")?;
        sync::receive(&lei, &from_mei).await?;
        same(sync::conflicts(&lei).await?, 0, "open conflicts at Lei's")?;
        for app in [&mei, &lei] {
            shell::go(app, "/customers").await?;
            customers::expect_names(app, &["Harbour Tea House", "North Mill"]).await?;
        }

        // The same file again tells nothing, and both hold the same to the last stamp.
        let again = sync::receive(&lei, &from_mei).await?;
        same(again, Received { created: 0, changed: 0, conflicts: 0 }, "a file that comes twice")?;
        let at_mei = everything(&sync::send_everything(&mei).await?)?;
        let at_lei = everything(&sync::send_everything(&lei).await?)?;
        same(at_mei, at_lei, "what both know")
    })
}
