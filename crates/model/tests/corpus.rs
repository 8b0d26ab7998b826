//! Inputs that a fuzzer found, or was given to begin with, once more.
#![allow(clippy::unwrap_used)]

#[path = "../../../fuzz/src/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/stored.rs"]
mod stored;

#[test]
fn stored_bytes() {
    assert!(replay::replay("stored", stored::run) >= 8);
}
