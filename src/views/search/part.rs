//! The code that is loaded for searching.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::query::{How, Search};
use workspace::{Pace, Slot};

use crate::i18n::{tr, use_i18n};
use crate::session::{Awaited, BrowserPace, Searched, Searching};

/// It looks further once nothing has been typed for so long.
const TYPING: Duration = Duration::from_millis(150);
/// What is found then is shown no more often than this, in milliseconds.
const NEWS: f64 = 250.0;

/// What this part can do.
pub fn searching() -> Searching {
    Searching { search, told }
}

/// Finds those who bear what was typed, and looks further as long as nobody types something else.
fn search(searched: Searched, typed: &str) {
    let Some(begun) = searched.session.peek(|image| Search::begin(image, typed)) else { return };
    let search = Rc::new(RefCell::new(begun));
    searched.search.set_value(Some(Rc::clone(&search)));
    spawn_local(find_first(searched, search));
}

async fn find_first(searched: Searched, search: Rc<RefCell<Search>>) {
    let (session, pace) = (searched.session, BrowserPace::unwatched());
    while !search.borrow().has_first() {
        let looked = session.peek(|image| search.borrow_mut().go_on(image, &|| pace.due()));
        if looked.is_none() {
            return;
        }
        // Asking everybody and drawing the list are several tasks, so that none keeps the page long.
        pace.rest().await;
        if !is_wanted(searched, &search) {
            return;
        }
        if !search.borrow().has_first() {
            // What is shown is still the answer to something else.
            searched.busy.set(true);
        }
    }
    let found = Arc::new(search.borrow().found());
    // Interactions may still be being read.
    let goes_on = session.is_whole_now() && !search.borrow().is_over();
    searched.busy.set(goes_on);
    searched.found.set(Awaited::Ready(Some(found)));
    if goes_on {
        set_timeout(move || spawn_local(go_on(searched, search)), TYPING);
    }
}

/// Whether nobody has typed anything else since.
fn is_wanted(searched: Searched, search: &Rc<RefCell<Search>>) -> bool {
    let now = searched.search.try_get_value().flatten();
    now.is_some_and(|now| Rc::ptr_eq(&now, search))
}

async fn go_on(searched: Searched, search: Rc<RefCell<Search>>) {
    let pace = BrowserPace::brief();
    let mut shown = search.borrow().count();
    let mut shown_at = 0.0;
    while is_wanted(searched, &search) {
        let (news, is_over) = {
            let mut search = search.borrow_mut();
            searched.session.peek(|image| search.go_on(image, &|| pace.due()));
            let (count, is_over) = (search.count(), search.is_over());
            let is_news = count != shown && (is_over || pace.begun() - shown_at > NEWS);
            if is_news {
                (shown, shown_at) = (count, pace.begun());
            }
            (is_news.then(|| Arc::new(search.found())), is_over)
        };
        if let Some(found) = news {
            searched.found.set(Awaited::Ready(Some(found)));
        }
        if is_over {
            return searched.busy.set(false);
        }
        pace.rest().await;
    }
}

fn told(searched: Searched, slot: Slot, line: &str) -> Option<AnyView> {
    let search = searched.search.get_value()?;
    let search = search.try_borrow().ok()?;
    match search.how(slot)? {
        How::Bears => None,
        How::Nearly => {
            let i18n = use_i18n();
            let line = (!line.is_empty()).then(|| format!(" · {line}"));
            Some(
                view! { <span class="found">{tr!(i18n, customers.similar)} {line}</span> }
                    .into_any(),
            )
        }
        How::Mentioned => {
            let cut = searched.session.peek(|image| search.mention(image, slot)).flatten()?;
            let (before, matched, after) = (cut.before, cut.matched, cut.after);
            Some(
                view! { <span class="found">{before}<mark>{matched}</mark>{after}</span> }
                    .into_any(),
            )
        }
    }
}
