//! Change sets as stored bytes: maps with names, like rows. Each edit and each summary says
//! which it is in its first entry, and has the entries that one needs.

use std::fmt::Display;
use std::str::FromStr;

use crate::change::{ChangeSet, Edit, Summary};
use crate::entity::Value;
use crate::id::Id;
use crate::kinds::Kind;
use crate::path::Path;
use crate::receipt::{Conflict, Receipt};
use crate::stamp::{DeviceId, Stamp};
use crate::version::VersionVector;
use crate::wire::{Reader, Unreadable, Wire, Writer};

type Read<T> = Result<T, Unreadable>;

/// Bytes of an id: a bulk change names a million of them, so they stand side by side in one value.
const ID: usize = 16;

fn text(out: &mut Writer, name: &str, value: &str) {
    out.text(name);
    out.text(value);
}

fn printed(out: &mut Writer, name: &str, value: &dyn Display) {
    text(out, name, &value.to_string());
}

fn entry(out: &mut Writer, name: &str, value: &impl Wire) {
    out.text(name);
    value.encode(out);
}

fn parsed<T: FromStr>(from: &mut Reader<'_>, what: &str) -> Read<T> {
    from.text()?.parse().map_err(|_| from.wrong(what))
}

fn given<T>(value: Option<T>, from: &Reader<'_>, name: &str) -> Read<T> {
    value.ok_or_else(|| from.wrong(name))
}

fn encode_ids(out: &mut Writer, edit: &str, kind: &Kind, ids: &[Id]) {
    out.map(3);
    text(out, "edit", edit);
    text(out, "kind", kind.name());
    out.text("ids");
    let bytes: Vec<u8> = ids.iter().flat_map(|id| id.bytes()).copied().collect();
    out.bytes(&bytes);
}

fn decode_ids(from: &mut Reader<'_>) -> Read<Vec<Id>> {
    let (ids, rest) = from.bytes()?.as_chunks::<ID>();
    if rest.is_empty() {
        Ok(ids.iter().map(|id| Id::from_bytes(*id)).collect())
    } else {
        Err(from.wrong("ids"))
    }
}

/// The value that was replaced, and by what.
type Values<'a> = (&'a Option<Value>, &'a Option<Value>);

fn encode_values(out: &mut Writer, edit: &str, to: (&Kind, Id, &Path), (before, after): Values) {
    let (kind, id, path) = to;
    out.map(4 + usize::from(before.is_some()) + usize::from(after.is_some()));
    text(out, "edit", edit);
    text(out, "kind", kind.name());
    entry(out, "id", &id);
    printed(out, "path", path);
    for (name, value) in [("before", before), ("after", after)] {
        if let Some(value) = value {
            entry(out, name, value);
        }
    }
}

