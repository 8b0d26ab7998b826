//! Cards that are not taken: where, which and why.

use interchange::csv::Field;
use interchange::vcard::CardReason;

use crate::{card, file, read};

#[test]
fn a_broken_card_does_not_take_the_others_with_it() {
    let found: Vec<_> = read(&file("broken.vcf"))
        .into_iter()
        .map(|card| match card {
            Ok(draft) => (draft.line, draft.customer.name, "taken".to_owned()),
            Err(refused) => (refused.begun, refused.name.clone(), refused.to_string()),
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(line, name, what)| (*line, &**name, &**what)).collect();
    assert_eq!(
        found,
        [
            (2, "Never Ended", "line 2: the card has no end"),
            (6, "Good One", "taken"),
            (12, "Torn Line", "line 16: `fold this line` is no line of a vCard"),
            (18, "Staff", "line 21: a group of contacts"),
            (23, "From The Future", "line 24: vCard version `5.0` is not known"),
            (27, "", "line 27: no name"),
            (31, "Coded", "line 34: the line is in the encoding `b`"),
            (37, "Good Two", "taken"),
            (41, "Last", "line 41: the card has no end"),
        ]
    );
}

fn refusal(lines: &str) -> (u64, String, CardReason) {
    let refused = read(card(lines).as_bytes()).remove(0).unwrap_err();
    (refused.line, refused.name, refused.reason)
}

#[test]
fn what_does_not_fit_is_refused_with_its_line() {
    let long = |n: usize| "长".repeat(n);
    let many = |what: &str| {
        let lines: Vec<_> = (0..51).map(|i| what.replace('#', &format!("{i:03}"))).collect();
        lines.join("\n")
    };
    let too_long = |field, limit| CardReason::TextTooLong { field, limit };
    let too_many = |field| CardReason::TooMany { field, limit: 50 };
    for (lines, line, reason) in [
        (format!("NOTE:x\nFN:{}", long(201)), 1, too_long(Field::Name, 200)),
        (format!("FN:A\nADR:;;{}", long(501)), 4, too_long(Field::Street, 500)),
        (format!("FN:A\nADR:;;;;;;{}", long(501)), 4, too_long(Field::Country, 500)),
        (format!("FN:A\nCATEGORIES:b,{}", long(61)), 4, too_long(Field::Tags, 60)),
        (format!("FN:A\nTEL;X-{}:12345", "l".repeat(501)), 4, too_long(Field::Phone, 500)),
        (format!("FN:A\nNOTE:{}", long(20_001)), 1, too_long(Field::Notes, 20_000)),
        (format!("FN:A\nNOTE:{}\nURL:x", long(20_000)), 1, too_long(Field::Notes, 20_000)),
        (format!("FN:A\n{}", many("TEL:555-#")), 54, too_many(Field::Phone)),
        (format!("FN:A\n{}", many("EMAIL:a#@b.co")), 54, too_many(Field::Email)),
        (format!("FN:A\n{}", many("CATEGORIES:#")), 54, too_many(Field::Tags)),
    ] {
        let (at, _, why) = refusal(&lines);
        assert_eq!((at, why), (line, reason));
    }
    let found = read(card(&format!("FN:A\nNOTE:{}", long(20_000))).as_bytes()).remove(0);
    assert_eq!(found.unwrap().customer.notes, long(20_000));
}

#[test]
fn the_name_is_said_wherever_it_stands() {
    let bytes = [b"BEGIN:VCARD\nNOTE:\xff\nN:".as_slice(), "李;雷\nEND:VCARD".as_bytes()].concat();
    let refused = read(&bytes).remove(0).unwrap_err();
    assert_eq!((refused.line, refused.begun), (2, 1));
    assert_eq!((refused.name.as_str(), refused.reason), ("李雷", CardReason::NotUtf8));
    let (_, name, _) = refusal(&format!("KIND:group\nFN:{}", "长".repeat(300)));
    assert_eq!(name, "长".repeat(80) + "…");
}

#[test]
fn quoted_printable_that_never_ends_does_not_swallow_the_end() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\n\
        NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;QUOTED-PRINTABLE:two=\r\n\
        BEGIN:VCARD\r\nFN:C\r\nEND:VCARD\r\n";
    let found = read(text.as_bytes());
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].as_ref().unwrap().customer.notes, "one");
    assert_eq!(found[1].as_ref().unwrap_err().reason, CardReason::NoEnd);
    let last = found[2].as_ref().unwrap();
    assert_eq!((last.line, last.customer.name.as_str()), (9, "C"));
}
