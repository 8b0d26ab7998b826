//! What is typed into the fields people added, until it is read as what they keep.

use std::collections::BTreeSet;

use leptos::prelude::*;
use model::{Custom, CustomField, CustomType, Kind, typed};

use crate::i18n::{I18n, t_string, use_i18n};
use crate::session::{Session, use_session};
use crate::views::form::Form;

/// What a form keeps of them, whatever else it holds; free to copy into every closure. What is
/// typed stands under the same keys as what records hold, and so is one value a key.
#[derive(Clone, Copy)]
pub struct Typing {
    session: Session,
    typed: Memo<Custom>,
    write: Callback<(String, Option<String>)>,
    before: StoredValue<Custom>,
    unread: RwSignal<BTreeSet<String>>,
}

impl Typing {
    /// The values that stand in `field` of a form, and stood `before` in the record.
    pub fn of<T: Send + Sync + 'static>(
        form: Form<T>,
        before: Custom,
        field: fn(&T) -> &Custom,
        field_mut: fn(&mut T) -> &mut Custom,
    ) -> Self {
        let write = Callback::new(move |(at, value): (String, Option<String>)| {
            form.typed.update(|typed| match value {
                Some(value) => drop(field_mut(typed).insert(at, value)),
                None => drop(field_mut(typed).remove(&at)),
            });
        });
        Self {
            session: use_session(),
            typed: Memo::new(move |_| form.typed.with(|typed| field(typed).clone())),
            write,
            before: StoredValue::new(before),
            unread: RwSignal::default(),
        }
    }

    /// What a record of `kind` that holds `stored` is to hold; nothing when something does not
    /// read, which then stands at its field.
    pub fn read(self, kind: &Kind, stored: &Custom) -> Option<Custom> {
        let settings = self.session.peek(|image| image.settings().clone()).unwrap_or_default();
        let read = self.typed.with_untracked(|typed| {
            self.before.with_value(|before| typed::read(&settings, kind, typed, before, stored))
        });
        let (custom, unread) = match read {
            Ok(custom) => (Some(custom), BTreeSet::new()),
            Err(unread) => (None, unread),
        };
        self.unread.set(unread);
        custom
    }

    /// What stands under a key; follows changes.
    pub(super) fn text(self, at: String) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| typed.get(&at).cloned().unwrap_or_default()))
    }

    /// Whether anything stands under a key; follows changes.
    pub(super) fn has(self, at: String) -> Signal<bool> {
        Signal::derive(move || self.typed.with(|typed| typed.contains_key(&at)))
    }

    /// Takes what is typed for a key; an empty text takes it away.
    pub(super) fn write(self, at: String) -> Callback<String> {
        Callback::new(move |text: String| {
            self.set(at.clone(), Some(text).filter(|text| !text.is_empty()));
        })
    }

    /// Puts a value under a key, or takes it away.
    pub(super) fn set(self, at: String, value: Option<String>) {
        self.write.run((at, value));
    }

    /// What stands in a field, without following it.
    pub(super) fn now<T>(self, look: impl FnOnce(&Custom) -> T) -> T {
        self.typed.with_untracked(look)
    }

    /// What is wrong with a field, in words; empty when nothing is.
    pub(super) fn wrong(self, key: String, field: &CustomField) -> Signal<String> {
        let i18n = use_i18n();
        let holds = field.holds.clone();
        Signal::derive(move || match self.unread.with(|unread| unread.contains(&key)) {
            true => not_read(i18n, &holds),
            false => String::new(),
        })
    }
}

fn not_read(i18n: I18n, holds: &CustomType) -> String {
    match holds {
        CustomType::Number => t_string!(i18n, errors.not_a_number).to_owned(),
        CustomType::Money => t_string!(i18n, custom.not_money).to_owned(),
        CustomType::Day => t_string!(i18n, errors.not_a_date).to_owned(),
        CustomType::Link => t_string!(i18n, custom.not_a_link).to_owned(),
        CustomType::Choice | CustomType::Choices | CustomType::Flag | CustomType::Customer => {
            t_string!(i18n, custom.not_a_choice).to_owned()
        }
        CustomType::Text | CustomType::Other(_) => {
            let limit = model::kinds::customer::NOTES_LIMIT;
            t_string!(i18n, errors.too_long, limit = limit).to_string()
        }
    }
}
