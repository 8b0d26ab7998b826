//! What was nearly typed.

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
    /// Whether any word is long enough to be mistyped: if not, [`Query::near`] has nothing to
    /// add, and need not be asked of anybody.
    #[must_use]
    pub fn may_be_mistyped(&self) -> bool {
        self.words.iter().flat_map(|word| &word.terms).any(|term| term.allowed > 0)
    }

    /// How near a customer is who has something like every word; `None` if not near enough.
    ///
    /// Of a word of letters, each part (of o'brein, o and brein) is compared with the beginnings
    /// of all words of those lines that hold no digit and no @. From four letters on it may be
    /// off by one edit, from eight on by two. Words that have digits, @ or Han characters are
    /// found as [`Query::rank`] finds them; so is, among several, any word that stands there as
    /// it is.
    #[must_use]
    pub fn near(&self, hay: &Hay<'_>) -> Option<Nearness> {
        if let [word] = self.words.as_slice() {
            // As it is, it has been found before.
            return if word.terms.is_empty() { word.as_it_is(hay) } else { word.near(hay) }
                .map(Nearness);
        }
        let off = |word: &Word| match word.near(hay) {
            Some(0) => Some(0),
            off => word.as_it_is(hay).or(off),
        };
        self.words.iter().try_fold(0, |sum, word| Some(sum + off(word)?)).map(Nearness)
    }
}

impl Word {
    /// No edits off, if it is there.
    fn as_it_is(&self, hay: &Hay) -> Option<u32> {
        self.rank(hay).map(|_| 0)
    }

    /// How many edits off the word is, if near enough.
    fn near(&self, hay: &Hay) -> Option<u32> {
        match self.terms.as_slice() {
            [] => None,
            terms => terms.iter().try_fold(0, |sum, term| Some(sum + term.near(hay.text)?)),
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
        let bytes = text.as_bytes();
        if !self.may_stand_in(bytes) {
            return None;
        }
        // Beyond what is allowed: none yet. Of the line only once it is over.
        let none = self.allowed + 1;
        let (mut best, mut best_of_line) = (none, none);
        let (mut line, mut start, mut at) = (0, 0, 0);
        let mut letters = 0_u32;
        loop {
            let byte = bytes.get(at).copied().unwrap_or(b'\n');
            let class = CLASSES[usize::from(byte)];
            if class < GAP {
                letters |= 1 << class;
                at += 1;
                continue;
            }
            if class <= HAN && self.may_be(at - start, letters) {
                let word = bytes.get(start..at).unwrap_or_default();
                best_of_line =
                    best_of_line.min(self.distance(word.iter().copied().map(char::from)));
            }
            match class {
                GAP => at += 1,
                LINE_END => {
                    best = best.min(best_of_line);
                    if best == 0 || at >= bytes.len() {
                        break;
                    }
                    at += 1;
                    (line, best_of_line) = (at, none);
                }
                HAN => at += 3,
                _ => {
                    let end = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default());
                    at = end.map_or(bytes.len(), |end| at + end);
                    best_of_line = match class {
                        OTHER => self.in_line(text.get(line..at).unwrap_or_default()),
                        _ => none,
                    };
                }
            }
            (start, letters) = (at, 0);
        }
        (best <= self.allowed).then_some(best)
    }

    /// Whether any word of whatever line can be near. Most customers have none, and this asks
    /// without a branch a byte, which is what costs.
    fn may_stand_in(&self, bytes: &[u8]) -> bool {
        match self.allowed {
            0 => may_stand_in::<0>(self.letters, bytes),
            1 => may_stand_in::<1>(self.letters, bytes),
            _ => may_stand_in::<2>(self.letters, bytes),
        }
    }

    /// The fewest edits to the beginning of a word of a line in whatever script.
    fn in_line(&self, line: &str) -> u32 {
        let none = self.allowed + 1;
        if line.contains(|c: char| c.is_numeric() || c == '@') {
            return none;
        }
        let words = line.split(|c: char| !c.is_alphabetic() || is_han(c));
        let off = words.map(|word| {
            let (len, letters) = word.chars().fold((0, 0), |(len, all), c| (len + 1, all | bit(c)));
            if self.may_be(len, letters) { self.distance(word.chars()) } else { none }
        });
        off.min().unwrap_or(none)
    }

    /// Whether a word of these letters can be near: every edit accounts for no more than one
    /// letter in length, and one that is missing.
    #[inline]
    fn may_be(&self, len: usize, letters: u32) -> bool {
        len + self.allowed as usize >= self.len
            && (self.letters & !letters).count_ones() <= self.allowed
    }

    fn distance(&self, word: impl Iterator<Item = char>) -> u32 {
        self.osa.to_beginning(word, self.len + self.allowed as usize)
    }
}

/// Whether some run of letters in `bytes` has all but `ALLOWED` of the `wanted` letters.
fn may_stand_in<const ALLOWED: u32>(wanted: u32, bytes: &[u8]) -> bool {
    let mut letters = 0;
    let mut may = false;
    for byte in bytes {
        let bit = BITS[usize::from(*byte)];
        letters = if bit == 0 { 0 } else { letters | bit };
        let mut missing = wanted & !letters;
        for _ in 0..ALLOWED {
            missing &= missing.wrapping_sub(1);
        }
        may |= missing == 0;
    }
    may
}

/// Which letter a byte is, or may be the end of, as [`bit`] has it; 0 where it ends a word for
/// certain.
static BITS: [u32; 256] = bits();

const fn bits() -> [u32; 256] {
    let mut bits = [0; 256];
    let mut byte = 0_u8;
    loop {
        bits[byte as usize] = match CLASSES[byte as usize] {
            GAP | LINE_END | HAN | EXACT => 0,
            // That of another script ends in the five bits of its last byte.
            _ => 1 << (byte & 31),
        };
        if byte == u8::MAX {
            return bits;
        }
        byte += 1;
    }
}

/// What a byte is: below this, a letter by its last five bits.
const GAP: u8 = 32;
const LINE_END: u8 = 33;
/// The first of the three bytes of a Han character, which ends a word.
const HAN: u8 = 34;
/// Of a character of another script.
const OTHER: u8 = 35;
/// A digit or @: of the line nothing is taken.
const EXACT: u8 = 36;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [GAP; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            b'\n' => LINE_END,
            b'0'..=b'9' | b'@' => EXACT,
            b'a'..=b'z' | b'A'..=b'Z' => byte & 31,
            0..0x80 => GAP,
            // From U+4000 on. Those before are rare and taken for another script.
            0xe4..=0xe9 => HAN,
            _ => OTHER,
        };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
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
