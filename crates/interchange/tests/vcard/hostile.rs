//! Bytes made to do harm, or damaged.

use interchange::vcard::{CardReason, Dropped, ReadOptions, VcardReader};
use model::Validate;
use proptest::prelude::*;

use crate::{card, file, read, read_pieces};

#[test]
fn a_picture_of_any_length_is_passed_over() {
    let mut reader = VcardReader::default();
    reader.push(b"BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:");
    let folded = b"AAAA\r\n ".repeat(10_000);
    let whole = vec![b'A'; 70_000];
    for piece in [folded, whole] {
        for _ in 0..300 {
            reader.push(&piece);
        }
    }
    reader.push(b"\nNOTE:after\nEND:VCARD\n");
    reader.finish();
    let draft = reader.next_card().unwrap().unwrap();
    assert_eq!(draft.dropped, Dropped { photos: 1, ..Dropped::default() });
    assert_eq!(draft.customer.notes, "after");
}

#[test]
fn a_line_without_end_is_refused_where_it_matters() {
    let limit = 256 << 10;
    let long = "n".repeat(limit);
    for (name, reason) in [("NOTE", Some(CardReason::LineTooLong { limit })), ("X-THEIRS", None)] {
        let text = card(&format!("{name}:{long}\nFN:A")) + &card("FN:B");
        let found = read(text.as_bytes());
        assert_eq!(found[0].as_ref().err().map(|refused| refused.line), reason.as_ref().map(|_| 3));
        assert_eq!(found[0].as_ref().err().map(|refused| refused.reason.clone()), reason);
        assert_eq!(found[1].as_ref().unwrap().customer.name, "B");
    }
    let found = read(card(&long).as_bytes());
    let reason = CardReason::NotAProperty { text: "n".repeat(80) + "…" };
    assert_eq!(found[0].as_ref().unwrap_err().reason, reason);
}

#[test]
fn a_card_without_end_is_refused_and_forgotten() {
    let limit = 1 << 20;
    for line in ["URL:x\n".to_owned(), format!("URL:{}\n", "x".repeat(2_000))] {
        let lines = line.repeat((8 << 20) / line.len());
        let text = card(&format!("FN:A\n{lines}FN:B")) + &card("FN:C");
        let found = read(text.as_bytes());
        let refused = found[0].as_ref().unwrap_err();
        assert_eq!((refused.line, refused.name.as_str()), (1, "A"));
        assert_eq!(refused.reason, CardReason::CardTooLong { limit });
        assert_eq!(found[1].as_ref().unwrap().customer.name, "C");
    }
}

#[test]
fn many_pieces_of_one_line_take_linear_time() {
    let many = 200_000;
    for text in [
        format!("NOTE;QUOTED-PRINTABLE:{}", "=\n".repeat(many)),
        format!("ORG:{}", ";".repeat(many)),
        format!("NOTE:{}", "\\".repeat(many)),
        format!("TEL{}:12345", ";".repeat(many)),
        format!("TEL;TYPE={}:12345", "\",\"".repeat(many / 4)),
        format!("NOTE:a{}", "\n ".repeat(many)),
        "BEGIN:VCARD\n".repeat(many),
    ] {
        let text = card(&format!("FN:A\n{text}"));
        let begun = std::time::Instant::now();
        assert!(!read(text.as_bytes()).is_empty());
        // Debug builds on slow machines need a second; what is quadratic needs minutes.
        assert!(begun.elapsed().as_secs() < 20, "{:.20}", text);
    }
}

/// Bytes with more structure than chance gives them.
fn card_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "BEGIN:VCARD\r\n", "BEGIN:VCARD\n", "END:VCARD\r\n", "END:VCARD\n", "VERSION:2.1\n", "VERSION:4.0\r\n",
            "FN:A\n", "N:李;雷\n", "\n", "\r\n", " ", "\t", "=\r\n", "=\n", ":", ";", ",", "\\", "\"", "=E6",
            "item1.", "TEL;", "TEL;CELL:12345\n", "EMAIL:a@b.co\n", "PHOTO;ENCODING=b:", "NOTE;QUOTED-PRINTABLE:",
            "ADR:;;a;b\n", "BDAY:--0131\n", "CATEGORIES:a,b\n", "X-ABLabel:_$!<Work>!$_\n", "ORG:a;b\n",
            "TYPE=\"a,b\"", "CHARSET=GBK", "X-CUSTOM(", "\u{feff}", "长", "KIND:org\n", "BEGIN:", "VCARD",
        ]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// How many lines begin a card.
fn begins(bytes: &[u8]) -> usize {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter(|line| line.trim_ascii_end() == b"BEGIN:VCARD").count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn bytes_of_any_sort_are_answered_and_what_is_taken_can_be_saved(
        bytes in card_like(),
        size in 1usize..50,
    ) {
        let found = read(&bytes);
        prop_assert_eq!(&read_pieces(bytes.chunks(size), ReadOptions::default()), &found);
        let mut before = 0;
        let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
        for card in found {
            let begun = match card {
                Ok(draft) => {
                    prop_assert_eq!(draft.customer.validate(), Ok(()));
                    draft.line
                }
                Err(refused) => {
                    prop_assert!((refused.begun..=lines).contains(&refused.line));
                    refused.begun
                }
            };
            prop_assert!(before < begun && begun <= lines);
            before = begun;
        }
    }

    /// Whatever stands in it, and whether or not it ends.
    #[test]
    fn every_card_comes_out_once(
        cards in prop::collection::vec((card_like(), any::<bool>()), 0..8),
    ) {
        let mut bytes = Vec::new();
        for (lines, ended) in &cards {
            bytes.extend_from_slice(b"\nBEGIN:VCARD\n");
            bytes.extend_from_slice(lines);
            if *ended {
                bytes.extend_from_slice(b"\nEND:VCARD\n");
            }
        }
        prop_assert!(read(&bytes).len() >= begins(&bytes));
    }

    #[test]
    fn damaged_files_are_answered(
        name in prop::sample::select(vec!["apple.vcf", "google.vcf", "outlook.vcf", "android.vcf", "new.vcf"]),
        damages in prop::collection::vec((any::<usize>(), any::<u8>(), 0usize..3), 1..6),
        size in 1usize..200,
    ) {
        let mut bytes = file(name);
        for (at, byte, what) in damages {
            let at = at % bytes.len();
            match what {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        let found = read(&bytes);
        for draft in found.iter().flatten() {
            prop_assert_eq!(draft.customer.validate(), Ok(()));
        }
        prop_assert!(found.len() >= begins(&bytes));
        prop_assert_eq!(read_pieces(bytes.chunks(size), ReadOptions::default()), found);
    }
}
