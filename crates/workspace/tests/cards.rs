//! vCards brought in and taken out: what becomes of every card, and how it is taken back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod common;

use std::time::Instant;

use interchange::vcard::{CardReason, VcardReader, Version};
use model::{Currency, Customer, Summary};
use pollster::block_on;
use proptest::prelude::*;
use workspace::commands::{CardOptions, CardPreview, CardRefusal, CardReport, Cards};
use workspace::sample::{SampleLanguage, SampleOptions};
use workspace::{MemoryStore, Rush, Slot, Workspace};

use common::state::worked_out;
use common::{Device, customer, day};

type Tab = Workspace<MemoryStore>;

const UPDATE: CardOptions = CardOptions { update: true };
const LEAVE: CardOptions = CardOptions { update: false };

fn cards(file: &[u8]) -> Cards {
    let mut reader = VcardReader::default();
    let mut cards = Cards::default();
    for piece in file.chunks(4096) {
        reader.push(piece);
        cards.take(&mut reader).unwrap();
    }
    reader.finish();
    cards.take(&mut reader).unwrap();
    cards
}

/// A card of these lines between its frame.
fn card(lines: &str) -> String {
    let lines = lines.trim().lines().map(|line| line.trim().to_owned() + "\r\n");
    format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{}END:VCARD\r\n", lines.collect::<String>())
}

fn import(tab: &Tab, text: &str, options: CardOptions) -> CardReport {
    let cards = cards(text.as_bytes());
    let preview = block_on(tab.preview_cards(&cards, &Rush)).unwrap();
    let report = block_on(tab.import_cards(&cards, options, "book.vcf", &Rush)).unwrap();
    assert_all_accounted_for(&report);
    let known = report.updated + report.unchanged;
    let promised = CardPreview {
        cards: report.cards,
        created: report.created,
        known,
        repeated: report.repeated,
        rejected: report.rejected.len(),
        dropped: report.dropped,
    };
    assert_eq!(preview, promised, "what was promised");
    report
}

fn assert_all_accounted_for(report: &CardReport) {
    let taken = report.created + report.updated + report.unchanged + report.repeated;
    assert_eq!(taken + report.rejected.len(), report.cards, "{report:?}");
    assert_eq!(report.set.is_some(), report.created + report.updated > 0, "{report:?}");
}

fn people(tab: &Tab) -> Vec<Customer> {
    let image = tab.image();
    let mut all: Vec<_> =
        image.tables.customers.iter().map(|(_, row)| row.record.clone()).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn names(tab: &Tab) -> Vec<String> {
    people(tab).into_iter().map(|customer| customer.name).collect()
}

fn add(tab: &Tab, record: Customer) -> model::Id {
    block_on(tab.save(None, record, "")).unwrap().id
}

fn jane() -> Customer {
    Customer {
        emails: [("jane@example.org".to_owned(), "work".to_owned())].into(),
        phones: [("+49 30 1234".to_owned(), String::new())].into(),
        notes: "Likes tea".into(),
        ..customer("Jane Doe")
    }
}

fn counts(report: &CardReport) -> [usize; 5] {
    let CardReport { created, updated, unchanged, repeated, rejected, .. } = report;
    [*created, *updated, *unchanged, *repeated, rejected.len()]
}

#[test]
fn cards_become_customers_and_undo_takes_them_away() {
    let device = Device::new(1);
    let tab = device.open();
    let file = card(
        "FN:Jane Doe\nN:Doe;Jane\nTEL;TYPE=CELL:0171 1\nPHOTO;ENCODING=b:/9j/4AAQ\nSOUND:x",
    ) + &card(
        "FN:ACME Ltd\nORG:ACME Ltd\nEMAIL:info@acme.example\nCATEGORIES:supplier\nNOTE:Ring twice",
    );
    let report = import(&tab, &file, UPDATE);
    assert_eq!(counts(&report), [2, 0, 0, 0, 0]);
    assert_eq!((report.dropped.photos, report.dropped.sounds), (1, 1));
    assert_eq!(names(&tab), ["ACME Ltd", "Jane Doe"]);
    let acme = &people(&tab)[0];
    assert_eq!(acme.notes, "Ring twice");
    assert_eq!(acme.code, "");
    assert!(acme.tags.contains_key("supplier"));
    let set = tab.undoable(report.set.unwrap()).unwrap();
    let wanted = Summary::Imported {
        kind: model::Kind::Customer,
        created: 2,
        changed: 0,
        file: "book.vcf".into(),
    };
    assert_eq!(set.summary, wanted);
    let reopened = device.open();
    assert_eq!(names(&reopened), ["ACME Ltd", "Jane Doe"]);
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(names(&tab), [""; 0]);
    assert_eq!(worked_out(&tab.image()), worked_out(&device.open().image()));
}

#[test]
fn a_known_customer_is_filled_where_empty_and_undo_empties_it_again() {
    let tab = Device::new(1).open();
    add(&tab, jane());
    let file = card(
        "FN:J. Doe\nEMAIL:JANE@example.org\nTEL:+49-30-1234\nTEL:0171 1\nBDAY:1990-01-31\nNOTE:Met at a fair",
    );
    let report = import(&tab, &file, UPDATE);
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    let wanted = Customer {
        phones: [("+49 30 1234", ""), ("0171 1", "")].map(|(a, b)| (a.into(), b.into())).into(),
        birthday: Some("1990-01-31".parse().unwrap()),
        ..jane()
    };
    assert_eq!(people(&tab), std::slice::from_ref(&wanted));
    // Once more: nothing is new.
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 0, 1, 0, 0]);
    assert_eq!(people(&tab), [wanted]);
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(people(&tab), [jane()]);
}

