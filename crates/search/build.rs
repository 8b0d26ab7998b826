//! Makes the tables that are compiled in: how Han characters are read, in a third of the bytes
//! the `pinyin` crate takes at run time (its readings are those of mozillazg/pinyin-data), and
//! which plain letters a Latin letter with an accent stands for (NFKD of `unicode-normalization`).

use std::collections::{BTreeMap, BTreeSet};
use std::env::var_os;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

#[path = "src/letters.rs"]
mod letters;

use pinyin::ToPinyinMulti;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The unified ideographs and extension A. Extension B and later are a further 40 kB for
/// characters that input methods hardly offer.
const HAN: std::ops::RangeInclusive<u32> = 0x3400..=0x9fff;
/// `char::from_u32` from the first number on; the two blocks of Latin letters with accents.
const LATIN: [std::ops::Range<u32>; 2] = [0xc0..0x250, 0x1e00..0x1f00];
/// Marks the last reading of a character.
const LAST: u16 = 1 << 15;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let Some(out) = var_os("OUT_DIR") else { return Err(io::Error::other("no OUT_DIR")) };
    fs::write(Path::new(&out).join("readings.rs"), readings())?;
    fs::write(Path::new(&out).join("latin.rs"), latin())
}

/// `SYLLABLES`: each as six letters, filled up with zeros. `READINGS`: numbers of syllables, the
/// last of a character with [`LAST`]. `READING_OF`: for each character of [`HAN`] where in
/// `READINGS` its own begin; 0 is none.
fn readings() -> String {
    let of: Vec<BTreeSet<String>> = HAN.map(syllables).collect();
    let all: BTreeSet<&String> = of.iter().flatten().collect();
    let number: BTreeMap<&String, u16> = all.iter().copied().zip(0..).collect();
    let mut count: BTreeMap<&BTreeSet<String>, usize> = BTreeMap::new();
    for set in &of {
        *count.entry(set).or_default() += 1;
    }
    // What is frequent gets small numbers, which is what compresses.
    let mut sets: Vec<_> = count.into_iter().filter(|(set, _)| !set.is_empty()).collect();
    sets.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut list = vec![LAST];
    let mut starts = BTreeMap::new();
    for (set, _) in sets {
        starts.insert(set, list.len());
        list.extend(set.iter().map(|syllable| number[syllable]));
        if let Some(last) = list.last_mut() {
            *last |= LAST;
        }
    }
    let starts: Vec<usize> =
        of.iter().map(|set| starts.get(set).copied().unwrap_or_default()).collect();
    let padded: Vec<[u8; 6]> = all
        .iter()
        .map(|syllable| {
            let mut letters = [0; 6];
            for (to, from) in letters.iter_mut().zip(syllable.bytes()) {
                *to = from;
            }
            letters
        })
        .collect();
    let mut code = String::new();
    array(&mut code, "SYLLABLES", "[u8; 6]", &padded);
    array(&mut code, "READINGS", "u16", &list);
    array(&mut code, "READING_OF", "u16", &starts);
    code
}

/// How a character is read, as it is typed: ü is the key v, on some keyboards u, and in
/// passports yu.
fn syllables(code: u32) -> BTreeSet<String> {
    let readings = char::from_u32(code).and_then(|c| c.to_pinyin_multi());
    let mut syllables = BTreeSet::new();
    for reading in readings.into_iter().flatten() {
        let plain = reading.plain().replace('ê', "e");
        match plain.contains('ü') {
            true => syllables.extend(["v", "u", "yu"].map(|typed| plain.replace('ü', typed))),
            false => drop(syllables.insert(plain)),
        }
    }
    syllables
}

/// `LATIN`: for each character of [`LATIN`] its plain letter, 0 for none, or 128 and the place in
/// `LATIN_PAIRS`.
fn latin() -> String {
    let mut pairs: Vec<[u8; 2]> = Vec::new();
    let mut table: Vec<u8> = Vec::new();
    for c in LATIN.into_iter().flatten().filter_map(char::from_u32) {
        let plain: String = c
            .to_lowercase()
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(|c| {
                letters::plain(c).map_or_else(|| c.to_string(), str::to_owned).into_bytes()
            })
            .map(char::from)
            .collect();
        let letters = plain.as_bytes();
        table.push(match letters {
            _ if !letters.iter().all(u8::is_ascii_lowercase) => 0,
            [letter] => *letter,
            &[first, second] => {
                let pair = [first, second];
                let at = pairs.iter().position(|known| *known == pair).unwrap_or(pairs.len());
                if at == pairs.len() {
                    pairs.push(pair);
                }
                128 + u8::try_from(at).unwrap_or(0)
            }
            _ => 0,
        });
    }
    let mut code = String::new();
    array(&mut code, "LATIN", "u8", &table);
    array(&mut code, "LATIN_PAIRS", "[u8; 2]", &pairs);
    code
}

fn array<T: std::fmt::Debug>(code: &mut String, name: &str, of: &str, values: &[T]) {
    let _ = writeln!(code, "static {name}: [{of}; {}] = {values:?};", values.len());
}