impl Wire for Edit {
    fn encode(&self, out: &mut Writer) {
        match self {
            Self::Create { kind, id, fields } => {
                out.map(4);
                text(out, "edit", "create");
                text(out, "kind", kind.name());
                entry(out, "id", id);
                entry(out, "fields", fields);
            }
            Self::Set { kind, id, path, before, after } => {
                encode_values(out, "set", (kind, *id, path), (before, after));
            }
            Self::Overwrote { kind, id, path, before, after } => {
                encode_values(out, "overwrote", (kind, *id, path), (before, after));
            }
            Self::Delete { kind, ids } => encode_ids(out, "delete", kind, ids),
            Self::Restore { kind, ids } => encode_ids(out, "restore", kind, ids),
            Self::Created { kind, ids } => encode_ids(out, "created", kind, ids),
            Self::Removed { kind, ids } => encode_ids(out, "removed", kind, ids),
            Self::Revived { kind, ids } => encode_ids(out, "revived", kind, ids),
            Self::Touched { kind, ids } => encode_ids(out, "touched", kind, ids),
        }
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        let (mut edit, mut kind, mut id, mut path) = ("", None, None, None);
        let (mut fields, mut ids, mut before, mut after) = (Value::Null, Vec::new(), None, None);
        for _ in 0..from.map()? {
            match from.text()? {
                "edit" => edit = from.text()?,
                "kind" => kind = Some(parsed(from, "kind")?),
                "id" => id = Some(Id::decode(from)?),
                "path" => path = Some(parsed(from, "path")?),
                "fields" => fields = from.value()?,
                "ids" => ids = decode_ids(from)?,
                "before" => before = Some(from.value()?),
                "after" => after = Some(from.value()?),
                _ => from.skip()?,
            }
        }
        let kind = given(kind, from, "an edit without its kind")?;
        let one = || given(id, from, "an edit without its record");
        let place = |path| given(path, from, "an edit without its path");
        Ok(match edit {
            "create" => Self::Create { kind, id: one()?, fields },
            "set" => Self::Set { kind, id: one()?, path: place(path)?, before, after },
            "overwrote" => Self::Overwrote { kind, id: one()?, path: place(path)?, before, after },
            "delete" => Self::Delete { kind, ids },
            "restore" => Self::Restore { kind, ids },
            "created" => Self::Created { kind, ids },
            "removed" => Self::Removed { kind, ids },
            "revived" => Self::Revived { kind, ids },
            "touched" => Self::Touched { kind, ids },
            _ => return Err(from.wrong("an unknown edit")),
        })
    }
}

fn count(out: &mut Writer, name: &str, count: usize) {
    out.text(name);
    out.uint(count as u64);
}

fn decode_count(from: &mut Reader<'_>) -> Read<usize> {
    usize::try_from(from.uint()?).map_err(|_| from.wrong("a count out of range"))
}

impl Wire for Summary {
    fn encode(&self, out: &mut Writer) {
        match self {
            Self::Created { kind, label }
            | Self::Edited { kind, label }
            | Self::Decided { kind, label } => {
                let did = match self {
                    Self::Created { .. } => "created",
                    Self::Edited { .. } => "edited",
                    _ => "decided",
                };
                out.map(3);
                text(out, "did", did);
                text(out, "kind", kind.name());
                text(out, "label", label);
            }
            Self::Joined { kept, gone } => {
                out.map(3);
                text(out, "did", "joined");
                text(out, "kept", kept);
                text(out, "gone", gone);
            }
            Self::Deleted { kind, count: number, label }
            | Self::Restored { kind, count: number, label } => {
                let deleted = matches!(self, Self::Deleted { .. });
                out.map(4);
                text(out, "did", if deleted { "deleted" } else { "restored" });
                text(out, "kind", kind.name());
                count(out, "count", *number);
                text(out, "label", label);
            }
            Self::Imported { kind, created, changed, file } => {
                out.map(5);
                text(out, "did", "imported");
                text(out, "kind", kind.name());
                count(out, "created", *created);
                count(out, "changed", *changed);
                text(out, "file", file);
            }
            Self::Merged { created, changed, file } => {
                out.map(4);
                text(out, "did", "merged");
                count(out, "created", *created);
                count(out, "changed", *changed);
                text(out, "file", file);
            }
            Self::Replaced { created, changed, deleted, file } => {
                out.map(5);
                text(out, "did", "replaced");
                count(out, "created", *created);
                count(out, "changed", *changed);
                count(out, "deleted", *deleted);
                text(out, "file", file);
            }
            Self::Sample { created } => {
                out.map(2);
                text(out, "did", "sample");
                count(out, "created", *created);
            }
            Self::Finished { label } => {
                out.map(2);
                text(out, "did", "finished");
                text(out, "label", label);
            }
            Self::Planned { count: number, label } => {
                out.map(3);
                text(out, "did", "planned");
                count(out, "count", *number);
                text(out, "label", label);
            }
            Self::Undone { what } => {
                out.map(2);
                text(out, "did", "undone");
                out.text("what");
                what.encode(out);
            }
        }
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        decode_summary(from, DEEPEST)
    }
}

