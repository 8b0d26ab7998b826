//! What a caller does with a file.

use interchange::csv::cell::{
    DateFormat, ExcessDecimals, detect_date_formats, detect_decimal_mark,
};
use interchange::csv::reader::{
    CustomerDraft, CustomerOptions, CustomerPlan, OrderOptions, OrderPlan, read_customer,
    read_order,
};
use interchange::csv::{
    Encoding, Field, Mapping, NotText, RejectReason, RowReject, Table, TableOptions, Target,
    ValueTable, encoding,
};
use model::{Currency, DecimalMark};

/// The file `name`, decoded as a browser would do it.
pub fn open(name: &str) -> (Encoding, Table) {
    let (encoding, text) = decode(&read(name)).unwrap();
    (encoding, Table::open(text, TableOptions::default()).unwrap())
}

pub fn read(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/csv/data/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

pub fn decode(bytes: &[u8]) -> Result<(Encoding, Vec<u8>), NotText> {
    let encoding = encoding::detect(bytes, bytes.len() as u64)?;
    let decoder = encoding_rs::Encoding::for_label(encoding.label().as_bytes()).unwrap();
    Ok((encoding, decoder.decode(bytes).0.into_owned().into_bytes()))
}

pub fn table(text: &str) -> Table {
    Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
}

pub fn guess(target: Target, table: &Table) -> Mapping {
    Mapping::guess(target, table.headers(), &table.sample(200))
}

/// The options the values of the mapped columns suggest.
pub fn order_options(table: &Table, mapping: &Mapping) -> OrderOptions {
    let samples = table.sample(200);
    let values = |field| mapping.column(field).map(|column| samples.filled(column));
    let formats = values(Field::Date).map(detect_date_formats).unwrap_or_default();
    let mark = values(Field::Amount).and_then(detect_decimal_mark);
    OrderOptions {
        date_format: formats.first().copied().unwrap_or(DateFormat::Ymd),
        currency: Currency::USD,
        mark: mark.unwrap_or(DecimalMark::Point),
        excess: ExcessDecimals::Reject,
    }
}

/// Reads all orders: each as text, or the line, column and reason of its rejection.
pub fn orders(table: &mut Table, mapping: &Mapping) -> Vec<Result<String, RowReject>> {
    let plan = OrderPlan::new(mapping, order_options(table, mapping)).unwrap();
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        found.push(row.and_then(|row| read_order(&row, &plan)).map(|order| {
            let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
            format!(
                "{} {} {} {} {} {} {}",
                text(order.number),
                text(order.customer_key),
                order.day,
                order.money,
                order.quantity_milli.unwrap_or(0),
                text(order.item),
                text(order.note)
            )
        }));
    }
    found
}

pub fn customers(table: &mut Table, mapping: &Mapping) -> Vec<Result<CustomerDraft, RowReject>> {
    let options = CustomerOptions {
        birthday_format: DateFormat::Chinese,
        since_format: DateFormat::Ymd,
        values: ValueTable::new(),
    };
    let plan = CustomerPlan::new(mapping, options).unwrap();
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        found.push(row.and_then(|row| read_customer(&row, &plan)));
    }
    found
}

pub fn reason<T>(result: &Result<T, RowReject>) -> Option<(u64, Option<usize>, &RejectReason)> {
    result.as_ref().err().map(|reject| (reject.line, reject.column, &reject.reason))
}
