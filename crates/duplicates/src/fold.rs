//! One spelling for texts that look alike.

use search::plain;
use unicode_normalization::UnicodeNormalization;

use crate::traditional::simplified;

/// What is read of any one text, in characters. The rest is passed over, so that no text is
/// slow whatever a file puts into it.
const LONGEST: usize = 256;

/// Lower case, no accents, simplified Chinese, narrow letters and digits; at most the first 256 characters.
///
/// Compatibility decomposition (NFKD) takes letters apart from their accents and makes wide,
/// circled and styled letters plain. Letters it leaves whole (ø, ß, ł …) are written out.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return lower(text);
    }
    let mut out = String::with_capacity(text.len().min(LONGEST));
    for c in text.chars().take(LONGEST).nfkd().take(LONGEST) {
        if is_mark(c) {
            continue;
        }
        for c in c.to_lowercase() {
            match plain(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(simplified(c).unwrap_or(c)),
            }
        }
    }
    out
}

/// Lower case and narrow, accents kept (taken apart from their letters): for identifiers, in
/// which an accent is a difference.
pub(crate) fn narrow(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        return lower(text);
    }
    let characters = text.chars().take(LONGEST).nfkd().take(LONGEST);
    characters.flat_map(char::to_lowercase).collect()
}

/// Of ASCII letters, which have nothing to be taken apart: most texts are of no others, and this
/// is many times faster.
fn lower(ascii: &str) -> String {
    ascii.get(..LONGEST).unwrap_or(ascii).to_ascii_lowercase()
}

/// Accents, and characters nobody sees. The voicing marks of Japanese stay: か is not が.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Han, kana and hangul: written without spaces, or with spaces that say nothing.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_go() {
        assert_eq!(fold("ÉLODIE Lefèvre"), "elodie lefevre");
        assert_eq!(fold("Ｊｏｈｎ　Ｓｍｉｔｈ"), "john smith");
        assert_eq!(fold("Łukasz Øre Weiß İ"), "lukasz ore weiss i");
        assert_eq!(fold("１２號"), "12号");
        assert_eq!(fold("e\u{301}\u{200b}"), "e");
        assert_eq!(fold("が"), "か\u{3099}");
    }

    #[test]
    fn plain_letters_take_a_shorter_way_to_the_same() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        // One letter more takes the long way.
        let long = format!("{ascii}é");
        assert_eq!(format!("{}e", fold(&ascii)), fold(&long));
        assert_eq!(format!("{}e\u{301}", narrow(&ascii)), narrow(&long));
    }

    #[test]
    fn an_identifier_keeps_its_accents() {
        assert_eq!(narrow(" Ａndré@X.example "), "andre\u{301}@x.example");
    }

    #[test]
    fn no_text_is_read_without_end() {
        assert_eq!(fold(&"a".repeat(100_000)).len(), 256);
        // One sign that comes apart into eighteen.
        assert_eq!(fold(&"\u{fdfa}".repeat(100_000)).chars().count(), 256);
        assert_eq!(narrow(&"\u{fdfa}".repeat(100_000)).chars().count(), 256);
    }

    #[test]
    fn scripts_without_spaces_are_known() {
        assert!("李さ김カ々".chars().all(is_cjk));
        assert!(!"aß1я·".chars().any(is_cjk));
    }
}
