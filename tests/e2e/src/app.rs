//! One browser with the app in it: waiting, pressing, typing, reading.

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::{Value, json};
use std::{
    cell::{Cell, RefCell},
    fs,
    path::{Path, PathBuf},
    rc::Rc,
    time::{Duration, Instant},
};
use thirtyfour::{By, Key, TypingData, WebDriver, WebElement};

/// How often it is looked for.
const PAUSE: Duration = Duration::from_millis(30);

/// A browser with the app in it. Clones are the same browser.
#[derive(Debug, Clone)]
pub struct App {
    /// The browser, for what has no word here.
    pub driver: WebDriver,
    state: Rc<State>,
}

#[derive(Debug)]
struct State {
    profile: String,
    url: String,
    downloads: PathBuf,
    patience: Duration,
    console: RefCell<Vec<(String, String)>>,
    allowed: RefCell<Vec<&'static str>>,
    loaded: RefCell<Vec<String>>,
    gone: Cell<bool>,
}

impl App {
    /// `patience` is how long something may take to appear.
    pub(crate) fn new(
        driver: WebDriver,
        profile: &str,
        url: &str,
        downloads: PathBuf,
        patience: Duration,
    ) -> Self {
        let state = State {
            profile: profile.to_owned(),
            url: url.to_owned(),
            downloads,
            patience,
            console: RefCell::default(),
            allowed: RefCell::default(),
            loaded: RefCell::default(),
            gone: Cell::new(false),
        };
        Self { driver, state: Rc::new(state) }
    }

    /// The name of its profile.
    pub fn profile(&self) -> &str {
        &self.state.profile
    }

