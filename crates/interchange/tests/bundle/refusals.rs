//! What is no bundle is refused whole, with the place and the reason.

use interchange::bundle::{BundleError, Reason, VERSION};

use crate::{read, rows, write};

fn refused(text: impl AsRef<[u8]>) -> BundleError {
    let text = text.as_ref();
    match read(text) {
        Err(why) => why,
        Ok(_) => panic!("accepted: {}", String::from_utf8_lossy(&text[..text.len().min(300)])),
    }
}

fn malformed(text: impl AsRef<[u8]>) -> (u64, usize, String) {
    match refused(text) {
        BundleError { line, records, reason: Reason::Malformed(why) } => (line, records, why),
        other => panic!("{other:?}"),
    }
}

const ID: &str = "01010101-0101-0101-0101-010101010101";
const STAMP: &str = "10-0003-000000000000feed";

/// A bundle with these records; the first stands on line 4.
fn with_records(records: &[String]) -> String {
    let records = records.join(",\n");
    format!("{{\n\"format\": \"rapport-bundle\", \"version\": 1,\n\"records\": [\n{records}\n]}}\n")
}

fn record(kind: &str, fields: &str) -> String {
    format!(r#"{{"kind":"{kind}","id":"{ID}","stamp":"{STAMP}","fields":{fields}}}"#)
}

fn good() -> String {
    record("customer", r#"{"name":"Ada"}"#)
}

#[test]
fn the_records_these_tests_break_are_good() {
    assert_eq!(read(with_records(&[good(), good()]).as_bytes()).unwrap().rows.customers.len(), 2);
}

#[test]
fn cut_short_at_any_byte() {
    let bytes = write(&rows());
    let whole = bytes.iter().rposition(|byte| *byte == b'}').unwrap() + 1;
    read(&bytes[..whole]).unwrap();
    assert_eq!(refused(&bytes[..0]).reason, Reason::Empty);
    for cut in 1..whole {
        assert_eq!(refused(&bytes[..cut]).reason, Reason::Truncated, "after {cut} bytes");
    }
}

#[test]
fn nothing_in_it() {
    for text in ["", " \r\n\t \n", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(refused(text).reason, Reason::Empty, "{text:?}");
    }
}

#[test]
fn files_of_another_sort() {
    let utf16: Vec<u8> = "{\"format\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [&[u8]; 9] = [
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04 a workbook",
        b"\xff\xfe{\0",
        b"\xbf{}",
        b"\0\0\0\0",
        b"name,amount\nAda,5\n",
        b"[1, 2]",
        b"\"rapport-bundle\"",
        b"BEGIN:VCARD",
    ];
    for bytes in files {
        assert_eq!(refused(bytes).reason, Reason::NotABundle, "{bytes:?}");
        assert_eq!(refused(bytes).line, 1);
    }
    assert!(matches!(refused(utf16).reason, Reason::Malformed(_)));
}

#[test]
fn json_of_another_sort() {
    for text in [
        "{}",
        r#"{"type": "FeatureCollection", "features": [{"id": 1}]}"#,
        r#"{"format": "something-else", "version": 1, "records": []}"#,
        r#"{"format": "rapport-bundle", "records": []}"#,
        r#"{"version": 1, "records": []}"#,
    ] {
        assert_eq!(refused(text).reason, Reason::NotABundle, "{text}");
    }
    let (line, _, why) = malformed("{\"format\":\n7}");
    assert_eq!((line, why.as_str()), (2, "invalid type: integer `7`, expected a string"));
}

#[test]
fn a_newer_version_wherever_it_says_so() {
    let newer = VERSION + 1;
    let text = with_records(&[good()]);
    let before = text.replace("\"version\": 1", &format!("\"version\": {newer}"));
    assert_eq!(refused(&before).reason, Reason::TooNew(newer));
    assert_eq!((refused(&before).line, refused(&before).records), (2, 0));
    let after =
        text.replace(" \"version\": 1,", "").replace("]}", &format!("], \"version\": {newer}}}"));
    assert_eq!(refused(&after).reason, Reason::TooNew(newer));
    assert_eq!((refused(&after).line, refused(&after).records), (5, 1));
    for odd in ["-1", "1.5", "\"1\"", "null", "99999999999"] {
        malformed(text.replace("\"version\": 1", &format!("\"version\": {odd}")));
    }
}

#[test]
fn wrong_types_are_named_with_their_place() {
    for (kind, fields, expected) in [
        ("customer", r#"{"name":5}"#, "name: invalid type: integer `5`, expected a string"),
        ("customer", r#"{"city":"Rome","tags":["vip"]}"#, "tags: invalid type: sequence"),
        ("customer", r#"{"size":-1}"#, "size: invalid value: integer `-1`, expected u32"),
        ("customer", r#"{"birthday":"1998-02-30"}"#, "birthday: `1998-02-30` is not a date"),
        ("order", r#"{"amount":"11.777 USD"}"#, "amount: "),
        ("order", r#"{"amount":11.77}"#, "amount: invalid type: floating point `11.77`"),
        ("order", r#"{"customer":"nobody"}"#, "customer: "),
        ("interaction", r#"{"at":"yesterday"}"#, "at: `yesterday` is not a date and time"),
        ("settings", r#"{"rates":{"EUR":1.1}}"#, "rates: "),
        ("customer", "[]", "invalid type: sequence, expected an object of fields"),
        ("customer", "null", "invalid type: null, expected an object of fields"),
        ("novelty", "7", "invalid type: integer `7`, expected an object of fields"),
        ("customer", r#"{"a/b":1}"#, "a/b: `a/b` is no name for a field"),
        ("novelty", r#"{"":1}"#, ": `` is no name for a field"),
    ] {
        let (line, records, why) = malformed(with_records(&[good(), record(kind, fields)]));
        assert_eq!((line, records), (5, 1), "{fields}");
        assert!(why.starts_with(expected), "{fields}: {why}");
        assert!(!why.contains(" at line "), "{why}");
    }
}

#[test]
fn the_place_is_where_the_record_begins_however_it_is_laid_out() {
    let value: serde_json::Value =
        serde_json::from_str(&record("customer", r#"{"name":5}"#)).unwrap();
    let spread = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(spread.lines().count(), 8);
    let (line, records, why) = malformed(with_records(&[good(), spread]));
    assert_eq!((line, records), (5, 1));
    assert!(why.starts_with("name: "), "{why}");
}

#[test]
fn records_that_lack_something_or_have_it_twice() {
    for (from, to, expected) in [
        (r#""kind":"customer","#, "", "missing field `kind`"),
        (&*format!(r#""id":"{ID}","#), "", "missing field `id`"),
        (&*format!(r#""stamp":"{STAMP}","#), "", "missing field `stamp`"),
        (r#","fields":{"name":"Ada"}"#, "", "missing field `fields`"),
        (r#""kind""#, r#""id":1,"kind""#, "invalid type: integer `1`"),
        (r#""kind""#, &*format!(r#""id":"{ID}","kind""#), "duplicate field `id`"),
        (STAMP, "10-0003", "`10-0003` is not a stamp"),
        (STAMP, "253402300800000-0000-000000000000feed", "a stamp beyond the year 9999"),
        (ID, "1", "UUID parsing failed"),
        (r#""fields""#, r#""deleted":"never","fields""#, "`never` is not a stamp"),
        (
            r#""fields""#,
            r#""stamps":{"":"10-0003-000000000000feed"},"fields""#,
            "`` names no field",
        ),
        (r#""fields""#, r#""stamps":[],"fields""#, "invalid type: sequence"),
    ] {
        let broken = good().replacen(from, to, 1);
        let (line, records, why) = malformed(with_records(&[good(), broken]));
        assert_eq!((line, records), (5, 1), "{to}");
        assert!(why.starts_with(expected), "{to}: {why}");
    }
}

#[test]
fn records_that_are_no_list_of_objects() {
    for records in ["{}", "null", "7", "\"none\""] {
        let text = format!(r#"{{"format":"rapport-bundle","version":1,"records":{records}}}"#);
        assert_eq!(malformed(text).2, "`records` is not a list", "{records}");
    }
    for (records, expected) in
        [("[7]", "unexpected `7`"), ("[[]]", "unexpected `[`"), ("[,]", "unexpected `,`")]
    {
        let text = format!(r#"{{"format":"rapport-bundle","version":1,"records":{records}}}"#);
        assert_eq!(malformed(text).2, expected, "{records}");
    }
    let comma = with_records(&[good(), String::new()]);
    assert_eq!(malformed(comma), (6, 1, "unexpected `]`".into()));
    let no_comma = with_records(&[format!("{}\n{}", good(), good())]);
    assert_eq!(malformed(no_comma), (5, 1, "unexpected `{`".into()));
}

#[test]
fn something_after_the_end() {
    let text = with_records(&[good()]);
    for (more, shown) in [("x", "x"), ("{}", "{"), ("\0", "\\u{0}"), (",", ","), ("]", "]")] {
        assert_eq!(malformed(format!("{text}{more}")), (6, 1, format!("unexpected `{shown}`")));
    }
    assert_eq!(malformed(text.repeat(2)).0, 6, "two bundles in one file");
    read(format!("{text}\r\n \t\n").as_bytes()).unwrap();
}

#[test]
fn a_key_that_occurs_twice() {
    let text = with_records(&[good()]);
    for (key, again) in [("version", "1"), ("format", "\"rapport-bundle\""), ("records", "[]")] {
        let twice = text.replace("]}", &format!("],\n\"{key}\": {again}}}"));
        assert_eq!(malformed(twice), (6, 1, format!("`{key}` occurs twice")));
    }
}

#[test]
fn values_outside_the_records_that_are_not_json() {
    for value in
        ["", ",", "tru", "tru\"e\"", "01", "1e999", "'x'", "\"\\x\"", "\"\t\"", "[1,]", "NaN"]
    {
        let text = with_records(&[good()])
            .replace("\"version\"", &format!("\"x\": {value},\n\"version\""));
        assert_eq!(malformed(&text).0, 2, "{value}");
    }
}
