//! Opening the workspace, following other tabs, and folding the journal when idle.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::IdbStore;
use workspace::{CommandError, StoreError, Workspace};

use crate::platform::channel::Channel;
use crate::platform::page;
use crate::platform::time::{BrowserClock, BrowserIds};
use crate::session::Session;
use crate::session::pace::{BrowserPace, Watcher};

/// The one workspace of a browser profile.
const NAME: &str = "rapport";

/// Records touched since the journal was last folded, from which on folding pays.
const FOLD_FROM: usize = 200;

/// So few records are read before anybody could look at a list without them.
const FEW: usize = 20_000;

/// Whether there is anything to look at yet.
#[derive(Debug, Clone, PartialEq)]
pub enum OpenState {
    /// Records are being read.
    Opening {
        /// How many are in.
        done: usize,
        /// How many there are; 0 until known.
        total: usize,
    },
    /// Customers can be listed; what hangs on them is being read.
    Listing {
        /// How many of those records are in.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// Everything is in memory.
    Ready,
    /// It could not be opened. What is stored has not been touched.
    Failed(StoreError),
}

impl Session {
    /// Opens the workspace of this browser profile.
    pub fn start(self) {
        spawn_local(async move {
            self.state.set(OpenState::Opening { done: 0, total: 0 });
            if let Err(why) = self.open().await {
                self.data.set_value(None);
                self.state.set(OpenState::Failed(why));
            }
        });
    }

    async fn open(self) -> Result<(), StoreError> {
        let store = IdbStore::open(NAME).await?;
        let mut pace = self.watched(|done, total| OpenState::Opening { done, total });
        let data =
            Workspace::begin(store, Box::new(BrowserClock), Box::new(BrowserIds), &pace).await?;
        let data = Rc::new(data);
        data.set_actor(&self.prefs.name.get_untracked());
        self.data.set_value(Some(Rc::clone(&data)));
        self.follow_tabs();
        if data.left() > FEW {
            self.state.set(OpenState::Listing { done: 0, total: data.left() });
            self.announce_here();
            pace = self.watched(|done, total| OpenState::Listing { done, total });
            // The list is painted before work goes on.
            pace.rest().await;
        }
        data.finish(&pace).await?;
        if !data.damage().is_empty() {
            self.toasts.damaged();
        }
        self.fold_when_idle();
        self.state.set(OpenState::Ready);
        self.announce_here();
        page::mark("rapport:ready");
        Ok(())
    }

    fn watched(self, state: fn(usize, usize) -> OpenState) -> BrowserPace {
        BrowserPace::new(Watcher::new(move |progress| {
            self.state.set(state(progress.done, progress.total));
            true
        }))
    }

    fn follow_tabs(self) {
        let channel = Channel::join(NAME, move || {
            spawn_local(async move {
                let Some(data) = self.data() else { return };
                match data.catch_up().await {
                    Ok(true) => self.announce_here(),
                    Ok(false) => {}
                    Err(why) => self.toasts.error(CommandError::Store(why)),
                }
            });
        });
        self.channel.set_value(channel);
    }

    /// Looks every half minute whether there is enough to fold, and lets only one tab do it.
    /// A failure is left for the next time: the journal has everything.
    fn fold_when_idle(self) {
        let look = move || {
            let Some(data) = self.data() else { return };
            if data.unfolded() >= FOLD_FROM {
                self.fold();
            }
        };
        set_interval(look, Duration::from_secs(30));
    }
}
