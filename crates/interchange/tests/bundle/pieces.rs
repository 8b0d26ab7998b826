//! A bundle says the same in whatever pieces it comes.

use interchange::bundle::{BundleHeader, BundleReader, write_end, write_start};
use model::{DeviceId, Moment};

use crate::{HEADER, read, read_pieces, rows, write};

#[test]
fn what_is_written_reads_back() {
    let bundle = read(&write(&rows())).unwrap();
    assert_eq!(bundle.header.id, HEADER.id);
    assert_eq!(bundle.header.device, Some(DeviceId(0xc0ffee)));
    assert_eq!(bundle.rows, rows());
}

#[test]
fn pieces_of_every_size_say_the_same() {
    let bytes = write(&rows());
    let whole = read(&bytes).unwrap();
    for size in 1..=bytes.len() {
        assert_eq!(read_pieces(bytes.chunks(size)).unwrap(), whole, "pieces of {size}");
    }
    for cut in 0..=bytes.len() {
        let (a, b) = bytes.split_at(cut);
        assert_eq!(read_pieces([a, &[], b]).unwrap(), whole, "cut at {cut}");
    }
}

#[test]
fn refusals_do_not_depend_on_the_pieces() {
    let text = String::from_utf8(write(&rows())).unwrap();
    for (good, bad) in [("1997-01-01", "1997-02-30"), ("\"kind\"", "\"king\""), ("]\n}", "]\n]")] {
        let bytes = text.replace(good, bad).into_bytes();
        let whole = read(&bytes).unwrap_err();
        for size in 1..40 {
            assert_eq!(read_pieces(bytes.chunks(size)).unwrap_err(), whole, "{bad}");
        }
    }
}

#[test]
fn records_are_counted_as_they_come() {
    let bytes = write(&rows());
    let mut reader = BundleReader::default();
    let mut counts = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        reader.push(line).unwrap();
        counts.push(reader.records());
    }
    assert_eq!(counts, [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 7, 7]);
}

#[test]
fn an_export_without_records_is_a_bundle() {
    let exported = Moment::new(1_795_305_600_000, 480);
    let mut bytes = Vec::new();
    write_start(&BundleHeader { exported, ..HEADER }, &mut bytes);
    write_end(&mut bytes);
    assert!(String::from_utf8_lossy(&bytes).contains("\"2026-11-22T08:00:00.000+08:00\""));
    assert!(read(&bytes).unwrap().rows.is_empty());
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(value["records"], serde_json::json!([]), "it is plain JSON");
}
