//! Han characters by their sound, as it is typed: `zhangwei`, `zhangw`, `zwei` or `zw` for 张伟.

include!(concat!(env!("OUT_DIR"), "/readings.rs"));

/// Marks the last reading of a character.
const LAST: u16 = 1 << 15;
/// The first character in `READING_OF`.
const FIRST: u32 = 0x3400;
/// The longest pattern, in characters: one bit each, and one for the end.
const LONGEST: usize = 63;

/// Letters and Han characters that somebody typed, to be compared with Han characters and their
/// readings.
///
/// A match begins where a character begins. Of each character all letters are typed, or the
/// first (`z`, or both of `zh`); of the last one, as many as have been typed so far. Latin
/// letters and digits among the characters stand for themselves; anything else is passed over.
pub(crate) struct Pattern {
    typed: Vec<char>,
    /// Those that may be the first.
    starts: Set,
    /// Those of which a whole syllable is typed first.
    spelt: Set,
}

/// How a text goes on from some place as the pattern says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It does not.
    #[default]
    Not,
    /// Some characters are only there by their first letters.
    Initials,
    /// The one character that was begun is not yet typed out.
    Begun,
    /// All characters are typed out but for the end of the last.
    Spelt,
    /// Spelt out to the last letter, and nothing stands behind it.
    Whole,
}

impl Pattern {
    /// Of a folded text; `None` where pinyin says nothing: no letters, or anything but letters
    /// and Han characters. Apostrophes, which input methods show between syllables, are left out,
    /// because they may stand elsewhere than was meant (fan'gan for fang'an).
    pub(crate) fn new(text: &str) -> Option<Self> {
        let typed: Vec<char> = text.chars().filter(|c| !matches!(c, '\'' | ' ')).collect();
        let known = typed.iter().all(|c| c.is_ascii_lowercase() || is_han(*c));
        let sounds = typed.iter().any(char::is_ascii_lowercase);
        if !known || !sounds || typed.len() > LONGEST {
            return None;
        }
        let first = *typed.first()?;
        let starts = Set::new(first, |reading| char::from(reading[0]) == first);
        let spelt = Set::new(first, |reading| {
            let letters = reading.iter().take_while(|letter| **letter != 0);
            let same = letters.clone().zip(&typed).filter(|(a, b)| char::from(**a) == **b);
            same.count() == letters.count()
        });
        Some(Self { typed, starts, spelt })
    }

    /// Whether something that starts with `c` can fit at all.
    #[inline]
    pub(crate) fn may_start(&self, c: char) -> bool {
        match is_han(c) {
            true => self.starts.has(u32::from(c)),
            false => self.typed.first() == Some(&c),
        }
    }

    /// Where, from `from` on in the bytes of a text, the next Han character stands of which a
    /// whole syllable is typed first.
    #[inline]
    pub(crate) fn next_spelt(&self, bytes: &[u8], mut from: usize) -> Option<usize> {
        if self.spelt.is_empty {
            return None;
        }
        while let Some(&lead) = bytes.get(from) {
            // U+3000 to U+9FFF are three bytes that begin so.
            if !matches!(lead, 0xe3..=0xe9) {
                from += 1;
                continue;
            }
            let &[second, third] = bytes.get(from + 1..from + 3)? else { return None };
            let [lead, second, third] = [lead, second, third].map(u32::from);
            if self.spelt.has((lead & 15) << 12 | (second & 63) << 6 | third & 63) {
                return Some(from);
            }
            from += 3;
        }
        None
    }

