//! What holds for every file.

use interchange::csv::cell::{self, DateFormat, ExcessDecimals};
use interchange::csv::reader::{
    CustomerOptions, CustomerPlan, InteractionOptions, InteractionPlan, OrderOptions, OrderPlan,
    read_customer, read_interaction, read_order,
};
use interchange::csv::{
    CsvWriter, Delimiter, Mapping, RejectReason, Table, TableOptions, Target, ValueTable,
};
use model::{Currency, DecimalMark};
use proptest::collection::vec;
use proptest::prelude::*;

const ORDER: OrderOptions = OrderOptions {
    date_format: DateFormat::Ymd,
    currency: Currency::USD,
    mark: DecimalMark::Point,
    excess: ExcessDecimals::Round,
};

/// Every row as cells, or its reason.
fn rows(table: &mut Table) -> Vec<Result<Vec<String>, RejectReason>> {
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        found.push(match row {
            Ok(row) => Ok((0..row.len()).map(|i| row.get(i).to_owned()).collect()),
            Err(reject) => Err(reject.reason),
        });
    }
    found
}

/// Bytes with more structure than chance gives them.
fn csv_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b";\t|".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just("客户".as_bytes().to_vec()),
        Just(b"2024-01-31,12.50,name@example.org".to_vec()),
        vec(any::<u8>(), 0..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic_or_stand_still(
        bytes in csv_like(),
        header in any::<bool>(),
        columns in vec(0usize..32, 0..12),
    ) {
        let Ok(mut table) = Table::open(bytes, TableOptions { delimiter: None, header }) else {
            return Ok(());
        };
        for target in [Target::Customers, Target::Orders, Target::Interactions] {
            let guessed = Mapping::guess(target, table.headers(), &table.sample(20));
            let fields = target.fields();
            let chosen = columns.iter().map(|i| fields.get(*i).copied()).collect();
            for mut mapping in [guessed, Mapping::new(target, chosen)] {
                for (column, group) in target.required().iter().enumerate() {
                    mapping.columns.resize(mapping.columns.len().max(column + 1), None);
                    if group.iter().all(|field| mapping.column(*field).is_none()) {
                        mapping.set(column, group.first().copied());
                    }
                }
                let customer = CustomerPlan::new(
                    &mapping,
                    CustomerOptions {
                        birthday_format: DateFormat::Dmy,
                        since_format: DateFormat::Mdy,
                        values: ValueTable::new(),
                    },
                );
                let order = OrderPlan::new(&mapping, ORDER);
                let touch = InteractionPlan::new(
                    &mapping,
                    InteractionOptions {
                        date_format: DateFormat::Ymd,
                        zone: |_| 60,
                        values: ValueTable::new(),
                    },
                );
                table.rewind();
                let mut before = table.bytes_read();
                while let Some(row) = table.next_row() {
                    if let Ok(row) = &row {
                        let _ = customer.as_ref().map(|plan| read_customer(row, plan));
                        let _ = order.as_ref().map(|plan| read_order(row, plan).is_ok());
                        let _ = touch.as_ref().map(|plan| read_interaction(row, plan).is_ok());
                    }
                    drop(row);
                    prop_assert!(table.bytes_read() > before);
                    before = table.bytes_read();
                }
            }
        }
        prop_assert!(table.next_row().is_none());
    }

    #[test]
    fn well_formed_files_read_as_the_csv_crate_reads_them(bytes in csv_like()) {
        let options = TableOptions { delimiter: Some(Delimiter::Comma), header: false };
        let Ok(mut table) = Table::open(bytes.clone(), options) else { return Ok(()) };
        let columns = table.headers().len();
        let found = rows(&mut table);
        if bytes.starts_with(b"sep=") || found.iter().any(|row| {
            matches!(row, Err(RejectReason::OpenQuote { .. } | RejectReason::NotUtf8))
        }) {
            return Ok(());
        }
        let is_blank = |cell: &[u8]| {
            cell.iter().all(|b| b.is_ascii_whitespace() || matches!(b, b'"' | 0x1a | b','))
        };
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&*bytes);
        let mut want = Vec::new();
        for record in reader.into_byte_records() {
            let record = record.unwrap();
            if record.iter().all(is_blank) {
                continue;
            }
            let cells: Vec<String> =
                record.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect();
            let filled = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |i| i + 1);
            want.push(if filled > columns {
                Err(RejectReason::TooManyColumns { found: filled, expected: columns })
            } else {
                Ok(cells)
            });
        }
        prop_assert_eq!(found, want);
    }

    #[test]
    fn what_is_written_reads_back(
        grid in vec(vec("[a-z0-9=+@',;\"\n\r\t \u{4e00}\\-]{0,8}", 1..5), 1..8),
        delimiter in 0usize..4,
    ) {
        let delimiter = Delimiter::ALL[delimiter];
        let columns = grid.iter().map(Vec::len).max().unwrap_or(1);
        let names: Vec<String> = (0..columns).map(|i| format!("c{i}")).collect();
        let mut writer = CsvWriter::new(delimiter);
        writer.row(names.iter().map(String::as_str));
        let mut bytes = writer.take();
        let mut want = Vec::new();
        for cells in &grid {
            let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
            writer.row(cells.iter().copied());
            bytes.extend(writer.take());
            let written = |cell: &&str| {
                !cell.bytes().all(|b| b"\"\t\r\n ".contains(&b) || b == delimiter.byte())
            };
            if cells.iter().any(written) {
                want.push(cells);
            }
        }
        let mut table =
            Table::open(bytes, TableOptions { delimiter: Some(delimiter), header: true }).unwrap();
        prop_assert_eq!(table.headers(), names);
        for cells in want {
            let row = table.next_row().unwrap().unwrap();
            let read: Vec<&str> = (0..row.len()).map(|i| cell::text(row.get(i))).collect();
            prop_assert_eq!(read, cells);
        }
        prop_assert!(table.next_row().is_none());
    }

    #[test]
    fn pausing_and_going_back_change_nothing(
        bytes in csv_like(),
        stops in vec(0usize..5, 0..6),
    ) {
        let Ok(mut table) = Table::open(bytes.clone(), TableOptions::default()) else {
            return Ok(());
        };
        let once = rows(&mut table);
        let mut pieces = Vec::new();
        table.rewind();
        for stop in stops {
            for _ in 0..stop {
                if let Some(row) = table.next_row() {
                    pieces.push(match row {
                        Ok(row) => Ok((0..row.len()).map(|i| row.get(i).to_owned()).collect()),
                        Err(reject) => Err(reject.reason),
                    });
                }
            }
            let _ = table.sample(7);
        }
        pieces.extend(rows(&mut table));
        prop_assert_eq!(&pieces, &once);
        table.rewind();
        prop_assert_eq!(rows(&mut table), once);
    }

    #[test]
    fn every_row_is_read_or_reported_once(kinds in vec(0usize..10, 0..60), crlf in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = format!("customer_id,date,amount,item,note{end}");
        let (mut data, mut good) = (0, 0);
        for (index, kind) in kinds.iter().enumerate() {
            let (row, is_good, is_data) = match kind {
                0..=2 => (format!("K{index},2024-01-31,{index}.50,tea,"), true, true),
                3 => (format!("K{index},2024-01-31,\"1,000.00\",\"Tea, green\",\"a{end}b\""), true, true),
                4 => (format!("K{index},2024-01-31,7"), true, true),
                5 => (format!("K{index},31.01.2024,7,,"), false, true),
                6 => (format!("K{index},2024-01-31,7,tea,note,surplus"), false, true),
                7 => (format!("K{index},2024-01-31,7,tea,\"never closed"), false, true),
                8 => (format!("\"K{index},2024-01-31,7,tea,"), false, true),
                _ => (" ,,".to_owned(), false, false),
            };
            text.push_str(&row);
            text.push_str(end);
            data += usize::from(is_data);
            good += usize::from(is_good);
        }
        let mut table = Table::open(text.into_bytes(), TableOptions::default()).unwrap();
        let mapping = Mapping::guess(Target::Orders, table.headers(), &table.sample(0));
        let plan = OrderPlan::new(&mapping, ORDER).unwrap();
        let (mut lines, mut read, mut rejected) = (Vec::new(), 0, 0);
        while let Some(row) = table.next_row() {
            match row.and_then(|row| read_order(&row, &plan).map(|order| order.line)) {
                Ok(line) => {
                    lines.push(line);
                    read += 1;
                }
                Err(reject) => {
                    lines.push(reject.line);
                    rejected += 1;
                }
            }
        }
        prop_assert_eq!((read, rejected), (good, data - good));
        prop_assert!(lines.is_sorted_by(|a, b| a < b));
    }
}
