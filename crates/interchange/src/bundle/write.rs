//! Writing a bundle, a piece at a time.

use model::{ChangeSet, DeviceId, Edit, Entity, Id, Kind, Moment, Row, Value, VersionVector};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{FORMAT, VERSION};

/// What stands at the head of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BundleHeader {
    /// Names this file.
    pub id: Option<Id>,
    /// Who wrote it.
    pub device: Option<DeviceId>,
    /// When, on the writer's wall clock.
    pub exported: Option<Moment>,
    /// What the writer knew.
    pub seen: Option<VersionVector>,
    /// What the reader is taken to know already; nothing in a full bundle.
    pub since: Option<VersionVector>,
}

/// Appends everything before the first record.
pub fn write_start(header: &BundleHeader, out: &mut Vec<u8>) {
    let start = format!("{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION}");
    out.extend_from_slice(start.as_bytes());
    entry("id", header.id.as_ref(), out);
    entry("device", header.device.as_ref(), out);
    entry("exported", header.exported.as_ref(), out);
    entry("seen", header.seen.as_ref(), out);
    entry("since", header.since.as_ref(), out);
    out.extend_from_slice(b",\n\"records\": [");
}

fn entry(name: &str, value: Option<&impl Serialize>, out: &mut Vec<u8>) {
    if let Some(value) = value {
        out.extend_from_slice(format!(",\n\"{name}\": ").as_bytes());
        write_line(value, out);
    }
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
    write_line(&Line(kind, row), out);
}

/// Appends what stands between the last record and the first change set.
pub fn write_middle(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n],\n\"changes\": [");
}

/// How many records a line of a change set touches at most: no line of a bundle is long.
const TOUCHED_A_LINE: usize = 1_000;
/// How many bytes of values such a line has at most, before escapes, but for a single edit with
/// more: a reader takes no line that is longer than it can be in earnest.
const VALUES_A_LINE: usize = 256 << 10;

/// Appends one change set, made as number `seq` of its device: a line, and for each part of a
/// long one another; `first` before the first of all.
pub fn write_change(set: &ChangeSet, seq: u64, first: bool, out: &mut Vec<u8>) {
    let mut parts = parts(&set.edits).into_iter();
    let edits = parts.next().unwrap_or_default();
    let head = ChangeSet { seq: Some(seq), edits, ..without_edits(set) };
    write_separator(first, out);
    write_line(&head, out);
    for edits in parts {
        write_separator(false, out);
        write_line(&More { more: set.id, edits }, out);
    }
}

/// A further part of a change set whose first part came before.
#[derive(Serialize)]
struct More {
    more: Id,
    edits: Vec<Edit>,
}

fn without_edits(set: &ChangeSet) -> ChangeSet {
    ChangeSet {
        id: set.id,
        device: set.device,
        seq: set.seq,
        actor: set.actor.clone(),
        stamp: set.stamp,
        summary: set.summary.clone(),
        undoes: set.undoes,
        receipt: None,
        chunks: Vec::new(),
        edits: Vec::new(),
    }
}

/// The edits in parts of few records and few bytes each; one that names many records is parted
/// itself.
fn parts(edits: &[Edit]) -> Vec<Vec<Edit>> {
    let mut parts = vec![Vec::new()];
    let (mut touched, mut bytes) = (0, 0);
    for edit in edits {
        let more = values(edit);
        for ids in edit.ids().chunks(TOUCHED_A_LINE) {
            let is_full = touched + ids.len() > TOUCHED_A_LINE || bytes + more > VALUES_A_LINE;
            if touched > 0 && is_full {
                parts.push(Vec::new());
                (touched, bytes) = (0, 0);
            }
            (touched, bytes) = (touched + ids.len(), bytes + more);
            if let Some(part) = parts.last_mut() {
                part.push(edit.of(ids));
            }
        }
    }
    parts
}

/// About how many bytes the values of an edit take.
fn values(edit: &Edit) -> usize {
    match edit {
        Edit::Create { fields, .. } => length(fields),
        Edit::Set { before, after, .. } | Edit::Overwrote { before, after, .. } => {
            before.iter().chain(after).map(length).sum()
        }
        _ => 0,
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => 2 + text.len(),
        Value::Array(all) => 2 + all.iter().map(|value| 1 + length(value)).sum::<usize>(),
        Value::Object(all) => {
            2 + all.iter().map(|(key, value)| 4 + key.len() + length(value)).sum::<usize>()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 24,
    }
}

fn write_line(value: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        // Records are plain data and a vector takes every byte; should that ever change, half
        // a record must not stand in the file.
        out.truncate(start);
    }
}

/// Appends everything after the last record or change set.
pub fn write_end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n]\n}\n");
}
