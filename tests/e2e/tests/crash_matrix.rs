//! The browser killed at random moments in the midst of long work: whatever was called done is
//! there afterwards, and nothing half-done is.
//!
//! `RAPPORT_CRASHES` says how often; `cargo xtask crash --times N` sets it.

#![allow(clippy::print_stdout, reason = "the figures are what the command is for")]

use anyhow::{Context, Result, ensure};
use e2e::{
    App, World,
    pages::{customers, data, health, shell},
    same, test,
};
use std::{path::Path, time::Duration};

/// How often in the ordinary run.
const A_FEW: u32 = 4;
/// Rows of each file.
const ROWS: u64 = 3_000;

/// What is going on when the browser goes.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// A file is imported.
    Import,
    /// An import is taken back.
    Undo,
    /// Everything is made to read as a backup says.
    Restore,
    /// The journal is folded into chunks.
    Fold,
}

const DEEDS: [Deed; 4] = [Deed::Import, Deed::Restore, Deed::Undo, Deed::Fold];

/// Numbers that look random and are the same every time (Marsaglia, "Xorshift RNGs", 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn list(round: u32) -> String {
    let mut text = "code,name,city\n".to_owned();
    for row in 0..ROWS {
        text += &format!("R{round}-{row},Customer {row} of round {round},Town {}\n", row % 7);
    }
    text
}

async fn total(app: &App) -> Result<u64> {
    shell::go(app, "/customers").await?;
    if app.count("#load-sample").await? > 0 {
        return Ok(0);
    }
    Ok(customers::counts(app).await?.1)
}

/// Imports a file to the end.
async fn grow(world: &World, app: &App, round: u32) -> Result<()> {
    let file = world.file(&format!("grow-{round}.csv"), list(round))?;
    let report = data::import(app, &file, "customers").await?;
    same(report.get("created").copied(), Some(ROWS), "customers imported")
}

/// Begins `deed` and answers what the number of customers may be when it is done.
async fn begin(
    world: &World,
    app: &App,
    deed: Deed,
    round: u32,
    backup: (&Path, u64),
    now: u64,
) -> Result<u64> {
    match deed {
        Deed::Import => {
            let file = world.file(&format!("import-{round}.csv"), list(round))?;
            data::choose_file(app, &file).await?;
            data::choose_target(app, "customers").await?;
            data::check(app).await?;
            app.click("#run-import").await?;
            Ok(now + ROWS)
        }
        Deed::Undo => {
            grow(world, app, round).await?;
            app.click("#undo-import").await?;
            Ok(now)
        }
        Deed::Restore => {
            health::open(app).await?;
            app.attach("#restore-file", backup.0).await?;
            app.click("#restore-replace").await?;
            app.click("#restore").await?;
            Ok(backup.1)
        }
        Deed::Fold => {
            grow(world, app, round).await?;
            // It looks every half minute whether there is enough to fold.
            tokio::time::sleep(Duration::from_millis(28_500)).await;
            Ok(now + ROWS)
        }
    }
}

fn times() -> u32 {
    std::env::var("RAPPORT_CRASHES").ok().and_then(|times| times.parse().ok()).unwrap_or(A_FEW)
}

#[test]
fn a_killed_browser_loses_nothing_it_called_done_and_shows_nothing_half_done() -> Result<()> {
    test("crash-matrix", async |world| {
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let mut app = world.open("matrix", "/customers").await?;
        grow(world, &app, 1_000_000).await?;
        health::open(&app).await?;
        let backup = health::back_up(&app).await?;
        let backed_up = ROWS;
        let (mut whole, mut nothing) = (0, 0);
        for round in 0..times() {
            let deed = DEEDS[round as usize % DEEDS.len()];
            let before = total(&app).await?;
            let after = begin(world, &app, deed, round, (&backup, backed_up), before).await?;
            let pause = chance.below(match deed {
                Deed::Fold => 3_000,
                _ => 900,
            });
            tokio::time::sleep(Duration::from_millis(pause)).await;
            let acknowledged = match deed {
                Deed::Import => app.count(data::REPORT).await? > 0,
                Deed::Restore => app.count("#restore-report").await? > 0,
                Deed::Fold => true,
                Deed::Undo => false,
            };
            world.kill_browsers().await?;
            app = world.open("matrix", "/customers").await?;
            let found = total(&app).await?;
            let before = if matches!(deed, Deed::Undo) { before + ROWS } else { before };
            let what = format!("round {round}, {deed:?}, killed after {pause} ms");
            ensure!(found == before || found == after, "{what}: {found} customers");
            ensure!(!acknowledged || found == after, "{what}: done, and gone");
            if found == after {
                whole += 1
            } else {
                nothing += 1
            }
            health::open(&app).await?;
            let checked = health::check(&app).await?;
            ensure!(checked.findings.is_empty(), "{what}: {:?}", checked.findings);
        }
        println!("{whole} done, {nothing} as if nothing had been begun");
        let file = health::back_up(&app).await.context("a backup in the end")?;
        ensure!(file.is_file(), "no backup");
        Ok(())
    })
}