    /// How the first line of `text` goes on from its start.
    pub(crate) fn fit(&self, text: &str) -> Fit {
        let end = 1 << self.typed.len();
        let mut best = Fit::Not;
        // Bit n is set where the first n typed characters lead up to here: by any way, and by
        // characters that were all typed out.
        let (mut any, mut spelt) = (1_u64, 1_u64);
        let mut rest = text.chars();
        while let Some(c) = rest.next().filter(|c| *c != '\n') {
            let (mut next, mut next_spelt) = (0, 0);
            if c.is_ascii_alphanumeric() || is_han(c) {
                let mut ways = any;
                while ways != 0 {
                    let at = ways.trailing_zeros() as usize;
                    ways &= ways - 1;
                    let typed = self.typed.get(at..).unwrap_or_default();
                    let is_spelt = spelt >> at & 1 != 0;
                    if typed.first() == Some(&c) {
                        next |= 1 << (at + 1);
                        next_spelt |= u64::from(is_spelt) << (at + 1);
                    }
                    for reading in readings(c) {
                        let same = reading
                            .iter()
                            .zip(typed)
                            .take_while(|(letter, typed)| char::from(**letter) == **typed)
                            .count();
                        if same == 0 {
                            continue;
                        }
                        if reading.get(same).is_none_or(|letter| *letter == 0) {
                            next |= 1 << (at + same);
                            next_spelt |= u64::from(is_spelt) << (at + same);
                        } else if same == typed.len() {
                            best = best.max(match (is_spelt, at) {
                                (false, _) => Fit::Initials,
                                (true, 0) => Fit::Begun,
                                (true, _) => Fit::Spelt,
                            });
                        }
                        next |= 1 << (at + 1);
                        if same >= 2 && reading[1] == b'h' {
                            next |= 1 << (at + 2);
                        }
                    }
                }
                (any, spelt) = (next, next_spelt);
            }
            if spelt & end != 0 {
                let ends = !rest.take_while(|c| *c != '\n').any(char::is_alphanumeric);
                return best.max(if ends { Fit::Whole } else { Fit::Spelt });
            }
            if any & end != 0 {
                best = best.max(Fit::Initials);
            }
            any &= end - 1;
            spelt &= end - 1;
            if any == 0 {
                break;
            }
        }
        best
    }
}

/// Han characters, a bit each.
struct Set {
    bits: Vec<u64>,
    is_empty: bool,
}

impl Set {
    /// Those of which a reading is such, and `also`.
    fn new(also: char, is_such: impl Fn(&[u8; 6]) -> bool) -> Self {
        let such: Vec<bool> = SYLLABLES.iter().map(is_such).collect();
        // Many characters share their readings: those are looked through once, from the back, so
        // that each knows of those that follow.
        let mut has = vec![false; READINGS.len()];
        let mut follows = false;
        for (has, reading) in has.iter_mut().zip(&READINGS).rev() {
            let is_last = reading & LAST != 0;
            let is_such = such.get(usize::from(reading & !LAST)).is_some_and(|such| *such);
            follows = is_such || follows && !is_last;
            *has = follows;
        }
        // Those at 0 are of characters that have none.
        if let Some(none) = has.first_mut() {
            *none = false;
        }
        let mut bits = vec![0; READING_OF.len().div_ceil(64)];
        for (bits, readings) in bits.iter_mut().zip(READING_OF.chunks(64)) {
            for (bit, at) in readings.iter().enumerate() {
                let has = has.get(usize::from(*at)).is_some_and(|has| *has);
                *bits |= u64::from(has) << bit;
            }
        }
        let number = u32::from(also).wrapping_sub(FIRST);
        if let Some(bits) = bits.get_mut(number as usize / 64) {
            *bits |= 1 << (number % 64);
        }
        let is_empty = bits.iter().all(|bits| *bits == 0);
        Self { bits, is_empty }
    }

    #[inline]
    fn has(&self, code: u32) -> bool {
        let number = code.wrapping_sub(FIRST);
        self.bits.get(number as usize / 64).is_some_and(|bits| bits >> (number % 64) & 1 != 0)
    }
}

/// Whether `c` is of the blocks of which readings are known.
#[inline]
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// How a character is read, each syllable filled up with zeros; nothing for others than Han.
#[inline]
fn readings(c: char) -> impl Iterator<Item = [u8; 6]> {
    let at = u32::from(c).checked_sub(FIRST).and_then(|at| READING_OF.get(at as usize));
    let mut at = usize::from(at.copied().unwrap_or(0));
    std::iter::from_fn(move || {
        let reading = match at {
            0 => return None,
            _ => *READINGS.get(at)?,
        };
        at = if reading & LAST == 0 { at + 1 } else { 0 };
        SYLLABLES.get(usize::from(reading & !LAST)).copied()
    })
}