/// Undoing what was undone nests once more each time; beyond this the bytes are no summary.
const DEEPEST: u32 = 200;

fn decode_summary(from: &mut Reader<'_>, depth: u32) -> Read<Summary> {
    let depth = depth.checked_sub(1).ok_or_else(|| from.wrong("nested too deep"))?;
    let (mut did, mut kind, mut what) = ("", None, None);
    let (mut label, mut file) = (String::new(), String::new());
    let (mut kept, mut gone) = (String::new(), String::new());
    let (mut number, mut created, mut changed, mut deleted) = (0, 0, 0, 0);
    for _ in 0..from.map()? {
        match from.text()? {
            "did" => did = from.text()?,
            "kind" => kind = Some(parsed(from, "kind")?),
            "label" => label = Wire::decode(from)?,
            "file" => file = Wire::decode(from)?,
            "kept" => kept = Wire::decode(from)?,
            "gone" => gone = Wire::decode(from)?,
            "count" => number = decode_count(from)?,
            "created" => created = decode_count(from)?,
            "changed" => changed = decode_count(from)?,
            "deleted" => deleted = decode_count(from)?,
            "what" => what = Some(Box::new(decode_summary(from, depth)?)),
            _ => from.skip()?,
        }
    }
    let of = |kind| given(kind, from, "a summary without its kind");
    Ok(match did {
        "created" => Summary::Created { kind: of(kind)?, label },
        "edited" => Summary::Edited { kind: of(kind)?, label },
        "deleted" => Summary::Deleted { kind: of(kind)?, count: number, label },
        "restored" => Summary::Restored { kind: of(kind)?, count: number, label },
        "decided" => Summary::Decided { kind: of(kind)?, label },
        "joined" => Summary::Joined { kept, gone },
        "replaced" => Summary::Replaced { created, changed, deleted, file },
        "imported" => Summary::Imported { kind: of(kind)?, created, changed, file },
        "merged" => Summary::Merged { created, changed, file },
        "sample" => Summary::Sample { created },
        "finished" => Summary::Finished { label },
        "planned" => Summary::Planned { count: number, label },
        "undone" => Summary::Undone { what: given(what, from, "a summary of nothing")? },
        _ => return Err(from.wrong("an unknown summary")),
    })
}

impl Wire for Conflict {
    fn encode(&self, out: &mut Writer) {
        let values = [("before", &self.before), ("mine", &self.mine), ("theirs", &self.theirs)];
        let present = values.iter().filter(|(_, value)| value.is_some()).count();
        out.map(6 + present + usize::from(self.path.is_some()));
        text(out, "kind", self.kind.name());
        entry(out, "id", &self.id);
        if let Some(path) = &self.path {
            printed(out, "path", path);
        }
        for (name, value) in values {
            if let Some(value) = value {
                entry(out, name, value);
            }
        }
        entry(out, "took_theirs", &self.took_theirs);
        entry(out, "stamp", &self.stamp);
        out.text("device");
        out.uint(self.device.0);
        text(out, "actor", &self.actor);
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        let (mut kind, mut id, mut path, mut stamp, mut device) = (None, None, None, None, None);
        let (mut before, mut mine, mut theirs) = (None, None, None);
        let (mut took_theirs, mut actor) = (false, String::new());
        for _ in 0..from.map()? {
            match from.text()? {
                "kind" => kind = Some(parsed(from, "kind")?),
                "id" => id = Some(Id::decode(from)?),
                "path" => path = Some(parsed(from, "path")?),
                "before" => before = Some(from.value()?),
                "mine" => mine = Some(from.value()?),
                "theirs" => theirs = Some(from.value()?),
                "took_theirs" => took_theirs = from.bool()?,
                "stamp" => stamp = Some(Stamp::decode(from)?),
                "device" => device = Some(DeviceId(from.uint()?)),
                "actor" => actor = Wire::decode(from)?,
                _ => from.skip()?,
            }
        }
        Ok(Self {
            kind: given(kind, from, "a conflict without its kind")?,
            id: given(id, from, "a conflict without its record")?,
            path,
            before,
            mine,
            theirs,
            took_theirs,
            stamp: given(stamp, from, "a conflict without its stamp")?,
            device: given(device, from, "a conflict without its device")?,
            actor,
        })
    }
}

