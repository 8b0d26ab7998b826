//! Words in long texts, as they were written.

use std::ops::{BitOr, BitOrAssign, Range};

use crate::Scratch;
use crate::fold::{fold_into, unfolded};
use crate::query::{MOST_WORDS, Query};

/// A set of the words of a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words(u16);

const _: () = assert!(MOST_WORDS <= u16::BITS as usize);

impl Words {
    /// How many there are.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Words {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Words {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What of a query stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which words do.
    pub words: Words,
    /// Where the first of them is, in bytes of the text as it was handed over; always at the
    /// boundaries of characters.
    pub at: Range<usize>,
}

impl Query {
    /// All words. A customer has them if the words found in their texts, put together with `|`,
    /// are these.
    #[must_use]
    pub fn words(&self) -> Words {
        (0..self.words.len()).fold(Words::default(), |all, word| all | Words(1 << word))
    }

    /// Which words stand in a text as it was written, in capitals or not, with accents or
    /// without; `None` if none do. Pinyin and slips are not looked for.
    #[must_use]
    pub fn find_in(&self, text: &str, scratch: &mut Scratch) -> Option<Found> {
        fold_into(text, &mut scratch.folded);
        let mut words = Words::default();
        let mut first: Option<Range<usize>> = None;
        for (number, word) in self.words.iter().enumerate() {
            if let Some(start) = word.needle.find(&scratch.folded) {
                words |= Words(1 << number);
                let range = start..start + word.needle.text.len();
                if first.as_ref().is_none_or(|first| start < first.start) {
                    first = Some(range);
                }
            }
        }
        let first = first?;
        Some(Found { words, at: unfolded(text, first.start, first.end) })
    }
}
