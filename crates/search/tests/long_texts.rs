//! Words in notes, and what is shown of them.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use search::{Found, Query, Scratch, Snippet, Words, snippet};

fn find(typed: &str, text: &str) -> Option<Found> {
    Query::parse(typed).find_in(text, &mut Scratch::default())
}

#[test]
fn words_are_found_as_they_were_written() {
    let text = "Met Zoë at the FAIR.\nShe asks for Größe 7, 张伟 knows";
    for (typed, there) in [
        ("zoe", "Zoë"),
        ("fair", "FAIR"),
        ("grösse", "Größe"),
        ("sse", "ße"),
        ("张", "张"),
        ("７", "7"),
        ("knows fair", "FAIR"),
    ] {
        let found = find(typed, text).unwrap();
        assert_eq!(&text[found.at], there, "{typed}");
    }
    assert_eq!(find("zhang", text), None);
    assert_eq!(find("", text), None);
    // Accents written apart from their letters go with them.
    let text = "Cafe\u{301} now";
    assert_eq!(&text[find("café", text).unwrap().at], "Cafe\u{301}");
}

#[test]
fn several_texts_have_all_words_together() {
    let query = Query::parse("fair zoe price");
    let mut scratch = Scratch::default();
    let mut met = Words::default();
    for (text, all) in
        [("Zoë was ill", 1), ("nothing", 1), ("the fair; Zoë again", 2), ("PRICE", 3)]
    {
        assert_ne!(met, query.words());
        met |= query.find_in(text, &mut scratch).map_or(Words::default(), |found| found.words);
        assert_eq!(met.len(), all);
    }
    assert_eq!(met, query.words());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn the_first_place_of_any_word(typed in "[abAéß ]{0,5}", text in "[abABéÉßя张，\u{301} ]{0,30}") {
        // By trying every place, and from there the shortest piece that folds to the word.
        let fold = |text: &str| {
            let text = text.to_lowercase().replace('é', "e").replace('ß', "ss");
            text.replace('\u{301}', "").replace('，', ",")
        };
        let folded = fold(&text);
        let words = fold(&typed);
        let words: Vec<&str> = words.split_whitespace().collect();
        let there = words.iter().filter(|word| folded.contains(**word)).count();
        let found = find(&typed, &text);
        prop_assert_eq!(found.as_ref().map_or(0, |found| found.words.len() as usize), there);
        if let Some(found) = found {
            let piece = fold(&text[found.at.clone()]);
            let before = fold(&text[..found.at.start]);
            prop_assert!(words.iter().any(|word| piece.contains(word)));
            let first = words.iter().filter_map(|word| folded.find(word)).min().unwrap();
            // Half an ß is an ß.
            prop_assert!(before.len() == first || before.len() + 1 == first && piece.starts_with("ss"));
            prop_assert!(piece.len() <= words.iter().map(|word| word.len()).max().unwrap() + 2);
        }
    }

    #[test]
    fn the_way_of_ascii_is_that_of_others(typed in "[aB]{1,3}", text in "[aAbB ,]{0,30}") {
        let long = find(&typed, &format!("{text}é"));
        prop_assert_eq!(find(&typed, &text), long);
    }

    #[test]
    fn a_snippet_is_a_piece_of_the_text(
        text in "[a张é \n\u{301}]{0,60}",
        start in 0..70_usize,
        len in 0..20_usize,
        about in 0..160_usize,
    ) {
        let Snippet { before, matched, after } = snippet(&text, start..start + len, about);
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = [&before, &matched, &after].map(|part| part.trim_matches('…').to_owned()).concat();
        prop_assert!(spaced(&text).contains(spaced(&kept).as_str()), "{:?}", kept);
        prop_assert!(!kept.contains('\n'));
        let most = about.max(matched.chars().count()) + 2;
        prop_assert!(before.chars().count() + matched.chars().count() + after.chars().count() <= most);
        // What is whole has no ellipsis, and a third of what there is room for is before.
        if about >= 4 * text.chars().count() {
            prop_assert!(!before.contains('…') && !after.contains('…'));
        }
    }

    #[test]
    fn any_text_has_snippets(text in any::<String>(), start: usize, end: usize, about: usize) {
        let _ = snippet(&text, start..end, about);
        let _ = snippet(&text, start % 50..end % 50, about % 50);
    }
}

#[test]
fn a_snippet_is_cut_between_words() {
    let text = "Yesterday we talked at length about the new price list\nand the fair in Hanover, where they will have a stand.";
    let at = text.find("price").unwrap();
    let cut = snippet(text, at..at + 5, 40);
    assert_eq!(cut.before, "…the new ");
    assert_eq!(cut.matched, "price");
    assert_eq!(cut.after, " list and the fair in…");
    let whole = snippet("one\r\n two", 0..3, 40);
    assert_eq!((whole.before.as_str(), whole.after.as_str()), ("", " two"));
    // A range that no text was searched for.
    assert_eq!(snippet("aéb", 2..2, 40).matched, "é");
    // Without gaps, between characters.
    let han = "今天我们和客户谈了很久关于新的价格表以及展会的事情他们会有一个展位";
    let at = han.find("价格").unwrap();
    let cut = snippet(han, at..at + "价格".len(), 10);
    assert_eq!((cut.before.as_str(), cut.after.as_str()), ("…新的", "表以及展会的…"));
}
