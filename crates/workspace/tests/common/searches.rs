//! Whom a search finds.

use std::sync::Arc;

use workspace::query::{CustomerFilter, CustomerSort, Found, Search, customers};
use workspace::{Image, Slot};

/// Who bears what was typed.
pub fn found(image: &Image, typed: &str) -> Arc<Found> {
    let mut search = Search::begin(image, typed);
    search.go_on(image, &|| false);
    Arc::new(search.found())
}

/// A list of those, by name.
pub fn listed(image: &Image, found: Arc<Found>) -> Vec<Slot> {
    let filter = CustomerFilter { found: Some(found), ..CustomerFilter::default() };
    customers(image, &filter, CustomerSort::Name, false)
}
