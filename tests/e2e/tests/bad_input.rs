//! Files that are broken, hostile or of another kind: refused in words, and nothing changes.

use anyhow::{Result, ensure};
use e2e::{
    App, bundle,
    pages::{customers, data, palette, shell},
    same, test,
};
use serde_json::{Value, json};
use std::fs;

/// The refusal on screen, in words; the page still answers to a press.
async fn refusal(app: &App, what: &str) -> Result<String> {
    let words = app.text(data::TROUBLE).await?;
    ensure!(words.split_whitespace().count() > 2, "{what}: {words:?} explains nothing");
    shell::go(app, "/customers").await?;
    app.find("#main").await?;
    Ok(words)
}

#[test]
fn a_file_that_would_take_more_memory_than_there_is_is_refused_before_it_is_read() -> Result<()> {
    test("bad-too-much", async |world| {
        let app = world.open("rep", "/customers").await?;
        customers::add(&app, "Kept").await?;
        // As long as a bundle of half a million customers, and no bytes of it on the disk.
        let huge = world.file("huge.json", "{")?;
        fs::OpenOptions::new().write(true).open(&huge)?.set_len(3 << 30)?;
        data::offer_bundle(&app, &huge).await?;
        let words = refusal(&app, "huge.json").await?;
        ensure!(words.contains("of memory"), "{words:?} does not say what is missing");
        customers::expect_names(&app, &["Kept"]).await
    })
}

#[test]
fn bundles_that_are_no_good_are_refused_and_change_nothing() -> Result<()> {
    test("bad-bundles", async |world| {
        let app = world.open("bundles", "/customers").await?;
        for name in ["Kept one", "Kept two"] {
            customers::add(&app, name).await?;
            shell::go(&app, "/customers").await?;
        }
        let good = data::export(&app).await?;
        let expected = bundle::records(&good)?;
        let text = fs::read_to_string(&good)?;
        let mut newer: Value = serde_json::from_str(&text)?;
        newer["version"] = json!(999);
        let mut hostile: Value = serde_json::from_str(&text)?;
        // Later than any clock: nothing could ever be written after it.
        hostile["records"][0]["stamp"] = json!("99999999999999999-0000-00000000c0ffee00");
        hostile["records"][0]["fields"]["name"] = json!("Taken over");
        let files: [(&str, Vec<u8>); 7] = [
            ("empty.json", Vec::new()),
            ("truncated.json", text.as_bytes()[..text.len() / 2].to_vec()),
            (
                "one-byte-short.json",
                text.trim_end().as_bytes()[..text.trim_end().len() - 1].to_vec(),
            ),
            ("binary.json", (0..=255u8).cycle().take(100_000).collect()),
            ("other.json", br#"{"name": "something else", "version": "1.0.0"}"#.to_vec()),
            ("newer.json", newer.to_string().into_bytes()),
            ("hostile.json", hostile.to_string().into_bytes()),
        ];
        for (name, bytes) in files {
            data::offer_bundle(&app, &world.file(name, bytes)?).await?;
            let words = refusal(&app, name).await?;
            customers::expect_names(&app, &["Kept one", "Kept two"]).await?;
            if name == "newer.json" {
                ensure!(words.contains("newer"), "{words:?} does not say to update");
            }
        }
        let after = bundle::records(&data::export(&app).await?)?;
        same(after, expected, "records after seven refusals")
    })
}

#[test]
fn tables_that_are_no_good_are_refused_or_reported_row_by_row() -> Result<()> {
    test("bad-tables", async |world| {
        let app = world.open("tables", "/customers").await?;
        let files: [(&str, Vec<u8>); 5] = [
            ("empty.csv", Vec::new()),
            ("workbook.csv", [b"PK\x03\x04".as_slice(), &[0; 2_000]].concat()),
            ("one-line.csv", vec![b'x'; 10 << 20]),
            ("twice.csv", b"customer_id,date,amount,amount\n1,2026-01-02,10.00,20.00\n".to_vec()),
            ("binary.csv", (0..=255u8).cycle().take(100_000).collect()),
        ];
        for (name, bytes) in files {
            let file = world.file(name, bytes)?;
            data::choose_file(&app, &file).await?;
            // Refused in words, or held back until someone says what is what: never half taken.
            let shown =
                format!("{}, .callout[data-tone=warn], #check-import:disabled", data::TROUBLE);
            app.find(&shown).await?;
            shell::go(&app, "/customers").await?;
            app.find("#load-sample").await?;
        }
        Ok(())
    })
}

#[test]
fn rows_that_do_not_read_are_listed_and_the_rest_comes_in() -> Result<()> {
    test("bad-rows", async |world| {
        let app = world.open("rows", "/customers").await?;
        let rows = "customer_id,date,amount\n\
            A1,2026-01-02,10.00\n\
            A2,2026-01-03\n\
            A3,2026-13-45,12.00\n\
            A4,2026-01-05,ten\n\
            A5,2026-01-06,13.00,surplus,cells\n\
            \"A6,2026-01-07,14.00\n";
        let file = world.file("ragged.csv", rows)?;
        let report = data::import(&app, &file, "orders").await?;
        let rejected = report.get("rejected").copied().unwrap_or_default();
        ensure!((4..=5).contains(&rejected), "{report:?}");
        let listed = app.download(async || app.click("#download-rejects").await).await?;
        let listed = fs::read_to_string(listed)?;
        for row in ["A2", "A3", "A4"] {
            ensure!(listed.contains(row), "{row} is not among the rejected rows: {listed}");
        }
        ensure!(!listed.contains("A1"), "a good row is among the rejected: {listed}");
        app.visit("/customers").await?;
        let (_, total) = customers::counts(&app).await?;
        same(total, 6 - rejected, "customers from the good rows")
    })
}

#[test]
fn markup_and_formulas_in_a_name_are_text_everywhere() -> Result<()> {
    test("bad-names", async |world| {
        let app = world.open("names", "/customers").await?;
        let names = [
            r#"<img src=x onerror="window.broken=1">"#,
            "=1+1",
            "<script>window.broken=1</script>",
        ];
        for name in names {
            customers::add(&app, name).await?;
            shell::said(&app, name).await?;
            shell::go(&app, "/customers").await?;
            app.see(".vrow-title", name).await?;
        }
        for name in names {
            customers::open(&app, name).await?;
            palette::open(&app).await?;
            palette::offers(&app, name, name).await?;
            app.press(thirtyfour::Key::Escape).await?;
            app.gone(palette::PALETTE).await?;
            shell::go(&app, "/customers").await?;
        }
        same(
            app.js("return window.broken === undefined", json!([])).await?,
            json!(true),
            "no script ran",
        )?;
        same(app.count("main img, main script").await?, 0, "elements made of names")
    })
}
