//! What was typed into a form and not yet saved, kept through a reload, a lost tab or an
//! update.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A form's place to keep what is typed into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    key: String,
}

impl Draft {
    /// The draft of the form `form` for the record `of`, or for a new one.
    pub fn of(form: &str, of: &str) -> Self {
        Self { key: format!("rapport.draft.{form}.{of}") }
    }

    /// What was typed and not saved the last time.
    pub fn load<T: DeserializeOwned>(&self) -> Option<T> {
        LocalStorage::get(&self.key).ok()
    }

    /// Keeps what is typed. Where the browser refuses, the form itself still has it.
    pub fn keep<T: Serialize>(&self, typed: &T) {
        let _ = LocalStorage::set(&self.key, typed);
    }

    /// Forgets it.
    pub fn discard(&self) {
        LocalStorage::delete(&self.key);
    }
}
