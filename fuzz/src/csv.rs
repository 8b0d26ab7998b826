//! A CSV file is refused, or comes out row by row, each once and in order, read or rejected;
//! what was rejected can be written and opened again.

use interchange::csv::cell::{DateFormat, ExcessDecimals};
use interchange::csv::reader::{
    CustomerOptions, CustomerPlan, InteractionOptions, InteractionPlan, OrderOptions, OrderPlan,
    read_customer, read_interaction, read_order,
};
use interchange::csv::{
    CsvWriter, Delimiter, Mapping, Table, TableOptions, Target, ValueTable, encoding,
};
use model::{Currency, DecimalMark};

const ORDER: OrderOptions = OrderOptions {
    date_format: DateFormat::Ymd,
    currency: Currency::USD,
    mark: DecimalMark::Point,
    excess: ExcessDecimals::Round,
};

fn customer_options() -> CustomerOptions {
    let values = ValueTable::default();
    CustomerOptions { birthday_format: DateFormat::Dmy, since_format: DateFormat::Mdy, values }
}

fn interaction_options() -> InteractionOptions {
    let values = ValueTable::default();
    InteractionOptions { date_format: DateFormat::Ymd, zone: |_| -210, values }
}

/// How many rows the guess looks at.
const SAMPLE: usize = 40;

/// Reads `data` as a CSV file of customers, as one of orders, and as one of interactions.
pub fn run(data: &[u8]) {
    let _ = encoding::detect(data, data.len() as u64);
    // Options that the bytes themselves choose.
    let choice = data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    let delimiter = Delimiter::ALL.get(usize::from(choice % 8)).copied();
    let options = TableOptions { delimiter, header: choice < 192 };
    let Ok(mut table) = Table::open(data.to_vec(), options) else { return };
    let _ = table.duplicate_headers();
    let sample = table.sample(SAMPLE);
    assert!(sample.rows() <= SAMPLE);
    for target in [Target::Customers, Target::Orders, Target::Interactions] {
        let mut mapping = Mapping::guess(target, table.headers(), &sample);
        // Without what a file must have there would be nothing to read.
        for (column, group) in target.required().iter().enumerate() {
            mapping.columns.resize(mapping.columns.len().max(column + 1), None);
            if group.iter().all(|field| mapping.column(*field).is_none()) {
                mapping.set(column, group.first().copied());
            }
        }
        rows(&mut table, &mapping);
        table.rewind();
    }
}

fn rows(table: &mut Table, mapping: &Mapping) {
    let customers = CustomerPlan::new(mapping, customer_options()).ok();
    let orders = OrderPlan::new(mapping, ORDER).ok();
    let touches = InteractionPlan::new(mapping, interaction_options()).ok();
    let (mut line, mut read, mut rejected) = (0, table.bytes_read(), Vec::new());
    while let Some(row) = table.next_row() {
        let (begun, reject) = match row {
            Err(reject) => (reject.line, Some(reject)),
            Ok(row) => {
                let customer = customers.as_ref().map(|plan| read_customer(&row, plan));
                let order = orders.as_ref().map(|plan| read_order(&row, plan));
                let touch = touches.as_ref().map(|plan| read_interaction(&row, plan));
                let refused = customer.and_then(Result::err).or(order.and_then(Result::err));
                (row.line(), refused.or(touch.and_then(Result::err)))
            }
        };
        assert!(begun > line, "line {begun} after {line}");
        line = begun;
        assert!(table.bytes_read() > read);
        read = table.bytes_read();
        rejected.extend(reject.map(|reject| table.cells(&reject.raw)));
    }
    write_again(&rejected, table.delimiter());
}

/// Rejected rows are written for a spreadsheet, and open there with as many cells.
fn write_again(rows: &[Vec<String>], delimiter: Delimiter) {
    let mut writer = CsvWriter::new(delimiter);
    writer.row(["rejected"]);
    rows.iter().for_each(|cells| writer.row(cells.iter().map(String::as_str)));
    let options = TableOptions { delimiter: Some(delimiter), header: false };
    let written = writer.take();
    assert!(Table::open(written, options).is_ok());
}
