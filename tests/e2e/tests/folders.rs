//! A folder that a synchroniser carries between two browsers, and one for backups that are made
//! by themselves.

use anyhow::{Context, Result, ensure};
use e2e::{
    App, World, axe, bundle,
    pages::{
        customer, customers, data,
        folder::{self, Turn},
        health::{self, Way},
        shell, sync,
    },
    same, test,
};
use serde_json::{Value, json};

const SHARED: &str = "shared";
const BACKUPS: &str = "backups";

async fn open(world: &mut World, profile: &str, folder: &str) -> Result<App> {
    let app = world.start(profile).await?;
    folder::offer(&app, folder).await?;
    app.visit("/customers").await?;
    Ok(app)
}

/// The one file in the shared folder of `from` that is of the device called `name`.
async fn left_by(from: &App, name: &str) -> Result<(String, Vec<u8>)> {
    let begins = format!("rapport-changes-{name}-");
    let mut files = folder::files(from, SHARED).await?.into_iter();
    let found = files.find(|(file, _)| file.starts_with(&begins));
    ensure!(!files.any(|(file, _)| file.starts_with(&begins)), "{name} has left two files");
    found.with_context(|| format!("{name} has left nothing"))
}

/// The id of the device a file is of, as its name ends.
fn device_in(file: &str) -> &str {
    let stem = file.trim_end_matches(".json.gz");
    stem.rsplit('-').next().unwrap_or_default()
}

/// Does what a synchroniser does.
async fn carry(from: &App, name: &str, to: &App) -> Result<()> {
    let (file, bytes) = left_by(from, name).await?;
    folder::put(to, SHARED, &file, &bytes).await
}

#[test]
fn two_devices_agree_by_a_folder_that_is_carried_between_them() -> Result<()> {
    test("folders-shared", async |world| {
        let mei = open(world, "mei", SHARED).await?;
        sync::call(&mei, "Mei").await?;
        shell::go(&mei, "/customers").await?;
        customers::add(&mei, "Harbour Tea").await?;
        let first = folder::share(&mei).await?;
        same(first, Turn { sent: true, ..Turn::default() }, "nobody else is there yet")?;
        axe::check(&mei, "a folder that is shared").await?;

        let lei = open(world, "lei", SHARED).await?;
        sync::call(&lei, "Lei").await?;
        carry(&mei, "Mei", &lei).await?;
        let came = folder::share(&lei).await?;
        let expected = Turn { created: 1, changed: 1, sent: true, ..Turn::default() };
        same(came, expected, "the customer, and Mei's name beside Lei's")?;
        carry(&lei, "Lei", &mei).await?;
        let expected = Turn { changed: 1, sent: true, ..Turn::default() };
        same(folder::sync(&mei).await?, expected, "Lei's name")?;
        carry(&mei, "Mei", &lei).await?;
        folder::sync(&lei).await?;

        // Apart, both rename the customer; half of Mei's file comes first.
        customer::change(&mei, "Harbour Tea", "name", "Harbour Tea House").await?;
        customer::change(&lei, "Harbour Tea", "name", "Harbour Teas").await?;
        ensure!(folder::sync(&mei).await?.sent, "Mei's news were not left in the folder");
        let (file, bytes) = left_by(&mei, "Mei").await?;
        ensure!(bytes.starts_with(&[0x1f, 0x8b]), "{file} is not packed");
        folder::put(&lei, SHARED, &file, bytes.get(..bytes.len() / 2).context("half")?).await?;
        let half = folder::sync(&lei).await?;
        same(half, Turn { cut: 1, sent: true, ..Turn::default() }, "half a file")?;
        same(sync::conflicts(&lei).await?, 0, "conflicts after half a file")?;
        let mut bad = bytes.clone();
        *bad.get_mut(bytes.len() / 2).context("a byte")? ^= 0x55;
        folder::put(&lei, SHARED, &file, &bad).await?;
        folder::put(&lei, SHARED, "rapport-changes-notes.json", b"[]").await?;
        let bad = folder::sync(&lei).await?;
        same(bad, Turn { refused: 2, ..Turn::default() }, "a damaged file and a strange one")?;
        axe::check(&lei, "files that are no good").await?;
        carry(&mei, "Mei", &lei).await?;
        let whole = folder::sync(&lei).await?;
        let expected = Turn { conflicts: 1, refused: 1, sent: true, ..Turn::default() };
        same(whole, expected, "the whole file; Lei's name is the later one")?;

        // Lei decides for Mei's; that closes the conflict for both.
        same(sync::conflicts(&lei).await?, 1, "open conflicts at Lei's")?;
        sync::take(&lei, "theirs").await?;
        shell::said(&lei, "Conflict decided").await?;
        ensure!(folder::sync(&lei).await?.sent, "the decision was not left in the folder");
        carry(&lei, "Lei", &mei).await?;
        folder::sync(&mei).await?;
        same(sync::conflicts(&mei).await?, 0, "open conflicts at Mei's")?;
        carry(&mei, "Mei", &lei).await?;
        folder::sync(&lei).await?;
        for app in [&mei, &lei] {
            shell::go(app, "/customers").await?;
            customers::expect_names(app, &["Harbour Tea House"]).await?;
        }
        let (before, after) = (left_by(&lei, "Lei").await?, folder::sync(&lei).await?);
        same(after, Turn { refused: 1, ..Turn::default() }, "nothing is left to say")?;
        same(left_by(&lei, "Lei").await? == before, true, "the file is not touched")?;

        // On start it is done without being asked, and says so when something came.
        customer::change(&mei, "Harbour Tea House", "name", "Harbour Tea & Co").await?;
        folder::sync(&mei).await?;
        carry(&mei, "Mei", &lei).await?;
        lei.visit("/customers").await?;
        customers::expect_names(&lei, &["Harbour Tea & Co"]).await?;
        shell::said(&lei, "rapport-changes-Mei-").await?;
        let (file_of_mei, _) = left_by(&mei, "Mei").await?;
        let knows = |file: (String, Vec<u8>)| -> Result<Value> {
            let written: Value =
                serde_json::from_str(&bundle::text(&world.file(&file.0, file.1)?)?)?;
            Ok(written["seen"][device_in(&file_of_mei)].clone())
        };
        let wanted = knows(left_by(&mei, "Mei").await?)?;
        ensure!(wanted.is_u64(), "Mei's own file does not say what she did: {wanted}");
        lei.until("Lei to have said so", async || {
            Ok((knows(left_by(&lei, "Lei").await?)? == wanted).then_some(()))
        })
        .await
    })
}

