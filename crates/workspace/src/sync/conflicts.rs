//! What two people changed without knowing of each other.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ChangeSet, Conflict, DeviceId, Edit, Id, Kind, Path, Rows, Stamp, Summary, Value, VersionVector,
};
use rustc_hash::FxHashMap;

use crate::commands::{MERGED_INTO, deletion, restoration};
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::{Pace, Rush, Step};
use crate::store::Store;
use crate::sync::incoming::Incoming;
use crate::workspace::{SLICE, Staged, Workspace};

/// Who changed something, and what stood there before.
#[derive(Debug, Clone, PartialEq)]
struct Author {
    device: DeviceId,
    actor: String,
    before: Option<Value>,
}

/// What one side changed of a record.
#[derive(Debug, Default)]
struct Touch {
    paths: BTreeMap<Path, Author>,
    /// Where a person has decided a conflict.
    decided: BTreeSet<Path>,
    /// Who last deleted or restored it.
    life: Option<Author>,
    /// Who last changed anything.
    last: Option<Author>,
}

type Touched = FxHashMap<(Kind, Id), Touch>;

impl Touch {
    fn note(&mut self, edit: &Edit, set: &ChangeSet) {
        let author =
            |before: Option<Value>| Author { device: set.device, actor: set.actor.clone(), before };
        self.last = Some(author(None));
        match edit {
            Edit::Create { fields, .. } => {
                for path in paths_of(fields) {
                    self.paths.entry(path).or_insert_with(|| author(None));
                }
            }
            Edit::Set { path, before, .. } | Edit::Overwrote { path, before, .. } => {
                if matches!(set.summary, Summary::Decided { .. }) {
                    self.decided.insert(path.clone());
                }
                // What stood there before the first of several changes is what both knew.
                let first = self.paths.entry(path.clone());
                let known = first.or_insert_with(|| author(before.clone()));
                (known.device, known.actor) = (set.device, set.actor.clone());
            }
            Edit::Delete { .. }
            | Edit::Restore { .. }
            | Edit::Removed { .. }
            | Edit::Revived { .. } => self.life = Some(author(None)),
            Edit::Created { .. } | Edit::Touched { .. } => {}
        }
    }
}

fn paths_of(fields: &Value) -> Vec<Path> {
    let mut paths = Vec::new();
    for (field, value) in fields.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(map) => paths.extend(map.keys().map(|key| Path::keyed(field, key))),
            None => paths.push(Path::field(field)),
        }
    }
    paths
}

impl<S: Store> Workspace<S> {
    /// Where what `theirs` changed and what we changed without their knowing differ. `rows`
    /// are the records as they are on their side.
    pub(super) async fn conflicts_with(
        &self,
        theirs: &[ChangeSet],
        rows: &Rows,
        they_know: &VersionVector,
        pace: &dyn Pace,
    ) -> Result<Vec<Conflict>, CommandError> {
        let mut touched = Touched::default();
        for set in theirs {
            for edit in &set.edits {
                if matches!(edit, Edit::Created { .. } | Edit::Touched { .. }) {
                    continue;
                }
                for id in edit.ids() {
                    touched.entry((edit.kind().clone(), *id)).or_default().note(edit, set);
                }
            }
        }
        let mut ours = Touched::default();
        self.each_since(they_know, pace, &mut |set, _| {
            for edit in &set.edits {
                for id in edit.ids() {
                    let record = (edit.kind().clone(), *id);
                    if touched.contains_key(&record) {
                        ours.entry(record).or_default().note(edit, set);
                    }
                }
            }
        })
        .await?;
        let wanted = survivors(&self.image(), &ours, rows);
        let incoming = Incoming::of(rows, &touched.keys().cloned().chain(wanted).collect());
        let mut records: Vec<(&(Kind, Id), &Touch)> = touched.iter().collect();
        records.sort_by_key(|(record, _)| *record);
        let (nothing, mut found) = (Touch::default(), Vec::new());
        for (done, some) in records.chunks(SLICE).enumerate() {
            {
                let image = self.image();
                for ((kind, id), theirs) in some {
                    let mine = ours.get(&(kind.clone(), *id)).unwrap_or(&nothing);
                    let sides = Sides { image: &image, incoming: &incoming, kind };
                    sides.values(*id, mine, theirs, &mut found);
                    sides.life(*id, mine, theirs, &mut found);
                    sides.merged(*id, mine, theirs, &mut found);
                }
            }
            pace.step(Step::Matching, done * SLICE, records.len()).await?;
        }
        Ok(found)
    }

