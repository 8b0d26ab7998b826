//! What a test has: a static host for the build, browsers, folders of its own.

use crate::{App, chromedriver::Chromedriver, process};
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;
use thirtyfour::{
    Capabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use xtask::{
    project,
    server::StaticServer,
    tools::{Browser, browser::CHROME_ARGUMENTS},
};

/// The path the app is served under unless `RAPPORT_BASE` says another: not the root, so that
/// nothing may assume it.
const BASE: &str = "/rapport/";

/// How long something may take to appear, unless a test says otherwise.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the driver may take to answer at least: as long as the slowest thing a page does.
const ANSWER: Duration = Duration::from_secs(180);

/// What a test has. Everything in it ends with it.
#[derive(Debug)]
pub struct World {
    name: String,
    folder: TempDir,
    url: String,
    server: Option<StaticServer>,
    // Before the browser's folders go, the browser must.
    driver: Option<Chromedriver>,
    browser: Browser,
    open: Vec<App>,
    patience: Duration,
}

/// Runs a test in a world of its own. When it fails, what was on the screens and in the
/// consoles is kept in `target/e2e`; when a console has an error, it fails.
///
/// # Errors
/// What the test says, with where to look.
pub fn test(name: &str, body: impl AsyncFnOnce(&mut World) -> Result<()>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut world = World::new(name)?;
        let result = match body(&mut world).await {
            Ok(()) => world.check_consoles().await,
            Err(error) => Err(error),
        };
        let result = match result {
            Ok(()) => Ok(()),
            Err(error) => Err(world.keep_evidence(error).await),
        };
        world.close().await;
        result
    })
}

impl World {
    fn new(name: &str) -> Result<Self> {
        let dist = std::env::var_os("RAPPORT_DIST").map_or_else(project::dist, PathBuf::from);
        ensure!(
            dist.join("index.html").is_file(),
            "There is no build in {}: run `cargo xtask build`, or set RAPPORT_DIST.",
            dist.display()
        );
        let browser = Browser::get()?;
        let base = std::env::var("RAPPORT_BASE").unwrap_or_else(|_| BASE.to_owned());
        let server = StaticServer::start(&dist, &base, 0)?;
        Ok(Self {
            name: name.to_owned(),
            folder: tempfile::tempdir()?,
            url: server.url(),
            server: Some(server),
            driver: Some(Chromedriver::start(&browser.chromedriver)?),
            browser,
            open: Vec::new(),
            patience: PATIENCE,
        })
    }

    /// A folder that lives as long as the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file of these bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.folder().join(name);
        fs::write(&path, bytes)?;
        Ok(path)
    }

    /// How long something may take to appear in browsers that are started from now on, and a
    /// download to be whole.
    pub fn be_patient(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Stops the server: from now on the browser is refused a connection.
    pub fn stop_server(&mut self) {
        self.server = None;
    }

    /// A browser with the profile of this name, kept for as long as the test runs, showing the
    /// app at `path`, ready.
    ///
    /// # Errors
    /// When the browser or the app does not start.
    pub async fn open(&mut self, profile: &str, path: &str) -> Result<App> {
        let app = self.start(profile).await?;
        app.visit(path).await?;
        Ok(app)
    }

    /// A browser with the profile of this name, showing nothing yet.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn start(&mut self, profile: &str) -> Result<App> {
        let driver = self.driver.as_ref().context("the driver has ended")?;
        let downloads = self.folder().join(format!("{profile}-downloads"));
        fs::create_dir_all(&downloads)?;
        let capabilities = self.capabilities(profile, &downloads)?;
        let answer = ANSWER.max(self.patience);
        let session =
            WebDriver::builder(driver.url(), capabilities).request_timeout(answer).await?;
        session.set_script_timeout(answer).await?;
        let app = App::new(session, profile, &self.url, downloads, self.patience);
        self.open.push(app.clone());
        Ok(app)
    }

    fn capabilities(&self, profile: &str, downloads: &Path) -> Result<Capabilities> {
        let mut wanted = DesiredCapabilities::chrome();
        for argument in CHROME_ARGUMENTS {
            wanted.add_arg(argument)?;
        }
        let data = self.folder().join(format!("{profile}-profile"));
        wanted.add_arg(&format!("--user-data-dir={}", data.display()))?;
        wanted.add_arg("--window-size=1440,900")?;
        wanted.add_arg("--lang=en-US")?;
        let preferences = json!({
            "download.default_directory": downloads,
            "download.prompt_for_download": false,
            "intl.accept_languages": "en-US,en",
        });
        wanted.add_experimental_option("prefs", preferences)?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        wanted
            .set_binary(self.browser.chrome.to_str().context("the browser's path is no text")?)?;
        Ok(wanted.into())
    }

    /// Closes a browser in good order.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn quit(&mut self, app: App) -> Result<()> {
        app.read_console().await?;
        app.close().await
    }

    /// Ends every process of every open browser at once, as when the power goes.
    ///
    /// # Errors
    /// When they cannot be ended.
    pub async fn kill_browsers(&mut self) -> Result<()> {
        let driver = self.driver.as_ref().context("the driver has ended")?;
        process::kill(&driver.browsers()?)?;
        for app in &self.open {
            app.forget();
        }
        // The driver would wait for browsers that do not answer any more.
        self.driver = None;
        self.driver = Some(Chromedriver::start(&self.browser.chromedriver)?);
        Ok(())
    }

    /// After something failed that is not to end everything: keeps what is on the screens and in
    /// the consoles as for a test that fails, and closes every browser. Says where to look.
    ///
    /// # Errors
    /// When a browser that does not close cannot be ended either.
    pub async fn start_over(&mut self) -> Result<String> {
        let open: Vec<App> = self.open.iter().filter(|app| app.is_open()).cloned().collect();
        let kept = self.keep(&open).await;
        let mut hangs = false;
        for app in &open {
            hangs |= app.close().await.is_err();
        }
        if hangs {
            self.kill_browsers().await?;
        }
        Ok(kept)
    }

    async fn check_consoles(&self) -> Result<()> {
        for app in &self.open {
            app.read_console().await?;
            let errors = app.console_errors();
            if !errors.is_empty() {
                bail!("errors in the console of {}:\n{}", app.profile(), errors.join("\n"));
            }
        }
        Ok(())
    }

    async fn keep_evidence(&self, error: anyhow::Error) -> anyhow::Error {
        anyhow::anyhow!("{}: {error:#}\nkept: {}", self.name, self.keep(&self.open).await)
    }

    /// Keeps what these browsers show and said, and names the files.
    async fn keep(&self, apps: &[App]) -> String {
        let folder = project::root().join("target").join("e2e");
        let mut kept = Vec::new();
        for app in apps {
            match app.evidence(&folder, &self.name).await {
                Ok(files) => kept.extend(files.iter().map(|file| file.display().to_string())),
                Err(lost) => kept.push(format!("nothing of {} ({lost:#})", app.profile())),
            }
        }
        kept.join(", ")
    }

    async fn close(self) {
        for app in &self.open {
            // Ends with the driver at the latest.
            let _ = app.close().await;
        }
    }
}
