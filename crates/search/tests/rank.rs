//! How well what was typed matches a customer, letter by letter.

use proptest::prelude::*;
use search::{Hay, Query, Rank, Scratch};

fn rank(typed: &str, haystack: &str) -> Option<Rank> {
    Query::parse(typed).rank(&Hay::of(haystack, &mut Scratch::default()))
}

const JOHN: &str = "john smith\nc-0017\nnew york\nretail\n+1 (555) 010-1234\nj.smith@example.com\nvip\n15550101234\n";

#[test]
fn the_name_comes_first_then_what_starts_so_then_the_rest() {
    let cases = [
        ("John Smith", Some(Rank::NameIs)),
        ("  john   smith ", Some(Rank::NameIs)),
        ("john s", Some(Rank::NameStarts)),
        ("JO", Some(Rank::NameStarts)),
        ("smith jo", Some(Rank::NameWords)),
        ("smi", Some(Rank::NameWords)),
        ("c-00", Some(Rank::LineStarts)),
        ("new york", Some(Rank::LineStarts)),
        ("smith vip", Some(Rank::LineStarts)),
        ("j.smith@ex", Some(Rank::LineStarts)),
        ("mith", Some(Rank::NameContains)),
        ("ohn mith", Some(Rank::NameContains)),
        ("york", Some(Rank::Contains)),
        ("john york", Some(Rank::Contains)),
        ("smith jane", None),
        ("smithjohn", None),
        ("smith\nc-0017", Some(Rank::LineStarts)),
    ];
    for (typed, expected) in cases {
        assert_eq!(rank(typed, JOHN), expected, "{typed:?}");
    }
    assert!(Rank::NameIs < Rank::Contains);
}

#[test]
fn accents_and_width_make_no_difference_either_way() {
    for typed in ["Müller", "muller", "MU\u{308}LLER", "ｍｕｌｌｅｒ", "müller"] {
        for name in ["müller", "muller", "mu\u{308}ller", "ｍüller"] {
            assert_eq!(
                rank(typed, &format!("{name}\nköln\n")),
                Some(Rank::NameIs),
                "{typed} {name}"
            );
        }
    }
    assert_eq!(rank("weiss łodz", "jan weiß\nlódź\n"), Some(Rank::LineStarts));
    assert_eq!(rank("O’Brien", "mary o'brien\n"), Some(Rank::NameWords));
    assert_eq!(rank("ναδεσ", "ναδες\n"), Some(Rank::NameIs));
    assert_eq!(rank("nguyen", "nguyễn văn an\n"), Some(Rank::NameStarts));
}

#[test]
fn a_number_is_found_however_it_is_written() {
    let li = "李雷\nkh7\n13800138000\nli@example.cn\n13800138000\n";
    for typed in ["138 0013 8000", "138-0013", "(138) 00", "138.0013", "1380013"] {
        assert_eq!(rank(typed, li), Some(Rank::LineStarts), "{typed}");
    }
    for typed in ["+1 (555) 010", "1 555 0101234", "+1-555-010-1234", "+1 (555) ("] {
        assert_eq!(rank(typed, JOHN), Some(Rank::LineStarts), "{typed}");
    }
    assert_eq!(rank("555-0101", JOHN), Some(Rank::Contains));
    assert_eq!(rank("smith 555-0101", JOHN), Some(Rank::Contains));
    assert_eq!(rank("138 0013 9", li), None);
    // What is typed between digits says nothing until they follow.
    assert_eq!(rank("+1 (", "somebody\n+1 555 0\n15550\n"), Some(Rank::LineStarts));
    // Two digits are too few to be put together.
    assert_eq!(rank("3-8", li), None);
}

#[test]
fn han_stands_anywhere_in_a_name() {
    assert_eq!(rank("张伟", "张伟\n"), Some(Rank::NameIs));
    assert_eq!(rank("张", "张伟\n"), Some(Rank::NameStarts));
    assert_eq!(rank("伟", "张伟\n"), Some(Rank::NameContains));
    assert_eq!(rank("公司", "abc公司\n"), Some(Rank::NameWords));
    assert_eq!(rank("上海", "张伟\n上海市\n"), Some(Rank::LineStarts));
}

#[test]
fn nothing_typed_is_anywhere() {
    for typed in ["", " \n\u{3000}", "\u{301}"] {
        assert!(Query::parse(typed).is_empty());
        assert_eq!(rank(typed, JOHN), Some(Rank::Contains));
    }
}