    /// Conflicts nobody has decided yet, oldest first.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let (ledger, image) = (self.ledger.borrow(), self.image());
        let open = ledger.conflicts.iter().filter(|conflict| is_open(&image, conflict));
        open.cloned().collect()
    }

    /// Lets the conflicts go that somebody has decided.
    pub(crate) fn forget_decided_conflicts(&self) {
        let image = self.image();
        self.ledger.borrow_mut().conflicts.retain(|conflict| is_open(&image, conflict));
    }

    /// Decides a conflict: what stands is written once more, or what did not win is written
    /// over it. Either way it is decided on every device that hears of it. `label` names the
    /// record in the history. Answers the change set.
    ///
    /// # Errors
    /// When the record is not there, or the decision cannot be kept.
    pub async fn decide(
        &self,
        conflict: &Conflict,
        theirs: bool,
        label: &str,
    ) -> Result<Id, CommandError> {
        let _turn = self.turn().await?;
        let Conflict { kind, id, path, .. } = conflict;
        let chosen = if theirs { &conflict.theirs } else { &conflict.mine };
        let edits = match path {
            Some(path) => {
                let image = self.image();
                let table = image.tables.any(kind).filter(|table| table.contains(*id));
                vec![Edit::Set {
                    kind: kind.clone(),
                    id: *id,
                    path: path.clone(),
                    before: table.ok_or(CommandError::NotFound)?.value(*id, path),
                    after: chosen.clone(),
                }]
            }
            // What went with a customer comes with them, though nobody else changed it.
            None if chosen.is_some() => restoration(&self.image(), kind, vec![*id]),
            None => deletion(&self.image(), kind, vec![*id]),
        };
        let summary = Summary::Decided { kind: kind.clone(), label: label.to_owned() };
        let stamp = self.tick_past(&edits);
        self.commit(Staged::new(summary, edits, stamp), &Rush).await
    }
}

/// A record as it is here, and as it is in the bundle.
struct Sides<'a> {
    image: &'a Image,
    incoming: &'a Incoming<'a>,
    kind: &'a Kind,
}

/// A value and when it was written.
type Written = (Stamp, Option<Value>);

