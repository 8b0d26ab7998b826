//! Postal addresses: whether two of them are one door.

use crate::fold::{fold, is_cjk};
use crate::hash::{Key, mix};

/// A door: a street and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// Letters of the street, folded, short forms throughout, words joined.
    street: Box<str>,
    /// House, unit, floor … in the order of their digits, so that "12 High St" is "High St 12".
    numbers: Box<str>,
    /// Hash of the postal code, or 0.
    postcode: u32,
}

/// Letters of a street that are kept: comparing takes time by their square.
const STREET: usize = 64;

/// Words and their short forms (USPS Publication 28, appendix C, and Royal Mail usage), and
/// words that say nothing once numbers are compared (empty).
const SHORT: [(&str, &str); 35] = [
    ("street", "st"),
    ("str", "st"),
    ("strasse", "st"),
    ("road", "rd"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("lane", "ln"),
    ("drive", "dr"),
    ("boulevard", "blvd"),
    ("square", "sq"),
    ("court", "ct"),
    ("place", "pl"),
    ("terrace", "ter"),
    ("terr", "ter"),
    ("crescent", "cres"),
    ("parkway", "pkwy"),
    ("highway", "hwy"),
    ("close", "cl"),
    ("gardens", "gdns"),
    ("saint", "st"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("mount", "mt"),
    ("apartment", ""),
    ("apt", ""),
    ("flat", ""),
    ("suite", ""),
    ("ste", ""),
    ("unit", ""),
    ("floor", ""),
    ("no", ""),
    ("number", ""),
    ("the", ""),
];
/// The same in Chinese: number, room, building, floor.
const COUNTERS: [char; 8] = ['号', '室', '栋', '幢', '楼', '层', '座', '弄'];

impl Address {
    /// `None` unless there is a street and a number: a street alone is many doors.
    pub(crate) fn read(street: &str, postcode: &str) -> Option<Self> {
        let folded = fold(street);
        let mut numbers: Vec<&str> = folded
            .split(|c: char| !c.is_ascii_digit())
            .filter(|number| !number.is_empty())
            .collect();
        numbers.sort_unstable();
        let (mut letters, mut word) = (String::new(), String::new());
        for c in folded.chars() {
            if is_cjk(c) {
                push_word(&mut letters, &mut word);
                if !COUNTERS.contains(&c) {
                    letters.push(c);
                }
            } else if c.is_alphabetic() {
                word.push(c);
            } else if !matches!(c, '\'' | '’') {
                push_word(&mut letters, &mut word);
            }
        }
        push_word(&mut letters, &mut word);
        let letters: String = letters.chars().take(STREET).collect();
        if letters.is_empty() || numbers.is_empty() {
            return None;
        }
        Some(Self {
            street: letters.into(),
            numbers: numbers.join(" ").into(),
            postcode: place_hash(postcode),
        })
    }

    /// Whether both are one door: the same numbers in what is the same street but for a slip
    /// of the pen, or with the town before it. Postal codes must not speak against it.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.numbers == other.numbers
            && (self.postcode == other.postcode || self.postcode == 0 || other.postcode == 0)
            && alike(&self.street, &other.street)
    }

    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        self.street.len() + self.numbers.len()
    }

    /// The same street and numbers.
    pub(crate) fn door_key(&self) -> Key {
        Key::of(Key::DOOR, &[self.street.as_bytes(), self.numbers.as_bytes()])
    }

    /// The same postal code and numbers, for streets with a slip of the pen.
    pub(crate) fn postcode_key(&self) -> Option<Key> {
        let postcode = self.postcode.to_le_bytes();
        (self.postcode != 0).then(|| Key::of(Key::POSTCODE, &[&postcode, self.numbers.as_bytes()]))
    }
}

fn push_word(letters: &mut String, word: &mut String) {
    let short = SHORT.iter().find(|(long, _)| long == word);
    match short {
        Some((_, short)) => letters.push_str(short),
        // German writes it in one word.
        None => match word.strip_suffix("strasse").or_else(|| word.strip_suffix("str")) {
            Some(name) => letters.extend([name, "st"]),
            None => letters.push_str(word),
        },
    }
    word.clear();
}

fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let [a, b] = [one, other].map(|street| street.chars().count());
    let ((short, least), (long, most)) =
        if (a, one) < (b, other) { ((one, a), (other, b)) } else { ((other, b), (one, a)) };
    if short.chars().all(is_cjk) {
        // Town and district may stand before the street; one sign more is another street.
        return least >= 3 && long.ends_with(short);
    }
    // One slip in every eight letters.
    most - least <= most / 8 && strsim::osa_distance(short, long) <= most / 8
}

/// A town or postal code as a number for comparing; 0 when there is none.
pub(crate) fn place_hash(text: &str) -> u32 {
    let mut folded: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    if folded.chars().count() > 2 && folded.ends_with('市') {
        folded.pop();
    }
    if folded.is_empty() { 0 } else { mix(folded.as_bytes()).max(1) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|street| Address::read(street, "").unwrap());
        assert_eq!(one.same(&other), other.same(&one));
        one.same(&other)
    }

    #[test]
    fn spellings_of_one_door_are_the_same() {
        for (one, other) in [
            ("12 High Street", "12, HIGH ST."),
            ("Hauptstraße 5", "Hauptstr. 5"),
            ("Flat 2, 12 King's Road", "12 Kings Rd, Apt 2"),
            ("南京西路100号", "南京西路 １００ 號"),
            ("上海市静安区南京西路100号", "南京西路100号"),
            ("12 Wellington Road", "12 Welington Road"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_doors_are_not() {
        for (one, other) in [
            ("12 High Street", "14 High Street"),
            ("12 High Street", "12 High Road"),
            ("Flat 2, 12 High Street", "Flat 3, 12 High Street"),
            ("南京西路100号", "南京东路100号"),
            ("12 Oak Lane", "12 Elm Lane"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_postal_code_that_differs_speaks_against_it() {
        let [here, there] = ["LS1 4AB", "m2 1aa"].map(|code| Address::read("1 Oak St", code));
        let spaced = Address::read("1 Oak St", "ls14ab").unwrap();
        assert!(!here.clone().unwrap().same(&there.unwrap()));
        assert!(here.clone().unwrap().same(&spaced));
        assert_eq!(here.unwrap().postcode_key(), spaced.postcode_key());
    }

    #[test]
    fn a_street_without_a_number_is_no_door() {
        assert_eq!(Address::read("High Street", "LS1"), None);
        assert_eq!(Address::read("12", "LS1"), None);
        assert_eq!(Address::read("", ""), None);
    }

    #[test]
    fn a_street_is_not_read_without_end() {
        let street = |end: &str| format!("1 {}{end}", "a".repeat(STREET));
        assert_eq!(Address::read(&street("b"), ""), Address::read(&street("c"), ""));
    }

    #[test]
    fn towns_are_compared_without_case_and_suffix() {
        assert_eq!(place_hash("上海市"), place_hash("上海"));
        assert_eq!(place_hash("LEEDS "), place_hash("Leeds"));
        assert_eq!(place_hash(" - "), 0);
    }
}
