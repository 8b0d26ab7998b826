//! What a change set did, record by record, and what of it could still be taken back.

use model::{ChangeSet, Edit, Id, Kind, Path, Value};
use rustc_hash::FxHashMap;

use crate::image::Image;

/// What was done with whole records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// They came to be.
    Created,
    /// They went to the trash.
    Deleted,
    /// They came back from there.
    Restored,
}

/// Records of one kind with which the same was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What was done.
    pub life: Life,
    /// Their kind.
    pub kind: Kind,
    /// How many.
    pub count: usize,
    /// The first of them.
    pub first: Vec<Id>,
}

/// One value that was replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced {
    /// Where.
    pub path: Path,
    /// What stood there; nothing if nothing did.
    pub before: Option<Value>,
    /// What stood there then.
    pub after: Option<Value>,
}

/// A record of which values were replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// Its kind.
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// Its values, in the order they were written.
    pub values: Vec<Replaced>,
}

/// A change set for people to read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Digest {
    /// Whole records that came and went.
    pub groups: Vec<Group>,
    /// The first of the records of which values were replaced.
    pub edited: Vec<Edited>,
    /// How many such records there are besides.
    pub more: usize,
}

impl Digest {
    /// Reads a change set; holds no more than `names` records of a group and `records` of
    /// those edited.
    #[must_use]
    pub fn of(set: &ChangeSet, names: usize, records: usize) -> Self {
        let mut digest = Self::default();
        let mut places = FxHashMap::default();
        for edit in &set.edits {
            match edit {
                Edit::Create { .. } | Edit::Created { .. } => {
                    digest.group(Life::Created, edit, names);
                }
                Edit::Delete { .. } | Edit::Removed { .. } => {
                    digest.group(Life::Deleted, edit, names);
                }
                Edit::Restore { .. } | Edit::Revived { .. } => {
                    digest.group(Life::Restored, edit, names);
                }
                Edit::Touched { .. } => {}
                Edit::Set { kind, id, path, before, after }
                | Edit::Overwrote { kind, id, path, before, after } => {
                    let next = places.len();
                    let place = *places.entry((kind, *id)).or_insert(next);
                    if place == digest.edited.len() && place < records {
                        let (kind, id, values) = (kind.clone(), *id, Vec::new());
                        digest.edited.push(Edited { kind, id, values });
                    }
                    if let Some(edited) = digest.edited.get_mut(place) {
                        let (path, before, after) = (path.clone(), before.clone(), after.clone());
                        edited.values.push(Replaced { path, before, after });
                    }
                }
            }
        }
        digest.more = places.len() - digest.edited.len();
        digest
    }

    fn group(&mut self, life: Life, edit: &Edit, names: usize) {
        let (kind, ids) = (edit.kind(), edit.ids());
        let known = self.groups.iter().position(|group| group.life == life && group.kind == *kind);
        let at = known.unwrap_or_else(|| {
            self.groups.push(Group { life, kind: kind.clone(), count: 0, first: Vec::new() });
            self.groups.len() - 1
        });
        if let Some(group) = self.groups.get_mut(at) {
            group.count += ids.len();
            let room = names.saturating_sub(group.first.len());
            group.first.extend(ids.iter().take(room));
        }
    }
}

/// What taking a change set back would do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outlook {
    /// Values and records that would go back to what they were before.
    pub back: usize,
    /// Values that somebody has changed since, and that would stay.
    pub stay: usize,
}

impl Outlook {
    /// Compares a change set with what stands now. What reads as before already counts as
    /// neither.
    #[must_use]
    pub fn of(image: &Image, set: &ChangeSet) -> Self {
        let mut outlook = Self::default();
        for edit in &set.edits {
            let Some(table) = image.tables.any(edit.kind()) else { continue };
            let count = |live: bool| {
                let marks = edit.ids().iter().filter_map(|id| table.marks(*id));
                marks.filter(|marks| marks.is_live() == live).count()
            };
            match edit {
                Edit::Create { .. }
                | Edit::Created { .. }
                | Edit::Restore { .. }
                | Edit::Revived { .. } => outlook.back += count(true),
                Edit::Delete { .. } | Edit::Removed { .. } => outlook.back += count(false),
                Edit::Touched { .. } => {}
                Edit::Set { id, path, before, after, .. }
                | Edit::Overwrote { id, path, before, after, .. } => {
                    let stands = table.value(*id, path);
                    if !table.contains(*id) || stands == *before {
                        continue;
                    }
                    match stands == *after {
                        true => outlook.back += 1,
                        false => outlook.stay += 1,
                    }
                }
            }
        }
        outlook
    }
}
