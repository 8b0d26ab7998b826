//! What keeps people out of a page, found by axe-core.

use crate::App;
use anyhow::{Result, bail};
use serde_json::json;
use std::{fs, sync::OnceLock};
use xtask::tools::axe;

/// Looks at the page as it is now.
///
/// # Errors
/// When something is wrong with it: what, and where.
pub async fn check(app: &App, screen: &str) -> Result<()> {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    let script = match SCRIPT.get() {
        Some(script) => script,
        None => {
            let read = fs::read_to_string(axe::script()?)?;
            SCRIPT.get_or_init(|| read)
        }
    };
    let there = app.js("return typeof window.axe === 'object'", json!([])).await?;
    if there != json!(true) {
        app.js(script, json!([])).await?;
    }
    // Colours are only looked at when nothing moves any more.
    let run = "const done = arguments[0]; \
        Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < 1e6).map(a => a.finished.catch(() => {}))) \
        .then(() => window.axe.run(document, {resultTypes: ['violations']})) \
        .then(found => done(found.violations.map(v => v.id + ': ' + v.help + '\\n' + \
            v.nodes.slice(0, 4).map(n => '    ' + n.html.slice(0, 200) + '\\n      ' + n.any.concat(n.all, n.none).map(c => c.message).join('; ')).join('\\n'))), \
        error => done([String(error)]))";
    let found = app.driver.execute_async(run, vec![]).await?;
    let found: Vec<String> = found.convert()?;
    if !found.is_empty() {
        bail!("{screen}: {}", found.join("\n"));
    }
    Ok(())
}
