//! The texts of a language as its file has them, and how a pattern becomes a text.
//!
//! A file is made of sections, `[name]` and then a line for each entry. Where an entry has
//! parts, `|` is between them, and `,` between the items of a part. In texts `{x}` is filled
//! in, and `~` is between alternatives of which one is taken, the same one in all texts of a
//! topic. A name `shown=latin` has a spelling of its own for e-mail addresses.

/// One language's file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Language(&'static str);

/// American English.
pub(super) const ENGLISH: Language = Language(include_str!("english.txt"));
/// Simplified Chinese.
pub(super) const CHINESE: Language = Language(include_str!("chinese.txt"));

impl Language {
    /// The entries of a section.
    pub(super) fn section(self, name: &str) -> Vec<&'static str> {
        let mut lines = self.0.lines();
        let heading = |line: &&str| line.starts_with('[');
        lines.find(|line| heading(line) && line.trim_matches(['[', ']']) == name);
        lines.take_while(|line| !heading(line)).filter(|line| !line.is_empty()).collect()
    }
}

/// The alternative with this number, counted round and round.
pub(super) fn alternative(text: &str, number: usize) -> &str {
    text.split('~').nth(number % text.split('~').count()).unwrap_or_default()
}

/// How a name is shown.
pub(super) fn shown(name: &str) -> &str {
    name.split('=').next().unwrap_or(name)
}

/// Appends a name as it is spelt in e-mail addresses.
pub(super) fn push_latin(name: &str, out: &mut String) {
    let latin = name.rsplit('=').next().unwrap_or(name);
    let letters = latin.chars().filter(char::is_ascii_alphanumeric);
    out.extend(letters.map(|letter| letter.to_ascii_lowercase()));
}

/// `pattern` with `value` appending what each `{x}` stands for; no larger than it has to be.
pub(super) fn fill(pattern: &str, value: &mut dyn FnMut(&str, &mut String)) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        value(key, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out.shrink_to_fit();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_its_lines_and_no_others() {
        let file = Language("[a]\none\ntwo\n\n[b c]\n[d]\nlast");
        assert_eq!(file.section("a"), ["one", "two"]);
        assert!(file.section("b c").is_empty());
        assert_eq!(file.section("d"), ["last"]);
        assert!(file.section("one").is_empty());
    }

    #[test]
    fn patterns_are_filled_in() {
        let out = fill("{a}, not {b}.", &mut |key, out| out.push_str(&key.repeat(2)));
        assert_eq!(out, "aa, not bb.");
    }

    #[test]
    fn alternatives_go_round() {
        let all: Vec<&str> = (0..5).map(|number| alternative("a~~c", number)).collect();
        assert_eq!(all, ["a", "", "c", "a", ""]);
    }

    #[test]
    fn a_name_is_spelt_in_latin_for_addresses() {
        let latin = |name| {
            let mut out = String::new();
            push_latin(name, &mut out);
            out
        };
        assert_eq!((shown("Zoë=zoe"), latin("Zoë=zoe").as_str()), ("Zoë", "zoe"));
        assert_eq!((shown("O'Brien"), latin("O'Brien").as_str()), ("O'Brien", "obrien"));
    }
}
