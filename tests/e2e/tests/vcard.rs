//! Contacts from phones and address books.

use anyhow::{Context, Result, ensure};
use e2e::{
    App,
    pages::{contacts, customers, data, lists, shell},
    same, test,
};
use std::collections::BTreeMap;

const BOOK: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lovelace;Ada\r\nFN:Ada Lovelace\r\n\
    TEL;TYPE=CELL:0171 1234567\r\nEMAIL:ada@example.org\r\nBDAY:1815-12-10\r\n\
    PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ==\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:李娜\r\nTEL:13800138000\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nTEL:1234567\r\nEND:VCARD\r\n";

fn figures(found: &BTreeMap<String, u64>, names: &[&str]) -> Result<Vec<u64>> {
    let figure = |name: &&str| found.get(*name).copied().with_context(|| format!("no {name}"));
    names.iter().map(figure).collect()
}

async fn refusal(app: &App) -> Result<String> {
    app.text(data::TROUBLE).await
}

#[test]
fn contacts_come_in_after_a_look_and_go_with_undo() -> Result<()> {
    test("vcard-in", async |world| {
        let app = world.open("book", "/customers").await?;
        let file = world.file("book.vcf", BOOK)?;
        let seen = contacts::open(&app, &file).await?;
        let names = ["cards", "created", "known", "rejected", "left"];
        same(figures(&seen, &names)?, vec![3, 2, 0, 1, 1], "what is promised")?;
        // Nothing has happened yet.
        shell::go(&app, "/customers").await?;
        app.find("#load-sample").await?;

        shell::go(&app, "/data").await?;
        let did = contacts::run(&app).await?;
        let names = ["created", "updated", "unchanged", "rejected", "left"];
        same(figures(&did, &names)?, vec![2, 0, 0, 1, 1], "what was done")?;
        app.see("#cards-photos", "Photos and sounds were left out: 1").await?;
        let refused = contacts::refused(&app).await?;
        same(refused.len(), 1, "refused cards")?;
        let row = refused.first().context("no row")?;
        ensure!(row.first().is_some_and(|line| line == "16"), "{row:?}");
        ensure!(row.last().is_some_and(|reason| reason.contains("neither a name")), "{row:?}");

        shell::go(&app, "/customers").await?;
        customers::expect_names(&app, &["Ada Lovelace", "李娜"]).await?;
        shell::go(&app, "/data").await?;
        app.click("#undo-cards").await?;
        app.gone("#undo-cards").await?;
        shell::go(&app, "/customers").await?;
        app.find("#load-sample").await?;
        Ok(())
    })
}

#[test]
fn known_customers_are_filled_in_or_left_alone() -> Result<()> {
    test("vcard-known", async |world| {
        let app = world.open("known", "/customers").await?;
        let file = world.file("book.vcf", BOOK)?;
        contacts::open(&app, &file).await?;
        contacts::run(&app).await?;
        let more = BOOK.replace("BDAY:1815-12-10", "BDAY:1815-12-10\r\nADR:;;1 Road;London;;;");
        let file = world.file("more.vcf", more)?;

        let seen = contacts::open(&app, &file).await?;
        same(figures(&seen, &["created", "known"])?, vec![0, 2], "who is known")?;
        app.click("#cards-update").await?;
        let did = contacts::run(&app).await?;
        same(figures(&did, &["created", "updated", "unchanged"])?, vec![0, 0, 2], "left alone")?;

        contacts::open(&app, &file).await?;
        let did = contacts::run(&app).await?;
        same(figures(&did, &["created", "updated", "unchanged"])?, vec![0, 1, 1], "filled in")?;
        shell::go(&app, "/customers").await?;
        customers::open(&app, "Ada Lovelace").await?;
        app.see(".facts", "London").await
    })
}

#[test]
fn cards_taken_out_are_known_when_they_come_back() -> Result<()> {
    test("vcard-round", async |world| {
        let app = world.open("round", "/customers").await?;
        let total = data::load_sample(&app).await?;
        lists::open(&app).await?;
        app.click("#out-vcard").await?;
        let file = lists::download(&app).await?;
        let seen = contacts::open(&app, &file).await?;
        same(figures(&seen, &["cards", "created", "known"])?, vec![total, 0, total], "at home")?;
        let did = contacts::run(&app).await?;
        same(figures(&did, &["updated", "unchanged"])?, vec![0, total], "nothing new")?;

        let other = world.open("other", "/customers").await?;
        contacts::open(&other, &file).await?;
        let did = contacts::run(&other).await?;
        same(figures(&did, &["created", "rejected"])?, vec![total, 0], "elsewhere")
    })
}

#[test]
fn files_that_hold_no_contacts_are_refused() -> Result<()> {
    test("vcard-bad", async |world| {
        let app = world.open("bad", "/data").await?;
        let files: [(&str, Vec<u8>); 4] = [
            ("empty.vcf", Vec::new()),
            ("table.vcf", b"name,phone\nAda,1\n".to_vec()),
            ("binary.vcf", (0..=255u8).cycle().take(100_000).collect()),
            ("archive.vcf", [b"PK\x03\x04".as_slice(), &[0; 2_000]].concat()),
        ];
        for (name, bytes) in files {
            let file = world.file(name, bytes)?;
            app.visit("/data").await?;
            app.attach("#import-file", &file).await?;
            let words = refusal(&app).await?;
            ensure!(words.contains("Nothing was changed"), "{name}: {words:?}");
            same(app.count(contacts::PREVIEW).await?, 0, "panels")?;
        }
        Ok(())
    })
}

#[test]
fn a_file_of_contacts_in_an_old_encoding_is_read() -> Result<()> {
    test("vcard-old", async |world| {
        let app = world.open("old", "/data").await?;
        // Two names in GB 18030, as phones of China wrote them.
        let mut bytes = Vec::new();
        for (name, phone) in
            [(b"\xc0\xee\xc0\xd7", "13800138000"), (b"\xba\xab\xc3\xb7", "13900139000")]
        {
            bytes.extend_from_slice(b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:");
            bytes.extend_from_slice(name);
            bytes.extend_from_slice(format!("\r\nTEL:{phone}\r\nEND:VCARD\r\n").as_bytes());
        }
        let seen = contacts::open(&app, &world.file("old.vcf", bytes)?).await?;
        same(figures(&seen, &["created", "rejected"])?, vec![2, 0], "cards that read")?;
        contacts::run(&app).await?;
        shell::go(&app, "/customers").await?;
        app.see(".vrow-title", "李雷").await?;
        app.see(".vrow-title", "韩梅").await
    })
}