#[test]
fn a_folder_that_must_be_allowed_again_or_is_gone_is_said_to_be() -> Result<()> {
    test("folders-barred", async |world| {
        let app = open(world, "barred", SHARED).await?;
        customers::add(&app, "Harbour Tea").await?;
        folder::share(&app).await?;
        let asks = "const proto = FileSystemHandle.prototype; let state = 'prompt'; \
            proto.queryPermission = async () => state; \
            proto.requestPermission = async () => { \
                if (!navigator.userActivation.isActive) throw new DOMException('', 'SecurityError'); \
                return state = 'granted'; \
            };";
        folder::before_each_page(&app, asks).await?;
        app.visit("/customers").await?;
        shell::said(&app, "allow your folder again").await?;
        axe::check(&app, "a folder to be allowed again").await?;
        sync::show(&app).await?;
        app.find("#mailbox-asks").await?;
        axe::check(&app, "a folder to be allowed again, on its card").await?;
        app.click("#mailbox-allow").await?;
        app.find("#mailbox-report").await?;
        app.gone("#mailbox-asks").await?;

        app.visit("/data/sync").await?;
        shell::said(&app, "allow your folder again").await?;
        app.click(".toasts .toast .btn:not(.icon-only)").await?;
        app.find("#mailbox-now:enabled").await?;
        folder::take_away(&app, SHARED).await?;
        app.click("#mailbox-now").await?;
        app.see("#mailbox #trouble", "not there any more").await?;
        axe::check(&app, "a folder that is gone").await?;
        app.click("#mailbox-choose").await?;
        app.find("#mailbox-report").await?;
        same(app.count("#mailbox #trouble").await?, 0, "troubles with a folder that is there")?;
        app.click("#mailbox-forget").await?;
        app.gone("#mailbox-now").await?;
        same(folder::files(&app, SHARED).await?.len(), 1, "files that stay in the folder")?;

        folder::before_each_page(&app, "delete window.showDirectoryPicker").await?;
        for (path, without) in
            [("/data/sync", "#mailbox-without"), ("/data/health", "#backups-without")]
        {
            app.visit(path).await?;
            app.see(without, "cannot use folders").await?;
        }
        same(app.count("#backups button").await?, 0, "buttons that would do nothing")
    })
}

