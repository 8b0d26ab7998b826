//! The WebDriver server, a child of the test.

use crate::process;
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running chromedriver; it ends when dropped, and every browser it started with it.
#[derive(Debug)]
pub struct Chromedriver {
    child: Child,
    port: u16,
}

impl Chromedriver {
    /// Starts it on a port it finds free.
    ///
    /// # Errors
    /// When it does not start or does not say where it listens.
    pub fn start(executable: &Path) -> Result<Self> {
        let mut child = Command::new(executable)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start {}", executable.display()))?;
        let output = child.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let port = lines.find_map(|line| port(&line.ok()?));
        // It stops when nobody reads what it says.
        std::thread::spawn(move || lines.for_each(drop));
        let driver = Self { child, port: port.unwrap_or_default() };
        port.context("chromedriver does not say where it listens")?;
        Ok(driver)
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The browsers it started, and all their processes; browsers first.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn browsers(&self) -> Result<Vec<u32>> {
        process::descendants(self.child.id())
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // What is gone already need not be ended.
        if let Ok(browsers) = self.browsers()
            && !browsers.is_empty()
        {
            let _ = process::kill(&browsers);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in "ChromeDriver was started successfully on port 12345."
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}
