//! The real orders of CDNOW, all of them.

use std::collections::HashSet;

use interchange::csv::cell::{DateFormat, ExcessDecimals};
use interchange::csv::reader::{OrderPlan, read_order};
use interchange::csv::{Encoding, Field, Table, TableOptions, Target, encoding};
use model::{Currency, DecimalMark};

use crate::support;

#[test]
fn every_order_of_cdnow_is_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cdnow_orders.csv");
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(encoding::detect(&bytes[..65_536], bytes.len() as u64), Ok(Encoding::Utf8));
    let mut table = Table::open(bytes, TableOptions::default()).unwrap();

    assert_eq!(Target::guess(table.headers()), Target::Orders);
    let mapping = support::guess(Target::Orders, &table);
    assert_eq!(
        mapping.columns,
        [Field::CustomerKey, Field::Date, Field::Quantity, Field::Amount].map(Some)
    );
    let options = support::order_options(&table, &mapping);
    assert_eq!(options.date_format, DateFormat::Ymd);
    assert_eq!(options.mark, DecimalMark::Point);
    assert_eq!(options.excess, ExcessDecimals::Reject);

    let plan = OrderPlan::new(&mapping, options).unwrap();
    let mut keys = HashSet::new();
    let (mut count, mut cents, mut zero, mut pieces, mut last) = (0, 0, 0, 0, 0);
    while let Some(row) = table.next_row() {
        let order = read_order(&row.unwrap(), &plan).unwrap();
        assert_eq!(order.money.currency, Currency::USD);
        keys.insert(order.customer_key.unwrap().to_owned());
        count += 1;
        cents += order.money.minor;
        zero += usize::from(order.money.minor == 0);
        pieces += order.quantity_milli.unwrap();
        last = order.day.number().max(last);
        assert_eq!(order.line, count + 1);
    }
    assert_eq!((count, keys.len(), cents, zero), (69_659, 23_570, 250_031_563, 80));
    assert_eq!(pieces % 1000, 0);
    assert_eq!(model::Day::from_number(last).unwrap().to_string(), "1998-06-30");
}
