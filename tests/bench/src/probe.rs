//! The script that measures inside the page, and asking it.

use anyhow::{Context, Result, bail};
use e2e::{App, World};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The script; it defines `rapportBench`.
const SCRIPT: &str = include_str!("probe.js");
/// How often a page is asked whether it is done: seldom enough not to slow it.
const PAUSE: Duration = Duration::from_millis(150);
/// When to give up on something: longer than anything takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(900);

/// How a page opened, in milliseconds from the start of navigation.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Opened {
    /// First contentful paint.
    pub painted: f64,
    /// The data is open.
    pub ready: f64,
    /// The first rows are painted; the same as `ready` where there are none.
    pub listed: f64,
    /// The longest task until then; 0 when none reached 50 ms.
    pub longest: f64,
}

/// Something long, in milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Span {
    /// From beginning to end.
    pub time: f64,
    /// The longest task in it; 0 when none reached 50 ms.
    pub longest: f64,
}

/// Memory in bytes.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Memory {
    /// WebAssembly's.
    pub wasm: Option<f64>,
    /// JavaScript's.
    pub heap: Option<f64>,
}

/// A browser with the profile of this name, whose pages can be asked.
///
/// # Errors
/// When it does not start.
pub async fn start(world: &mut World, profile: &str) -> Result<App> {
    let app = world.start(profile).await?;
    let script = json!({ "source": SCRIPT });
    app.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    Ok(app)
}

/// Name and version of the browser.
///
/// # Errors
/// When it does not say.
pub async fn browser(app: &App) -> Result<String> {
    let version = app.driver.cdp().send_raw("Browser.getVersion", json!({})).await?;
    let product = version.pointer("/product").and_then(Value::as_str);
    Ok(product.context("the browser does not say its version")?.replace('/', " "))
}

/// Loads the app at `path`, and says how it opened; with `rows`, when rows of a list are there.
///
/// # Errors
/// When it does not open.
pub async fn open(app: &App, path: &str, rows: bool) -> Result<Opened> {
    app.driver.goto(app.address(path)).await?;
    until(app, path, "opened", json!([rows])).await
}

/// Calls a function of the page's script, and waits for what it promises.
///
/// # Errors
/// When it throws, or returns something else than expected.
pub async fn call<T: DeserializeOwned>(app: &App, function: &str, arguments: Value) -> Result<T> {
    let script = format!("return rapportBench.{function}(...arguments)");
    let value = app.js(&script, arguments).await.with_context(|| function.to_owned())?;
    serde_json::from_value(value.clone()).with_context(|| format!("{function} returned {value}"))
}

/// Begins to time: from an event on what `from` selects to `end`.
///
/// # Errors
/// When the page cannot be asked.
pub async fn watch(app: &App, event: &str, from: &str, end: &[&str]) -> Result<()> {
    let mut arguments = vec![event, from];
    arguments.extend(end);
    call::<()>(app, "watch", json!(arguments)).await
}

/// Waits for the end of what is watched.
///
/// # Errors
/// When it fails or does not end.
pub async fn span(app: &App, what: &str) -> Result<Span> {
    until(app, what, "span", json!([])).await
}

async fn until<T: DeserializeOwned>(
    app: &App,
    what: &str,
    function: &str,
    arguments: Value,
) -> Result<T> {
    let start = Instant::now();
    loop {
        let found: Option<T> = call(app, function, arguments.clone()).await?;
        if let Some(found) = found {
            return Ok(found);
        }
        if start.elapsed() > PATIENCE {
            bail!("waited in vain for {what}");
        }
        tokio::time::sleep(PAUSE).await;
    }
}
