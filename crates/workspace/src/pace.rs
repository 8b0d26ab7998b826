//! Long work in small steps, so that a page stays alive, shows how far it is, and can be
//! stopped by whoever started it.

use std::future::Future;
use std::pin::Pin;

use thiserror::Error;

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading stored data.
    Opening,
    /// Reading a file.
    Reading,
    /// Comparing with what is there.
    Matching,
    /// Getting rows ready to be kept.
    Packing,
    /// Writing to the database; can no longer be stopped.
    Saving,
    /// Bringing memory up to date.
    Applying,
    /// Writing a file.
    Writing,
    /// Looking for what is wrong.
    Checking,
    /// Seeking what fits best.
    Fitting,
}

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// How many are done.
    pub done: usize,
    /// Of how many; 0 when nobody knows yet.
    pub total: usize,
}

/// The work was stopped before anything was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Gives the page room to breathe during long work.
pub trait Pace {
    /// Whether it is time to pause.
    fn due(&self) -> bool;

    /// Shows the progress and lets the page catch up.
    fn pause<'a>(
        &'a self,
        progress: Progress,
    ) -> Pin<Box<dyn Future<Output = Result<(), Cancelled>> + 'a>>;
}

impl dyn Pace + '_ {
    /// Pauses if it is time to.
    ///
    /// # Errors
    /// When the work was told to stop.
    pub async fn step(&self, step: Step, done: usize, total: usize) -> Result<(), Cancelled> {
        if self.due() { self.pause(Progress { step, done, total }).await } else { Ok(()) }
    }
}

/// Never pauses: for tests and for small work.
#[derive(Debug, Clone, Copy)]
pub struct Rush;

impl Pace for Rush {
    fn due(&self) -> bool {
        false
    }

    fn pause<'a>(
        &'a self,
        _: Progress,
    ) -> Pin<Box<dyn Future<Output = Result<(), Cancelled>> + 'a>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
