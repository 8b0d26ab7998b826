//! What is written reads back.

use interchange::vcard::{Dropped, Version, write_card};
use model::{Customer, CustomerType, Day, Id, Validate};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::read;

/// A text on one line without blanks around it.
fn line(most: usize) -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "\\",
        ";",
        ",",
        ":",
        "\"",
        "\\n",
        "^n",
        "=E6",
        "李",
        "长",
        "é",
        "\u{1f600}",
        "item1.",
        " ",
        "a",
        "1",
        "=",
    ]);
    let piece = prop_oneof![special.prop_map(str::to_owned), "\\PC"];
    vec(piece, 0..most).prop_map(|pieces| pieces.concat().trim().to_owned())
}

/// A text of several lines.
fn lines() -> impl Strategy<Value = String> {
    let joined = vec(line(40), 0..6).prop_map(|lines| lines.join("\n").trim().to_owned());
    joined.prop_map(|text| text.chars().take(500).collect::<String>().trim().to_owned())
}

fn label() -> impl Strategy<Value = String> {
    let known = vec![
        "",
        "mobile",
        "work",
        "home",
        "fax",
        "work fax",
        "home fax",
        "work mobile",
        "pager",
        "office",
        "办公",
        "住宅",
        "手机",
        "传真",
        "Cell",
        "main",
        "other",
        "fax work",
    ];
    prop_oneof![prop::sample::select(known).prop_map(str::to_owned), line(8)]
}

prop_compose! {
    fn customer()(
        name in line(60).prop_filter("a name", |name| !name.is_empty()),
        customer_type in prop::sample::select(vec![None, Some(CustomerType::Person), Some(CustomerType::Organisation)]),
        tags in btree_map(line(10).prop_filter("a tag", |tag| !tag.is_empty()), Just(true), 0..5),
        phones in btree_map("\\+?[0-9]{3,6}[ ,;*#()./0-9-]{0,5}[0-9]", label(), 0..5),
        emails in btree_map("[a-zA-Z0-9+'._é-]{1,40}@[a-z例]{1,5}\\.[a-z]{2,3}", label(), 0..5),
        street in lines(),
        place in [line(12), line(12), line(12), line(12)],
        birthday in prop::option::of(-62_000i32..100_000),
        notes in lines(),
    ) -> Customer {
        let [city, region, postcode, country] = place;
        let birthday = birthday.and_then(Day::from_number);
        Customer {
            name, customer_type, tags, phones, emails, street, city, region, postcode, country, birthday, notes,
            ..Customer::default()
        }
    }
}

proptest! {
    #[test]
    fn customers_come_back_as_they_were(customers in vec(customer(), 1..4), old in any::<bool>()) {
        let version = if old { Version::V3 } else { Version::V4 };
        let mut out = Vec::new();
        for (number, customer) in (1..).zip(&customers) {
            prop_assert_eq!(customer.validate(), Ok(()));
            write_card(customer, Id::from_bytes([number; 16]), version, None, &mut out);
        }
        let text = String::from_utf8(out).unwrap();
        for line in text.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']));
        }
        let found = read(text.as_bytes());
        prop_assert_eq!(found.len(), customers.len());
        for ((number, customer), found) in (1..).zip(customers).zip(found) {
            let found = found.unwrap();
            prop_assert_eq!(found.customer, customer);
            prop_assert_eq!(found.uid.parse::<Id>().unwrap(), Id::from_bytes([number; 16]));
            prop_assert_eq!(found.dropped, Dropped::default());
        }
    }
}
