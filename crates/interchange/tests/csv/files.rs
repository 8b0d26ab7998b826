//! One test a file.

use interchange::csv::{
    CsvWriter, Delimiter, Encoding, Field, NotText, RejectReason, Table, TableError, TableOptions,
    Target,
};
use model::Stage;
use model::decimal::DecimalError;

use crate::support::{customers, decode, guess, open, orders, read, reason, table};

#[test]
fn a_customer_list_from_chinese_windows() {
    let (encoding, mut table) = open("gb18030_customers.csv");
    assert_eq!(encoding, Encoding::Gb18030);
    assert_eq!(Target::guess(table.headers()), Target::Customers);
    let mapping = guess(Target::Customers, &table);
    assert!(mapping.columns.iter().all(Option::is_some), "{:?}", mapping.columns);

    let found = customers(&mut table, &mapping);
    assert_eq!(found.len(), 4);
    let first = found[0].as_ref().unwrap();
    assert_eq!((first.code.as_str(), first.name.as_str()), ("K001", "北京晨曦茶业有限公司"));
    assert_eq!(first.tags, ["重点", "茶叶"]);
    assert_eq!(first.stage, Some(Stage::Active));
    let second = found[1].as_ref().unwrap();
    assert_eq!(second.birthday.unwrap().to_string(), "1988-03-05");
    assert_eq!(second.notes, "喜欢乌龙茶，\n不喝红茶");
    let third = found[2].as_ref().unwrap();
    assert_eq!((third.line, third.name.as_str()), (5, "𠮷田商店"));
    let mangled = RejectReason::MangledNumber { field: Field::Phone, text: "1.39E+10".into() };
    assert_eq!(reason(&found[3]), Some((6, Some(2), &mangled)));
}

#[test]
fn orders_as_unicode_text_from_excel() {
    let (encoding, mut table) = open("utf16_orders.txt");
    assert_eq!((encoding, table.delimiter()), (Encoding::Utf16Le, Delimiter::Tab));
    assert_eq!(Target::guess(table.headers()), Target::Orders);
    let mapping = guess(Target::Orders, &table);
    let found: Vec<_> = orders(&mut table, &mapping).into_iter().map(Result::unwrap).collect();
    assert_eq!(
        found,
        [
            "A-1 K001 2024-01-05 1200.50 CNY 0 龙井 -",
            "A-2 K002 2024-01-31 -35.00 USD 0 退货\t破损 -"
        ]
    );
}

#[test]
fn utf16_without_a_mark() {
    let (encoding, mut table) = open("utf16be_customers.csv");
    assert_eq!(encoding, Encoding::Utf16Be);
    let mapping = guess(Target::Customers, &table);
    let found = customers(&mut table, &mapping);
    let names: Vec<_> = found.iter().map(|c| c.as_ref().unwrap().name.as_str()).collect();
    assert_eq!(names, ["Zoë Ångström", "一山"]);
}

#[test]
fn a_german_export() {
    let (encoding, mut table) = open("german_orders.csv");
    assert_eq!((encoding, table.delimiter()), (Encoding::Windows1252, Delimiter::Semicolon));
    let mut mapping = guess(Target::Orders, &table);
    for (column, field) in [
        (0, Field::OrderNumber),
        (1, Field::CustomerKey),
        (2, Field::CustomerName),
        (3, Field::Date),
        (4, Field::Amount),
        (5, Field::Quantity),
        (6, Field::Note),
    ] {
        mapping.set(column, Some(field));
    }
    let found = orders(&mut table, &mapping);
    let read: Vec<_> = found.iter().take(3).map(|order| order.as_ref().unwrap().as_str()).collect();
    assert_eq!(
        read,
        [
            "4711 10023 2024-01-31 1234.56 EUR 2500 - Lieferung \"frei Haus\"; eilig",
            "4712 10024 2024-02-01 -17.80 EUR 1000 - -",
            "4713 10025 2024-02-29 0.00 EUR 3000 - Muster",
        ]
    );
    let no_day = RejectReason::NotADate { field: Field::Date, text: "30.02.2024".into() };
    assert_eq!(reason(&found[3]), Some((5, Some(3), &no_day)));
    let no_number = RejectReason::NotANumber {
        field: Field::Amount,
        text: "12.50".into(),
        why: DecimalError::NotANumber,
    };
    assert_eq!(reason(&found[4]), Some((6, Some(4), &no_number)));
    assert_eq!(found.len(), 5);
}

#[test]
fn a_web_shops_orders() {
    let (_, mut table) = open("shop_orders.csv");
    let mapping = guess(Target::Orders, &table);
    assert_eq!(mapping.column(Field::CustomerKey), Some(1));
    assert_eq!(mapping.column(Field::CustomerName), Some(9));
    assert_eq!(mapping.column(Field::Date), Some(3));
    let found = orders(&mut table, &mapping);
    assert_eq!(
        found[1].as_deref().unwrap(),
        "- bob@example.org 2024-02-01 -45.00 USD 1000 Green tea 100 g damaged, sent back"
    );
    let undated = RejectReason::Missing(&[Field::Date]);
    assert_eq!(reason(&found[2]), Some((4, Some(3), &undated)));
}

