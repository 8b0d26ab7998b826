//! The code that is loaded when somebody searches.

use leptos::prelude::*;
use workspace::query::{How, Search};
use workspace::{Image, Slot};

use crate::i18n::{tr, use_i18n};
use crate::session::Searching;

/// What this part can do.
pub fn searching() -> Searching {
    Searching { begin: Search::begin, go_on: Search::go_on, told }
}

fn told(search: &Search, image: &Image, slot: Slot) -> Option<AnyView> {
    let i18n = use_i18n();
    match search.how(slot)? {
        How::Bears => None,
        How::Nearly => {
            Some(view! { <span class="found">{tr!(i18n, customers.similar)}</span> }.into_any())
        }
        How::Mentioned => search.mention(image, slot).map(|cut| {
            view! { <span class="found">{cut.before}<mark>{cut.matched}</mark>{cut.after}</span> }
                .into_any()
        }),
    }
}
