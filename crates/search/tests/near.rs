//! What was nearly typed.

use proptest::prelude::*;
use search::{Hay, Nearness, Query, Scratch};

fn near(typed: &str, haystack: &str) -> Option<u32> {
    Query::parse(typed)
        .near(&Hay::of(haystack, &mut Scratch::default()))
        .map(|Nearness(edits)| edits)
}

const JOHN: &str =
    "christopher smith-o'brien\nc-0017\nnew york\nj.hernandez@example.com\nmüller 7\n";

#[test]
fn a_slip_of_the_finger_is_forgiven() {
    let cases = [
        ("smith", Some(0)),
        ("smiht", Some(1)),
        ("smth", Some(1)),
        ("smyth", Some(1)),
        ("smitht", Some(1)),
        ("yorck", Some(1)),
        // While it is being typed.
        ("chritso", Some(1)),
        ("chirstohper", Some(2)),
        ("krisstopher", None),
        ("o'brein", Some(1)),
        ("brein smiht", Some(2)),
        // Three letters are to be right.
        ("smi", Some(0)),
        ("smu", None),
        ("smu york", None),
        // Beginnings of words only, but for what is there as it is.
        ("topher", None),
        ("topher yorck", Some(1)),
        ("c-0017 smiht", Some(1)),
        ("c-0018 smiht", None),
        // Neither addresses nor numbers.
        ("hernandes", None),
        ("mullre", None),
        ("", Some(0)),
    ];
    for (typed, expected) in cases {
        assert_eq!(near(typed, JOHN), expected, "{typed}");
    }
    assert_eq!(near("Muelelr", "müller\n"), None);
    assert_eq!(near("Müllre", "mueller muller\n"), Some(1));
    assert_eq!(near("иваонв", "иван иванов\n"), Some(1));
    assert_eq!(near("smiht", "海smith公司\n"), Some(1));
    assert_eq!(near("zhangwei smiht", "张伟\nsmith\n"), Some(1));
    assert_eq!(near("张韦", "张伟\n"), None);
}

#[test]
fn short_words_and_numbers_are_not_mistyped() {
    for (typed, may) in
        [("smith", true), ("jo smith", true), ("jo", false), ("c-00017 张伟", false), ("", false)]
    {
        assert_eq!(Query::parse(typed).may_be_mistyped(), may, "{typed}");
    }
}

/// The same by comparing with every beginning of every word.
fn plainly(typed: &str, haystack: &str) -> Option<u32> {
    let fold = |text: &str| text.to_lowercase().replace('é', "e").replace('\u{301}', "");
    let haystack = fold(haystack);
    let lines = haystack.split('\n').filter(|line| !line.contains(['0', '@']));
    let words: Vec<Vec<char>> = lines
        .flat_map(|line| line.split(|c: char| !c.is_alphabetic() || c == '张'))
        .map(|word| word.chars().collect())
        .collect();
    let folded = fold(typed);
    let parts = folded.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
    let mut sum = 0;
    for part in parts {
        let allowed = match part.chars().count() {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        let beginnings = words.iter().flat_map(|word| (0..=word.len()).map(|len| &word[..len]));
        let distances = beginnings
            .map(|beginning| strsim::osa_distance(part, &beginning.iter().collect::<String>()));
        sum += u32::try_from(distances.min()?).ok().filter(|least| *least <= allowed)?;
    }
    Some(sum)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn the_fewest_edits_to_a_beginning_of_a_word(
        typed in "[abcdé]{1,10}",
        haystack in "[abcdéя张0@' \n-]{0,40}",
    ) {
        prop_assert_eq!(near(&typed, &haystack), plainly(&typed, &haystack));
    }

    #[test]
    fn of_words_in_parts_all_parts(typed in "[abc]{2,6}['-][abc]{2,6}", haystack in "[abc' \n]{0,40}") {
        prop_assert_eq!(near(&typed, &haystack), plainly(&typed, &haystack));
    }

    // Slips are made where they are wanted: one in a word that is there.
    #[test]
    fn one_swap_is_one_edit(word in "[a-z]{4,20}", at in any::<prop::sample::Index>(), rest in "[a-z]{0,9}") {
        let mut letters: Vec<char> = word.chars().collect();
        let at = at.index(letters.len() - 1);
        letters.swap(at, at + 1);
        let typed: String = letters.into_iter().collect();
        let expected = u32::from(typed != word);
        let found = near(&typed, &format!("x y-{word}{rest}\n"));
        prop_assert!(found.is_some_and(|found| found <= expected));
    }
}
