//! Stored bytes are refused, or are a value that is stored again in hardly more bytes and reads
//! back. The first byte says what the others are taken for.

use std::fmt::Debug;

use model::wire::{Reader, Wire, Writer};
use model::{ChangeSet, Customer, Interaction, Opaque, Order, Receipt, Row, Settings, Task, Value};

/// The most that storing again may add: a rate such as `.5` is written `0.5`.
const FRAME: usize = 64;
const GROWTH: usize = 2;

/// Reads all of `data` but the first byte as what that one says.
pub fn run(data: &[u8]) {
    let Some((what, bytes)) = data.split_first() else { return };
    match (what, what % 8) {
        (8, _) => again::<Row<Task>>(bytes),
        (_, 0) => again::<Row<Customer>>(bytes),
        (_, 1) => again::<Row<Interaction>>(bytes),
        (_, 2) => again::<Row<Order>>(bytes),
        (_, 3) => again::<Row<Settings>>(bytes),
        (_, 4) => again::<Row<Opaque>>(bytes),
        (_, 5) => again::<ChangeSet>(bytes),
        (_, 6) => again::<Receipt>(bytes),
        _ => again::<Value>(bytes),
    }
}

fn again<T: Wire + PartialEq + Debug>(bytes: &[u8]) {
    let Ok(value) = T::decode(&mut Reader::new(bytes)) else { return };
    let mut out = Writer::default();
    value.encode(&mut out);
    let written = out.finish();
    assert!(written.len() <= FRAME + GROWTH * bytes.len(), "{} bytes", written.len());
    let mut rest = Reader::new(&written);
    assert_eq!(T::decode(&mut rest).as_ref(), Ok(&value));
    assert_eq!(rest.wrong("").left, 0, "nothing is left over");
}
