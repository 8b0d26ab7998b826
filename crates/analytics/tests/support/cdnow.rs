//! Orders of CDNOW, for tests, the benchmark and the example.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::Path;

use analytics::OrderColumns;
use analytics::ltv::{History, histories};

/// 1997-09-30 in days since 1970-01-01: the end of the first 39 weeks.
pub const CALIBRATION: i32 = 10_134;
/// 1998-06-30: the last day of the data.
pub const LAST: i32 = 10_407;

/// Orders of customers numbered as they come, amounts in cents.
pub struct Orders {
    pub customer: Vec<u32>,
    pub day: Vec<i32>,
    pub amount: Vec<i64>,
    pub customers: usize,
}

impl Orders {
    /// The 1/10 sample.
    pub fn sample() -> Self {
        Self::read("tests/data/cdnow_sample_orders.csv")
    }

    /// All 23,570 customers.
    pub fn all() -> Self {
        Self::read("../../tests/data/cdnow_orders.csv")
    }

    fn read(path: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let (mut ids, mut rows) = (BTreeMap::new(), Vec::new());
        for record in csv::Reader::from_path(path).unwrap().deserialize() {
            let (id, date, _, dollars): (String, String, u32, String) = record.unwrap();
            let next = ids.len() as u32;
            let customer = *ids.entry(id).or_insert(next);
            rows.push((customer, day(&date), dollars.replace('.', "").parse().unwrap()));
        }
        Self::of(&rows)
    }

    pub fn of(rows: &[(u32, i32, i64)]) -> Self {
        Self {
            customer: rows.iter().map(|row| row.0).collect(),
            day: rows.iter().map(|row| row.1).collect(),
            amount: rows.iter().map(|row| row.2).collect(),
            customers: rows.iter().map(|row| row.0 as usize + 1).max().unwrap_or(0),
        }
    }

    pub fn columns(&self) -> OrderColumns<'_> {
        OrderColumns::new(&self.customer, &self.day, &self.amount).unwrap()
    }

    pub fn histories(&self, last: i32) -> Vec<History> {
        let all = histories(&self.columns(), self.customers, last).unwrap();
        all.into_iter().flatten().collect()
    }
}

fn day(date: &str) -> i32 {
    let date: chrono::NaiveDate = date.parse().unwrap();
    let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    date.signed_duration_since(epoch).num_days() as i32
}
