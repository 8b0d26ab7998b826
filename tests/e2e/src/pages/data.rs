//! Data in and out.

use crate::App;
use anyhow::{Context, Result};
use serde_json::json;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Why a file was not taken.
pub const TROUBLE: &str = "#trouble[data-tone=bad]";
/// What an import came to.
pub const REPORT: &str = "#import-report";

/// What an import would come to.
pub const CHECK: &str = "#import-check";

/// Shows the import screen with a file chosen.
///
/// # Errors
/// When the screen does not take a file.
pub async fn choose_file(app: &App, file: &Path) -> Result<()> {
    app.visit("/data/import").await?;
    app.attach("#import-file", file).await
}

/// Says what the rows are: `customers`, `orders` or `interactions`.
///
/// # Errors
/// When that cannot be chosen.
pub async fn choose_target(app: &App, target: &str) -> Result<()> {
    let script = "const radio = document.querySelector(arguments[0]); \
        if (!radio) return false; radio.click(); return radio.checked";
    app.until_js(target, script, json!([format!("#target-{target}")])).await?;
    Ok(())
}

/// Waits until the rows are taken for `customers`, `orders` or `interactions`.
///
/// # Errors
/// When they are taken for something else.
pub async fn expect_target(app: &App, target: &str) -> Result<()> {
    let script = "return document.querySelector(arguments[0])?.checked";
    app.until_js(target, script, json!([format!("#target-{target}")])).await?;
    Ok(())
}

/// Says what a column, counted from 0, holds.
///
/// # Errors
/// When that cannot be chosen.
pub async fn choose_column(app: &App, column: usize, field: &str) -> Result<()> {
    app.choose(&format!("#column-{column}"), field).await
}

/// Has the import checked, waits for the answer, and returns what would come of it by name:
/// `created`, `updated`, `rejected`.
///
/// # Errors
/// When no answer comes.
pub async fn check(app: &App) -> Result<BTreeMap<String, u64>> {
    app.click("#check-import").await?;
    counts(app, CHECK).await
}

/// Says what becomes of the row on a line, which looks like somebody: `create`, `join` or
/// `leave`.
///
/// # Errors
/// When it does not look like anybody, or is not offered that.
pub async fn choose_alike(app: &App, line: u64, choice: &str) -> Result<()> {
    let radio = format!("#import-alike [data-line='{line}'] input[value='{choice}']");
    app.click(&format!("#import-alike [data-line='{line}'] label:has([value='{choice}'])")).await?;
    let script = "return document.querySelector(arguments[0]).checked";
    app.until_js(&radio, script, json!([radio])).await?;
    Ok(())
}

/// Starts the import, checked before, waits for its end, and returns what came of it by name.
///
/// # Errors
/// When it does not end.
pub async fn run(app: &App) -> Result<BTreeMap<String, u64>> {
    check(app).await?;
    run_checked(app).await
}

/// Starts the import that has been checked, waits for its end, and returns what came of it.
///
/// # Errors
/// When it does not end.
pub async fn run_checked(app: &App) -> Result<BTreeMap<String, u64>> {
    app.click("#run-import").await?;
    counts(app, REPORT).await
}

async fn counts(app: &App, of: &str) -> Result<BTreeMap<String, u64>> {
    let script = "const report = document.querySelector(arguments[0]); \
        return report && Object.entries(report.dataset).map(([k, v]) => [k, Number(v)]).filter(([, v]) => v >= 0)";
    let found = app.until_js(of, script, json!([of])).await?;
    let found: Vec<(String, u64)> = serde_json::from_value(found)?;
    Ok(found.into_iter().collect())
}

/// Unfolds a part of the import screen: `import-rules`, `kept`, `meanings`.
///
/// # Errors
/// When it is not there.
pub async fn unfold(app: &App, part: &str) -> Result<()> {
    let script = "const part = document.getElementById(arguments[0]); \
        if (part) part.open = true; return !!part";
    app.until_js(part, script, json!([part])).await?;
    Ok(())
}

