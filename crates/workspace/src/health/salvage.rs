//! Rows out of bytes that do not read as a whole.

use model::wire::{Reader, Wire};
use model::{Entity, Kind, Queue, Row, Rows, with_kinds};
use rustc_hash::FxHashSet;

use crate::health::Record;

/// What a row begins with after its first byte: its id, a text and sixteen bytes.
const BEGINNING: [u8; 5] = [0xA2, b'i', b'd', 0xC4, 16];
/// The first byte of a row: a map of three to six entries.
const FIRST: std::ops::RangeInclusive<u8> = 0x83..=0x86;

/// The rows of `bytes` that read by themselves and are `wanted`. One that is damaged may read
/// all the same and say something else than it did, so take only what is known nowhere else.
fn rows_in<T: Entity>(
    kind: &Kind,
    bytes: &[u8],
    wanted: &FxHashSet<Record>,
    rows: &mut Queue<Row<T>>,
) {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let begins = rest.first().is_some_and(|first| FIRST.contains(first))
            && rest.get(1..).is_some_and(|rest| rest.starts_with(&BEGINNING));
        if begins && let Ok(row) = Row::<T>::decode(&mut Reader::new(rest)) {
            if wanted.contains(&(kind.clone(), row.id)) {
                rows.push(row);
            }
            at += BEGINNING.len();
        }
        at += 1;
    }
}

macro_rules! salvage {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        /// Adds to `rows` what `bytes`, a chunk of `kind`, still tell of `wanted` records.
        pub(super) fn salvage(
            kind: &Kind,
            bytes: &[u8],
            wanted: &FxHashSet<Record>,
            rows: &mut Rows,
        ) {
            match kind {
                $(Kind::$Variant => rows_in(kind, bytes, wanted, &mut rows.$table),)+
                Kind::Other(name) => {
                    rows_in(kind, bytes, wanted, rows.other.entry(name.clone()).or_default());
                }
            }
        }
    };
}

with_kinds!(salvage);
