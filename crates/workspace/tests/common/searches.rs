//! Whom a search finds.

use std::sync::Arc;

use workspace::query::{CustomerFilter, CustomerSort, Found, Search, customers};
use workspace::{Image, Slot};

/// Whom it finds at once.
pub fn found(image: &Image, typed: &str) -> Arc<Found> {
    Arc::new(Search::begin(image, typed).found())
}

/// A list of those, by name.
pub fn listed(image: &Image, found: Arc<Found>) -> Vec<Slot> {
    let filter = CustomerFilter { found: Some(found), ..CustomerFilter::default() };
    customers(image, &filter, CustomerSort::Name, false)
}
