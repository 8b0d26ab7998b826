//! Visits and calls from a table: matched, checked, imported, found again, taken out, brought back
//! in without doubling, taken back; and in the other language, from a file that names no channel.

use anyhow::{Context, Result, ensure};
use e2e::{
    App,
    pages::{customer, customers, data, lists, shell},
    same, test,
};
use serde_json::json;
use std::collections::BTreeMap;

const VISITS: &str = "Customer ID,Customer,When,Kind,Direction,Subject,Notes,Mood\n\
    A-1,Ada Lovelace,2026-01-31 09:30,Visit,Outbound,=1+1,\"He said \"\"yes\"\"\",good\n\
    A-1,Ada Lovelace,2026-02-01,Pigeon,,Post,,bad\n\
    B-1,Bo,2026-02-02 14:00,Call,Inbound,Quote,,good\n\
    ,,2026-02-02 14:00,Call,Inbound,Nobody,,good\n";

fn of<'m>(counts: &'m BTreeMap<String, u64>, names: [&str; 4]) -> [Option<&'m u64>; 4] {
    names.map(|name| counts.get(name))
}

/// What the rows of the list are about, as they stand.
async fn expect_subjects(app: &App, wanted: &[&str]) -> Result<()> {
    app.until(&format!("{wanted:?} in the list"), async || {
        Ok((customers::names(app).await? == wanted).then_some(()))
    })
    .await
}

#[test]
fn visits_come_in_are_found_go_out_and_come_back_without_doubling() -> Result<()> {
    test("interactions-csv", async |world| {
        let app = world.open("visits", "/customers").await?;
        customers::add(&app, "Ada Lovelace").await?;
        data::choose_file(&app, &world.file("visits.csv", VISITS)?).await?;
        data::expect_target(&app, "interactions").await?;
        data::choose_column(&app, 7, "new").await?;
        app.choose("#own-type-7", "choice").await?;
        // Ada is known by her name: she has no number here.
        app.choose("#match-by", "name").await?;
        let names = ["created", "customers", "updated", "rejected"];
        let check = data::check(&app).await?;
        same([check.get("created"), check.get("rejected")], [Some(&2), Some(&2)], "at first")?;
        app.see("#rejects", "Pigeon").await?;
        app.click("#back-to-columns").await?;
        data::choose_meaning(&app, "Pigeon", "message").await?;
        let report = data::run(&app).await?;
        same(of(&report, names), [Some(&3), Some(&1), Some(&0), Some(&1)], "what came of it")?;

        shell::go(&app, "/customers").await?;
        customers::open(&app, "Ada Lovelace").await?;
        let timeline = customer::timeline(&app).await?;
        same(timeline, vec!["Message: Post".to_owned(), "Visit: =1+1".to_owned()], "the timeline")?;
        app.see("#timeline dd[data-field=mood]", "bad").await?;
        app.see("#timeline", "He said \"yes\"").await?;

        app.visit("/interactions").await?;
        expect_subjects(&app, &["Quote", "Post", "=1+1"]).await?;
        app.choose("#filter-custom-mood", "good").await?;
        expect_subjects(&app, &["Quote", "=1+1"]).await?;

        app.visit("/interactions").await?;
        expect_subjects(&app, &["Quote", "Post", "=1+1"]).await?;
        lists::open(&app).await?;
        app.click("#columns-all").await?;
        let file = lists::download(&app).await?;
        let lines = lists::lines(&file)?;
        let head = lines.first().context("no header")?;
        ensure!(head.ends_with("Time zone,Interaction ID,Mood"), "{head}");
        lists::close(&app).await?;

        // Columns are found by their names, that of the field people added among them.
        data::choose_file(&app, &file).await?;
        data::expect_target(&app, "interactions").await?;
        let held = "return [...document.querySelectorAll('[id^=column-]')].map(it => it.value)";
        let held: Vec<String> = serde_json::from_value(app.js(held, json!([])).await?)?;
        same(held.last().map(String::as_str), Some("own:mood"), "what the last column holds")?;
        ensure!(held.iter().all(|it| !it.is_empty()), "{held:?}");
        let check = data::check(&app).await?;
        same(
            of(&check, ["created", "updated", "unchanged", "rejected"]),
            [Some(&0), Some(&0), Some(&3), Some(&0)],
            "the same once more",
        )?;
        app.find("#run-import:disabled").await?;

        // So does the file they came from, by customer, time, channel and subject.
        data::choose_file(&app, &world.file("visits.csv", VISITS)?).await?;
        app.choose("#match-by", "name").await?;
        data::choose_meaning(&app, "Pigeon", "message").await?;
        let check = data::check(&app).await?;
        same(
            of(&check, ["created", "updated", "unchanged", "rejected"]),
            [Some(&0), Some(&0), Some(&3), Some(&1)],
            "the first file once more",
        )?;

        // A row that says something else changes what is here, and one press takes that back.
        let text = std::fs::read_to_string(&file)?;
        data::choose_file(&app, &world.file("changed.csv", text.replace("Quote", "Big quote"))?)
            .await?;
        let check = data::check(&app).await?;
        same(check.get("updated"), Some(&1), "known by its id")?;
        app.see("#import-changes ins", "Big quote").await?;
        data::run_checked(&app).await?;
        app.click("#undo-import").await?;
        app.see("#import-report", "undone").await?;
        shell::go(&app, "/interactions").await?;
        expect_subjects(&app, &["Quote", "Post", "=1+1"]).await
    })
}

#[test]
fn one_press_takes_a_whole_file_of_visits_back() -> Result<()> {
    test("interactions-csv-undo", async |world| {
        let app = world.open("undo", "/customers").await?;
        shell::prefer(&app, "light", "zh-CN").await?;
        let text = "客户名称,拜访时间,拜访内容,心情\n李雷,2026年1月31日 下午2:30,谈价,好\n\
            韩梅梅,2026年2月1日 9:00,送样,一般\n";
        data::choose_file(&app, &world.file("拜访.csv", text)?).await?;
        data::choose_target(&app, "interactions").await?;
        // No column says what they are, so somebody must.
        app.find("#check-import:disabled").await?;
        app.see("#import-warnings", "渠道").await?;
        app.choose("#usual-channel", "visit").await?;
        data::choose_column(&app, 3, "new").await?;
        app.see("#preview", "14:30").await?;
        let report = data::run(&app).await?;
        same(
            of(&report, ["created", "customers", "updated", "rejected"]),
            [Some(&2), Some(&2), Some(&0), Some(&0)],
            "what came of it",
        )?;
        app.click("#undo-import").await?;
        app.see("#import-report", "已撤销").await?;
        shell::go(&app, "/interactions").await?;
        app.gone(".vrow").await?;
        shell::go(&app, "/customers").await?;
        app.find("#load-sample").await?;
        Ok(())
    })
}