#[test]
fn quotes_gone_wrong_cost_their_own_rows_only() {
    let (_, mut table) = open("quotes_gone_wrong.csv");
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        found.push(match row {
            Ok(row) => format!("{}: {}|{}|{}", row.line(), row.get(0), row.get(1), row.get(2)),
            Err(reject) => format!("{reject} <{}>", reject.raw),
        });
    }
    assert_eq!(
        found,
        [
            "2: 1|Ann|first line\nsecond line",
            "line 4: a quote opened on line 4 is not closed <2,Bob,\"never closed>",
            "5: 3|Doe, Carol|plain",
            "6: 4|5\" pipe|bare quote",
            "7: 5|Dan the man|text after quote",
            "8: 6|Eve|says \"hi\"",
            "line 9: a quote opened on line 9 is not closed <7,Fay,\"open at the end>",
        ]
    );
}

#[test]
fn a_quote_open_to_the_end_of_a_large_file_costs_one_row() {
    let row = "7,2024-01-31,12.50\n";
    for before in [0, 1, 5_000] {
        let text = format!(
            "id,date,amount\n{}\"8,2024-01-31,1\n{}",
            row.repeat(before),
            row.repeat(40_000)
        );
        let mut table = table(&text);
        let (mut good, mut bad) = (0, Vec::new());
        while let Some(row) = table.next_row() {
            match row {
                Ok(row) => good += usize::from(row.get(2) == "12.50"),
                Err(reject) => bad.push(reject),
            }
        }
        assert_eq!(good, before + 40_000);
        let line = before as u64 + 2;
        assert_eq!(bad.len(), 1);
        assert_eq!(bad[0].reason, RejectReason::OpenQuote { opened: line });
        assert_eq!((bad[0].line, bad[0].raw.as_str()), (line, "\"8,2024-01-31,1"));
    }
}

#[test]
fn ragged_rows_are_read_where_nothing_is_lost() {
    let (_, mut table) = open("ragged.csv");
    let mapping = guess(Target::Customers, &table);
    let found = customers(&mut table, &mapping);
    let names: Vec<_> = found.iter().map(|c| c.as_ref().map_or("-", |c| c.name.as_str())).collect();
    assert_eq!(names, ["Ann", "Bob", "Cyd", "Dee", "-", "-"]);
    assert_eq!(found[3].as_ref().unwrap().line, 6, "blank lines are counted, not read");
    let surplus = RejectReason::TooManyColumns { found: 5, expected: 4 };
    assert_eq!(reason(&found[4]), Some((8, Some(4), &surplus)));
    let nameless = RejectReason::Missing(&[Field::Name, Field::GivenName, Field::FamilyName]);
    assert_eq!(reason(&found[5]), Some((9, Some(0), &nameless)));
}

#[test]
fn headers_twice_or_missing_are_told() {
    let (_, mut table) = open("duplicate_headers.csv");
    assert_eq!(table.headers(), ["Name", "Phone", "", "Phone", "name", "Phone", ""]);
    assert_eq!(table.duplicate_headers(), [("Phone", vec![1, 3, 5])]);
    let mapping = guess(Target::Customers, &table);
    let found = customers(&mut table, &mapping);
    let ann = found[0].as_ref().unwrap();
    assert_eq!(ann.name, "Ann");
    let phones: Vec<_> = ann.phones.iter().map(|phone| phone.value.as_str()).collect();
    assert_eq!(phones, ["555-0101", "555-0102", "555-0103"]);
}

#[test]
fn nothing_to_read_is_said_in_its_own_way() {
    let (_, mut table) = open("header_only.csv");
    assert_eq!(table.headers(), ["customer_id", "date", "amount"]);
    assert!(table.next_row().is_none());
    assert_eq!(table.sample(10).rows(), 0);
    for text in [read("empty.csv"), b"\n \r\n,,\n\"\"\n".to_vec(), b"\xef\xbb\xbf".to_vec()] {
        assert_eq!(Table::open(text, TableOptions::default()).err(), Some(TableError::Empty));
    }
}

#[test]
fn a_file_of_one_endless_line_is_refused() {
    let mut text = b"name,".repeat(2 << 20);
    let refused = Table::open(text.clone(), TableOptions::default()).err();
    assert_eq!(refused, Some(TableError::HeaderTooLong { limit: 1 << 20 }));
    let options = TableOptions { delimiter: Some(Delimiter::Tab), header: false };
    let refused = Table::open(text.clone(), options).err();
    assert_eq!(refused, Some(TableError::HeaderTooLong { limit: 1 << 20 }));
    text[0] = b'"';
    let refused = Table::open(text, TableOptions::default()).err();
    assert_eq!(refused, Some(TableError::HeaderOpenQuote { opened: 1 }));
    let refused = Table::open(b",".repeat(5000), TableOptions::default()).err();
    assert_eq!(refused, Some(TableError::Empty));
    let refused = Table::open(b"a,".repeat(5000), TableOptions::default()).err();
    assert_eq!(refused, Some(TableError::TooManyColumns { found: 5001, limit: 4096 }));
}

