//! Drives the release build in a real browser: the harness, and page objects that know where
//! things are on the screens. The tests are in `tests/`.

mod app;
pub mod axe;
pub mod bundle;
mod chromedriver;
pub mod pages;
mod process;
mod world;

pub use app::App;
pub use world::{World, test};

use anyhow::{Result, bail};
use std::fmt::Debug;

/// Says where two values differ that should not.
///
/// # Errors
/// When they differ.
pub fn same<T: PartialEq + Debug>(found: T, expected: T, what: &str) -> Result<()> {
    if found != expected {
        bail!("{what}: found {found:?}, expected {expected:?}");
    }
    Ok(())
}