/// Says which rows are taken, `both`, `create` or `update`, and by what customers are known,
/// `code`, `name`, `email` or `phone`.
///
/// # Errors
/// When that cannot be chosen.
pub async fn choose_rules(app: &App, mode: &str, key: &str) -> Result<()> {
    unfold(app, "import-rules").await?;
    app.choose("#import-mode", mode).await?;
    app.choose("#import-key", key).await
}

/// Gives a column, counted from 0, a rule: `overwrite`, `fill`, `add` or `skip`.
///
/// # Errors
/// When that cannot be chosen.
pub async fn choose_rule(app: &App, column: usize, rule: &str) -> Result<()> {
    unfold(app, "import-rules").await?;
    let script = "const box = document.querySelector('#rule-by-field'); \
        if (box && !box.checked) box.click(); return box && box.checked";
    app.until_js("rules by field", script, json!([])).await?;
    app.choose(&format!("#rule-{column}"), rule).await
}

/// Says what a value of a column of choices means: the code of an answer, or `-` for none.
///
/// # Errors
/// When it is not asked for.
pub async fn choose_meaning(app: &App, value: &str, answer: &str) -> Result<()> {
    unfold(app, "meanings").await?;
    app.choose(&format!("#meanings tr[data-value='{value}'] select"), answer).await
}

/// Keeps how the file is read, under a name.
///
/// # Errors
/// When that is not confirmed.
pub async fn keep_mapping(app: &App, name: &str) -> Result<()> {
    unfold(app, "kept").await?;
    app.fill("#kept-name", name).await?;
    app.click("#keep-mapping").await?;
    app.find(&format!("#kept li[data-kept='{name}']")).await?;
    Ok(())
}

/// Imports a file of customers, orders or interactions as the screen proposes.
///
/// # Errors
/// When the import does not end.
pub async fn import(app: &App, file: &Path, target: &str) -> Result<BTreeMap<String, u64>> {
    choose_file(app, file).await?;
    choose_target(app, target).await?;
    run(app).await
}

/// Exports everything as a bundle.
///
/// # Errors
/// When no file comes.
pub async fn export(app: &App) -> Result<PathBuf> {
    super::shell::go(app, "/data").await?;
    super::shell::go(app, "/data/health").await?;
    app.download(async || app.click("#back-up").await).await
}

/// Hands a bundle to the data page, freshly loaded, without waiting for what comes of it.
///
/// # Errors
/// When the page does not take it.
pub async fn offer_bundle(app: &App, file: &Path) -> Result<()> {
    app.visit("/data").await?;
    app.attach("#import-file", file).await
}

/// What merging a bundle did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Records that were not here before.
    pub created: u64,
    /// Records that changed.
    pub changed: u64,
    /// Records that were here already, the same.
    pub known: u64,
}

/// Merges a bundle, and says what came of it.
///
/// # Errors
/// When nothing does in time.
pub async fn merge(app: &App, file: &Path) -> Result<Merged> {
    offer_bundle(app, file).await?;
    let script = "const report = document.querySelector('#merge-report')?.dataset; \
        return report && ['created', 'changed', 'known'].map(key => Number(report[key]))";
    let counts = app.until_js("the bundle to be merged", script, json!([])).await?;
    let [created, changed, known] = serde_json::from_value(counts)?;
    Ok(Merged { created, changed, known })
}

/// Loads the sample data from the empty screen, and returns how many customers came.
///
/// # Errors
/// When none do.
pub async fn load_sample(app: &App) -> Result<u64> {
    super::shell::go(app, "/customers").await?;
    app.click("#load-sample").await?;
    app.find(".vrow").await?;
    let (_, total) = super::customers::counts(app).await?;
    Some(total).filter(|total| *total > 0).context("no sample came")
}
