//! The data that is measured with: drawn from a seed by the generator of the app's own sample.

use crate::typed::{self, Typed};
use anyhow::{Context, Result, ensure};
use interchange::bundle::{
    BundleHeader, Carried, write_end, write_row, write_separator, write_start,
};
use interchange::csv::{CsvWriter, Delimiter};
use model::{
    Currency, Customer, Day, DeviceId, Id, IdSource, Kind, Order, Queue, Row, Rows, Stamp,
};
use std::{
    cell::Cell,
    collections::BTreeMap,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};
use workspace::sample::{SampleLanguage, SampleOptions, generate};

/// The last day of the data: fixed, so that every run measures the same.
const TODAY: &str = "2026-11-22";
const STAMP: Stamp = Stamp { millis: 1_795_305_600_000, counter: 0, device: DeviceId(0xbe9c4) };
/// Bytes written at a time, roughly.
const PIECE: usize = 1 << 20;

/// Files of one data set, and what is in them.
#[derive(Debug)]
pub struct Data {
    /// Customers as CSV.
    pub customers_csv: PathBuf,
    /// Orders as CSV, telling customers by their number.
    pub orders_csv: PathBuf,
    /// Everything, interactions too, as a bundle.
    pub bundle: PathBuf,
    /// The customers alone as a bundle.
    pub customers_bundle: PathBuf,
    /// How many customers.
    pub customers: usize,
    /// How many orders, returns among them.
    pub orders: usize,
    /// The last day of the data.
    pub today: Day,
    /// What is typed to search for customers far apart.
    pub typed: Vec<Typed>,
}

impl Data {
    /// Draws a data set of so many customers, with ten orders and three interactions each on
    /// average, and writes it to files in `folder`.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(customers: usize, folder: &Path) -> Result<Self> {
        let today: Day = TODAY.parse().context("no day")?;
        let options = SampleOptions {
            seed: customers as u64,
            customers,
            orders_per_customer: 10.0,
            interactions_per_customer: 3.0,
            ..SampleOptions::demo(today, SampleLanguage::English, Currency::USD)
        };
        let ids = Counting::default();
        let rows = generate(&options, &ids, STAMP, 0);
        fs::create_dir_all(folder)?;
        let data = Self {
            customers_csv: folder.join("customers.csv"),
            orders_csv: folder.join("orders.csv"),
            bundle: folder.join("everything.json"),
            customers_bundle: folder.join("customers.json"),
            customers: rows.customers.len(),
            orders: rows.orders.len(),
            today,
            typed: typed(&rows.customers)?,
        };
        write_customers(&rows.customers, &data.customers_csv)?;
        write_orders(&rows, &data.orders_csv)?;
        write_bundle(&rows, ids.next_id(), &data.bundle)?;
        let mut customers = BundleFile::create(ids.next_id(), &data.customers_bundle)?;
        customers.rows(&Kind::Customer, &rows.customers)?;
        customers.finish()?;
        Ok(data)
    }
}

/// Ids that rise by one: as good as random ones to what is measured, and the same each time.
#[derive(Default)]
struct Counting(Cell<u64>);

impl IdSource for Counting {
    fn next_id(&self) -> Id {
        self.0.set(self.0.get() + 1);
        let [a, b, c, d, e, f, g, h] = self.0.get().to_be_bytes();
        Id::v7(STAMP.millis, [0, 0, a, b, c, d, e, f, g, h])
    }
}

/// What is typed for somebody from each half.
fn typed(customers: &Queue<Row<Customer>>) -> Result<Vec<Typed>> {
    let names: Vec<&str> = customers.iter().map(|row| row.record.name.as_str()).collect();
    let (first, second) = names.split_at(names.len() / 2);
    let typed = |half| typed::of(half).context("nobody has a name to search for");
    Ok([typed(first)?, typed(second)?].concat())
}

fn write_customers(customers: &Queue<Row<Customer>>, file: &Path) -> Result<()> {
    let mut csv = CsvFile::create(file)?;
    csv.row(&[
        "Customer ID",
        "Name",
        "Type",
        "Phone",
        "Email",
        "Street",
        "City",
        "Region",
        "Postcode",
        "Country",
        "Industry",
        "Source",
        "Stage",
        "Owner",
        "Tags",
        "Customer since",
    ])?;
    for Row { record, .. } in customers {
        csv.row(&[
            &record.code,
            &record.name,
            record.customer_type.as_ref().map_or("", |chosen| chosen.code()),
            &keys(&record.phones),
            &keys(&record.emails),
            &record.street,
            &record.city,
            &record.region,
            &record.postcode,
            &record.country,
            &record.industry,
            &record.source,
            record.stage.as_ref().map_or("", |stage| stage.code()),
            &record.owner,
            &keys(&record.tags),
            &record.since.map(|day| day.to_string()).unwrap_or_default(),
        ])?;
    }
    csv.finish()
}

fn keys<T>(map: &BTreeMap<String, T>) -> String {
    map.keys().map(String::as_str).collect::<Vec<_>>().join("; ")
}

fn write_orders(rows: &Rows, file: &Path) -> Result<()> {
    let customers = rows.customers.iter().map(|row| (row.id, row.record.code.as_str()));
    let codes: BTreeMap<Id, &str> = customers.collect();
    let mut csv = CsvFile::create(file)?;
    csv.row(&["Order number", "Customer ID", "Order date", "Amount", "Currency"])?;
    for Row { record, .. } in &rows.orders {
        let Order { customer: Some(customer), day: Some(day), amount: Some(amount), .. } = record
        else {
            continue;
        };
        let code = codes.get(customer).context("an order of nobody")?;
        let currency = amount.currency.to_string();
        csv.row(&[&record.number, code, &day.to_string(), &amount.number(), &currency])?;
    }
    csv.finish()
}

