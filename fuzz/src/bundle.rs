//! A bundle says the same in whatever pieces it comes. What is taken can be stored, merged and
//! written, and reads back.

use interchange::bundle::{
    Bundle, BundleError, BundleReader, Carried, ChangeLines, write_end, write_middle, write_row,
    write_separator, write_start,
};
use model::wire::{Reader, Wire, Writer};
use model::{DeviceId, Entity, Kind, Queue, Row, Stamp, with_kinds};

/// The most that writing may add for every byte read, and beside: escapes, white space, names.
const GROWTH: usize = 8;
const FRAME: usize = 1 << 10;

/// Reads `data` as a bundle.
pub fn run(data: &[u8]) {
    let whole = read(std::iter::once(data));
    assert_eq!(read(pieces(data)), whole, "pieces");
    let Ok(bundle) = whole else { return };
    let written = write(&bundle);
    assert!(written.len() <= FRAME + GROWTH * data.len(), "{} bytes", written.len());
    let mut told = bundle;
    for set in &mut told.changes {
        // A step that touches nothing is not passed on.
        set.edits.retain(|edit| !edit.ids().is_empty());
    }
    assert_eq!(read(std::iter::once(&*written)).as_ref(), Ok(&told), "written and read");
    each_row(&told);
    told.changes.iter().for_each(is_storable);
}

/// Pieces of sizes that the bytes themselves say.
fn pieces(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let size = 1 + usize::from(rest.first()? % 64);
        let (piece, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        Some(piece)
    })
}

fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Result<Bundle, BundleError> {
    let mut reader = BundleReader::default();
    for piece in pieces {
        reader.push(piece)?;
    }
    reader.finish()
}

fn write(bundle: &Bundle) -> Vec<u8> {
    let mut out = Vec::new();
    write_start(&bundle.header, &mut out);
    write_rows(bundle, &mut out);
    write_middle(&mut out);
    for (at, set) in bundle.changes.iter().enumerate() {
        let mut lines = ChangeLines::new(set, set.seq.unwrap_or_default());
        while lines.write_next(at == 0, &mut out) {}
    }
    write_end(&mut out);
    out
}

fn write_all(kind: &Kind, rows: &Queue<impl Carried>, first: &mut bool, out: &mut Vec<u8>) {
    for row in rows {
        write_separator(std::mem::take(first), out);
        write_row(kind, row, out);
    }
}

macro_rules! of_every_kind {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        fn write_rows(bundle: &Bundle, out: &mut Vec<u8>) {
            let mut first = true;
            $(write_all(&Kind::$Variant, &bundle.rows.$table, &mut first, out);)+
            for (name, rows) in &bundle.rows.other {
                write_all(&Kind::Other(name.clone()), rows, &mut first, out);
            }
        }

        fn each_row(bundle: &Bundle) {
            $(bundle.rows.$table.iter().for_each(can_be_kept);)+
            bundle.rows.other.values().flatten().for_each(can_be_kept);
        }
    };
}

with_kinds!(of_every_kind);

/// A row is stored as it came, and as it is when it has become one with an older copy.
fn can_be_kept<T: Entity>(row: &Row<T>) {
    is_storable(row);
    let older = Stamp { millis: 0, counter: 0, device: DeviceId(0) };
    let mut merged = Row::created(row.id, older, T::default());
    if merged.merge(row).is_ok() {
        is_storable(&merged);
        let once = merged.clone();
        assert_eq!(merged.merge(row).as_ref().map(Vec::len), Ok(0), "merged twice");
        assert_eq!(merged, once);
    }
}

fn is_storable<T: Wire + PartialEq + std::fmt::Debug>(value: &T) {
    let mut out = Writer::default();
    value.encode(&mut out);
    let bytes = out.finish();
    assert_eq!(T::decode(&mut Reader::new(&bytes)).as_ref(), Ok(value), "stored");
}