#[test]
fn known_customers_are_left_alone_when_asked_to() {
    let tab = Device::new(1).open();
    add(&tab, jane());
    let file = card("FN:Jane Doe\nEMAIL:jane@example.org\nBDAY:1990-01-31") + &card("FN:New One");
    let report = import(&tab, &file, LEAVE);
    assert_eq!(counts(&report), [1, 0, 1, 0, 0]);
    assert_eq!(people(&tab), [jane(), customer("New One")]);
}

#[test]
fn a_shared_line_makes_nobody_the_same() {
    let tab = Device::new(1).open();
    add(&tab, jane());
    // Another person on the same telephone, and two in the file on one line and one address.
    let file = card("FN:John Doe\nTEL:+49 30 1234")
        + &card("FN:Ann Lee\nTEL:030 99\nEMAIL:lee@example.org")
        + &card("FN:Ben Lee\nTEL:030 99\nEMAIL:lee@example.org")
        + &card("FN:ann lee\nTEL:(030) 99\nTEL:0171 5");
    let report = import(&tab, &file, UPDATE);
    assert_eq!(counts(&report), [3, 0, 0, 1, 0]);
    assert_eq!(names(&tab), ["Ann Lee", "Ben Lee", "Jane Doe", "John Doe"]);
    assert_eq!(people(&tab)[0].phones.keys().collect::<Vec<_>>(), ["0171 5", "030 99"]);
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 0, 3, 1, 0]);
}

#[test]
fn a_uid_tells_an_own_card_or_a_code() {
    let tab = Device::new(1).open();
    let id = add(&tab, jane());
    add(&tab, Customer { code: "C-7".into(), ..customer("Coded") });
    let file = card(&format!("FN:Somebody\nUID:urn:uuid:{id}\nBDAY:1990-01-31"))
        + &card("FN:Else\nUID:C-7\nBDAY:1991-01-31");
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 2, 0, 0, 0]);
    let born: Vec<String> =
        people(&tab).iter().map(|it| format!("{} {}", it.name, it.birthday.unwrap())).collect();
    assert_eq!(born, ["Coded 1991-01-31", "Jane Doe 1990-01-31"]);
}

#[test]
fn whoever_became_part_of_another_answers_as_that_one() {
    let tab = Device::new(1).open();
    let kept = add(&tab, customer("Kept"));
    let gone = add(&tab, jane());
    block_on(tab.merge_customers(kept, gone, &customer("Kept"))).unwrap();
    let file = card("FN:Jane Doe\nEMAIL:jane@example.org\nBDAY:1990-01-31");
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 1, 0, 0, 0]);
    assert_eq!(people(&tab)[0].birthday.unwrap().to_string(), "1990-01-31");
}

