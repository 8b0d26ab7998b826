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

/// One change set on its way into a bundle: a line, and for each part of a long one another.
pub struct ChangeLines<'a> {
    set: &'a ChangeSet,
    /// Its number, until the first line is written.
    seq: Option<u64>,
    parts: Parts<'a>,
}

impl<'a> ChangeLines<'a> {
    /// A change set made as number `seq` of its device.
    #[must_use]
    pub fn new(set: &'a ChangeSet, seq: u64) -> Self {
        Self { set, seq: Some(seq), parts: Parts { edits: set.edits.iter(), rest: None } }
    }

    /// Appends the next line, if there is one; `first` when no other change set's came before.
    pub fn write_next(&mut self, first: bool, out: &mut Vec<u8>) -> bool {
        let edits = self.parts.next();
        if let Some(seq) = self.seq.take() {
            let edits = edits.unwrap_or_default();
            write_separator(first, out);
            write_line(&ChangeSet { seq: Some(seq), edits, ..without_edits(self.set) }, out);
            return true;
        }
        let Some(edits) = edits else { return false };
        write_separator(false, out);
        write_line(&More { more: self.set.id, edits }, out);
        true
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

/// Edits in parts of few records and little text each; one that names many records is parted
/// itself.
struct Parts<'a> {
    edits: std::slice::Iter<'a, Edit>,
    /// An edit that was begun, with the records of it that are still to come.
    rest: Option<(&'a Edit, &'a [Id])>,
}

impl Iterator for Parts<'_> {
    type Item = Vec<Edit>;

    fn next(&mut self) -> Option<Vec<Edit>> {
        let mut part = Vec::new();
        let (mut touched, mut text) = (0, 0);
        while let Some((edit, ids)) =
            self.rest.take().or_else(|| self.edits.next().map(|edit| (edit, edit.ids())))
        {
            let (now, later) = ids.split_at(ids.len().min(TOUCHED_A_LINE));
            if now.is_empty() {
                continue;
            }
            let longer = text_of(edit);
            let is_full = touched + now.len() > TOUCHED_A_LINE || text + longer > TEXT_A_LINE;
            if touched > 0 && is_full {
                self.rest = Some((edit, ids));
                break;
            }
            touched += now.len();
            text += longer;
            part.push(edit.of(now));
            self.rest = (!later.is_empty()).then_some((edit, later));
        }
        (!part.is_empty()).then_some(part)
    }
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
