//! What the exports of common programs say.

use std::collections::BTreeMap;

use interchange::vcard::{CardDraft, CardReason, Dropped, NoteWords, ReadOptions};
use model::{Customer, CustomerType, Validate};

use crate::{card, file, read, read_pieces};

fn entries(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(entry, label)| ((*entry).to_owned(), (*label).to_owned())).collect()
}

/// The cards of a file that are taken, each valid.
fn taken(name: &str) -> Vec<CardDraft> {
    let drafts: Vec<_> = read(&file(name)).into_iter().flatten().collect();
    for draft in &drafts {
        assert_eq!(draft.customer.validate(), Ok(()));
    }
    drafts
}

#[test]
fn apple() {
    let found = taken("apple.vcf");
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[0],
        CardDraft {
            line: 1,
            uid: "8A6C1F9E-0000-4B7D-9A11-2F5C7E1D0001:ABPerson".into(),
            customer: Customer {
                name: "Dr. Grace Okafor".into(),
                customer_type: Some(CustomerType::Person),
                phones: entries(&[
                    ("+44 7700 900123", "mobile"),
                    ("+44 7700 900124", "mobile"),
                    ("020 7946 0018", "Front desk"),
                    ("020 7946 0019", "work fax"),
                    ("020 7946 0020", "mobile"),
                ]),
                emails: entries(&[
                    ("g.okafor@lantern.example", "work"),
                    ("grace@example.org", "home"),
                ]),
                street: "12 Lantern House\nFloor 2".into(),
                city: "London".into(),
                postcode: "N1 9GU".into(),
                country: "United Kingdom".into(),
                notes: "Company: Lantern Press, Inc., Purchasing\n\
                    Title: Head of Purchasing\n\
                    Address (home): 7 Mill Lane, Leeds, LS1 4AB, United Kingdom\n\
                    Birthday: 03-09\n\
                    Anniversary: 2012-06-30\n\
                    Website: https://lantern.example/grace\n\
                    Chat (QQ): 10000001\n\
                    Chat (sinaweibo): http://weibo.example/n/grace\n\
                    Related (spouse): Tobi\n\n\
                    Met at the book fair; likes tea, not coffee.\nBack in May."
                    .into(),
                ..Customer::default()
            },
            dropped: Dropped { photos: 1, ..Dropped::default() },
        }
    );
    assert_eq!(
        found[1].customer,
        Customer {
            name: "Lantern Press, Inc.".into(),
            customer_type: Some(CustomerType::Organisation),
            phones: entries(&[("020 7946 0000", "main")]),
            ..Customer::default()
        }
    );
    assert_eq!(
        found[2].customer,
        Customer {
            name: "李雷".into(),
            customer_type: Some(CustomerType::Person),
            phones: entries(&[("138 0013 8000", "mobile")]),
            street: "建国路88号\n3层".into(),
            city: "北京".into(),
            region: "朝阳区".into(),
            postcode: "100022".into(),
            country: "中国".into(),
            birthday: Some("1988-08-18".parse().unwrap()),
            notes: "Company: 北京光明贸易有限公司".into(),
            ..Customer::default()
        }
    );
}

#[test]
fn google() {
    let found = read(&file("google.vcf"));
    assert_eq!(found.len(), 3);
    let noor = found[0].as_ref().unwrap();
    assert_eq!(
        noor.customer,
        Customer {
            name: "Noor van Dijk".into(),
            customer_type: Some(CustomerType::Person),
            phones: entries(&[("+31 6 12345678", "mobile")]),
            emails: entries(&[("noor@dijk.example", "work")]),
            // The eighth part is Google's own, a copy of the address as a whole.
            street: "Keizersgracht 1".into(),
            city: "Amsterdam".into(),
            region: "NH".into(),
            postcode: "1015 CN".into(),
            country: "Netherlands".into(),
            birthday: Some("1985-04-17".parse().unwrap()),
            tags: ["Trade fair", "Newsletter, monthly", "myContacts"]
                .map(|tag| (tag.to_owned(), true))
                .into(),
            notes: "Company: Dijk en Zonen\n\
                Title: Owner\n\
                E-mail: not an address\n\
                Phone (work): 1-800-FLOWERS\n\
                Nickname: Noortje\n\
                Anniversary: 2011-07-01\n\n\
                Prefers e-mail\n\n\
                Second note"
                .into(),
            ..Customer::default()
        }
    );
    assert_eq!(noor.dropped, Dropped { photos: 1, others: 1, ..Dropped::default() });
    let han = &found[1].as_ref().unwrap().customer;
    assert_eq!(han.name, "韩梅梅");
    assert_eq!(
        han.phones,
        entries(&[("+86 10 8000 0001", "前台"), ("+86 139 0000 0001", "mobile")])
    );
    assert_eq!(han.tags.keys().map(String::as_str).collect::<Vec<_>>(), ["北京", "重要"]);
    let nameless = found[2].as_ref().unwrap_err();
    assert_eq!((nameless.line, &nameless.reason), (31, &CardReason::NoName));
}

