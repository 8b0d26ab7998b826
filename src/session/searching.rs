//! What searches customers: code of the part `search`, most of it tables of how Han characters are
//! read, which a first visit does not wait for.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use model::{Customer, Row};
use workspace::Slot;
use workspace::query::{self, CustomerFilter, CustomerSort, Found, Search};

use crate::session::{Awaited, Session};

/// Whom a search finds: first those who bear what was typed, others as they are found.
#[derive(Clone, Copy)]
pub struct Searched {
    /// Of what.
    pub session: Session,
    /// Whom it has found so far; `None` if nothing was typed, which everybody bears.
    pub found: RwSignal<Awaited<Option<Arc<Found>>>>,
    /// The search that is under way or over.
    pub search: StoredValue<Option<Rc<RefCell<Search>>>, LocalStorage>,
    /// Whether more may still be found.
    pub busy: RwSignal<bool>,
}

/// What the part can do once it is there.
#[derive(Clone, Copy)]
pub struct Searching {
    /// Shows in a search field's state whom a typed text finds.
    pub search: fn(Searched, &str),
    /// What stands below a customer's name in place of a line, if how they were found is worth
    /// saying.
    pub told: fn(Searched, Slot, &str) -> Option<AnyView>,
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

    /// Searches for what is typed, and again whenever it or any record changes.
    pub fn search_for(self, typed: Signal<String>) -> Searched {
        let is_blank = move || typed.with(|typed| typed.trim().is_empty());
        let at_first = if untrack(is_blank) { Awaited::Ready(None) } else { Awaited::Loading };
        let searched = Searched {
            session: self,
            found: RwSignal::new(at_first),
            search: StoredValue::new_local(None),
            busy: RwSignal::new(false),
        };
        Effect::new(move |_| {
            self.revision();
            searched.search.set_value(None);
            let state = match self.searching() {
                _ if is_blank() => Awaited::Ready(None),
                Awaited::Ready(can) => return (can.search)(searched, &typed.get()),
                Awaited::Loading => Awaited::Loading,
                Awaited::Failed => Awaited::Failed,
            };
            if searched.busy.get_untracked() {
                searched.busy.set(false);
            }
            // Lists need not be made anew because a search that nobody makes has nothing new.
            searched.found.maybe_update(|known| {
                let is_news =
                    !matches!((&*known, &state), (Awaited::Ready(None), Awaited::Ready(None)));
                if is_news {
                    *known = state;
                }
                is_news
            });
        });
        searched
    }
}

impl Searched {
    /// The best `count` it has found so far, none as long as nothing is typed; follows it.
    pub fn first<T>(self, count: usize, take: impl Fn(Slot, &Row<Customer>) -> T) -> Vec<T> {
        let Awaited::Ready(Some(found)) = self.found.get() else { return Vec::new() };
        let filter = CustomerFilter { found: Some(found), ..Default::default() };
        let first = self.session.peek(|image| {
            let slots = query::customers(image, &filter, CustomerSort::Name, false);
            let row = |slot| Some(take(slot, image.tables.customers.row(slot)?));
            slots.into_iter().filter_map(row).take(count).collect()
        });
        first.unwrap_or_default()
    }

    /// The line below a customer's name, or how they were found; follows the search.
    pub fn told(self, slot: Slot, line: &str) -> AnyView {
        self.found.track();
        let told = match self.session.searching() {
            Awaited::Ready(can) => (can.told)(self, slot, line),
            _ => None,
        };
        told.unwrap_or_else(|| line.to_owned().into_any())
    }
}
