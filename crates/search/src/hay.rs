//! The text of one customer, as it is searched.

use crate::Scratch;
use crate::fold::{Folded, fold};
use crate::pinyin::is_han;

/// A customer's text as it is searched: lines, the first of which is the name; folded.
#[derive(Clone, Copy)]
pub struct Hay<'a> {
    pub(crate) text: &'a str,
    /// Whether there may be characters that have a pinyin.
    pub(crate) has_han: bool,
}

impl<'a> Hay<'a> {
    /// Of a text in lower case, a line a value, the name first, with a line of digits for each
    /// telephone number.
    #[must_use]
    pub fn of(text: &'a str, scratch: &'a mut Scratch) -> Self {
        let Folded { text, has_han } = fold(text, &mut scratch.folded);
        Self { text, has_han }
    }

    /// The name; and from its end on, empty or a line feed and the other lines.
    pub(crate) fn name_and_others(&self) -> (&'a str, &'a str) {
        let end = memchr::memchr(b'\n', self.text.as_bytes()).unwrap_or(self.text.len());
        self.text.split_at_checked(end).unwrap_or_default()
    }
}

/// Whether a word begins at `at`: there is no letter or digit before, or one of another script,
/// as where Han follows Latin.
pub(crate) fn word_begins(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let Some(last) = before.chars().next_back() else { return true };
    let first_is_han = after.chars().next().is_some_and(is_han);
    if is_han(last) { !first_is_han } else { first_is_han || !last.is_alphanumeric() }
}
