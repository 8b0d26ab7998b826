//! What a card calls somebody.

use crate::text::{is_han, join_names, one_line};
use crate::vcard::value::{split, unescape};

/// The parts of `N`: family name, given name, further names, titles before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub family: String,
    pub given: String,
    further: String,
    before: String,
    after: String,
}

impl Parts {
    pub(super) fn read(value: &str, plain_n: bool) -> Self {
        let mut parts = split(value, ';').map(|part| single(part, plain_n));
        let mut next = || parts.next().unwrap_or_default();
        Self { family: next(), given: next(), further: next(), before: next(), after: next() }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// All parts in the order people say them.
    pub(super) fn joined(&self) -> String {
        let given = [self.given.as_str(), &self.further];
        let name = join_names(&filled(given), &self.family);
        filled([self.before.as_str(), &name, &self.after])
    }

    /// The name to show. That is what the card itself has for showing, unless it is a Chinese
    /// name put in the western order, as programs do that know no other.
    pub(super) fn shown(&self, formatted: &str) -> String {
        if formatted.is_empty() {
            return self.joined();
        }
        if is_han(&self.given) && is_han(&self.family) {
            let bare: String = formatted.split_whitespace().collect();
            let (given, family) = (&self.given, &self.family);
            if bare == format!("{given}{family}") || bare == format!("{family}{given}") {
                return join_names(given, family);
            }
        }
        formatted.to_owned()
    }
}

/// One part on one line.
pub(super) fn single(part: &str, plain_n: bool) -> String {
    one_line(unescape(part, plain_n).trim()).trim().to_owned()
}

/// What is there of `parts`, with blanks between.
fn filled<const N: usize>(parts: [&str; N]) -> String {
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_together() {
        for (n, formatted, want) in [
            ("Doe;Jane;A.;Dr.;MSc", "", "Dr. Jane A. Doe MSc"),
            ("李;雷;;;", "", "李雷"),
            ("李;雷;;;", "雷 李", "李雷"),
            ("李;雷;;;", "李 雷", "李雷"),
            ("李;雷;;;", "李雷老师", "李雷老师"),
            ("Doe;Jane;;;", "Jane D.", "Jane D."),
            (";王女士", "", "王女士"),
            (r"O\, Neil;A\;B", "", "A;B O, Neil"),
            (";;;;", "", ""),
        ] {
            assert_eq!(Parts::read(n, false).shown(formatted), want, "{n} {formatted}");
        }
    }
}
