//! Writing a bundle, a piece at a time.

use model::{ChangeSet, DeviceId, Edit, Entity, Id, Kind, Moment, Opaque, Row, VersionVector};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

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
pub fn write_row(kind: &Kind, row: &impl Carried, out: &mut Vec<u8>) {
    row.write(kind, out);
}

/// A row that a bundle can carry.
pub trait Carried {
    /// Appends it as one record.
    fn write(&self, kind: &Kind, out: &mut Vec<u8>);
}

/// Written out for each kind here, and not where rows are held, so that this is compiled for
/// speed as this crate is.
macro_rules! carried {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        $(impl Carried for Row<$T> {
            fn write(&self, kind: &Kind, out: &mut Vec<u8>) {
                write_line(&Line(kind, self), out);
            }
        })+
    };
}

model::with_kinds!(carried);
carried! { Other: Opaque, other, "other"; }

struct Line<'a, T: Entity>(&'a Kind, &'a Row<T>);

impl<T: Entity> Serialize for Line<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.1.entry_count()))?;
        map.serialize_entry("kind", self.0)?;
        self.1.serialize_entries(&mut map)?;
        map.end()
    }
}

/// Appends what stands between the last record and the first change set.
pub fn write_middle(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n],\n\"changes\": [");
}

/// How many records a line of a change set touches at most: no line of a bundle is long.
const TOUCHED_A_LINE: usize = 1_000;
/// How many bytes of text it has at most, unless a single step has more. As JSON they may take
/// six times the room.
const TEXT_A_LINE: usize = 256 << 10;

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

/// The edits in parts of few records and little text each; one that names many records is
/// parted itself.
fn parts(edits: &[Edit]) -> Vec<Vec<Edit>> {
    let mut parts = vec![Vec::new()];
    let (mut touched, mut text) = (0, 0);
    for edit in edits {
        let longer = text_of(edit);
        for ids in edit.ids().chunks(TOUCHED_A_LINE) {
            let is_full = touched + ids.len() > TOUCHED_A_LINE || text + longer > TEXT_A_LINE;
            if touched > 0 && is_full {
                parts.push(Vec::new());
                (touched, text) = (0, 0);
            }
            touched += ids.len();
            text += longer;
            if let Some(part) = parts.last_mut() {
                part.push(edit.of(ids));
            }
        }
    }
    parts
}

/// Bytes of text in an edit.
fn text_of(edit: &Edit) -> usize {
    match edit {
        Edit::Create { fields, .. } => text_in(fields),
        Edit::Set { path, before, after, .. } | Edit::Overwrote { path, before, after, .. } => {
            let name = path.field.len() + path.key.as_ref().map_or(0, |key| key.len());
            name + before.iter().chain(after).map(text_in).sum::<usize>()
        }
        _ => 0,
    }
}

fn text_in(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(text_in).sum(),
        Value::Object(values) => values.iter().map(|(key, value)| key.len() + text_in(value)).sum(),
        // As many bytes as a long number has.
        _ => 24,
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