fn write_bundle(rows: &Rows, id: Id, file: &Path) -> Result<()> {
    let mut out = BundleFile::create(id, file)?;
    out.rows(&Kind::Customer, &rows.customers)?;
    out.rows(&Kind::Order, &rows.orders)?;
    out.rows(&Kind::Interaction, &rows.interactions)?;
    out.rows(&Kind::Task, &rows.tasks)?;
    out.finish()
}

struct BundleFile {
    file: File,
    piece: Vec<u8>,
    first: bool,
}

impl BundleFile {
    fn create(id: Id, file: &Path) -> Result<Self> {
        let mut piece = Vec::new();
        let (id, device) = (Some(id), Some(STAMP.device));
        write_start(&BundleHeader { id, device, ..BundleHeader::default() }, &mut piece);
        Ok(Self { file: File::create(file)?, piece, first: true })
    }

    fn rows(&mut self, kind: &Kind, rows: &Queue<impl Carried>) -> Result<()> {
        ensure!(!rows.is_empty(), "there is no {kind:?} to measure with");
        for row in rows {
            write_separator(self.first, &mut self.piece);
            self.first = false;
            write_row(kind, row, &mut self.piece);
            if self.piece.len() >= PIECE {
                self.file.write_all(&self.piece)?;
                self.piece.clear();
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        write_end(&mut self.piece);
        Ok(self.file.write_all(&self.piece)?)
    }
}

struct CsvFile {
    file: File,
    writer: CsvWriter,
    rows: usize,
}

impl CsvFile {
    fn create(file: &Path) -> Result<Self> {
        let writer = CsvWriter::new(Delimiter::Comma);
        Ok(Self { file: File::create(file)?, writer, rows: 0 })
    }

    fn row(&mut self, cells: &[&str]) -> Result<()> {
        self.writer.row(cells.iter().copied());
        self.rows += 1;
        if self.rows.is_multiple_of(10_000) {
            self.file.write_all(&self.writer.take())?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        Ok(self.file.write_all(&self.writer.take())?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::{Counting, Data, STAMP};
    use interchange::csv::cell::{DateFormat, ExcessDecimals};
    use interchange::csv::reader::{CustomerOptions, OrderOptions};
    use interchange::csv::{Mapping, Table, TableOptions, Target};
    use model::{Clock, Currency, DecimalMark};
    use pollster::block_on;
    use std::{fs, path::Path};
    use workspace::{
        MemoryStore, Rush, Workspace,
        commands::{ImportPlan, ImportReport, MatchBy},
    };

    struct Still;

    impl Clock for Still {
        fn now_millis(&self) -> u64 {
            STAMP.millis
        }
    }

    fn empty() -> Workspace<MemoryStore> {
        let (clock, ids) = (Box::new(Still), Box::new(Counting::default()));
        block_on(Workspace::open(MemoryStore::default(), clock, ids, &Rush)).unwrap()
    }

    /// As the app does: what the file is, and what its columns hold, is guessed.
    fn import(workspace: &Workspace<MemoryStore>, file: &Path, expected: Target) -> ImportReport {
        let mut table = Table::open(fs::read(file).unwrap(), TableOptions::default()).unwrap();
        let target = Target::guess(table.headers());
        assert_eq!(target, expected);
        let mapping = Mapping::guess(target, table.headers(), &table.sample(100));
        assert!(mapping.columns.iter().all(Option::is_some), "{mapping:?}");
        let ymd = DateFormat::Ymd;
        let plan = match target {
            Target::Customers => {
                let values = Default::default();
                let options = CustomerOptions { birthday_format: ymd, since_format: ymd, values };
                ImportPlan::customers(&mapping, options)
            }
            Target::Orders => {
                let options = OrderOptions {
                    date_format: ymd,
                    currency: Currency::USD,
                    mark: DecimalMark::Point,
                    excess: ExcessDecimals::Reject,
                };
                ImportPlan::orders(&mapping, options, MatchBy::Code)
            }
            Target::Interactions => panic!("there is no such file"),
        };
        block_on(workspace.import(&mut table, &plan.unwrap(), "file", &Rush)).unwrap()
    }

    #[test]
    fn every_row_of_the_csv_files_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::write(300, folder.path()).unwrap();
        let workspace = empty();
        let report = import(&workspace, &data.customers_csv, Target::Customers);
        assert_eq!((report.customers, report.rejected), (300, vec![]));
        let report = import(&workspace, &data.orders_csv, Target::Orders);
        assert_eq!((report.customers, report.orders), (0, data.orders));
        assert_eq!(report.rejected, []);
        assert!((2_400..3_600).contains(&data.orders), "{}", data.orders);
    }

    #[test]
    fn the_same_size_is_the_same_data() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| {
            let data = Data::write(200, &folder.path().join(name)).unwrap();
            [data.customers_csv, data.orders_csv, data.bundle, data.customers_bundle]
                .map(|file| fs::read(file).unwrap())
        };
        assert!(read("a") == read("b"));
    }

    #[test]
    fn the_bundle_holds_every_record_and_the_other_one_its_customers() {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::write(200, folder.path()).unwrap();
        let records = |file: &Path| -> Vec<serde_json::Value> {
            let json: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
            json["records"].as_array().unwrap().clone()
        };
        let alone = records(&data.customers_bundle);
        let records = records(&data.bundle);
        assert_eq!(alone, records[..200]);
        let count = |kind: &str| records.iter().filter(|record| record["kind"] == kind).count();
        assert_eq!((count("customer"), count("order")), (200, data.orders));
        assert!((400..800).contains(&count("interaction")), "{}", count("interaction"));
    }
}