#[test]
fn backups_are_made_by_themselves_and_old_ones_go() -> Result<()> {
    test("folders-backups", async |world| {
        let app = open(world, "backups", BACKUPS).await?;
        sync::call(&app, "Mei").await?;
        shell::go(&app, "/customers").await?;
        customers::add(&app, "Harbour Tea").await?;
        ensure!(health::is_marked(&app).await?, "there is no backup yet, and no sign of it");
        health::open(&app).await?;
        app.click("#backups-choose").await?;
        app.see("#backups-made", "rapport-backup-").await?;
        ensure!(!health::is_marked(&app).await?, "there is a backup now");
        axe::check(&app, "automatic backups").await?;
        let files = folder::files(&app, BACKUPS).await?;
        same(files.len(), 1, "backups")?;
        let (today, bytes) = files.into_iter().next().context("a backup")?;

        // Of the older ones, only our own beyond the number go.
        let of = |day: &str| today.replace(today.get(15..25).unwrap_or_default(), day);
        let device = today.get(30..46).context("the device in the name")?;
        let others = of("2020-01-01").replace(device, "0000000000c0ffee");
        let named = [of("2020-01-04"), of("2020-01-02"), of("2020-01-03"), of("2020-01-01")];
        let strange = ["photo.jpg".to_owned(), of("2020-01-05 (1)"), others];
        for name in named.iter().chain(&strange) {
            folder::put(&app, BACKUPS, name, b"{}").await?;
        }
        app.choose("#backups-keep", "3").await?;
        app.until("three to be kept", async || {
            Ok((folder::notes(&app, "rapport-backups").await?["keep"] == 3).then_some(()))
        })
        .await?;
        app.click("#backups-now").await?;
        let mut expected = vec![today.clone(), named[0].clone(), named[2].clone()];
        expected.extend(strange);
        expected.sort();
        app.until("old backups to go", async || {
            let names: Vec<String> = folder::files(&app, BACKUPS).await?.into_keys().collect();
            Ok((names == expected).then_some(()))
        })
        .await?;

        // The next one is made on start, when it is due.
        folder::take_away(&app, BACKUPS).await?;
        folder::put(&app, BACKUPS, "photo.jpg", b"").await?;
        shell::go(&app, "/customers").await?;
        customers::add(&app, "North Mill").await?;
        let was_made = async || {
            let names: Vec<String> = folder::files(&app, BACKUPS).await?.into_keys().collect();
            Ok(names.contains(&today).then_some(()))
        };
        folder::rewrite(&app, "rapport-backups", "last", json!("2020-01-01")).await?;
        app.visit("/customers").await?;
        app.until("a backup to be made on start", was_made).await?;
        let fresh = folder::files(&app, BACKUPS).await?.remove(&today).context("a backup")?;
        ensure!(fresh != bytes, "it has the new customer in it");

        let file = world.file(&today, fresh)?;
        let new = world.open("new", "/customers").await?;
        health::open(&new).await?;
        let (restored, _) = health::restore(&new, &file, Way::Merge, false).await?;
        same(restored.created, 3, "two customers and the settings")?;
        shell::go(&new, "/customers").await?;
        customers::expect_names(&new, &["Harbour Tea", "North Mill"]).await?;

        // One that cannot be made is said to have failed, once.
        folder::take_away(&app, BACKUPS).await?;
        folder::rewrite(&app, "rapport-backups", "last", json!("2020-01-01")).await?;
        app.visit("/data/health").await?;
        shell::said(&app, "could not be made").await?;
        app.see("#backups #trouble", "not there any more").await?;
        app.visit("/data/health").await?;
        app.see("#backups #trouble", "not there any more").await?;
        same(app.count(".toasts .toast").await?, 0, "it has been said")
    })
}

#[test]
fn the_cards_fit_a_phone_in_both_languages() -> Result<()> {
    test("folders-looks", async |world| {
        let app = open(world, "looks", SHARED).await?;
        data::load_sample(&app).await?;
        folder::share(&app).await?;
        health::open(&app).await?;
        app.click("#backups-choose").await?;
        app.find("#backups-made").await?;
        for (theme, language) in [("light", "zh-CN"), ("dark", "en")] {
            shell::prefer(&app, theme, language).await?;
            for (path, ready) in
                [("/data/sync", "#mailbox-now:enabled"), ("/data/health", "#backups-now:enabled")]
            {
                app.visit(path).await?;
                app.find(ready).await?;
                for (width, height) in [(320, 640), (390, 844), (1440, 900)] {
                    app.resize(width, height).await?;
                    let screen = format!("{path} at {width}, {theme}, {language}");
                    axe::check(&app, &screen).await?;
                    same(shell::overflow(&app, width).await?, None, &screen)?;
                }
            }
        }
        Ok(())
    })
}
