//! Where a word stands, letter by letter.

use memchr::memmem::Finder;

use crate::hay::{Hay, word_begins};
use crate::rank::Rank;

/// A folded text that is looked for.
pub(crate) struct Needle {
    pub(crate) text: String,
    finder: Finder<'static>,
}

impl Needle {
    /// Of a text without line feeds that is not empty.
    pub(crate) fn new(text: String) -> Self {
        let finder = Finder::new(&text).into_owned();
        Self { text, finder }
    }

    /// Where it first stands in a folded text, in bytes.
    #[inline]
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.finder.find(text.as_bytes())
    }

    /// How well the best of the places is, if there is any.
    pub(crate) fn rank(&self, hay: &Hay) -> Option<Rank> {
        let first = self.find(hay.text)?;
        let (name, _) = hay.name_and_others();
        if first == 0 && self.text.len() <= name.len() {
            let is_all = self.text.len() == name.len();
            return Some(if is_all { Rank::NameIs } else { Rank::NameStarts });
        }
        let bytes = hay.text.as_bytes();
        let mut best = Rank::Contains;
        let mut next = Some(first);
        while let Some(at) = next {
            if at >= name.len() {
                if bytes.get(at.wrapping_sub(1)) == Some(&b'\n') {
                    return Some(Rank::LineStarts);
                }
            } else if word_begins(name, at) {
                return Some(Rank::NameWords);
            } else {
                best = Rank::NameContains;
            }
            let rest = bytes.get(at + 1..).unwrap_or_default();
            next = self.finder.find(rest).map(|further| at + 1 + further);
        }
        Some(best)
    }
}
