//! Bundles that somebody else wrote, in their own layout.

use model::{Customer, Id, Kind, Order, Path, Row};

use crate::{read, rows, stamp, write};

const PRETTY: &str = r#"
{
    "generator": {"name": "another program", "version": [3, 1, {"beta": null}], "n": -1.5e3},
    "records": [
        {
            "fields": {
                "t\u0061gs": { "vip" : true },
                "name": "\u0041da \ud83d\ude00",
                "customer_type": "person"
            },
            "comment": {"not": ["kept"]},
            "stamp": "10-0003-000000000000FEED",
            "kind": "custom\u0065r",
            "id": "{01010101-0101-0101-0101-010101010101}",
            "deleted": null,
            "stamps": { "tags/vip": "11-3-000000000000feed" }
        }
        ,
        { "id": "03030303030303030303030303030303", "kind": "order", "stamp": "10-0003-000000000000feed",
          "fields": { "amount": "1177.5 JPY" , "day": "1997-01-01" } }
    ],
    "version": 1,
    "device": "0000000000c0ffee",
    "format": "rapport-bundle"
}
"#;

fn ada() -> Row<Customer> {
    let mut ada = Customer { name: "Ada \u{1F600}".into(), ..Customer::default() };
    ada.customer_type = Some(model::CustomerType::Person);
    let mut row = Row::created(Id::from_bytes([1; 16]), stamp(10), ada);
    row.write(&Path::keyed("tags", "vip"), Some(true.into()), stamp(11)).unwrap();
    row
}

#[test]
fn other_whitespace_and_another_order_of_keys_are_read() {
    let text = PRETTY.replace("1177.5 JPY", "1177 JPY");
    let bundle = read(text.as_bytes()).unwrap();
    assert_eq!(bundle.rows.customers, [ada()]);
    let order = Order {
        amount: Some("1177 JPY".parse().unwrap()),
        day: Some("1997-01-01".parse().unwrap()),
        ..Order::default()
    };
    assert_eq!(bundle.rows.orders, [Row::created(Id::from_bytes([3; 16]), stamp(10), order)]);
    assert_eq!(bundle.rows.len(), 2);
    assert_eq!(
        (bundle.header.id, bundle.header.device.map(|device| device.0)),
        (None, Some(0xc0ffee))
    );
}

#[test]
fn the_place_of_an_error_is_a_line_of_their_layout() {
    let why = read(PRETTY.as_bytes()).unwrap_err();
    assert_eq!((why.line, why.records), (19, 1));
    assert!(why.reason.to_string().starts_with("amount: "), "{why}");
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_are_read() {
    let ours = String::from_utf8(write(&rows())).unwrap();
    for text in [ours, PRETTY.replace("1177.5", "1177")] {
        let plain = read(text.as_bytes()).unwrap();
        for changed in [
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            format!("\u{feff}\r\n\t {}", text.replace('\n', "\r\n")),
            text.replace('\n', " "),
        ] {
            assert_eq!(read(changed.as_bytes()).unwrap(), plain);
        }
    }
}

#[test]
fn a_general_json_library_may_rewrite_a_bundle() {
    let value: serde_json::Value = serde_json::from_slice(&write(&rows())).unwrap();
    for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
        assert_eq!(read(text.as_bytes()).unwrap().rows, rows());
    }
}

#[test]
fn kinds_and_choices_of_a_newer_version_are_kept() {
    let text = String::from_utf8(write(&rows())).unwrap();
    let newer = text.replace("\"kind\":\"interaction\"", "\"kind\":\"sur.vey\"");
    let newer = newer.replace("\"subject\":\"Range\"", "\"channel\":\"pigeon\"");
    let bundle = read(newer.as_bytes()).unwrap();
    assert!(bundle.rows.interactions.is_empty());
    let row = bundle.rows.other["sur.vey"].iter().next().unwrap();
    assert_eq!(row.record.extra["channel"], "pigeon");
    let mut again = Vec::new();
    interchange::bundle::write_row(&Kind::Other("sur.vey".into()), row, &mut again);
    let line = newer.lines().find(|line| line.contains("sur.vey")).unwrap();
    let json = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(json(&again), json(line.trim_end_matches(',').as_bytes()), "written as it came");
}