#[test]
fn cards_with_nothing_but_a_name_come_once() {
    let tab = Device::new(1).open();
    let file = card("FN:No Number\nNOTE:met");
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [1, 0, 0, 0, 0]);
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 0, 1, 0, 0]);
    // One who says something else may be somebody else.
    let other = card("FN:No Number\nBDAY:1990-01-31");
    assert_eq!(counts(&import(&tab, &other, UPDATE)), [1, 0, 0, 0, 0]);
}

#[test]
fn what_cannot_be_told_or_read_is_refused_with_line_and_reason() {
    let tab = Device::new(1).open();
    add(&tab, jane());
    add(&tab, jane());
    let file = card("TEL:1234567")
        + &card("FN:Jane Doe\nTEL:+49 30 1234")
        + "BEGIN:VCARD\r\nVERSION:9\r\nFN:Future\r\nEND:VCARD\r\n"
        + &card("FN:Good")
        + "BEGIN:VCARD\r\nFN:Torn\r\n";
    let report = import(&tab, &file, UPDATE);
    assert_eq!(counts(&report), [1, 0, 0, 0, 4]);
    let found: Vec<_> =
        report.rejected.iter().map(|it| (it.line, it.name.as_str(), it.reason.clone())).collect();
    let unreadable = CardRefusal::Unreadable;
    let wanted = [
        (1, "", unreadable(CardReason::NoName)),
        (5, "Jane Doe", CardRefusal::Ambiguous { key: "+49 30 1234".into() }),
        (11, "Future", unreadable(CardReason::UnknownVersion { text: "9".into() })),
        (18, "Torn", unreadable(CardReason::NoEnd)),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn who_was_there_before_counts_more_than_whom_the_file_made() {
    let tab = Device::new(1).open();
    add(&tab, Customer { phones: Default::default(), ..jane() });
    // Jane by her new number, whom nobody can tell from a namesake yet; then the two together.
    let file = card("FN:Jane Doe\nTEL:0171 7")
        + &card("FN:Jane Doe\nTEL:0171 7\nEMAIL:jane@example.org\nBDAY:1990-01-31");
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [1, 1, 0, 0, 0]);
    assert_eq!(people(&tab)[0].birthday, Some(day("1990-01-31")));
    // A later card is known by what an earlier one said of somebody who was there.
    let file =
        card("FN:J. Doe\nEMAIL:jane@example.org\nTEL:0172 8") + &card("FN:j. doe\nTEL:0172 8");
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 1, 0, 1, 0]);
    // One card with the addresses of two customers is of neither.
    add(&tab, Customer { emails: [("j@x.co".to_owned(), String::new())].into(), ..customer("J") });
    let file = card("FN:Both\nEMAIL:jane@example.org\nEMAIL:j@x.co");
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 0, 0, 0, 1]);
}

#[test]
fn a_customer_never_has_more_entries_than_one_may() {
    let tab = Device::new(1).open();
    let mut file = String::new();
    for n in 0..200 {
        file += &card(&format!("FN:Same\nEMAIL:same@example.org\nTEL:0171 {n:03}"));
    }
    let report = import(&tab, &file, UPDATE);
    assert_eq!(counts(&report), [1, 0, 0, 49, 150]);
    assert_eq!(people(&tab)[0].phones.len(), 50);
}

#[test]
fn cards_written_here_are_known_again() {
    for version in [Version::V3, Version::V4] {
        let (tab, other) = (Device::new(1).open(), Device::new(2).open());
        let full = Customer {
            street: "1 Road\nFloor 2".into(),
            city: "Berlin".into(),
            tags: [("a, b; c".to_owned(), true)].into(),
            birthday: Some("1990-01-31".parse().unwrap()),
            customer_type: Some(model::CustomerType::Person),
            ..jane()
        };
        add(&tab, full.clone());
        let gone = add(&tab, customer("Deleted"));
        add(&tab, customer("李雷"));
        block_on(tab.delete(model::Kind::Customer, &[gone], "")).unwrap();
        let slots: Vec<Slot> = vec![0, 1, 2, 99];
        let mut file = Vec::new();
        let count =
            block_on(tab.write_cards(&slots, version, &Rush, &mut |piece| file.extend(piece)));
        assert_eq!(count, Ok(2));
        let text = String::from_utf8(file).unwrap();
        assert_eq!(
            text.matches("REV:2026-11-22T00:00:00Z").count(),
            match version {
                Version::V3 => 2,
                Version::V4 => 0,
            }
        );
        assert_eq!(counts(&import(&tab, &text, UPDATE)), [0, 0, 2, 0, 0]);
        assert_eq!(counts(&import(&other, &text, UPDATE)), [2, 0, 0, 0, 0]);
        assert_eq!(people(&other), [full, customer("李雷")]);
    }
}

