//! Two customers value by value, and what is to be kept of each.

use std::collections::{BTreeMap, BTreeSet};

use duplicates::{Spelled, same_emails, same_phones};
use model::{Customer, Entity, Path, Value};

/// Whose value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The first one's.
    First,
    /// The other's.
    Other,
}

/// A value of which the two have not the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Which.
    pub path: Path,
    /// What the first one has.
    pub first: Option<Value>,
    /// What the other has.
    pub other: Option<Value>,
    /// Whose is kept.
    pub keep: Keep,
    /// Whether it is an entry of a list, such as a tag, and may be kept beside others.
    pub is_entry: bool,
    /// Other spellings of the entry, which go: it stands for them.
    pub goes: Vec<Path>,
}

const NOT_OFFERED: [&str; 1] = ["merged_into"];

/// Where the two differ, with a good guess of what to keep: every entry of a list, once if both
/// have it in two spellings, and of single values the one that is there, the first one's where
/// both are.
pub fn differences(first: &Customer, other: &Customer) -> Vec<Difference> {
    let mut paths = BTreeSet::new();
    let mut order = Vec::new();
    for record in [first, other] {
        record.visit(&mut |path, _| {
            if paths.insert(path.clone()) {
                order.push(path);
            }
        });
    }
    let mut spelled = spellings(first, other);
    let gone: BTreeSet<Path> = spelled.values().flat_map(|row| row.goes.clone()).collect();
    let offered = order
        .into_iter()
        .filter(|path| !NOT_OFFERED.contains(&&*path.field) && !gone.contains(path));
    let found = offered.filter_map(|path| {
        if let Some(row) = spelled.remove(&path) {
            return Some(row);
        }
        let (mine, theirs) = (first.get(&path), other.get(&path));
        let keep = if mine.is_some() { Keep::First } else { Keep::Other };
        let is_entry = path.key.is_some();
        let goes = Vec::new();
        let row = Difference { path, first: mine, other: theirs, keep, is_entry, goes };
        (row.first != row.other).then_some(row)
    });
    found.collect()
}

/// Numbers and addresses that both have, each in a spelling of its own, by the one that stands.
fn spellings(first: &Customer, other: &Customer) -> BTreeMap<Path, Difference> {
    let phones = same_phones(&first.phones, &other.phones).into_iter().map(|one| ("phones", one));
    let emails = same_emails(&first.emails, &other.emails).into_iter().map(|one| ("emails", one));
    let row = |(field, Spelled { stands, label, goes }): (&str, Spelled)| {
        let path = Path::keyed(field, &stands);
        let goes = goes.iter().map(|text| Path::keyed(field, text)).collect();
        let (first, keep) = (Some(Value::from(label)), Keep::First);
        (path.clone(), Difference { path, first, other: None, keep, is_entry: true, goes })
    };
    phones.chain(emails).map(row).collect()
}

/// The customer that the choices make of the two.
pub fn joined(first: &Customer, choices: &[Difference]) -> Customer {
    let mut wanted = first.clone();
    for choice in choices {
        let value = match choice.keep {
            Keep::First => &choice.first,
            Keep::Other => &choice.other,
        };
        // The values stood in these fields of a customer.
        let _ = wanted.set(&choice.path, value.clone());
        for path in &choice.goes {
            let _ = wanted.set(path, None);
        }
    }
    wanted
}