    /// The full address of a path such as `/customers`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}", self.state.url, path.trim_start_matches('/'))
    }

    /// Loads the app at `path` and waits until its data is open.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn visit(&self, path: &str) -> Result<()> {
        let address = self.address(path);
        self.state.loaded.borrow_mut().push(address.clone());
        self.driver.goto(address).await?;
        self.ready().await
    }

    /// Loads the page again and waits until its data is open.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn reload(&self) -> Result<()> {
        let address = self.driver.current_url().await?.to_string();
        self.state.loaded.borrow_mut().push(address);
        self.driver.refresh().await?;
        self.ready().await
    }

    /// Waits until the app's data is open.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn ready(&self) -> Result<()> {
        self.until_js(
            "the app to be ready",
            "return performance.getEntriesByName('rapport:ready').length > 0 && !!document.querySelector('main:not([aria-busy=true])')",
            json!([]),
        )
        .await?;
        Ok(())
    }

    /// What a script returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn js(&self, script: &str, arguments: Value) -> Result<Value> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Errors
    /// When there is none in time; the last error of `probe` is named.
    pub async fn until<T>(
        &self,
        what: &str,
        probe: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let (start, patience) = (Instant::now(), self.state.patience);
        loop {
            let last = probe().await;
            match last {
                Ok(Some(found)) => return Ok(found),
                Ok(None) if start.elapsed() > patience => bail!("waited in vain for {what}"),
                Err(error) if start.elapsed() > patience => {
                    // The driver adds the addresses of its own functions.
                    let why = format!("{error:#}");
                    let why = why.split("Stacktrace:").next().unwrap_or_default().trim();
                    bail!("waited in vain for {what}: {why}");
                }
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Runs a script until it returns something that JavaScript holds for true.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn until_js(&self, what: &str, script: &str, arguments: Value) -> Result<Value> {
        self.until(what, async || {
            let value = self.js(script, arguments.clone()).await?;
            let falsy = value.is_null()
                || value == Value::Bool(false)
                || value == json!("")
                || value.as_f64() == Some(0.0);
            Ok((!falsy).then_some(value))
        })
        .await
    }

    /// The first element that matches, when it can be seen.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.until(css, async || {
            let element = self.driver.find(By::Css(css)).await?;
            Ok(element.is_displayed().await?.then_some(element))
        })
        .await
    }

    /// Presses what matches.
    ///
    /// # Errors
    /// When it cannot be pressed in time.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.until(&format!("{css} to be pressed"), async || {
            let element = self.driver.find(By::Css(css)).await?;
            if element.click().await.is_err() {
                // The driver scrolls no further than the edge, where bars may lie over it.
                element.scroll_into_view().await?;
                element.click().await?;
            }
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what a text field holds, by typing.
    ///
    /// # Errors
    /// When there is no such field in time.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        self.until(&format!("{css} to be filled"), async || {
            let field = self.driver.find(By::Css(css)).await?;
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(Key::Backspace + text).await?;
            Ok(Some(()))
        })
        .await?;
        self.until_js(
            &format!("{css} to hold {text:?}"),
            "return document.querySelector(arguments[0]).value === arguments[1]",
            json!([css, text]),
        )
        .await?;
        Ok(())
    }

    /// Sets a date field, a choice or the like, whose typing depends on the browser's language.
    ///
    /// # Errors
    /// When there is no such field in time, or it does not take the value.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        let taken = self
            .until_js(
                css,
                "const field = document.querySelector(arguments[0]); if (!field) return null; \
                 field.value = arguments[1]; \
                 for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, {bubbles: true})); \
                 return [field.value]",
                json!([css, value]),
            )
            .await?;
        ensure!(taken == json!([value]), "{css} does not take {value:?}");
        Ok(())
    }

    /// Hands files to a file field.
    ///
    /// # Errors
    /// When there is no such field in time.
    pub async fn attach(&self, css: &str, file: &Path) -> Result<()> {
        let file = file.to_str().context("the path is no text")?;
        self.until(css, async || {
            self.driver.find(By::Css(css)).await?.send_keys(file).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types keys wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key while others are held.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn chord(&self, held: Key, key: &str) -> Result<()> {
        let chain = self.driver.action_chain().key_down(held.clone()).send_keys(key).key_up(held);
        Ok(chain.perform().await?)
    }

    /// How many elements match.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn count(&self, css: &str) -> Result<u64> {
        let count = self.js("return document.querySelectorAll(arguments[0]).length", json!([css]));
        count.await?.as_u64().context("a count is a number")
    }

    /// The text of every element that matches.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())";
        Ok(serde_json::from_value(self.js(script, json!([css])).await?)?)
    }

    /// Waits for an element, and returns its text.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.until(css, async || Ok(self.texts(css).await?.into_iter().next())).await
    }

    /// Waits until an element that matches holds this text.
    ///
    /// # Errors
    /// When none does in time; what is there instead is named.
    pub async fn see(&self, css: &str, text: &str) -> Result<()> {
        let found = self
            .until(&format!("{css} with {text:?}"), async || {
                Ok(self.texts(css).await?.iter().any(|found| found.contains(text)).then_some(()))
            })
            .await;
        match found {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(format!("there is {:?}", self.texts(css).await?))),
        }
    }

    /// Waits until nothing matches.
    ///
    /// # Errors
    /// When something still does.
    pub async fn gone(&self, css: &str) -> Result<()> {
        self.until(
            &format!("{css} to go"),
            async || Ok((self.count(css).await? == 0).then_some(())),
        )
        .await
    }

    /// Does something that starts a download, and waits until the file is whole.
    ///
    /// # Errors
    /// When there is no file in time.
    pub async fn download(&self, start: impl AsyncFnOnce() -> Result<()>) -> Result<PathBuf> {
        let before = files(&self.state.downloads)?;
        start().await?;
        self.until("a download", async || {
            let mut fresh = files(&self.state.downloads)?;
            fresh.retain(|file| !before.contains(file));
            let partial = |file: &PathBuf| {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                name.ends_with(".crdownload") || name.starts_with('.')
            };
            Ok(if fresh.iter().any(partial) { None } else { fresh.pop() })
        })
        .await
    }

    /// Gives the page a width and height in CSS pixels, as a phone or a desktop has.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let mobile = width < 600;
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Writes a picture of the page.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, self.driver.screenshot_as_png().await?)?;
        Ok(())
    }

    /// Errors in the console that hold this text do not fail the test: they are what it is about.
    pub fn expect_in_console(&self, text: &'static str) {
        self.state.allowed.borrow_mut().push(text);
    }

    pub(crate) async fn read_console(&self) -> Result<()> {
        if self.state.gone.get() {
            return Ok(());
        }
        let fresh = self.driver.browser_log().await?;
        let fresh = fresh.into_iter().map(|entry| (entry.level, entry.message));
        self.state.console.borrow_mut().extend(fresh);
        Ok(())
    }

    pub(crate) fn console_errors(&self) -> Vec<String> {
        let allowed = self.state.allowed.borrow();
        let console = self.state.console.borrow();
        let loaded = self.state.loaded.borrow();
        // A static host answers a deep link with `404.html`: the right page, under that status.
        let deep_link = |text: &str| {
            text.split_once(" - ").is_some_and(|(address, rest)| {
                rest.ends_with("a status of 404 (Not Found)")
                    && loaded.iter().any(|known| known == address)
            })
        };
        let errors = console.iter().filter(|(level, text)| level == "SEVERE" && !deep_link(text));
        let errors = errors.filter(|(_, text)| !allowed.iter().any(|known| text.contains(known)));
        errors.map(|(_, text)| text.clone()).collect()
    }

    /// Whether the browser is still there.
    pub(crate) fn is_open(&self) -> bool {
        !self.state.gone.get()
    }

    /// The browser does not answer any more.
    pub(crate) fn forget(&self) {
        self.state.gone.set(true);
    }

    pub(crate) async fn close(&self) -> Result<()> {
        if !self.state.gone.replace(true) {
            self.driver.clone().quit().await?;
        }
        Ok(())
    }

    pub(crate) async fn evidence(&self, folder: &Path, test: &str) -> Result<Vec<PathBuf>> {
        fs::create_dir_all(folder)?;
        let name = |end: &str| folder.join(format!("{test}-{}.{end}", self.state.profile));
        let (picture, text) = (name("png"), name("log"));
        let looked = match self.state.gone.get() {
            true => Err(anyhow!("the browser is gone")),
            false => self.screenshot(&picture).await,
        };
        // A browser that hangs still leaves what it said before.
        let _ = self.read_console().await;
        let lines: Vec<String> = self
            .state
            .console
            .borrow()
            .iter()
            .map(|(level, line)| format!("{level} {line}"))
            .collect();
        fs::write(&text, lines.join("\n"))?;
        let mut kept = vec![text];
        if looked.is_ok() {
            kept.push(picture);
        }
        Ok(kept)
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries: Result<Vec<_>, _> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect();
    Ok(entries?)
}
