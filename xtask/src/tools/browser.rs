//! The browser that tests run in.

use crate::process;
use anyhow::{Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Arguments for a browser that only tests use: no window, no sandbox (it needs a user who is
/// not root), no traffic of its own.
pub const CHROME_ARGUMENTS: [&str; 7] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
];

const CHROMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// Chromium or Chrome, with its driver.
#[derive(Debug)]
pub struct Browser {
    /// The browser.
    pub chrome: PathBuf,
    /// Its WebDriver server.
    pub chromedriver: PathBuf,
}

impl Browser {
    /// Finds them by `CHROME` and `CHROMEDRIVER`, on `PATH` and in their usual places; on
    /// Debian, as root, installs them when they are missing.
    ///
    /// # Errors
    /// When one is missing or the two are of different versions, with what to do about it.
    pub fn get() -> Result<Self> {
        if (chrome()?.is_none() || chromedriver()?.is_none()) && debian_root() {
            apt_get(&["update"])?;
            let mut install = vec!["install", "--yes", "--no-install-recommends"];
            install.extend(DEBIAN_PACKAGES);
            apt_get(&install)?;
        }
        let (Some(chrome), Some(chromedriver)) = (chrome()?, chromedriver()?) else {
            bail!(
                "The tests need Chromium or Chrome and chromedriver of the same version, and \
                 they are not on PATH. On Debian: apt-get install {}. Elsewhere: get both from \
                 https://googlechromelabs.github.io/chrome-for-testing, and set CHROME and \
                 CHROMEDRIVER to where they are.",
                DEBIAN_PACKAGES.join(" ")
            );
        };
        let (browser, driver) = (major(&chrome), major(&chromedriver));
        if browser.is_some() && driver.is_some() && browser != driver {
            bail!(
                "{} is version {} and {} is version {}: they must be the same. \
                 Set CHROME and CHROMEDRIVER to two that match.",
                chrome.display(),
                browser.unwrap_or_default(),
                chromedriver.display(),
                driver.unwrap_or_default(),
            );
        }
        Ok(Self { chrome, chromedriver })
    }
}

fn chrome() -> Result<Option<PathBuf>> {
    found(
        "CHROME",
        &CHROMES,
        &[
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ],
    )
}

fn chromedriver() -> Result<Option<PathBuf>> {
    let usual = ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];
    found("CHROMEDRIVER", &["chromedriver"], &usual)
}

fn found(variable: &str, names: &[&str], usual: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(given) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        let given = PathBuf::from(given);
        if !given.is_file() {
            bail!("{variable} is set to {}, which is no file.", given.display());
        }
        return Ok(Some(given));
    }
    let usual = || usual.iter().map(PathBuf::from).find(|path| path.is_file());
    Ok(process::on_path(names).or_else(usual))
}

/// Whether packages can be installed here without asking anybody.
fn debian_root() -> bool {
    let debian = fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    debian && process::output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(arguments);
    process::run(command.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn major(executable: &Path) -> Option<u32> {
    major_version(&process::output(Command::new(executable).arg("--version"))?)
}

/// The first number of the first word that looks like a version.
fn major_version(text: &str) -> Option<u32> {
    text.split_whitespace()
        .filter_map(|word| word.split_once('.'))
        .find_map(|(major, _)| major.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn reads_the_major_version_of_browser_and_driver() {
        for (text, major) in [
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", Some(156)),
            ("ChromeDriver 131.0.6778.69 (77b323d-refs/branch-heads/6778@{#1})", Some(131)),
            ("Google Chrome for Testing 9.0.1", Some(9)),
            ("no version", None),
        ] {
            assert_eq!(major_version(text), major, "{text}");
        }
    }
}