#[test]
fn a_whole_sample_is_known_again_and_comes_in_elsewhere() {
    for language in [SampleLanguage::English, SampleLanguage::Chinese] {
        let (tab, other) = (Device::new(1).open(), Device::new(2).open());
        let options = SampleOptions::demo(day("2026-11-22"), language, Currency::USD);
        block_on(tab.add_sample(&options, 0, &Rush)).unwrap();
        let total = people(&tab).len();
        let slots: Vec<Slot> = (0..total as Slot).collect();
        let mut file = Vec::new();
        block_on(tab.write_cards(&slots, Version::V3, &Rush, &mut |piece| file.extend(piece)))
            .unwrap();
        let text = String::from_utf8(file).unwrap();
        assert_eq!(counts(&import(&tab, &text, UPDATE)), [0, 0, total, 0, 0]);
        assert_eq!(counts(&import(&other, &text, UPDATE)), [total, 0, 0, 0, 0]);
        assert_eq!(counts(&import(&other, &text, UPDATE)), [0, 0, total, 0, 0]);
    }
}

#[test]
fn a_failed_write_changes_nothing_and_the_cards_can_come_again() {
    let device = Device::new(1);
    let tab = device.open();
    let cards = cards(card("FN:Jane").as_bytes());
    device.store.fail_after(1);
    assert!(block_on(tab.import_cards(&cards, UPDATE, "book.vcf", &Rush)).is_err());
    assert!(people(&tab).is_empty());
    let report = block_on(tab.import_cards(&cards, UPDATE, "book.vcf", &Rush)).unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0]);
}

#[test]
fn ten_thousand_cards_come_in_seconds_and_go() {
    let tab = Device::new(1).open();
    let photo = format!("PHOTO;ENCODING=b;TYPE=JPEG:{}", "QUJD".repeat(256));
    let file: String = (0..10_000)
        .map(|n| {
            card(&format!(
                "FN:Person {n}\nTEL;TYPE=CELL:0171 {n:05}\nEMAIL:p{n}@example.org\nADR:;;{n} Road;Town;;;\n{photo}"
            ))
        })
        .collect();
    let start = Instant::now();
    let report = import(&tab, &file, UPDATE);
    assert_eq!(counts(&report), [10_000, 0, 0, 0, 0]);
    assert_eq!(report.dropped.photos, 10_000);
    assert_eq!(counts(&import(&tab, &file, UPDATE)), [0, 0, 10_000, 0, 0]);
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert!(people(&tab).is_empty());
    // Generous: without optimisation, on a busy machine.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_file_every_card_is_accounted_for(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        lines in proptest::collection::vec(
            "(FN|N|TEL|EMAIL|UID|BEGIN|END|VERSION|NOTE|BDAY|CATEGORIES)[;:](VCARD|3\\.0|a|a@b\\.co|a@b\\.co|12345|;;|=0A|\\PC{0,6})",
            0..40,
        ),
    ) {
        let tab = Device::new(1).open();
        let mut file = lines.join("\r\n").into_bytes();
        file.extend(bytes);
        file.extend(card("FN:a\nTEL:12345").into_bytes());
        for options in [UPDATE, LEAVE] {
            let cards = cards(&file);
            let preview = block_on(tab.preview_cards(&cards, &Rush)).unwrap();
            let report = block_on(tab.import_cards(&cards, options, "x.vcf", &Rush)).unwrap();
            assert_all_accounted_for(&report);
            prop_assert_eq!(preview.cards, report.cards);
            prop_assert_eq!(preview.created, report.created);
        }
    }
}
