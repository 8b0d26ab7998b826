//! What was nearly typed.

use crate::Scratch;
use crate::hay::Hay;
use crate::osa::Osa;
use crate::pinyin::is_han;
use crate::query::{Query, Word};

/// How many slips of the finger lie between what was typed and a customer, the fewest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nearness(
    /// Letters too many, missing, exchanged, or swapped with their neighbours, over all words.
    pub u32,
);

impl Query {
    /// How near a customer is who has something like every word; `None` if not near enough.
    ///
    /// Of a word of letters, each part (of o'brein, o and brein) is compared with the beginnings
    /// of all words of those lines that hold no digit and no @. From four letters on it may be
    /// off by one edit, from eight on by two. Words that have digits, @ or Han characters are
    /// found as [`Query::rank`] finds them, as is any word that stands there as it is. The
    /// haystack is that of [`Query::rank`].
    #[must_use]
    pub fn near(&self, haystack: &str, scratch: &mut Scratch) -> Option<Nearness> {
        let hay = Hay::new(haystack, &mut scratch.folded);
        let sum = self.words.iter().try_fold(0, |sum, word| Some(sum + word.near(&hay)?))?;
        Some(Nearness(sum))
    }
}

impl Word {
    /// How many edits off the word is, if near enough.
    fn near(&self, hay: &Hay) -> Option<u32> {
        let off = match self.terms.as_slice() {
            [] => None,
            terms => terms.iter().try_fold(0, |sum, term| Some(sum + term.near(hay.text)?)),
        };
        match off {
            Some(0) => off,
            _ => self.rank(hay).map(|_| 0).or(off),
        }
    }
}

/// A word of letters that may be mistyped.
pub(crate) struct Term {
    osa: Osa,
    /// How many letters it has.
    len: usize,
    /// Which letters it has: a bit each, by the last five bits of the letter.
    letters: u32,
    /// By how many edits it may be off.
    allowed: u32,
}

impl Term {
    /// The parts of a word that are nothing but letters.
    pub(crate) fn all(word: &str) -> Vec<Self> {
        let parts = word.split(|c: char| !c.is_alphabetic());
        parts.filter(|part| !part.is_empty()).map(Self::new).collect()
    }

    fn new(part: &str) -> Self {
        let len = part.chars().count();
        Self {
            osa: Osa::new(part),
            len,
            letters: part.chars().fold(0, |all, c| all | bit(c)),
            allowed: allowed(len),
        }
    }

    /// The fewest edits to the beginning of a word, if they are few enough.
    fn near(&self, text: &str) -> Option<u32> {
        let mut best = None;
        let mut lines = text.split('\n');
        // Lines without digits are few, and short.
        while best != Some(0)
            && let Some(line) = lines.next()
        {
            let found = if line.is_ascii() { self.in_ascii(line) } else { self.in_line(line) };
            best = [best, found].into_iter().flatten().min();
        }
        best
    }

    fn in_ascii(&self, line: &str) -> Option<u32> {
        let bytes = line.as_bytes();
        let mut best = None;
        let mut start = 0;
        let mut letters = 0_u32;
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' => letters |= 1 << (byte & 31),
                b'0'..=b'9' | b'@' => return None,
                _ => {
                    if self.may_be(at - start, letters) {
                        let word = line.get(start..at).unwrap_or_default();
                        best = [best, self.distance(word)].into_iter().flatten().min();
                    }
                    start = at + 1;
                    letters = 0;
                }
            }
        }
        if self.may_be(bytes.len() - start, letters) {
            let word = line.get(start..).unwrap_or_default();
            best = [best, self.distance(word)].into_iter().flatten().min();
        }
        best
    }

    fn in_line(&self, line: &str) -> Option<u32> {
        if line.contains(|c: char| c.is_numeric() || c == '@') {
            return None;
        }
        let words = line.split(|c: char| !c.is_alphabetic() || is_han(c));
        words
            .filter_map(|word| {
                let (len, letters) =
                    word.chars().fold((0, 0), |(len, all), c| (len + 1, all | bit(c)));
                self.may_be(len, letters).then(|| self.distance(word)).flatten()
            })
            .min()
    }

    /// Whether a word of these letters can be near: every edit accounts for no more than one
    /// letter in length, and one that is missing.
    #[inline]
    fn may_be(&self, len: usize, letters: u32) -> bool {
        len + self.allowed as usize >= self.len
            && (self.letters & !letters).count_ones() <= self.allowed
    }

    fn distance(&self, word: &str) -> Option<u32> {
        let distance = self.osa.to_beginning(word.chars(), self.len + self.allowed as usize);
        (distance <= self.allowed).then_some(distance)
    }
}

/// By how many edits a word of `len` letters may be off.
fn allowed(len: usize) -> u32 {
    match len {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

fn bit(c: char) -> u32 {
    1 << (u32::from(c) & 31)
}
