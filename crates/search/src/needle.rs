//! Where a word stands, letter by letter.

use memchr::memmem::Finder;

use crate::hay::{Hay, word_begins};
use crate::rank::Rank;

/// A folded text that is looked for.
pub(crate) struct Needle {
    pub(crate) text: String,
    anywhere: Finder<'static>,
    at_line: Finder<'static>,
}

impl Needle {
    pub(crate) fn new(text: String) -> Self {
        let anywhere = Finder::new(&text).into_owned();
        let at_line = Finder::new(&format!("\n{text}")).into_owned();
        Self { text, anywhere, at_line }
    }

    /// Where it first stands in a folded text, in bytes.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.anywhere.find(text.as_bytes())
    }

    /// How well the best of the places is, if there is any.
    pub(crate) fn rank(&self, hay: &Hay) -> Option<Rank> {
        let at = self.find(hay.text)?;
        let in_name = (at < hay.name_end).then(|| self.rank_in_name(hay.name(), at));
        if let Some(rank) = in_name
            && rank < Rank::LineStarts
        {
            return in_name;
        }
        let starts = self.at_line.find(hay.others().as_bytes()).map(|_| Rank::LineStarts);
        starts.or(in_name).or(Some(Rank::Contains))
    }

    /// The first place in the name is at `at`.
    fn rank_in_name(&self, name: &str, at: usize) -> Rank {
        if at == 0 {
            return if name.len() == self.text.len() { Rank::NameIs } else { Rank::NameStarts };
        }
        let mut next = Some(at);
        while let Some(at) = next {
            if word_begins(name, at) {
                return Rank::NameWords;
            }
            let from = name.ceil_char_boundary(at + 1);
            next = name.get(from..).and_then(|rest| self.find(rest)).map(|at| from + at);
        }
        Rank::NameContains
    }
}
