//! Writing a bundle, a piece at a time.

use model::{DeviceId, Entity, Id, Kind, Moment, Row};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{FORMAT, VERSION};

/// What stands at the head of a bundle.
#[derive(Debug, Clone, Copy)]
pub struct BundleHeader {
    /// Names this file.
    pub id: Id,
    /// Who wrote it.
    pub device: DeviceId,
    /// When, on the writer's wall clock.
    pub exported: Option<Moment>,
}

/// Appends everything before the first record.
pub fn write_start(header: &BundleHeader, out: &mut Vec<u8>) {
    let exported =
        header.exported.map(|at| format!("\n\"exported\": \"{at}\",")).unwrap_or_default();
    let text = format!(
        "{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n\"id\": \"{}\",\n\"device\": \"{}\",{exported}\n\"records\": [",
        header.id, header.device,
    );
    out.extend_from_slice(text.as_bytes());
}

/// Appends what stands between records; `first` before the first one.
pub fn write_separator(first: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(if first { b"\n" } else { b",\n" });
}

/// Appends one record.
pub fn write_row<T: Entity>(kind: &Kind, row: &Row<T>, out: &mut Vec<u8>) {
    struct Line<'a, T: Entity>(&'a Kind, &'a Row<T>);
    impl<T: Entity> Serialize for Line<'_, T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(1 + self.1.entry_count()))?;
            map.serialize_entry("kind", self.0)?;
            self.1.serialize_entries(&mut map)?;
            map.end()
        }
    }
    let start = out.len();
    if serde_json::to_writer(&mut *out, &Line(kind, row)).is_err() {
        // Records are plain data and a vector takes every byte; should that ever change, half
        // a record must not stand in the file.
        out.truncate(start);
    }
}

/// Appends everything after the last record.
pub fn write_end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n]\n}\n");
}
