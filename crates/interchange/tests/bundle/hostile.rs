//! Bytes made to do harm.

use interchange::bundle::{BundleReader, Reason};
use model::wire::{Reader, Wire, Writer};
use model::{Opaque, Row};
use proptest::prelude::*;

use crate::{read, read_pieces, rows, write};

const START: &str = r#"{"format":"rapport-bundle","version":1,"#;
const RECORD: &str =
    r#""id":"01010101-0101-0101-0101-010101010101","stamp":"10-0003-000000000000feed""#;

fn deep(levels: usize, open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn depth_is_refused_before_it_fills_the_stack() {
    for levels in [1_000, 200_000] {
        for nested in [deep(levels, "[", "]"), deep(levels, "{\"a\":", "}")] {
            let outside = format!("{START}\"x\":{nested}}}");
            let why = read(outside.as_bytes()).unwrap_err().reason;
            if levels == 1_000 {
                assert_eq!(why, Reason::Malformed("recursion limit exceeded".into()));
            } else {
                assert_eq!(why, Reason::TooLong(64 << 10));
            }
            for kind in ["customer", "novelty"] {
                let fields = format!(r#""kind":"{kind}",{RECORD},"fields":{{"x":{nested}}}"#);
                let inside = format!("{START}\"records\":[{{{fields}}}]}}");
                let why = read(inside.as_bytes()).unwrap_err().reason;
                assert_eq!(why, Reason::Malformed("recursion limit exceeded".into()));
            }
        }
    }
}

#[test]
fn a_good_record_beyond_the_limit_is_refused_however_it_comes() {
    let notes = "n".repeat(4 << 20);
    let fields = format!(r#""kind":"customer",{RECORD},"fields":{{"notes":"{notes}"}}"#);
    let text = format!("{START}\"records\":[{{{fields}}}]}}");
    for size in [text.len(), 1 << 16] {
        let why = read_pieces(text.as_bytes().chunks(size)).unwrap_err();
        assert_eq!(why.reason, Reason::TooLong(4 << 20), "in pieces of {size}");
    }
}

#[test]
fn a_record_that_is_refused_for_what_it_says_is_told_by_its_line_however_it_comes() {
    let good = format!("{{\"kind\":\"customer\",{RECORD},\"fields\":{{}}}}");
    let late = good.replace("10-0003", "253402300800000-0000");
    assert_ne!(good, late);
    let text = format!("{START}\"records\":[\n{good},\n{late}]}}");
    for size in [text.len(), 1] {
        let why = read_pieces(text.as_bytes().chunks(size)).unwrap_err();
        assert_eq!((why.line, why.records), (3, 1), "in pieces of {size}");
    }
}

#[test]
fn what_is_let_through_can_be_stored() {
    let text = |levels| {
        let fields = format!(r#""fields":{{"x":{}}}"#, deep(levels, "[", "]"));
        format!("{START}\"records\":[{{\"kind\":\"novelty\",{RECORD},{fields}}}]}}")
    };
    let deepest = (1..200).take_while(|levels| read(text(*levels).as_bytes()).is_ok()).last();
    assert_eq!(deepest, Some(125), "and two for the record and its fields");
    let mut bundle = read(text(125).as_bytes()).unwrap();
    let row = &bundle.rows.other.get_mut("novelty").unwrap().take().unwrap();
    let mut out = Writer::default();
    row.encode(&mut out);
    assert_eq!(Row::<Opaque>::decode(&mut Reader::new(&out.finish())).as_ref(), Ok(row));
}

#[test]
fn what_is_only_of_use_on_one_device_is_not_taken_from_a_file() {
    let id = "01010101-0101-0101-0101-010101010101";
    let receipt = r#"{"from":"00000000000000ff","seen":{"00000000000000ff":9},"complete":true,"conflicts":[]}"#;
    let set = format!(
        r#"{{"id":"{id}","device":"000000000000feed","seq":1,"stamp":"10-0003-000000000000feed",
            "summary":{{"did":"sample","created":1}},"receipt":{receipt},"chunks":["nonsense"]}}"#
    );
    let bundle = read(format!("{START}\"records\":[],\"changes\":[{set}]}}").as_bytes()).unwrap();
    assert_eq!((&bundle.changes[0].receipt, bundle.changes[0].chunks.len()), (&None, 0));
}

#[test]
fn a_value_without_end_is_refused_long_before_it_fills_the_memory() {
    let limit = 4 << 20;
    let mut reader = BundleReader::default();
    let start = format!(r#"{START}"records":[{{"kind":"customer",{RECORD},"fields":{{"name":""#);
    reader.push(start.as_bytes()).unwrap();
    let piece = vec![b'a'; 1 << 20];
    let pushed = (0..8).find_map(|n| reader.push(&piece).err().map(|why| (n, why.reason)));
    assert_eq!(pushed, Some((3, Reason::TooLong(limit))));

    for start in [format!("{START}\"x\":\""), format!("{START}\""), format!("{START}\"x\":1")] {
        let mut reader = BundleReader::default();
        reader.push(start.as_bytes()).unwrap();
        let why = reader.push(&vec![b'1'; 1 << 17]).unwrap_err();
        assert_eq!((why.line, why.reason), (1, Reason::TooLong(64 << 10)));
    }
}

#[test]
fn a_record_of_just_under_the_limit_is_read() {
    let notes = "n".repeat((4 << 20) - 200);
    let fields = format!(r#""kind":"customer",{RECORD},"fields":{{"notes":"{notes}"}}"#);
    let text = format!("{START}\"records\":[{{{fields}}}]}}");
    assert_eq!(read(text.as_bytes()).unwrap().rows.customers.take().unwrap().record.notes, notes);
}

#[test]
fn text_that_is_not_unicode_is_refused() {
    for bad in [&b"\xff"[..], b"\xc3\x28", b"\xed\xa0\x80", br"\ud800", br"\udc00x", b"\0"] {
        let start =
            format!(r#"{START}"records":[{{"kind":"customer",{RECORD},"fields":{{"name":""#);
        let bytes = [start.as_bytes(), bad, b"\"}}]}"].concat();
        assert!(matches!(read(&bytes).unwrap_err().reason, Reason::Malformed(_)), "{bad:?}");
    }
}

/// One change of a file by accident or on purpose.
#[derive(Debug, Clone)]
enum Damage {
    Put(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Repeat(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<usize>;
    let telling = prop::sample::select(&b"{}[]\",:\\ \n0-9etfnu\xef\xff\0"[..]);
    let byte = prop_oneof![3 => telling, 1 => any::<u8>()];
    prop_oneof![
        3 => (at(), byte.clone()).prop_map(|(at, byte)| Damage::Put(at, byte)),
        2 => (at(), prop::collection::vec(byte, 1..5)).prop_map(|(at, some)| Damage::Insert(at, some)),
        2 => (at(), 1usize..80).prop_map(|(at, length)| Damage::Remove(at, length)),
        1 => (at(), 1usize..200).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let place = |at: usize| at % bytes.len().max(1);
        let range = |at: usize, length: usize| place(at)..(place(at) + length).min(bytes.len());
        match damage {
            Damage::Put(at, byte) => {
                let at = place(*at);
                bytes[at..].iter_mut().take(1).for_each(|place| *place = *byte);
            }
            Damage::Insert(at, some) => {
                let at = place(*at);
                bytes.splice(at..at, some.iter().copied());
            }
            Damage::Remove(at, length) => drop(bytes.drain(range(*at, *length))),
            Damage::Repeat(at, length) => {
                let some = bytes[range(*at, *length)].to_vec();
                let at = place(*at);
                bytes.splice(at..at, some);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn bytes_of_any_sort_are_answered(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        size in 1usize..50,
    ) {
        prop_assert!(read_pieces(bytes.chunks(size)).is_err());
        let inside = [START.as_bytes(), &bytes].concat();
        prop_assert_eq!(read_pieces(inside.chunks(size)), read(&inside));
    }

    /// Refused, or read as something that can be written and read again.
    #[test]
    fn damaged_bundles_are_answered(
        damages in prop::collection::vec(damage(), 1..4),
        size in 1usize..200,
    ) {
        let bytes = damaged(write(&rows()), &damages);
        let outcome = read_pieces(bytes.chunks(size));
        prop_assert_eq!(&outcome, &read(&bytes));
        if let Ok(bundle) = outcome {
            prop_assert_eq!(read(&write(&bundle.rows)).unwrap().rows, bundle.rows);
        }
    }
}
