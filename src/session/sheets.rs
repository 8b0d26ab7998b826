//! Which form or panel is open. One at a time, from anywhere in the app.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Channel, Id};
use workspace::Slot;
use workspace::export_csv::List;

/// A form or panel that opens above the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Sheet {
    /// A new customer, or one to edit.
    Customer(Option<Id>),
    /// An interaction to log with a customer, or one to edit.
    Interaction {
        /// With whom; `None` lets the user choose.
        customer: Option<Id>,
        /// The one to edit.
        id: Option<Id>,
        /// The channel to begin with.
        channel: Channel,
    },
    /// An order to add for a customer, or one to edit.
    Order {
        /// Whose; `None` lets the user choose.
        customer: Option<Id>,
        /// The one to edit.
        id: Option<Id>,
    },
    /// A task to write down for a customer, or one to edit.
    Task {
        /// For whom; `None` lets the user choose.
        customer: Option<Id>,
        /// The one to edit.
        id: Option<Id>,
    },
    /// A list to take out as a file.
    Export {
        /// Which list.
        list: List,
        /// The records listed, in order.
        slots: Arc<Vec<Slot>>,
    },
    /// What the customer list is narrowed by.
    Filters,
    /// The command palette.
    Palette,
    /// The list of keyboard shortcuts.
    Shortcuts,
}

/// The open sheet, if any.
#[derive(Clone, Copy)]
pub struct Sheets {
    open: RwSignal<Option<Sheet>>,
    is_open: Memo<bool>,
}

impl Sheets {
    pub(super) fn new() -> Self {
        let open = RwSignal::new(None);
        Self { open, is_open: Memo::new(move |_| open.with(Option::is_some)) }
    }

    /// The one that is open; follows changes.
    pub fn current(self) -> Option<Sheet> {
        self.open.get()
    }

    /// Whether one is open; follows only that.
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// Whether the one that is open is to export a list; does not follow it.
    pub fn is_export(self) -> bool {
        self.open.with_untracked(|open| matches!(open, Some(Sheet::Export { .. })))
    }

    /// Opens one, unless another is open.
    pub fn open(self, sheet: Sheet) {
        if self.open.with_untracked(Option::is_none) {
            self.open.set(Some(sheet));
        }
    }

    /// Closes what is open.
    pub fn close(self) {
        self.open.set(None);
    }
}