impl Wire for Receipt {
    fn encode(&self, out: &mut Writer) {
        out.map(4);
        out.text("from");
        out.uint(self.from.0);
        entry(out, "seen", &self.seen);
        entry(out, "complete", &self.complete);
        entry(out, "conflicts", &self.conflicts);
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        let (mut device, mut seen) = (None, VersionVector::default());
        let (mut complete, mut conflicts) = (false, Vec::new());
        for _ in 0..from.map()? {
            match from.text()? {
                "from" => device = Some(DeviceId(from.uint()?)),
                "seen" => seen = Wire::decode(from)?,
                "complete" => complete = from.bool()?,
                "conflicts" => conflicts = Wire::decode(from)?,
                _ => from.skip()?,
            }
        }
        let from = given(device, from, "a receipt from nobody")?;
        Ok(Self { from, seen, complete, conflicts })
    }
}

impl ChangeSet {
    /// Writes everything but the edits, which are to follow: an array of them. For sets so
    /// large that they are written in slices.
    pub fn encode_head(&self, out: &mut Writer) {
        out.map(
            5 + usize::from(!self.actor.is_empty())
                + usize::from(self.seq.is_some())
                + usize::from(self.undoes.is_some())
                + usize::from(self.receipt.is_some())
                + usize::from(!self.chunks.is_empty()),
        );
        entry(out, "id", &self.id);
        out.text("device");
        out.uint(self.device.0);
        if let Some(seq) = self.seq {
            out.text("seq");
            out.uint(seq);
        }
        if !self.actor.is_empty() {
            text(out, "actor", &self.actor);
        }
        entry(out, "stamp", &self.stamp);
        entry(out, "summary", &self.summary);
        if let Some(undone) = &self.undoes {
            entry(out, "undoes", undone);
        }
        if let Some(receipt) = &self.receipt {
            entry(out, "receipt", &**receipt);
        }
        if !self.chunks.is_empty() {
            entry(out, "chunks", &self.chunks);
        }
        out.text("edits");
        out.array(self.edits.len());
    }
}

impl Wire for ChangeSet {
    fn encode(&self, out: &mut Writer) {
        self.encode_head(out);
        self.edits.iter().for_each(|edit| edit.encode(out));
    }

    fn decode(from: &mut Reader<'_>) -> Read<Self> {
        let (mut id, mut device, mut stamp, mut summary) = (None, None, None, None);
        let (mut seq, mut actor, mut undoes, mut receipt) = (None, String::new(), None, None);
        let (mut edits, mut chunks) = (Vec::new(), Vec::new());
        for _ in 0..from.map()? {
            match from.text()? {
                "id" => id = Some(Id::decode(from)?),
                "device" => device = Some(DeviceId(from.uint()?)),
                "seq" => seq = Some(from.uint()?),
                "actor" => actor = Wire::decode(from)?,
                "stamp" => stamp = Some(Stamp::decode(from)?),
                "summary" => summary = Some(Summary::decode(from)?),
                "undoes" => undoes = Some(Id::decode(from)?),
                "receipt" => receipt = Some(Box::new(Receipt::decode(from)?)),
                "edits" => edits = Wire::decode(from)?,
                "chunks" => chunks = Wire::decode(from)?,
                _ => from.skip()?,
            }
        }
        Ok(Self {
            id: given(id, from, "a change set without its id")?,
            device: given(device, from, "a change set without its device")?,
            seq,
            actor,
            stamp: given(stamp, from, "a change set without its stamp")?,
            summary: given(summary, from, "a change set without its summary")?,
            undoes,
            receipt,
            chunks,
            edits,
        })
    }
}
