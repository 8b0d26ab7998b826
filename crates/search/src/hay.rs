//! The text of one customer, as it is searched.

use crate::fold::{Folded, fold};
use crate::pinyin::is_han;

/// Lines, the first of which is the name; folded.
#[derive(Clone, Copy)]
pub(crate) struct Hay<'a> {
    pub(crate) text: &'a str,
    /// Where the name ends.
    pub(crate) name_end: usize,
    /// Whether there may be characters that have a pinyin.
    pub(crate) has_han: bool,
}

impl<'a> Hay<'a> {
    pub(crate) fn new(haystack: &'a str, buffer: &'a mut String) -> Self {
        let Folded { text, has_han } = fold(haystack, buffer);
        let name_end = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
        Self { text, name_end, has_han }
    }

    pub(crate) fn name(&self) -> &'a str {
        self.text.get(..self.name_end).unwrap_or_default()
    }

    /// From the end of the name on: empty, or a line feed and the other lines.
    pub(crate) fn others(&self) -> &'a str {
        self.text.get(self.name_end..).unwrap_or_default()
    }
}

/// Whether a word begins at `at`: there is no letter or digit before, or one of another script,
/// as where Han follows Latin.
pub(crate) fn word_begins(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let Some(last) = before.chars().next_back() else { return true };
    let first = after.chars().next();
    !last.is_alphanumeric() || first.is_some_and(|first| is_han(first) != is_han(last))
}