#[test]
fn outlook() {
    let found = taken("outlook.vcf");
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].customer,
        Customer {
            name: "Herr Jürgen Müller".into(),
            customer_type: Some(CustomerType::Person),
            phones: entries(&[
                ("+49 (30) 1234-56", "work"),
                ("+49 (30) 6543-21", "home"),
                ("+49 171 1234567", "mobile"),
                ("+49 (30) 1234-57", "work fax"),
            ]),
            emails: entries(&[("jm@mueller.example", "")]),
            street: "Hauptstraße 5\nHinterhaus\n2. Stock".into(),
            city: "Berlin".into(),
            postcode: "10115".into(),
            country: "Deutschland".into(),
            birthday: Some("1965-02-03".parse().unwrap()),
            notes: "Company: Müller & Söhne GmbH, Vertrieb\n\
                Title: Prokurist\n\
                Website: http://www.mueller.example\n\
                Chat: jm@im.example\n\n\
                Zeile eins\nZeile zwei; mit Strichpunkt"
                .into(),
            ..Customer::default()
        }
    );
    assert_eq!(found[0].dropped, Dropped { photos: 1, keys: 1, others: 2, ..Dropped::default() });
}

#[test]
fn android() {
    let found = read(&file("android.vcf"));
    assert_eq!(found.len(), 4);
    let zhang = found[0].as_ref().unwrap();
    assert_eq!(
        zhang.customer,
        Customer {
            name: "张伟".into(),
            customer_type: Some(CustomerType::Person),
            phones: entries(&[
                ("13900000002", "mobile"),
                ("010-80000002", "work"),
                ("010-80000003", "前台"),
            ]),
            emails: entries(&[("zhang.wei@example.cn", "home")]),
            street: "中关村大街1号".into(),
            city: "北京".into(),
            region: "海淀区".into(),
            postcode: "100080".into(),
            country: "中国".into(),
            birthday: Some("1979-12-01".parse().unwrap()),
            notes: "Company: 大河;贸易, 采购部\n\
                Title: 经理\n\
                Nickname: 小张\n\
                Website: http://dahe.example\n\
                Chat (QQ): 10000002\n\n\
                老客户\n爱喝 绿茶"
                .into(),
            ..Customer::default()
        }
    );
    assert_eq!(zhang.dropped, Dropped { photos: 1, ..Dropped::default() });
    let garage = &found[1].as_ref().unwrap().customer;
    assert_eq!((garage.name.as_str(), &garage.customer_type), ("Garage", &None));
    assert_eq!(found[3].as_ref().unwrap().customer.name, "Jane Doe");

    let refused = found[2].as_ref().unwrap_err();
    assert_eq!((refused.line, refused.begun, refused.name.as_str()), (33, 31, "Li Lei"));
    assert_eq!(refused.reason, CardReason::Charset { charset: "GBK".into() });
    let decode = |charset: &str, bytes: &[u8]| {
        let set = encoding_rs::Encoding::for_label(charset.as_bytes())?;
        Some(set.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned())
    };
    let options = ReadOptions { decode: Some(decode), ..ReadOptions::default() };
    // Without the Latin spelling, so that the name must come from the coded one.
    let text = String::from_utf8(file("android.vcf")).unwrap().replace("FN:Li Lei\r\n", "");
    let found = read_pieces([text.as_bytes()], options);
    assert_eq!(found[2].as_ref().unwrap().customer.name, "李雷");
}

