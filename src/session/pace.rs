//! Long work on the page's own thread, in slices short enough not to be felt.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use workspace::{Cancelled, Pace, Progress};

use crate::platform::{page, time};

/// Work this long at a stretch, in milliseconds: well within a frame's tolerance of 50.
const SLICE_MILLIS: f64 = 24.0;
/// The same while somebody may type, who notices.
const BRIEF_MILLIS: f64 = 8.0;

/// Who wants to know how far it is; answers whether to go on.
pub struct Watcher(Box<dyn Fn(Progress) -> bool>);

impl Watcher {
    /// Calls `watch` at each pause.
    pub fn new(watch: impl Fn(Progress) -> bool + 'static) -> Self {
        Self(Box::new(watch))
    }
}

/// Pauses every few milliseconds.
pub struct BrowserPace {
    since: Cell<f64>,
    slice: f64,
    watcher: Watcher,
}

impl BrowserPace {
    /// Starts now.
    pub fn new(watcher: Watcher) -> Self {
        Self { since: Cell::new(page::performance_now()), slice: SLICE_MILLIS, watcher }
    }
}

impl BrowserPace {
    /// A pace nobody watches: for work nobody waits for.
    pub fn unwatched() -> Self {
        Self::new(Watcher::new(|_| true))
    }

    /// One of shorter slices that nobody watches: for work during which somebody may type.
    pub fn brief() -> Self {
        Self { slice: BRIEF_MILLIS, ..Self::unwatched() }
    }

    /// When the slice began, in milliseconds of page time.
    pub fn begun(&self) -> f64 {
        self.since.get()
    }

    /// Lets the page breathe, and begins a new slice.
    pub async fn rest(&self) {
        time::breathe().await;
        self.since.set(page::performance_now());
    }
}

impl Pace for BrowserPace {
    fn due(&self) -> bool {
        page::performance_now() - self.since.get() >= self.slice
    }

    fn pause<'a>(
        &'a self,
        progress: Progress,
    ) -> Pin<Box<dyn Future<Output = Result<(), Cancelled>> + 'a>> {
        Box::pin(async move {
            let go_on = (self.watcher.0)(progress);
            self.rest().await;
            if go_on { Ok(()) } else { Err(Cancelled) }
        })
    }
}
