//! Names, taken apart into what says who it is and what does not.

mod chinese;
mod latin;
mod likeness;
mod nickname;

use crate::fold::{fold, is_cjk};
use crate::hash::{Key, mix};
use chinese::Chinese;
use latin::Latin;

/// A form of address that says whether a man or a woman is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Title {
    Man,
    Woman,
}

/// A name without honorifics and legal forms. The part in scripts with spaces and the part in
/// scripts without (Han, kana, hangul) are apart: "李雷 Lei Li" has both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Words, folded, in the order written, a space between them.
    words: Box<str>,
    /// Signs without spaces.
    signs: Box<str>,
    /// The branch of a company, if the name says one.
    branch: Box<str>,
    /// Where a Chinese company is registered: a place in the list of places, or 0.
    place: u8,
    title: Option<Title>,
    /// 0 unless the name ends in Senior (1), Junior or II (2), III (3) …
    generation: u8,
    /// Whether only a company is called so.
    company: bool,
}

impl Name {
    /// Takes a name apart. `organisation`: what is known of whose name it is.
    pub(crate) fn read(text: &str, organisation: Option<bool>) -> Self {
        let folded = fold(text);
        let (main, remark) = latin::split_remark(&folded);
        let chinese = main.chars().any(is_cjk);
        let (mut spaced, mut signs) = (String::new(), String::new());
        for c in main.chars() {
            if is_cjk(c) || chinese && c.is_ascii_digit() {
                signs.push(c);
                spaced.push(' ');
            } else {
                spaced.push(c);
            }
        }
        let words = Latin::read(&spaced, organisation);
        let signs = Chinese::read(&signs, remark, organisation);
        let company = words.company || signs.company;
        // A remark behind a person ("old customer") is not part of the name.
        let branch = if !signs.branch.is_empty() {
            signs.branch
        } else if organisation == Some(true) && !signs.remark_used && !remark.chars().any(is_cjk) {
            remark.chars().filter(|c| c.is_alphanumeric()).collect()
        } else {
            String::new()
        };
        let mut name = Self {
            words: words.text.into(),
            signs: signs.core.into(),
            branch: branch.into(),
            place: signs.place,
            title: words.title.or(signs.title),
            generation: words.generation,
            company,
        };
        if name.words.is_empty() && name.signs.is_empty() {
            // Nothing but honorifics, forms or punctuation: then that is the name.
            let words = folded.split_whitespace().take(latin::WORDS);
            name.words = words.collect::<Vec<_>>().join(" ").into();
        }
        name
    }

    /// Whether there is nothing to compare.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.signs.is_empty()
    }

    /// Whether only a company is called so.
    pub(crate) fn is_company(&self) -> bool {
        self.company
    }

    /// Whether many people are called so: a single word, or two Chinese signs.
    pub(crate) fn is_short(&self) -> bool {
        !self.words.contains(' ') && self.signs.chars().count() <= 2
    }

    /// How alike two names are, 0 to 100; `None` when they cannot be compared, being in
    /// different scripts. `organisation`: whether either is a company's. What is less than
    /// `at_least` may be said to be any less.
    pub(crate) fn likeness(&self, other: &Self, organisation: bool, at_least: u8) -> Option<u8> {
        likeness::likeness(self, other, organisation, at_least)
    }

    /// Whether one is Mr and the other Mrs, or one Senior and the other Junior.
    pub(crate) fn titles_differ(&self, other: &Self) -> bool {
        let titles = matches!((self.title, other.title), (Some(one), Some(two)) if one != two);
        let generations = self.generation != other.generation;
        titles || generations && self.generation != 0 && other.generation != 0
    }

    /// The same for every order of the words and wherever the spaces are in Chinese.
    pub(crate) fn sum(&self) -> u32 {
        let words = self.words.split(' ').map(|word| mix(word.as_bytes()));
        words.fold(mix(self.signs.as_bytes()), u32::wrapping_add)
    }

    /// Keys that survive one slip of the pen: the starts of all words, and their ends.
    pub(crate) fn keys(&self, out: &mut Vec<Key>) {
        if self.is_empty() {
            return;
        }
        out.push(Key::of(Key::NAME, &[&self.sum().to_le_bytes()]));
        if !self.words.is_empty() {
            let (mut start, mut end) = (0_u32, 0_u32);
            for word in self.words.split(' ') {
                start = start.wrapping_add(mix(first(word, 2).as_bytes()));
                end = end.wrapping_add(mix(last(word, 2).as_bytes()));
            }
            out.push(Key::of(Key::NAME_START, &[&start.to_le_bytes()]));
            out.push(Key::of(Key::NAME_END, &[&end.to_le_bytes()]));
        }
        // A person's name with one sign changed is another name; a company's is not.
        if self.signs.chars().count() >= 4 {
            out.push(Key::of(Key::NAME_START, &[first(&self.signs, 3).as_bytes()]));
            out.push(Key::of(Key::NAME_END, &[last(&self.signs, 3).as_bytes()]));
        }
    }

    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len() + self.signs.len() + self.branch.len()
    }
}

fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

fn last(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(at..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(text: &str) -> u32 {
        Name::read(text, None).sum()
    }

    #[test]
    fn order_case_width_and_honorifics_do_not_change_a_name() {
        for other in ["Li, Lei", "LEI LI", "Ｌｅｉ　Ｌｉ", "Mr. Lei Li", "lèi lì"] {
            assert_eq!(sum("Lei Li"), sum(other), "{other}");
        }
        for other in ["李 雷", "李　雷", "李雷先生", "李雷 女士", "李雷（老客户）"]
        {
            assert_eq!(sum("李雷"), sum(other), "{other}");
        }
        assert_ne!(sum("Lei Li"), sum("Lei Lu"));
        assert_ne!(sum("李雷"), sum("李蕾"));
    }

    #[test]
    fn both_scripts_of_one_name_are_kept() {
        let name = Name::read("李雷 Lei Li", None);
        assert_eq!((&*name.words, &*name.signs), ("lei li", "李雷"));
    }

    #[test]
    fn a_remark_is_a_branch_of_a_company_only() {
        assert_eq!(&*Name::read("Copper Kettle (Leeds)", Some(true)).branch, "leeds");
        assert_eq!(&*Name::read("John Smith (Leeds)", Some(false)).branch, "");
    }

    #[test]
    fn nothing_but_trimmings_is_a_name_all_the_same() {
        for (text, words) in [("Mr", "mr"), ("Ltd.", "ltd"), ("先生", "先生"), ("!!", "!!")] {
            let name = Name::read(text, None);
            assert!(*name.words == *words || *name.signs == *words, "{text} {name:?}");
        }
        assert!(Name::read("  ", None).is_empty());
        let [many, more] = ["! ", "? "].map(|sign| Name::read(&sign.repeat(100), None));
        assert_eq!(&*many.words, "! ! ! ! ! ! ! !");
        assert_eq!(many.likeness(&more, false, 0), Some(0));
    }

    #[test]
    fn starts_and_ends_are_of_whole_characters() {
        assert_eq!((first("雷", 2), last("雷", 2)), ("雷", "雷"));
        assert_eq!((first("李雷山", 2), last("李雷山", 2)), ("李雷", "雷山"));
    }

    #[test]
    fn short_names_are_those_of_many() {
        for (text, short) in [("王伟", true), ("Lei", true), ("Lei Li", false), ("王小明", false)]
        {
            assert_eq!(Name::read(text, None).is_short(), short, "{text}");
        }
    }
}