#[test]
fn version_four() {
    let found = taken("new.vcf");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].uid, "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1");
    assert_eq!(
        found[0].customer,
        Customer {
            name: "Aroha Ngata".into(),
            customer_type: Some(CustomerType::Person),
            phones: entries(&[
                ("+64-4-555-0100 ext 12", "home"),
                ("+64-21-555-010", "work mobile"),
            ]),
            emails: entries(&[("aroha@example.nz", "work")]),
            street: "PO Box 12\nWellington: NZ".into(),
            notes: "Company: Kauri Timber\n\
                Role: Orders\n\
                Birthday: 04-12\n\
                Anniversary: 2009-08-08\n\
                Chat: xmpp:aroha@chat.example\n\
                Related (friend): Please ask Wiremu"
                .into(),
            ..Customer::default()
        }
    );
    assert_eq!(found[0].dropped, Dropped { logos: 1, sounds: 1, others: 4, ..Dropped::default() });
    assert_eq!(
        found[1].customer,
        Customer {
            name: "Kauri Timber".into(),
            customer_type: Some(CustomerType::Organisation),
            notes: "Company: Kauri Timber, Mill\nContact: Aroha Ngata".into(),
            ..Customer::default()
        }
    );
}

#[test]
fn people_and_organisations_are_told_apart() {
    use CustomerType::{Organisation, Person};
    for (lines, name, kind) in [
        ("ORG:ACME", "ACME", Some(Organisation)),
        ("ORG:ACME\nFN:ACME\nN:;;;;", "ACME", Some(Organisation)),
        ("ORG:ACME\nFN:Jane", "Jane", None),
        ("ORG:ACME\nN:;Jane", "Jane", Some(Person)),
        ("TITLE:Buyer\nN:Jane", "Jane", Some(Person)),
        ("N:Doe;Jane", "Jane Doe", Some(Person)),
        ("N:梅;韩\nFN:", "梅韩", Some(Person)),
        ("N:ACME\nFN:ACME", "ACME", None),
        ("FN:Jane\nKIND:individual", "Jane", Some(Person)),
        ("FN:ACME\nKIND:org", "ACME", Some(Organisation)),
        ("FN:ACME\nX-ABShowAs:COMPANY", "ACME", Some(Organisation)),
        ("NICKNAME:Lily,Lil", "Lily", None),
    ] {
        let found = read(card(lines).as_bytes()).remove(0).unwrap().customer;
        assert_eq!((found.name.as_str(), found.customer_type), (name, kind), "{lines}");
    }
}

#[test]
fn the_words_in_the_notes_are_the_callers() {
    let words = NoteWords { company: "公司".into(), ..NoteWords::default() };
    let options = ReadOptions { words, ..ReadOptions::default() };
    let text = card("N:李;雷\nORG:光明");
    let found = read_pieces([text.as_bytes()], options).remove(0).unwrap();
    assert_eq!(found.customer.notes, "公司: 光明");
}

#[test]
fn folds_are_undone_as_the_version_has_them() {
    for (version, text, want) in [
        ("3.0", "a\n b\r\n\tc\n  d", "abc d"),
        ("2.1", "a\n b\r\n  d", "a b  d"),
        ("4.0", "a\\\n n\\\\\n n", "a\n\\n"),
    ] {
        let text = format!("BEGIN:VCARD\nVERSION:{version}\nFN:A\nNOTE:{text}\nEND:VCARD");
        assert_eq!(read(text.as_bytes()).remove(0).unwrap().customer.notes, want, "{version}");
    }
    // Between the bytes of a character, as programs do that count bytes only.
    let bytes = b"BEGIN:VCARD\nVERSION:3.0\nFN:\xe6\x9d\r\n \x8e\nEND:VCARD";
    assert_eq!(read(bytes).remove(0).unwrap().customer.name, "李");
}

#[test]
fn pictures_that_are_not_folded_are_passed_over_too() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nFN:A\nPHOTO;BASE64;JPEG:/9j/4AAQ\nSkZJRgAB+/==\n\n\
        TEL:12345\nX-THUMB;BASE64:AAAA\nBBBB\nEND:VCARD\n";
    let found = read(text.as_bytes()).remove(0).unwrap();
    assert_eq!(found.customer.phones, entries(&[("12345", "")]));
    assert_eq!(found.dropped, Dropped { photos: 1, others: 1, ..Dropped::default() });
}
