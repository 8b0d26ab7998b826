//! What is done with the app while it is measured.

mod beside;
mod bundle;
mod csv;
mod first_visit;
mod insights;
mod search;
mod traced;
mod using;

use crate::{data::Data, measure::EMPTY, probe, report::Report};
use anyhow::Result;
use e2e::{App, World};
use std::time::Duration;
use xtask::bench::Options;

/// How long something may take to appear, and a download to be whole: a browser takes minutes to
/// put the largest one in its place.
const PATIENCE: Duration = Duration::from_secs(300);

/// What every scene has.
struct Scene<'a> {
    world: &'a mut World,
    report: &'a mut Report,
    data: &'a Data,
    /// Which run it is, from 0.
    run: usize,
}

/// The browser that steps share, with a page of the app open.
struct Shared {
    path: &'static str,
    app: Option<App>,
}

impl Scene<'_> {
    fn size(&self) -> usize {
        self.data.customers
    }

    /// A profile that no other scene uses.
    fn profile(&self, name: &str) -> String {
        format!("{name}-{}", self.size())
    }

    /// Measures something. When it fails, the report says so, every browser is closed, and it is
    /// not tried again at this size.
    async fn attempt(&mut self, what: &str, body: impl AsyncFnOnce(&mut Self) -> Result<()>) {
        if self.report.failed(what, self.size()) {
            return;
        }
        if let Err(why) = body(self).await {
            fail(self.world, self.report, what, self.data.customers, &why).await;
        }
    }

    /// The same in the shared browser, which is started anew when something before has failed.
    async fn step(
        &mut self,
        shared: &mut Shared,
        what: &str,
        body: impl AsyncFnOnce(&mut Self, &App) -> Result<()>,
    ) {
        self.attempt(what, async |scene| {
            let app = match shared.app.take() {
                Some(app) => app,
                None => {
                    let app = probe::start(scene.world, &scene.profile("using")).await?;
                    probe::open(&app, shared.path, true).await?;
                    app
                }
            };
            body(scene, &app).await?;
            shared.app = Some(app);
            Ok(())
        })
        .await;
    }

    /// Closes the shared browser, if it is there.
    async fn quit(&mut self, shared: Shared) {
        if let Some(app) = shared.app {
            self.attempt("closing the browser", async |scene| scene.world.quit(app).await).await;
        }
    }
}

/// Notes that something failed, and closes every browser: what comes next begins without.
async fn fail(
    world: &mut World,
    report: &mut Report,
    what: &str,
    customers: usize,
    why: &anyhow::Error,
) {
    eprintln!("  {what} failed: {why:#}");
    match world.start_over().await {
        Ok(kept) => eprintln!("  kept: {kept}"),
        Err(also) => eprintln!("  and a browser does not end: {also:#}"),
    }
    report.fail(what, customers, why);
}

/// Measures everything at every size. What fails is noted in the report, and the rest goes on.
pub async fn all(world: &mut World, report: &mut Report, options: &Options) {
    world.be_patient(PATIENCE);
    if !options.beside_only {
        println!("first visit");
        if let Err(why) = first_visit::measure(world, report).await {
            fail(world, report, "first visit", EMPTY, &why).await;
        }
        println!("CDNOW: fit");
        if let Err(why) = insights::cdnow(world, report).await {
            fail(world, report, "CDNOW", EMPTY, &why).await;
        }
    }
    for &size in &options.sizes {
        if let Err(why) = at(size, world, report, options).await {
            fail(world, report, "drawing data", size, &why).await;
        }
    }
}

async fn at(size: usize, world: &mut World, report: &mut Report, options: &Options) -> Result<()> {
    println!("{size} customers: drawing data");
    let folder = xtask::bench::folder().join("data").join(size.to_string());
    let data = Data::write(size, &folder)?;
    let mut scene = Scene { world, report, data: &data, run: 0 };
    println!("{size} customers: scoring, listing, storing beside others");
    scene.attempt("beside others", beside::measure).await;
    if options.beside_only {
        return Ok(());
    }
    println!("{size} customers: import from CSV");
    scene.attempt("import from CSV", csv::measure).await;
    scene.attempt(FILLING, using::fill).await;
    if !scene.report.failed(FILLING, size) {
        println!("{size} customers: open, list, search, scroll, save, segments");
        using::measure(&mut scene).await;
        println!("{size} customers: trace of scrolling and typing");
        scene.attempt("trace", traced::measure).await;
        println!("{size} customers: insights");
        insights::measure(&mut scene).await;
        println!("{size} customers: bundle out");
        scene.attempt("export", bundle::export).await;
    }
    println!("{size} customers: bundle in");
    scene.attempt("import of a bundle", bundle::import_elsewhere).await;
    Ok(())
}

/// What all that uses one profile needs.
const FILLING: &str = "filling the profile that is opened, used and exported";
