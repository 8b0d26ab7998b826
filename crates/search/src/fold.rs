//! One spelling for texts that a person would type alike: lower case, Latin letters without
//! accents, narrow forms, plain apostrophes and hyphens.

include!(concat!(env!("OUT_DIR"), "/latin.rs"));

/// Of a first byte: some characters that begin so fold to something else.
const FOLDS: u8 = 1;
/// Of a first byte: they do even if they are in lower case.
const FOLDS_LOWER: u8 = 2;
/// Of a first byte: some characters that begin so are Han and have readings.
const HAN: u8 = 4;

/// What the first byte of a character that is not ASCII says of it.
static LEADS: [u8; 256] = leads();

const fn leads() -> [u8; 256] {
    let mut leads = [0; 256];
    let mut byte = 0xc0;
    while byte < 256 {
        leads[byte] = match byte {
            // To U+02FF: Latin. U+0300: marks. U+03C2: the last sigma of a word.
            0xc2..=0xcd | 0xcf => FOLDS | FOLDS_LOWER,
            // U+1E00: Latin. U+2000: spaces, apostrophes. U+F000: wide forms.
            0xe1 | 0xe2 | 0xef => FOLDS | FOLDS_LOWER,
            // U+3000: the wide space, kana, and the first of the Han.
            0xe3 => FOLDS | FOLDS_LOWER | HAN,
            0xe4..=0xe9 => HAN,
            // To U+D7FF: Hangul, for the most part.
            0xeb..=0xed => 0,
            _ => FOLDS,
        };
        byte += 1;
    }
    leads
}

/// A customer's searchable text, folded.
#[derive(Clone, Copy)]
pub(crate) struct Folded<'a> {
    pub(crate) text: &'a str,
    pub(crate) has_han: bool,
}

/// Folds a text in lower case. One in which there is nothing to fold is passed on as it is.
pub(crate) fn fold<'a>(text: &'a str, buffer: &'a mut String) -> Folded<'a> {
    if text.is_ascii() {
        return Folded { text, has_han: false };
    }
    let leads = text.bytes().fold(0, |all, byte| all | LEADS[usize::from(byte)]);
    let has_han = leads & HAN != 0;
    if leads & FOLDS_LOWER == 0 {
        return Folded { text, has_han };
    }
    buffer.clear();
    push_folded(text, FOLDS_LOWER, buffer);
    Folded { text: buffer, has_han }
}

/// Folds any text, in capitals or not, into `buffer`, from which what was in it goes.
pub(crate) fn fold_into(text: &str, buffer: &mut String) {
    buffer.clear();
    if text.is_ascii() {
        buffer.push_str(text);
    } else {
        push_folded(text, FOLDS, buffer);
    }
    buffer.make_ascii_lowercase();
}

/// Folds all but capitals of ASCII. What lies between characters whose first byte is marked by
/// `which` is copied in one go.
fn push_folded(text: &str, which: u8, buffer: &mut String) {
    let mut rest = text;
    let marked = |byte: u8| LEADS[usize::from(byte)] & which != 0;
    while let Some(at) = rest.bytes().position(marked) {
        let (plain, folds) = rest.split_at_checked(at).unwrap_or_default();
        buffer.push_str(plain);
        let mut chars = folds.chars();
        if let Some(c) = chars.next() {
            fold_char(c, &mut |c| buffer.push(c));
        }
        rest = chars.as_str();
    }
    buffer.push_str(rest);
}

/// Where in `text` stands what stands in its folded form at `start..end`, in bytes. Accents that
/// follow the last letter belong to it.
pub(crate) fn unfolded(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    if text.is_ascii() {
        return start..end;
    }
    let mut folded = 0;
    let mut range = text.len()..text.len();
    for (at, c) in text.char_indices() {
        let before = folded;
        fold_char(c, &mut |c| folded += c.len_utf8());
        if before <= start && start < folded {
            range.start = at;
        }
        if before >= end && folded > before {
            range.end = at;
            break;
        }
    }
    range
}

