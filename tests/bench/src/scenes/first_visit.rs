//! A visit by a browser that has never been here.

use crate::{
    measure::{EMPTY, FIRST_PAINTED, FIRST_READY},
    probe,
    report::Report,
};
use anyhow::Result;
use e2e::World;

/// Measures it, each time with a new profile.
///
/// # Errors
/// When the app does not open.
pub async fn measure(world: &mut World, report: &mut Report) -> Result<()> {
    for run in 0..report.runs {
        let app = probe::start(world, &format!("first-{run}")).await?;
        if report.machine.browser.is_none() {
            report.machine.browser = Some(probe::browser(&app).await?);
        }
        let opened = probe::open(&app, "/", false).await?;
        report.add(FIRST_PAINTED, EMPTY, opened.painted);
        report.add(FIRST_READY, EMPTY, opened.ready);
        world.quit(app).await?;
    }
    Ok(())
}
