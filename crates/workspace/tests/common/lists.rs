//! Lists of other programs.

use interchange::csv::cell::{DateFormat, ExcessDecimals};
use interchange::csv::reader::{CustomerOptions, OrderOptions};
use interchange::csv::{Mapping, Table, TableOptions, Target};
use model::{Currency, DecimalMark};
use pollster::block_on;
use workspace::commands::{ImportPlan, ImportReport, MatchBy};
use workspace::{MemoryStore, Rush, Workspace};

fn open(text: &str, target: Target) -> (Table, Mapping) {
    let table = Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap();
    let mapping = Mapping::guess(target, table.headers(), &table.sample(100));
    (table, mapping)
}

pub fn import_customers(tab: &Workspace<MemoryStore>, text: &str) -> ImportReport {
    let (mut table, mapping) = open(text, Target::Customers);
    let options = CustomerOptions {
        birthday_format: DateFormat::Ymd,
        since_format: DateFormat::Ymd,
        values: Default::default(),
    };
    let plan = ImportPlan::customers(&mapping, options).unwrap();
    block_on(tab.import(&mut table, &plan, "customers.csv", &Rush)).unwrap()
}

pub fn import_orders(tab: &Workspace<MemoryStore>, text: &str) -> ImportReport {
    let (mut table, mapping) = open(text, Target::Orders);
    let options = OrderOptions {
        date_format: DateFormat::Ymd,
        currency: Currency::USD,
        mark: DecimalMark::Point,
        excess: ExcessDecimals::Reject,
    };
    let plan = ImportPlan::orders(&mapping, options, MatchBy::Code).unwrap();
    block_on(tab.import(&mut table, &plan, "orders.csv", &Rush)).unwrap()
}
