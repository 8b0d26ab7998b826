//! What searches customers: code of the part `search`, most of it tables of how Han characters are
//! read, which a first visit does not wait for.

use leptos::prelude::*;
use workspace::query::Search;
use workspace::{Image, Slot};

use crate::session::{Awaited, Session};

/// What the part can do once it is there.
#[derive(Clone, Copy)]
pub struct Searching {
    /// Finds everybody who bears what was typed.
    pub begin: fn(&Image, &str) -> Search,
    /// Looks further until it is told that it is time to pause.
    pub go_on: fn(&mut Search, &Image, &dyn Fn() -> bool),
    /// What is to be said of how a customer was found.
    pub told: fn(&Search, &Image, Slot) -> Option<AnyView>,
}

impl Session {
    /// Whether searching is there; follows it.
    pub fn searching(self) -> Awaited<Searching> {
        self.searching.get()
    }

    /// Says whether searching is there.
    pub fn set_searching(self, state: Awaited<Searching>) {
        self.searching.set(state);
    }
}