#[test]
fn an_endless_row_costs_itself_only() {
    let text = format!("a,b\n1,2\n{}\n3,4\n\"{}\n5,6\n", "x,".repeat(1 << 20), "y".repeat(1 << 20));
    let mut table = table(&text);
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        found.push(row.map(|row| row.get(0).to_owned()).map_err(|r| (r.line, r.reason)));
    }
    assert_eq!(
        found,
        [
            Ok("1".to_owned()),
            Err((3, RejectReason::TooLong { limit: 256 << 10 })),
            Ok("3".to_owned()),
            Err((5, RejectReason::OpenQuote { opened: 5 })),
            Ok("5".to_owned()),
        ]
    );
}

#[test]
fn a_row_in_another_encoding_is_pointed_out() {
    let mut text = b"name,city\nAnn,Leeds\nBob,Z\xfcrich\nCyd,Hull\n\xc3,\xa9\n".to_vec();
    let mut table = Table::open(text.clone(), TableOptions::default()).unwrap();
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        found.push(row.map(|row| row.get(1).to_owned()).map_err(|r| (r.line, r.column, r.raw)));
    }
    assert_eq!(
        found,
        [
            Ok("Leeds".to_owned()),
            Err((3, Some(1), "Bob,Z\u{fffd}rich".to_owned())),
            Ok("Hull".to_owned()),
            // Together the two halves would be a letter.
            Err((5, Some(0), "\u{fffd},\u{fffd}".to_owned())),
        ]
    );
    text[2] = 0xfc;
    assert_eq!(Table::open(text, TableOptions::default()).err(), Some(TableError::HeaderNotUtf8));
}

#[test]
fn an_excel_hint_and_a_final_dos_mark_are_no_rows() {
    let mut table = table("\u{feff}sep=;\r\na;b\r\n1;2\r\n\u{1a}");
    assert_eq!((table.delimiter(), table.headers().len()), (Delimiter::Semicolon, 2));
    assert_eq!(table.next_row().unwrap().unwrap().line(), 3);
    assert!(table.next_row().is_none());
    assert_eq!(table.bytes_read(), table.bytes_total());
}

#[test]
fn a_workbook_is_not_taken_for_text() {
    let mut bytes = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0".to_vec();
    bytes.extend_from_slice(b"[Content_Types].xml");
    assert_eq!(decode(&bytes).err(), Some(NotText::Spreadsheet));
}

#[test]
fn rejected_rows_can_be_mended_and_read_again() {
    let (_, mut table) = open("german_orders.csv");
    let mut mapping = guess(Target::Orders, &table);
    for (column, field) in [(1, Field::CustomerKey), (3, Field::Date), (4, Field::Amount)] {
        mapping.set(column, Some(field));
    }
    let rejects: Vec<_> =
        orders(&mut table, &mapping).into_iter().filter_map(Result::err).collect();
    let mut writer = CsvWriter::new(table.delimiter());
    writer.row(table.headers().iter().map(String::as_str).chain(["Line", "Reason"]));
    for reject in &rejects {
        let (cells, line) = (table.cells(&reject.raw), reject.line.to_string());
        writer.row(cells.iter().map(String::as_str).chain([line.as_str(), "=why"]));
    }
    let written = String::from_utf8(writer.take()).unwrap();
    assert!(
        written.contains("\r\n4714;10026;Weiß KG;30.02.2024;5,00 €;1;Datum falsch;5;'=why\r\n")
    );

    let mended = written.replace("30.02.2024", "28.02.2024").replace("12.50", "12,50");
    let mut again = self::table(&mended);
    mapping.columns.extend([None, None]);
    let read: Vec<_> = orders(&mut again, &mapping).into_iter().map(Result::unwrap).collect();
    assert_eq!(read, ["- 10026 2024-02-28 5.00 EUR 0 - -", "- 10027 2024-03-03 12.50 USD 0 - -"]);
}

#[test]
fn samples_come_from_all_over_the_file() {
    let mut text = "id,date\n".to_owned();
    for i in 0..10_000 {
        text.push_str(&format!("{i},\"{:02}/01/2024\"\n", 1 + i / 400));
    }
    let mut table = table(&text);
    table.next_row();
    let samples = table.sample(100);
    assert!((95..=100).contains(&samples.rows()), "{}", samples.rows());
    assert_eq!(samples.column(0)[..3], ["0", "1", "2"]);
    let last: u32 = samples.column(0).last().unwrap().parse().unwrap();
    assert!(last > 9_500, "{last}");
    let days = samples.filled(1);
    use interchange::csv::cell::{DateFormat, detect_date_formats};
    assert_eq!(detect_date_formats(days), [DateFormat::Dmy], "only later rows tell");
    assert_eq!(table.next_row().unwrap().unwrap().get(0), "1", "the position is kept");
}
