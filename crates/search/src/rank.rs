//! How well a customer matches what was typed.

use crate::hay::{Hay, word_begins};
use crate::pinyin::{Fit, Pattern, is_han};
use crate::query::{Query, Word};

/// How well a customer matches, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// The name is what was typed, or its whole pinyin is.
    NameIs,
    /// The name starts with it, or its pinyin does.
    NameStarts,
    /// Every word begins a word of the name, in any order; or the name starts with characters of
    /// these initials.
    NameWords,
    /// Something else starts with it: a code, a city, a telephone number, an e-mail address, a tag.
    LineStarts,
    /// It stands within the name.
    NameContains,
    /// It stands somewhere.
    Contains,
}

impl Query {
    /// How well a customer matches; `None` if not at all.
    ///
    /// Each word is as well placed as its best place, all words together
    /// as the worst of them; what was typed is also looked for as a whole. A query without words
    /// is anywhere.
    #[must_use]
    pub fn rank(&self, hay: &Hay<'_>) -> Option<Rank> {
        let words = self.rank_words(hay);
        let digits = self.digits.as_ref().and_then(|digits| digits.rank(hay));
        let whole = match &self.whole {
            // Where not every word stands, all of them in a row do not.
            Some(whole) if words.is_some_and(|rank| rank > Rank::NameStarts) => whole.rank(hay),
            _ => None,
        };
        let sound = match &self.whole_sound {
            Some(pattern) if hay.has_han => in_name(pattern, hay.name_and_others().0),
            _ => None,
        };
        [words, digits, whole, sound].into_iter().flatten().min()
    }

    fn rank_words(&self, hay: &Hay) -> Option<Rank> {
        match self.words.as_slice() {
            [] if self.is_empty() => Some(Rank::Contains),
            [] => None,
            [word] => word.rank(hay),
            words => words
                .iter()
                .try_fold(Rank::NameWords, |worst, word| Some(worst.max(word.rank(hay)?))),
        }
    }
}

impl Word {
    pub(crate) fn rank(&self, hay: &Hay) -> Option<Rank> {
        let spelt = self.needle.rank(hay);
        let digits = self.digits.as_ref().and_then(|digits| digits.rank(hay));
        let best = [spelt, digits].into_iter().flatten().min();
        let Some(pattern) = self.sound.as_ref().filter(|_| hay.has_han) else { return best };
        if best == Some(Rank::NameIs) {
            return best;
        }
        let (name, others) = hay.name_and_others();
        let best = [best, in_name(pattern, name)].into_iter().flatten().min();
        if best.is_some_and(|rank| rank <= Rank::LineStarts) {
            return best;
        }
        [best, in_others(pattern, others)].into_iter().flatten().min()
    }
}

/// By pinyin in the name. A match may begin at any character.
fn in_name(pattern: &Pattern, name: &str) -> Option<Rank> {
    let mut best = None;
    for (at, c) in name.char_indices() {
        if !pattern.may_start(c) {
            continue;
        }
        let begins = word_begins(name, at);
        if !begins && !is_han(c) {
            continue;
        }
        let rest = name.get(at..).unwrap_or_default();
        let rank = match pattern.fit(rest) {
            Fit::Not => continue,
            Fit::Whole if at == 0 => return Some(Rank::NameIs),
            Fit::Begun | Fit::Spelt if at == 0 => Rank::NameStarts,
            _ if begins => Rank::NameWords,
            _ => Rank::NameContains,
        };
        if best.is_none_or(|best| rank < best) {
            best = Some(rank);
        }
    }
    best
}

/// By pinyin in the lines below the name. From within a line only what is spelt out counts: by
/// initials nearly every line of Han would be found.
fn in_others(pattern: &Pattern, others: &str) -> Option<Rank> {
    let bytes = others.as_bytes();
    let line = |end: usize| others.get(end + 1..).unwrap_or_default();
    let starts = memchr::memchr_iter(b'\n', bytes).map(line).any(|line| {
        line.chars().next().is_some_and(|c| pattern.may_start(c)) && pattern.fit(line) > Fit::Not
    });
    if starts {
        return Some(Rank::LineStarts);
    }
    let mut from = 0;
    while let Some(at) = pattern.next_spelt(bytes, from) {
        if pattern.fit(others.get(at..).unwrap_or_default()) >= Fit::Spelt {
            return Some(Rank::Contains);
        }
        from = at + 3;
    }
    None
}
