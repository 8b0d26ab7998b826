//! RFM of real orders: what is known of the data, and the slow computation on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::naive::{self, Row};
use analytics::OrderColumns;
use analytics::rfm::{
    Bins, Frequency, Monetary, RfmConfig, RfmTable, SegmentName, default_map, measure, score,
};

/// 1998-06-30 in days since 1970-01-01.
const LAST_DAY: i32 = 10_407;
const CUSTOMERS: usize = 2_357;

/// The sample, its customers numbered as they come.
fn sample() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cdnow_sample_orders.csv");
    let mut indices: BTreeMap<String, u32> = BTreeMap::new();
    csv::Reader::from_path(path)
        .unwrap()
        .deserialize()
        .map(|record| {
            let (id, date, _, dollars): (String, String, u32, String) = record.unwrap();
            let next = indices.len() as u32;
            let cents = dollars.replace('.', "").parse().unwrap();
            assert_eq!(dollars.split_once('.').unwrap().1.len(), 2);
            (*indices.entry(id).or_insert(next), days_since_1970(&date), cents)
        })
        .collect()
}

/// Of an ISO 8601 date in 1997 or 1998, neither of them a leap year.
fn days_since_1970(date: &str) -> i32 {
    const BEFORE_MONTH: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    const NEW_YEAR_1997: i32 = 27 * 365 + 7;
    let parts: Vec<i32> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let [year @ 1997..=1998, month, day] = parts[..] else { panic!("{date}") };
    NEW_YEAR_1997 + 365 * (year - 1997) + BEFORE_MONTH[month as usize - 1] + day - 1
}

fn table(rows: &[Row], config: &RfmConfig, bins: u8) -> RfmTable {
    let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
    let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
    let measures = measure(&orders, CUSTOMERS, config).unwrap();
    score(&measures, &default_map(Bins::new(bins).unwrap()))
}

#[test]
fn the_sample_is_the_published_one() {
    let rows = sample();
    assert_eq!(rows.len(), 6_919);
    assert_eq!(rows.iter().map(|row| row.0).max(), Some(CUSTOMERS as u32 - 1));
    assert_eq!(days_since_1970("1997-01-01"), 9_862);
    assert_eq!(days_since_1970("1998-06-30"), LAST_DAY);
    assert_eq!(rows.iter().map(|row| row.1).max(), Some(LAST_DAY));
}

#[test]
fn everyone_is_in_one_segment_and_nothing_is_lost() {
    let rows = sample();
    let table = table(&rows, &RfmConfig::new(LAST_DAY), 5);
    assert_eq!(table.unscored.customers, 0);
    assert_eq!(table.scores.iter().flatten().count(), CUSTOMERS);
    let revenue: i64 = rows.iter().map(|row| row.2).sum();
    assert_eq!(table.segments.iter().map(|row| row.revenue).sum::<i64>(), revenue);
    assert_eq!(table.grid.iter().map(|cell| cell.revenue).sum::<i64>(), revenue);
    for row in &table.segments {
        let members =
            table.scores.iter().flatten().filter(|score| score.segment == row.segment).count();
        assert_eq!(row.customers, members);
    }
}

#[test]
fn segments_are_those_of_the_slow_computation() {
    let rows = sample();
    for monetary in [Monetary::Sum, Monetary::Mean] {
        for frequency in [Frequency::Orders, Frequency::OrderDays] {
            let config = RfmConfig { monetary, frequency, ..RfmConfig::new(LAST_DAY) };
            let expected = naive::table(&rows, &config, 5);
            let table = table(&rows, &config, 5);
            for (customer, score) in (0..).zip(&table.scores) {
                let score = score.unwrap();
                let slow = &expected.scored[&customer];
                assert_eq!((score.r, score.f, score.m), (slow.r, slow.f, slow.m), "{customer}");
                let named =
                    naive::default_segments(slow.r, slow.f).into_iter().map(SegmentName::from);
                assert_eq!(named.collect::<Vec<_>>(), [table.name(score.segment).clone()]);
            }
        }
    }
}

#[test]
fn an_earlier_analysis_day_sees_only_what_was_known_then() {
    let rows = sample();
    // 1997-01-31: the first month's newcomers only.
    let config = RfmConfig::new(days_since_1970("1997-01-31"));
    let known: BTreeSet<u32> =
        rows.iter().filter(|row| row.1 <= config.analysis_day).map(|row| row.0).collect();
    let table = table(&rows, &config, 5);
    let scored = table.scores.iter().flatten().count();
    assert_eq!(scored, known.len());
    assert!(0 < scored && scored < CUSTOMERS);
    assert_eq!(table.unscored.customers, CUSTOMERS - scored);
}
