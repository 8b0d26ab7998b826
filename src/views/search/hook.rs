//! What a search field knows of whom it finds.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Customer, Row};
use workspace::query::{self, CustomerFilter, CustomerSort, Found, Search};
use workspace::{Pace, Slot};

use crate::lazy;
use crate::session::{Awaited, BrowserPace, Searching, Session, use_session};

/// It looks further once nothing has been typed for so long.
const TYPING: Duration = Duration::from_millis(150);
/// The list is brought up to date no more often than this, in milliseconds.
const NEWS: f64 = 250.0;

/// Whom a search finds: those at once who bear what was typed, others as they are found.
#[derive(Clone, Copy)]
pub struct Searched {
    session: Session,
    begun: Memo<Begun>,
    /// Whom the search of that number has found since.
    since: RwSignal<Option<(u64, Arc<Found>)>>,
    search: StoredValue<Option<Search>, LocalStorage>,
    busy: RwSignal<bool>,
}

/// A search as it began. Searches have numbers, because two may find the same and yet go on in
/// different ways.
#[derive(Clone, PartialEq)]
struct Begun {
    number: u64,
    /// `None` if nothing was typed, which everybody bears.
    found: Awaited<Option<Arc<Found>>>,
}

/// Searches for what is typed, and again whenever it or any record changes.
pub fn use_search(typed: Signal<String>) -> Searched {
    let session = use_session();
    if matches!(session.searching(), Awaited::Failed) {
        lazy::load_searching(session);
    }
    let search = StoredValue::new_local(None);
    let begun = Memo::new(move |before: Option<&Begun>| Begun {
        number: before.map_or(0, |before| before.number + 1),
        found: begin(session, search, &typed.get()),
    });
    let since = RwSignal::new(None);
    let searched = Searched { session, begun, since, search, busy: RwSignal::new(false) };
    Effect::new(move |_| {
        let number = begun.with(|begun| begun.number);
        // Interactions may still be being read.
        let is_over = search.with_value(|search| search.as_ref().is_none_or(Search::is_over));
        let goes_on = session.is_whole() && !is_over;
        searched.busy.set(goes_on);
        if let (true, Awaited::Ready(can)) = (goes_on, session.searching()) {
            set_timeout(move || spawn_local(searched.go_on(number, can)), TYPING);
        }
    });
    searched
}

fn begin(
    session: Session,
    search: StoredValue<Option<Search>, LocalStorage>,
    typed: &str,
) -> Awaited<Option<Arc<Found>>> {
    search.set_value(None);
    if typed.trim().is_empty() {
        return Awaited::Ready(None);
    }
    let can = match session.searching() {
        Awaited::Ready(can) => can,
        Awaited::Loading => return Awaited::Loading,
        Awaited::Failed => return Awaited::Failed,
    };
    let Some(begun) = session.look(|image| (can.begin)(image, typed)) else {
        return Awaited::Loading;
    };
    let found = Arc::new(begun.found());
    search.set_value(Some(begun));
    Awaited::Ready(Some(found))
}

impl Searched {
    /// Whom it has found so far; follows it.
    pub fn found(self) -> Awaited<Option<Arc<Found>>> {
        let Begun { number, found } = self.begun.get();
        match self.since.get() {
            Some((of, more)) if of == number => Awaited::Ready(Some(more)),
            _ => found,
        }
    }

    /// The best `count` it has found so far, none as long as nothing is typed; follows it.
    pub fn first<T>(self, count: usize, take: impl Fn(Slot, &Row<Customer>) -> T) -> Vec<T> {
        let Awaited::Ready(Some(found)) = self.found() else { return Vec::new() };
        let filter = CustomerFilter { found: Some(found), ..Default::default() };
        let first = self.session.peek(|image| {
            let slots = query::customers(image, &filter, CustomerSort::Name, false);
            let row = |slot| Some(take(slot, image.tables.customers.row(slot)?));
            slots.into_iter().filter_map(row).take(count).collect()
        });
        first.unwrap_or_default()
    }

    /// Whether more may still be found; follows it.
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// What is to be said of how a customer was found; follows the search.
    pub fn told(self, slot: Slot) -> Option<AnyView> {
        self.found();
        let Awaited::Ready(can) = self.session.searching() else { return None };
        self.search.with_value(|search| {
            let search = search.as_ref()?;
            self.session.peek(|image| (can.told)(search, image, slot)).flatten()
        })
    }

    /// Looks further, as long as nobody types something else.
    async fn go_on(self, number: u64, can: Searching) {
        let is_wanted = || self.begun.try_with_untracked(|begun| begun.number) == Some(number);
        let pace = BrowserPace::brief();
        let (mut told, mut known) = (0.0, None);
        while is_wanted() {
            let look = |search: &mut Option<Search>| {
                let search = search.as_mut()?;
                let before = search.count();
                self.session.peek(|image| (can.go_on)(search, image, &|| pace.due()))?;
                Some((before, search.count(), search.is_over()))
            };
            let Some((before, now, is_over)) = self.search.try_update_value(look).flatten() else {
                return;
            };
            let has_news = *known.get_or_insert(before) != now;
            if has_news && (is_over || pace.begun() - told > NEWS) {
                (told, known) = (pace.begun(), Some(now));
                let found = self.search.with_value(|it| it.as_ref().map(Search::found));
                self.since.set(found.map(|found| (number, Arc::new(found))));
            }
            if is_over {
                return self.busy.set(false);
            }
            pace.rest().await;
        }
    }
}
