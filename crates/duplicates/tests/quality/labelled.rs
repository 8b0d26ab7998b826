//! The labelled set, and how well pairs found in it agree with its labels.

use std::collections::{BTreeMap, BTreeSet};

use duplicates::{Everybody, Pair, Scan};
use model::{Customer, CustomerType, Id};

/// A record of the labelled set.
pub struct Labelled {
    /// Who it is; records of one customer are true pairs, all others are not.
    pub who: u32,
    /// What it is an example of.
    pub case: String,
    pub customer: Customer,
}

/// Pairs found right, found wrong and missed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Tally {
    /// Of the pairs found, the share that is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.wrong)
    }

    /// Of the true pairs, the share that is found.
    pub fn recall(&self) -> f64 {
        share(self.right, self.missed)
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

fn share(part: usize, rest: usize) -> f64 {
    if part + rest == 0 { 1.0 } else { part as f64 / (part + rest) as f64 }
}

/// What came of the labelled set at one threshold.
#[derive(Default)]
pub struct Outcome {
    pub all: Tally,
    pub by_case: BTreeMap<String, Tally>,
    /// Records by their places in the set.
    pub wrong: Vec<(usize, usize)>,
    pub missed: Vec<(usize, usize)>,
}

/// The set that comes with the crate.
pub fn read() -> Vec<Labelled> {
    read_from(include_str!("../data/labelled.csv"))
}

/// A set in the same columns.
pub fn read_from(text: &str) -> Vec<Labelled> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| record(&row.unwrap())).collect()
}

fn record(row: &BTreeMap<String, String>) -> Labelled {
    let field = |name: &str| row[name].clone();
    let each = |name: &str| -> BTreeMap<String, String> {
        let values = row[name].split(';').filter(|value| !value.is_empty());
        values.map(|value| (value.to_owned(), String::new())).collect()
    };
    let kind = field("customer_type");
    Labelled {
        who: row["customer"].parse().unwrap(),
        case: field("case"),
        customer: Customer {
            name: field("name"),
            customer_type: (!kind.is_empty()).then(|| CustomerType::from_code(&kind)),
            code: field("code"),
            phones: each("phones"),
            emails: each("emails"),
            street: field("street"),
            city: field("city"),
            region: field("region"),
            postcode: field("postcode"),
            country: field("country"),
            birthday: row["birthday"].parse().ok(),
            ..Customer::default()
        },
    }
}

/// The id of the record in a place of the set.
pub fn id(place: usize) -> Id {
    Id::from_bytes((place as u128 + 1).to_be_bytes())
}

/// The place of the record with an id.
pub fn place(id: Id) -> usize {
    u128::from_be_bytes(*id.bytes()) as usize - 1
}

/// All pairs that score at least so much.
pub fn scan(set: &[Labelled], at_least: u8) -> Vec<Pair> {
    let mut everybody = Everybody::default();
    for (place, record) in set.iter().enumerate() {
        everybody.add(id(place), &record.customer);
    }
    Scan::new(everybody, at_least).finish()
}

/// Compares pairs with the labels. A true pair counts for the case of its records; a wrong one
/// for that of its first record.
pub fn judge(set: &[Labelled], pairs: &[Pair], threshold: u8) -> Outcome {
    let mut outcome = Outcome::default();
    let found: BTreeSet<(usize, usize)> = pairs
        .iter()
        .filter(|pair| pair.score >= threshold)
        .map(|pair| (place(pair.a), place(pair.b)))
        .collect();
    let mut of_whom: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, record) in set.iter().enumerate() {
        of_whom.entry(record.who).or_default().push(place);
        outcome.by_case.entry(record.case.clone()).or_default();
    }
    for places in of_whom.values() {
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                let tally = outcome.by_case.get_mut(&set[*one].case).unwrap();
                if found.contains(&(*one, *other)) {
                    outcome.all.right += 1;
                    tally.right += 1;
                } else {
                    outcome.all.missed += 1;
                    tally.missed += 1;
                    outcome.missed.push((*one, *other));
                }
            }
        }
    }
    for (one, other) in found {
        if set[one].who != set[other].who {
            outcome.all.wrong += 1;
            outcome.by_case.get_mut(&set[one].case).unwrap().wrong += 1;
            outcome.wrong.push((one, other));
        }
    }
    outcome
}
