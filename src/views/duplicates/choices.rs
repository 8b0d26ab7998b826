//! Two customers value by value, and what is to be kept of each.

use std::collections::BTreeSet;

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
}

const NOT_OFFERED: [&str; 1] = ["merged_into"];

/// Where the two differ, with a good guess of what to keep: every entry of a list, and of
/// single values the one that is there, the first one's where both are.
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
    let offered = order.into_iter().filter(|path| !NOT_OFFERED.contains(&&*path.field));
    let found = offered.filter_map(|path| {
        let (mine, theirs) = (first.get(&path), other.get(&path));
        let keep = if mine.is_some() { Keep::First } else { Keep::Other };
        let is_entry = path.key.is_some();
        (mine != theirs).then_some(Difference { path, first: mine, other: theirs, keep, is_entry })
    });
    found.collect()
}

/// The customer that the choices make of the two.
pub fn joined(first: &Customer, choices: &[Difference]) -> Customer {
    let mut wanted = first.clone();
    for choice in choices {
        let value = match choice.keep {
            Keep::First => &choice.first,
            Keep::Other => &choice.other,
        };
        // Both values stood in the same field of a customer.
        let _ = wanted.set(&choice.path, value.clone());
    }
    wanted
}
