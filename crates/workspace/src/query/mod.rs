//! Questions lists ask: which records, in what order.

mod customers;
mod interactions;
mod orders;

pub use customers::{CustomerFilter, CustomerSort, SegmentFilter, customers, owners, tags};
pub use interactions::{Happening, InteractionFilter, interactions, timeline};
pub use orders::{OrderFilter, orders};

use std::cmp::Ordering;

/// `a` against `b` with what is missing last, whichever way the rest is turned.
fn missing_last<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
