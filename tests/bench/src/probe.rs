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

/// For how long a browser that has been started has work of its own.
const SETTLES: Duration = Duration::from_secs(2);

/// How a page opened, in milliseconds from the start of navigation.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Opened {
    /// First contentful paint.
    pub painted: f64,
    /// Everything is in memory.
    pub ready: f64,
    /// The first rows are painted, where there are any.
    pub listed: Option<f64>,
    /// Rows are painted with all their figures, where there are any.
    pub figures: Option<f64>,
    /// The longest task until all of that; 0 when none reached 50 ms.
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

/// Memory of a page in bytes, without that of its worker.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// WebAssembly's.
    pub wasm: f64,
    /// JavaScript's.
    pub heap: f64,
}

impl Memory {
    /// All in all.
    pub fn sum(self) -> f64 {
        self.wasm + self.heap
    }
}

/// A browser with the profile of this name, whose pages can be asked.
///
/// # Errors
/// When it does not start.
pub async fn start(world: &mut World, profile: &str) -> Result<App> {
    let app = world.start(profile).await?;
    let script = json!({ "source": SCRIPT });
    app.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    tokio::time::sleep(SETTLES).await;
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

/// Loads the app at `path`, waits until everything is in memory, and says how it opened; with
/// `rows`, once rows of a list are there with all their figures.
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

/// The same, with the most memory there was meanwhile, looked at every now and then.
///
/// # Errors
/// When it fails or does not end.
pub async fn span_with_memory(app: &App, what: &str) -> Result<(Span, Memory)> {
    let mut most = memory(app).await?;
    let start = Instant::now();
    loop {
        let found: Option<Span> = call(app, "span", json!([])).await?;
        let now = memory(app).await?;
        most = Memory { wasm: most.wasm.max(now.wasm), heap: most.heap.max(now.heap) };
        if let Some(found) = found {
            return Ok((found, most));
        }
        wait(start, what).await?;
    }
}

/// Memory as it is now.
///
/// # Errors
/// When the browser does not say, or there is no WebAssembly yet.
pub async fn memory(app: &App) -> Result<Memory> {
    let wasm: Option<f64> = call(app, "wasm", json!([])).await?;
    let heap = app.driver.cdp().send_raw("Runtime.getHeapUsage", json!({})).await?;
    Ok(Memory {
        wasm: wasm.context("there is no WebAssembly")?,
        heap: heap.pointer("/usedSize").and_then(Value::as_f64).context("no heap is told")?,
    })
}

/// Asks a function of the page's script again and again until it has an answer.
///
/// # Errors
/// When it throws or never has one.
pub async fn until<T: DeserializeOwned>(
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
        wait(start, what).await?;
    }
}

/// Lets the page work for a moment, unless it has been waited for long enough.
async fn wait(start: Instant, what: &str) -> Result<()> {
    if start.elapsed() > PATIENCE {
        bail!("waited in vain for {what}");
    }
    tokio::time::sleep(PAUSE).await;
    Ok(())
}