/// The same by trying every place.
mod plainly {
    use super::Rank;

    pub fn fold(text: &str) -> String {
        let plain = text.to_lowercase().replace('é', "e").replace('ß', "ss").replace('ｂ', "b");
        plain.replace('\u{301}', "").replace(['\u{3000}', '\u{a0}'], " ")
    }

    fn place(text: &str, haystack: &str) -> Option<Rank> {
        let name = haystack.split('\n').next().unwrap_or_default();
        let in_name = |at: usize| name[at..].starts_with(text);
        let begins = |at: usize| {
            name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
        };
        let places = || name.char_indices().map(|(at, _)| at).filter(|at| in_name(*at));
        let ranks = [
            (Rank::NameIs, name == text),
            (Rank::NameStarts, name.starts_with(text)),
            (Rank::NameWords, places().any(begins)),
            (Rank::LineStarts, haystack.split('\n').skip(1).any(|line| line.starts_with(text))),
            (Rank::NameContains, places().next().is_some()),
            (Rank::Contains, haystack.split('\n').any(|line| line.contains(text))),
        ];
        ranks.into_iter().find(|(_, holds)| *holds).map(|(rank, _)| rank)
    }

    pub fn rank(typed: &str, haystack: &str) -> Option<Rank> {
        let (typed, haystack) = (fold(typed), fold(haystack));
        let words: Vec<&str> = typed.split_whitespace().collect();
        match words.as_slice() {
            [] => Some(Rank::Contains),
            [word] => place(word, &haystack),
            words => {
                let each: Option<Vec<Rank>> =
                    words.iter().map(|word| place(word, &haystack)).collect();
                let worst = each?.into_iter().fold(Rank::NameWords, Rank::max);
                let whole = place(&words.join(" "), &haystack);
                Some(whole.map_or(worst, |whole| whole.min(worst)))
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn the_rank_is_that_of_the_best_place(
        typed in "[abABéß' -]{0,6}",
        haystack in "[abéßｂя '\n-]{0,24}",
    ) {
        prop_assert_eq!(rank(&typed, &haystack), plainly::rank(&typed, &haystack));
    }

    // A mark that stands for nothing sends a text of ASCII the way of others.
    #[test]
    fn texts_of_ascii_take_a_shorter_way_to_the_same(
        typed in "[ab01@. -]{0,6}",
        haystack in "[ab01@. \n-]{0,24}",
    ) {
        prop_assert_eq!(rank(&typed, &haystack), rank(&typed, &format!("{haystack}\u{301}")));
    }

    #[test]
    fn a_number_is_found_from_its_third_digit_on(
        number in "[0-9]{7,13}",
        between in prop::collection::vec("[-+() ./]{0,2}", 13),
        len in 3..13_usize,
    ) {
        let mut typed = String::new();
        for (digit, between) in number.chars().zip(between).take(len) {
            typed.push_str(&between);
            typed.push(digit);
        }
        let found = rank(&typed, &format!("somebody\n{number}\n"));
        prop_assert_eq!(found, Some(Rank::LineStarts), "{:?}", typed);
    }

    // Whatever is typed, and whatever stands there.
    #[test]
    fn no_text_is_too_much(typed in any::<String>(), haystack in any::<String>()) {
        let mut scratch = Scratch::default();
        let query = Query::parse(&typed);
        let haystack = haystack.to_lowercase();
        let _ = query.rank(&Hay::of(&haystack, &mut scratch));
        let _ = query.near(&Hay::of(&haystack, &mut scratch));
        let found = query.find_in(&haystack, &mut scratch);
        prop_assert!(found.is_none_or(|found| haystack.get(found.at).is_some()));
        // What is there is found.
        if !query.is_empty() {
            let all = format!("x {typed}").to_lowercase().replace('\n', " ");
            prop_assert!(query.rank(&Hay::of(&all, &mut scratch)).is_some());
        }
    }
}

#[test]
fn very_long_texts_are_read_as_far_as_they_count() {
    let long = "ab ".repeat(100_000);
    assert_eq!(rank(&long, "ab\n"), Some(Rank::NameWords));
    let long = "ß".repeat(100_000);
    assert_eq!(rank(&long, &"ß".repeat(30)), Some(Rank::NameIs));
    assert_eq!(rank(&"张w".repeat(100_000), &"张伟".repeat(200)), Some(Rank::NameWords));
}
