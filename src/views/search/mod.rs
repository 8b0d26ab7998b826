//! Searching customers by what somebody types.

mod part;

use leptos::prelude::*;

use crate::lazy;
use crate::session::{Awaited, Searched, use_session};

pub use part::searching;

/// Searches for what is typed, and again whenever it or any record changes.
pub fn use_search(typed: Signal<String>) -> Searched {
    let session = use_session();
    if matches!(session.searching(), Awaited::Failed) {
        lazy::load_searching(session);
    }
    session.search_for(typed)
}
