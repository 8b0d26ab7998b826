//! What texts fold to, kept from one keystroke to the next: folding them takes longer than
//! searching them.

use crate::fold::{Folded, fold};
use crate::hay::Hay;

/// The texts of many customers as they are searched, by number. Each is folded when it is first
/// asked for; those in which there is nothing to fold take no room.
#[derive(Debug, Default)]
pub struct Folds {
    kept: Vec<Option<Kept>>,
    folded: Vec<Box<str>>,
    /// Which of them belong to nobody any more.
    free: Vec<u32>,
    buffer: String,
}

#[derive(Debug, Clone, Copy)]
struct Kept {
    /// Where it is folded, if there is anything to fold in it.
    at: Option<u32>,
    has_han: bool,
}

impl Folds {
    /// The text of that number, which is `text` since it was last forgotten.
    #[inline]
    pub fn hay<'a>(&'a mut self, number: u32, text: &'a str) -> Hay<'a> {
        let known = self.kept.get(number as usize).copied().flatten();
        let Kept { at, has_han } = known.unwrap_or_else(|| self.keep(number, text));
        let text = match at {
            Some(at) => self.folded.get(at as usize).map_or("", |folded| folded),
            None => text,
        };
        Hay { text, has_han }
    }

    /// The text of that number may be another from now on.
    pub fn forget(&mut self, number: u32) {
        if let Some(kept) = self.kept.get_mut(number as usize)
            && let Some(at) = kept.take().and_then(|kept| kept.at)
        {
            self.free.push(at);
        }
    }

    #[cold]
    fn keep(&mut self, number: u32, text: &str) -> Kept {
        let index = number as usize;
        if self.kept.len() <= index {
            self.kept.resize(index + 1, None);
        }
        let Folded { text: folded, has_han } = fold(text, &mut self.buffer);
        let folded = (!std::ptr::eq(folded, text)).then(|| Box::from(folded));
        let kept = Kept { at: folded.map(|folded| self.place(folded)), has_han };
        self.kept[index] = Some(kept);
        kept
    }

    fn place(&mut self, folded: Box<str>) -> u32 {
        if let Some(at) = self.free.pop()
            && let Some(place) = self.folded.get_mut(at as usize)
        {
            *place = folded;
            return at;
        }
        self.folded.push(folded);
        self.folded.len() as u32 - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scratch;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_what_folding_gives(
            steps in prop::collection::vec((0..9_u32, "[a-zé\u{301}张 ]{0,3}", any::<bool>()), 0..80),
        ) {
            let (mut folds, mut texts) = (Folds::default(), vec![String::new(); 9]);
            for (number, text, look) in steps {
                texts[number as usize] = text;
                folds.forget(number);
                for (number, text) in (0..).zip(&texts).filter(|_| look) {
                    let (kept, mut scratch) = (folds.hay(number, text), Scratch::default());
                    let anew = Hay::of(text, &mut scratch);
                    prop_assert_eq!((kept.text, kept.has_han), (anew.text, anew.has_han));
                }
                prop_assert!(folds.folded.len() <= texts.len(), "room is used again");
            }
        }
    }
}
