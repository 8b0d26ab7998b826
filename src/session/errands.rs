//! What the session does in a part of the app that a first visit does not load; see
//! [`crate::lazy`] for the views of such parts.

use std::future::Future;
use std::pin::Pin;

use leptos::task::spawn_local;
use model::Id;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use workspace::CommandError;

use crate::platform::locks;
use crate::session::Session;
use crate::session::pace::BrowserPace;

/// Work in another part, or why that part did not load.
pub type Errand = Result<Pin<Box<dyn Future<Output = ()>>>, SplitLoaderError>;

#[wasm_split(everyday, fallible)]
fn undoing(session: Session, set: Id) -> Errand {
    Ok(Box::pin(session.take_back(set)))
}

#[wasm_split(everyday, fallible)]
fn folding(session: Session) -> Errand {
    Ok(Box::pin(session.compact()))
}

impl Session {
    /// Undoes a change set of this session.
    pub fn undo(self, set: Id) {
        self.run(undoing(self, set));
    }

    /// Folds the journal, unless another tab is at it.
    pub(super) fn fold(self) {
        spawn_local(async move {
            // Nobody asked for it and nobody waits: the journal has everything until next time.
            if let Ok(errand) = folding(self).await {
                errand.await;
            }
        });
    }

    /// Does work in another part, or says that the part is not there.
    pub fn run(self, errand: impl Future<Output = Errand> + 'static) {
        spawn_local(async move {
            match errand.await {
                Ok(errand) => errand.await,
                Err(_) => self.toasts.part_missing(),
            }
        });
    }

    async fn take_back(self, set: Id) {
        let Some(data) = self.data() else { return };
        match data.undoable(set) {
            Some(set) => drop(self.revert(&set).await),
            None => self.toasts.error(CommandError::NothingToUndo),
        }
    }

    async fn compact(self) {
        let Some(data) = self.data() else { return };
        let Some(_lock) = locks::if_free("rapport-fold").await else { return };
        let _ = data.compact(&BrowserPace::unwatched()).await;
    }
}