/// The characters that a person would type for `c`; none for accents that stand alone and what
/// nobody sees.
#[inline]
fn fold_char(c: char, push: &mut impl FnMut(char)) {
    match c {
        '\0'..='\x7f' => push(c.to_ascii_lowercase()),
        '\u{c0}'..='\u{24f}' => latin(c, u32::from(c) - 0xc0, push),
        '\u{1e00}'..='\u{1eff}' => latin(c, u32::from(c) - 0x1e00 + (0x250 - 0xc0), push),
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => {}
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
        'ς' => push('σ'),
        '‘' | '’' | 'ʼ' | 'ʹ' => push('\''),
        '\u{2010}'..='\u{2015}' => push('-'),
        '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => push(' '),
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => push(' '),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            push(narrow.to_ascii_lowercase());
        }
        // No capitals here; most of what is not ASCII.
        '\u{3001}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' => push(c),
        // What is no Latin letter may be one in lower case: the signs for Kelvin and ångström.
        _ => c.to_lowercase().for_each(|lower| match lower == c {
            true => push(c),
            false => fold_char(lower, push),
        }),
    }
}

fn latin(c: char, at: u32, push: &mut impl FnMut(char)) {
    match LATIN.get(at as usize).copied().unwrap_or(0) {
        0 => c.to_lowercase().for_each(push),
        plain @ 1..128 => push(char::from(plain)),
        pair => {
            let pair = LATIN_PAIRS.get(usize::from(pair - 128)).copied().unwrap_or_default();
            pair.into_iter().map(char::from).for_each(push);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        let mut buffer = String::new();
        fold_into(text, &mut buffer);
        buffer
    }

    #[test]
    fn case_accents_and_width_go() {
        assert_eq!(folded("ÉLODIE Lefèvre"), "elodie lefevre");
        assert_eq!(folded("Ｊｏｈｎ　Ｓｍｉｔｈ（１２）"), "john smith(12)");
        assert_eq!(
            folded("Łukasz Øre Weiß İ Ærø Cœur Þór Đorđe"),
            "lukasz ore weiss i aero coeur thor dorde"
        );
        assert_eq!(folded("Nguyễn Thị Ẩn, Ștefan, Ǿ, ẞ"), "nguyen thi an, stefan, o, ss");
        assert_eq!(
            folded("e\u{301}\u{200b} O’Brien Jean\u{2011}Luc\u{a0}X"),
            "e o'brien jean-luc x"
        );
        assert_eq!(folded("ΟΔΟΣ οδος Ёлка 张伟"), "οδοσ οδοσ ёлка 张伟");
    }

    proptest! {
        // What the first bytes say is true: nothing that folds is passed on unfolded.
        #[test]
        fn a_text_in_lower_case_is_folded_whichever_way_it_takes(text in any::<String>()) {
            let lower = text.to_lowercase();
            let mut buffer = String::new();
            prop_assert_eq!(fold(&lower, &mut buffer).text, folded(&lower));
        }

        #[test]
        fn what_is_folded_stays(text in any::<String>()) {
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
        }

        #[test]
        fn capitals_fold_as_their_small_letters(text in any::<String>()) {
            prop_assert_eq!(folded(&text.to_lowercase()), folded(&text));
        }

        #[test]
        fn any_place_leads_back_to_a_place(text in any::<String>(), at in any::<prop::sample::Index>()) {
            let all = folded(&text);
            let starts: Vec<usize> = all.char_indices().map(|(at, _)| at).collect();
            if let Some(&start) = starts.get(at.index(starts.len().max(1))) {
                let end = start + all[start..].chars().next().map_or(0, char::len_utf8);
                let range = unfolded(&text, start, end);
                prop_assert!(folded(&text[range]).contains(&all[start..end]));
            }
        }
    }

    #[test]
    fn all_that_holds_of_every_character() {
        let mut buffer = String::new();
        for c in '\0'..=char::MAX {
            let lower = c.to_lowercase().collect::<String>();
            let plain = folded(&c.to_string());
            assert_eq!(fold(&lower, &mut buffer).text, plain, "{c:?}");
            assert_eq!(folded(&plain), plain, "{c:?}");
        }
    }
}
