//! What somebody typed, read once.

use crate::fold::fold_into;
use crate::near::Term;
use crate::needle::Needle;
use crate::pinyin::{Pattern, is_han};

/// What of a typed text is read, in characters: more than fits into a field on screen. The rest
/// is passed over.
const LONGEST_TEXT: usize = 256;
/// How many words count. One that is passed over may stand anywhere.
pub(crate) const MOST_WORDS: usize = 16;
/// Of a word that many characters count.
const LONGEST_WORD: usize = 60;
/// From how many digits on a number is looked for by its digits alone.
const FEWEST_DIGITS: usize = 3;

/// What somebody typed: words, all of which are to be found.
///
/// Of a very long text the first 256 characters are read, of these the first 16 words, of each
/// the first 60 characters.
pub struct Query {
    /// The longest first: the fewest have it.
    pub(crate) words: Vec<Word>,
    /// All words in a row, if there are several.
    pub(crate) whole: Option<Needle>,
    /// All words in a row by their sound, if there are several: input methods show spaces between
    /// syllables.
    pub(crate) whole_sound: Option<Pattern>,
    /// The digits alone, where a telephone number in several words was typed.
    pub(crate) digits: Option<Needle>,
}

/// One word that was typed.
pub(crate) struct Word {
    pub(crate) needle: Needle,
    /// The digits alone, where they are of a telephone number.
    pub(crate) digits: Option<Needle>,
    pub(crate) sound: Option<Pattern>,
    /// What may be mistyped in it; nothing where it is to be found as it is.
    pub(crate) terms: Vec<Term>,
}

impl Query {
    /// Reads a typed text.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let typed: String = typed.chars().take(LONGEST_TEXT).collect();
        let mut text = String::new();
        fold_into(&typed, &mut text);
        let is_number = is_number(&text);
        let words: Vec<String> = text
            .split_whitespace()
            // A bracket or hyphen of a number that is being typed.
            .filter(|word| !is_number || word.contains(|c: char| c.is_ascii_digit()))
            .take(MOST_WORDS)
            .map(|word| word.chars().take(LONGEST_WORD).collect())
            .collect();
        let several = words.len() > 1;
        let whole = words.join(" ");
        let mut parsed = Self {
            whole_sound: several.then(|| Pattern::new(&whole)).flatten(),
            digits: (several && is_number).then(|| digits(&whole)).flatten(),
            whole: several.then(|| Needle::new(whole)),
            words: words.into_iter().map(Word::new).collect(),
        };
        parsed.words.sort_by_key(|word| std::cmp::Reverse(word.needle.text.len()));
        parsed
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many letters the longest word has; a Han character says as much as two.
    #[must_use]
    pub fn letters(&self) -> usize {
        let letters = |c: char| 1 + usize::from(is_han(c));
        let words = self.words.iter().map(|word| word.needle.text.chars().map(letters).sum());
        words.max().unwrap_or(0)
    }
}

impl Word {
    fn new(text: String) -> Self {
        let is_exact = text.contains(|c: char| c.is_numeric() || c == '@' || is_han(c));
        Self {
            digits: is_number(&text).then(|| digits(&text)).flatten(),
            sound: Pattern::new(&text),
            terms: if is_exact { Vec::new() } else { Term::all(&text) },
            needle: Needle::new(text),
        }
    }
}

/// Whether a text may be a telephone number: digits, and what is written between them.
fn is_number(text: &str) -> bool {
    let between = |c| matches!(c, '+' | '-' | '.' | '/' | '(' | ')' | ' ');
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || between(c))
}

/// The digits of a number that has anything else in it.
fn digits(number: &str) -> Option<Needle> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_new = digits.len() >= FEWEST_DIGITS && digits.len() < number.len();
    is_new.then(|| Needle::new(digits))
}
