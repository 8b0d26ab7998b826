//! Names in Han characters, typed by their sound.
//!
//! The readings are those of mozillazg/pinyin-data, which gathers them from Unihan (kMandarin,
//! kHanyuPinyin, kXHC1983), as the `pinyin` crate hands them on.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyinMulti;
use proptest::prelude::*;
use search::{Hay, Query, Rank, Scratch};

fn rank(typed: &str, haystack: &str) -> Option<Rank> {
    Query::parse(typed).rank(&Hay::of(haystack, &mut Scratch::default()))
}

#[test]
fn a_name_is_typed_in_full_in_part_and_by_initials() {
    let cases = [
        ("zhangwei", Some(Rank::NameIs)),
        ("zhang wei", Some(Rank::NameIs)),
        ("Zhang'Wei", Some(Rank::NameIs)),
        ("张wei", Some(Rank::NameIs)),
        ("zhang伟", Some(Rank::NameIs)),
        ("zhangw", Some(Rank::NameStarts)),
        ("zhang", Some(Rank::NameStarts)),
        ("zha", Some(Rank::NameStarts)),
        ("z", Some(Rank::NameStarts)),
        ("张w", Some(Rank::NameStarts)),
        ("zwei", Some(Rank::NameWords)),
        ("zw", Some(Rank::NameWords)),
        ("zhw", Some(Rank::NameWords)),
        ("z'w", Some(Rank::NameWords)),
        ("wei", Some(Rank::NameContains)),
        ("we", Some(Rank::NameContains)),
        ("zhagwei", None),
        ("zhangweu", None),
        ("hangwei", None),
        ("zhangweiz", None),
        ("ei", None),
        ("weizhang", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(rank(typed, "张伟\nkh7\n"), expected, "{typed}");
    }
    // Each word has its place.
    assert_eq!(rank("wei zhang", "张伟\n"), Some(Rank::NameContains));
    assert_eq!(rank("zhang vip", "张伟\nvip\n"), Some(Rank::LineStarts));
}

#[test]
fn every_reading_counts() {
    let cases = [
        ("曾国藩", ["zengguofan", "cengguofan"]),
        ("单田芳", ["shantianfang", "dantianfang"]),
        ("重庆", ["chongqing", "zhongqing"]),
        ("长沙", ["changsha", "zhangsha"]),
        ("行", ["hang", "xing"]),
        ("解缙", ["xiejin", "jiejin"]),
        ("吕布", ["lvbu", "lubu"]),
        ("吕布", ["lyubu", "lübu"]),
        ("女娲", ["nvwa", "nuwa"]),
        ("略", ["lve", "lue"]),
        ("㐀", ["qiu", "q"]),
    ];
    for (name, typed) in cases {
        for typed in typed {
            let found = rank(typed, &format!("{name}\n"));
            assert!(found <= Some(Rank::NameStarts) && found.is_some(), "{typed} {name} {found:?}");
        }
    }
    for typed in ["cq", "zq", "chq"] {
        assert_eq!(rank(typed, "重庆\n"), Some(Rank::NameWords), "{typed}");
    }
}

// macOS shows fan gan while fang an is being typed.
#[test]
fn where_an_input_method_parts_syllables_says_nothing() {
    for typed in ["fangan", "fan gan", "fan'gan", "fang an"] {
        assert_eq!(rank(typed, "方案\n"), Some(Rank::NameIs), "{typed}");
    }
}

#[test]
fn what_is_not_han_stands_for_itself() {
    assert_eq!(rank("abob", "阿bob\n"), Some(Rank::NameIs));
    assert_eq!(rank("abcgongsi", "abc公司\n"), Some(Rank::NameIs));
    assert_eq!(rank("gongsi", "abc公司\n"), Some(Rank::NameWords));
    assert_eq!(rank("ouyangna", "欧阳·娜\n"), Some(Rank::NameIs));
    assert_eq!(rank("zhangwei", "（上海）张伟\n"), Some(Rank::NameWords));
    assert_eq!(rank("shzw", "（上海）张伟\n"), Some(Rank::NameWords));
}

#[test]
fn below_the_name_a_line_starts_so_or_is_spelt_out() {
    let li = "李雷\n上海市浦东新区\n";
    assert_eq!(rank("shanghai", li), Some(Rank::LineStarts));
    assert_eq!(rank("sh", li), Some(Rank::LineStarts));
    assert_eq!(rank("pudong", li), Some(Rank::Contains));
    assert_eq!(rank("pud", li), Some(Rank::Contains));
    assert_eq!(rank("pd", li), None);
    assert_eq!(rank("pudxq", li), None);
    assert_eq!(rank("shspdxq", li), Some(Rank::LineStarts));
    assert_eq!(rank("p", li), None);
    // Nothing goes on from one line to the next.
    assert_eq!(rank("leishang", li), None);
}

/// All that may be typed for `name` from its first character on, by trying every way.
fn ways(name: &[char], before: &str, all: &mut BTreeSet<String>) {
    let Some((c, rest)) = name.split_first() else { return };
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = reading.plain();
        for plain in [plain.replace('ü', "v"), plain.replace('ü', "u"), plain.replace('ü', "yu")]
        {
            for end in 1..=plain.len() {
                all.insert(format!("{before}{}", &plain[..end]));
            }
            let initial = if plain[1..].starts_with('h') { 2 } else { 1 };
            for end in [1, initial, plain.len()] {
                ways(rest, &format!("{before}{}", &plain[..end]), all);
            }
        }
    }
    all.insert(format!("{before}{c}"));
    ways(rest, &format!("{before}{c}"), all);
}

fn all_ways(name: &str) -> BTreeSet<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut all = BTreeSet::new();
    for start in 0..chars.len() {
        ways(&chars[start..], "", &mut all);
    }
    all
}

proptest! {
    #[test]
    fn what_may_be_typed_is_found(
        name in "[张伟重庆长行吕女单曾安西一龥䶮㐀]{1,3}",
        which in any::<prop::sample::Index>(),
    ) {
        let all: Vec<String> = all_ways(&name).into_iter().collect();
        let typed = which.get(&all);
        prop_assert!(rank(typed, &format!("{name}\n")).is_some(), "{}", typed);
    }

    #[test]
    fn and_nothing_else(name in "[张伟重长吕女安西]{1,3}", typed in "[zhangceiluvx]{1,6}") {
        let expected = all_ways(&name).contains(&typed);
        prop_assert_eq!(rank(&typed, &format!("{name}\n")).is_some(), expected);
    }
}

#[test]
fn every_character_is_read_as_its_source_says() {
    let mut read: BTreeMap<String, Vec<char>> = BTreeMap::new();
    for c in '\u{3400}'..='\u{9fff}' {
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            let typed = reading.plain().replace('ü', "v").replace('ê', "e");
            read.entry(typed).or_default().push(c);
        }
    }
    let mut scratch = Scratch::default();
    for (typed, chars) in &read {
        let query = Query::parse(typed);
        for c in chars {
            let found = query.rank(&Hay::of(c.encode_utf8(&mut [0; 4]), &mut scratch));
            assert_eq!(found, Some(Rank::NameIs), "{c} {typed}");
        }
    }
    assert!(read.len() > 400 && read.values().flatten().count() > 30_000);
}
