//! Long work the user can watch and stop.

use std::cell::Cell;

use leptos::prelude::*;
use workspace::{Progress, Step};

use crate::platform::page;
use crate::session::pace::{BrowserPace, Watcher};

/// How far it is is shown no more often than this, in milliseconds: nobody reads faster, and each
/// time is a frame to be drawn.
const SHOWN: f64 = 100.0;

/// Long work under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    /// How far it is.
    pub progress: Progress,
    /// When it began, in milliseconds of page time.
    pub started: f64,
    /// Whether the user asked for it to stop.
    pub stopping: bool,
}

/// At most one long task at a time.
#[derive(Clone, Copy)]
pub struct Tasks {
    current: RwSignal<Option<Task>>,
}

impl Tasks {
    /// None under way.
    pub fn new() -> Self {
        Self { current: RwSignal::new(None) }
    }

    /// The task under way; follows it.
    pub fn current(self) -> Option<Task> {
        self.current.get()
    }

    /// Whether one is under way.
    pub fn busy(self) -> bool {
        self.current.with(Option::is_some)
    }

    /// Begins a task; `None` if one is under way already. Call [`Tasks::end`] when it is over.
    pub fn begin(self, step: Step) -> Option<BrowserPace> {
        if self.current.get_untracked().is_some() {
            return None;
        }
        let started = page::performance_now();
        let progress = Progress { step, done: 0, total: 0 };
        self.current.set(Some(Task { progress, started, stopping: false }));
        let shown = Cell::new((step, started));
        Some(BrowserPace::new(Watcher::new(move |progress| {
            let (step, at) = shown.get();
            let now = page::performance_now();
            if progress.step != step || now - at >= SHOWN {
                shown.set((progress.step, now));
                self.current.update(|task| {
                    if let Some(task) = task {
                        task.progress = progress;
                    }
                });
            }
            !self.current.with_untracked(|task| task.is_some_and(|task| task.stopping))
        })))
    }

    /// Asks the task to stop; it does so at its next pause, if it still can.
    pub fn stop(self) {
        self.current.update(|task| {
            if let Some(task) = task {
                task.stopping = true;
            }
        });
    }

    /// Says that the task is over.
    pub fn end(self) {
        self.current.set(None);
    }
}
