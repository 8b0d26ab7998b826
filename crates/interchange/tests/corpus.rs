//! Inputs that a fuzzer found, or was given to begin with, once more.
#![allow(clippy::unwrap_used)]

#[path = "../../../fuzz/src/bundle.rs"]
mod bundle;
#[path = "../../../fuzz/src/csv.rs"]
mod csv;
#[path = "../../../fuzz/src/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/vcard.rs"]
mod vcard;

use replay::replay;

#[test]
fn bundles() {
    assert!(replay("bundle", bundle::run) >= 20);
}

#[test]
fn csv_files() {
    assert!(replay("csv", csv::run) >= 15);
}

#[test]
fn vcards() {
    assert!(replay("vcard", vcard::run) >= 7);
}