impl Sides<'_> {
    fn here(&self, id: Id, path: &Path) -> Option<Written> {
        let table = self.image.tables.any(self.kind)?;
        Some((table.marks(id)?.stamp_of(path), table.value(id, path)))
    }

    fn there(&self, id: Id, path: &Path) -> Option<Written> {
        let row = self.incoming.row(self.kind, id)?;
        Some((row.marks().stamp_of(path), row.value(path)))
    }

    /// What will stand when both have become one.
    fn joint(&self, id: Id, path: &Path) -> Option<Written> {
        match (self.here(id, path), self.there(id, path)) {
            (Some(here), Some(there)) => Some(if there.0 > here.0 { there } else { here }),
            (here, there) => here.or(there),
        }
    }

    fn conflict(&self, id: Id, path: Option<&Path>, author: &Author) -> Conflict {
        Conflict {
            kind: self.kind.clone(),
            id,
            path: path.cloned(),
            before: author.before.clone(),
            mine: None,
            theirs: None,
            took_theirs: false,
            stamp: Stamp { millis: 0, counter: 0, device: author.device },
            device: author.device,
            actor: author.actor.clone(),
        }
    }

    /// Values both changed: what they knew when they changed it is not what stands here. They
    /// may have heard of ours since and sent the file only then; ours still goes unless
    /// somebody says so, save where a person there has looked at both and decided.
    fn values(&self, id: Id, mine: &Touch, theirs: &Touch, found: &mut Vec<Conflict>) {
        for (path, author) in &theirs.paths {
            let (Some(here), Some(there)) = (self.here(id, path), self.there(id, path)) else {
                continue;
            };
            let apart = mine.paths.contains_key(path)
                || (author.before != here.1 && !theirs.decided.contains(path));
            if !apart || here.1 == there.1 || here.0 == there.0 {
                continue;
            }
            found.push(Conflict {
                took_theirs: there.0 > here.0,
                stamp: here.0.max(there.0),
                mine: here.1,
                theirs: there.1,
                ..self.conflict(id, Some(path), author)
            });
        }
    }

    /// One deleted the record, or brought it back, and the other changed it.
    fn life(&self, id: Id, mine: &Touch, theirs: &Touch, found: &mut Vec<Conflict>) {
        let table = self.image.tables.any(self.kind);
        let here = table.and_then(|table| table.marks(id));
        let (Some(here), Some(row)) = (here, self.incoming.row(self.kind, id)) else { return };
        let Some(author) = theirs.life.as_ref().or(theirs.last.as_ref()) else { return };
        if mine.last.is_none() {
            return;
        }
        let there = row.marks();
        let (lives, lived) = (here.is_live(), there.is_live());
        if lives == lived || (mine.life.is_none() && theirs.life.is_none()) {
            return;
        }
        let is_there = |live: bool| live.then(|| Value::from(true));
        found.push(Conflict {
            before: is_there(true),
            mine: is_there(lives),
            theirs: is_there(lived),
            took_theirs: here.is_live_with(there) == lived,
            stamp: here.latest().max(there.latest()),
            ..self.conflict(id, None, author)
        });
    }

    /// One made the record part of another, and the other side changed it: what they changed
    /// would be out of sight, so it is held against the record that stays.
    fn merged(&self, id: Id, mine: &Touch, theirs: &Touch, found: &mut Vec<Conflict>) {
        let into = Path::field(MERGED_INTO);
        let (by_us, by_them) = (mine.paths.contains_key(&into), theirs.paths.get(&into));
        if by_us == by_them.is_some() {
            return;
        }
        let Some((_, Some(kept))) = self.joint(id, &into) else { return };
        let Some(kept) = kept.as_str().and_then(|text| text.parse().ok()) else { return };
        let kept = self.image.resolve(kept);
        let changed = if by_us { &theirs.paths } else { &mine.paths };
        for (path, author) in changed {
            let value = if by_us { self.there(id, path) } else { self.here(id, path) };
            let (Some((_, value)), Some((stamp, stands))) = (value, self.joint(kept, path)) else {
                continue;
            };
            if *path == into || value == stands {
                continue;
            }
            let (mine, theirs) = if by_us { (stands, value) } else { (value, stands) };
            let author = by_them.unwrap_or(author);
            found.push(Conflict {
                before: None,
                mine,
                theirs,
                took_theirs: !by_us,
                stamp,
                ..self.conflict(kept, Some(path), author)
            });
        }
    }
}

/// The records that those in `touched` have become part of, here or in the bundle.
fn survivors(image: &Image, touched: &Touched, rows: &Rows) -> Vec<(Kind, Id)> {
    let mut kept = Vec::new();
    let customers = |id: &Id| touched.contains_key(&(Kind::Customer, *id));
    for row in rows.customers.iter().filter(|row| customers(&row.id)) {
        kept.extend(row.merged_into().map(|into| (Kind::Customer, image.resolve(into))));
    }
    let here = touched.keys().filter(|(kind, _)| *kind == Kind::Customer);
    kept.extend(here.map(|(kind, id)| (kind.clone(), image.resolve(*id))));
    kept
}

/// Whether what won still stands as it did then.
fn is_open(image: &Image, conflict: &Conflict) -> bool {
    let marks = image.tables.any(&conflict.kind).and_then(|table| table.marks(conflict.id));
    marks.is_some_and(|marks| match &conflict.path {
        Some(path) => marks.stamp_of(path) == conflict.stamp,
        None => marks.latest() == conflict.stamp,
    })
}
