//! Making the workspace read as a bundle does.

use std::ops::Range;

use interchange::bundle::Bundle;
use model::{Edit, Entity, Id, Kind, Queue, Row, Rows, Stamp, Summary, with_kinds};

use crate::bulk::{self, Comparison};
use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::store::{Store, StoreError};
use crate::table::{Slot, Table};
use crate::tables::Tables;
use crate::workspace::{SLICE, Workspace, past};

/// What replacing everything did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replaced {
    /// Records that came to be.
    pub created: usize,
    /// Records that were there and read otherwise, or were in the trash.
    pub changed: usize,
    /// Records that went to the trash.
    pub deleted: usize,
    /// Records that read as the bundle says already.
    pub same: usize,
    /// The change set, for undo; `None` when nothing was different.
    pub set: Option<Id>,
}

/// What is to be done so far.
struct Staging {
    stamp: Stamp,
    rows: Rows,
    found: Comparison,
    deleted: usize,
}

impl Staging {
    /// Makes the records of one kind in `slots` of `wanted` read as they do there.
    fn stage<T: Entity>(
        &mut self,
        kind: &Kind,
        mine: Option<&Table<T>>,
        wanted: &Table<T>,
        slots: Range<Slot>,
        staged: &mut Queue<Row<T>>,
    ) -> Result<(), StoreError> {
        for theirs in slots.filter_map(|slot| wanted.row(slot)) {
            let Some(mine) = mine.and_then(|table| table.read_of(theirs.id)) else {
                self.found.created.note(kind, [theirs.id]);
                staged.push(self.created(theirs));
                continue;
            };
            let at = past(self.stamp, mine.marks.latest().max(theirs.marks.latest()));
            let mut row = mine.clone().into_owned();
            match (mine.marks.is_live(), theirs.marks.is_live()) {
                (true, false) => {
                    // What its values were matters to nobody while it is in the trash.
                    row.marks.delete(at);
                    self.found.removed.note(kind, [row.id]);
                    self.deleted += 1;
                }
                (false, false) => {
                    self.found.known += 1;
                    continue;
                }
                (was_live, true) => {
                    let changes = mine.changes_to(&theirs.record);
                    if was_live && changes.is_empty() {
                        self.found.known += 1;
                        continue;
                    }
                    if !was_live {
                        row.marks.restore(at);
                        self.found.revived.note(kind, [row.id]);
                    }
                    self.found.changed += 1;
                    for change in changes {
                        row.write(&change.path, change.after.clone(), at)
                            .map_err(|why| StoreError::Failed(why.to_string()))?;
                        self.found.overwrites.push(Edit::Overwrote {
                            kind: kind.clone(),
                            id: row.id,
                            path: change.path,
                            before: change.before,
                            after: change.after,
                        });
                    }
                }
            }
            staged.push(row);
        }
        Ok(())
    }

    /// A record that is new here. Stamped anew where it is live: a device that has thrown it
    /// away since is to have it back as well.
    fn created<T: Entity>(&self, theirs: &Row<T>) -> Row<T> {
        let mut row = theirs.clone();
        if row.marks.is_live() {
            return Row::created(row.id, past(self.stamp, row.marks.latest()), row.record);
        }
        row.tidy();
        row
    }

    /// Sends the records of one kind in `slots` of `mine` to the trash that are not `wanted`.
    fn stage_rest<T: Entity>(
        &mut self,
        kind: &Kind,
        mine: &Table<T>,
        wanted: Option<&Table<T>>,
        slots: Range<Slot>,
        staged: &mut Queue<Row<T>>,
    ) {
        for row in slots.filter_map(|slot| mine.row(slot)).filter(|row| row.marks.is_live()) {
            if wanted.is_some_and(|wanted| wanted.slot(row.id).is_some()) {
                continue;
            }
            let mut row = row.clone();
            row.marks.delete(past(self.stamp, row.marks.latest()));
            self.found.removed.note(kind, [row.id]);
            self.deleted += 1;
            staged.push(row);
        }
    }
}

macro_rules! replace {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        impl Staging {
            fn stage_any(
                &mut self,
                kind: &Kind,
                mine: &Tables,
                wanted: &Tables,
                slots: Range<Slot>,
            ) -> Result<(), StoreError> {
                match kind {
                    $(Kind::$Variant => {
                        let mut staged = std::mem::take(&mut self.rows.$table);
                        let (mine, wanted) = (Some(&mine.$table), &wanted.$table);
                        let outcome = self.stage(kind, mine, wanted, slots, &mut staged);
                        self.rows.$table = staged;
                        outcome
                    })+
                    Kind::Other(name) => {
                        let Some(wanted) = wanted.other.get(name) else { return Ok(()) };
                        let mut staged = self.rows.other.remove(name).unwrap_or_default();
                        let mine = mine.other.get(name);
                        let outcome = self.stage(kind, mine, wanted, slots, &mut staged);
                        if !staged.is_empty() {
                            self.rows.other.insert(name.clone(), staged);
                        }
                        outcome
                    }
                }
            }

            fn stage_any_rest(
                &mut self,
                kind: &Kind,
                mine: &Tables,
                wanted: &Tables,
                slots: Range<Slot>,
            ) {
                match kind {
                    $(Kind::$Variant => {
                        let mut staged = std::mem::take(&mut self.rows.$table);
                        let (mine, wanted) = (&mine.$table, Some(&wanted.$table));
                        self.stage_rest(kind, mine, wanted, slots, &mut staged);
                        self.rows.$table = staged;
                    })+
                    Kind::Other(name) => {
                        let Some(mine) = mine.other.get(name) else { return };
                        let mut staged = self.rows.other.remove(name).unwrap_or_default();
                        let wanted = wanted.other.get(name);
                        self.stage_rest(kind, mine, wanted, slots, &mut staged);
                        if !staged.is_empty() {
                            self.rows.other.insert(name.clone(), staged);
                        }
                    }
                }
            }
        }
    };
}

with_kinds!(replace);

impl<S: Store> Workspace<S> {
    /// Makes the workspace read as a full bundle does: what it has comes back with the values
    /// it has there, what it lacks goes to the trash. One change set, written here and now, so
    /// that it can be undone, and holds on other devices against what was done before. The
    /// history in the bundle is not taken in; [`Workspace::receive`] does that. `file` names
    /// the bundle in the history.
    ///
    /// # Errors
    /// When the bundle is empty or no full one, it was cancelled, or cannot be kept; then
    /// nothing has changed.
    pub async fn replace(
        &self,
        bundle: Bundle,
        file: &str,
        pace: &dyn Pace,
    ) -> Result<Replaced, CommandError> {
        let _turn = self.turn().await?;
        self.follow().await?;
        if bundle.header.since.is_some() {
            return Err(CommandError::Partial);
        }
        let wanted = tables_of(bundle.rows, pace).await?;
        let rows = |tables: &Tables, kind: &Kind| tables.any(kind).map_or(0, |t| t.row_count());
        let mut kinds: Vec<Kind> = self.image().tables.kinds().collect();
        kinds.extend(wanted.kinds().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
        let there: usize = kinds.iter().map(|kind| rows(&wanted, kind)).sum();
        if there == 0 {
            return Err(CommandError::EmptyFile);
        }
        let here: usize = kinds.iter().map(|kind| rows(&self.image().tables, kind)).sum();
        let mut staging = Staging {
            stamp: self.tick(),
            rows: Rows::default(),
            found: Comparison::default(),
            deleted: 0,
        };
        let mut done = 0;
        for kind in &kinds {
            for slots in slices(rows(&wanted, kind)) {
                done += slots.len();
                staging.stage_any(kind, &self.image().tables, &wanted, slots)?;
                pace.step(Step::Matching, done, there + here).await?;
            }
            let count = rows(&self.image().tables, kind);
            for slots in slices(count) {
                done += slots.len();
                staging.stage_any_rest(kind, &self.image().tables, &wanted, slots);
                pace.step(Step::Matching, done, there + here).await?;
            }
        }
        let Staging { rows, mut found, deleted, .. } = staging;
        let (created, changed) = (found.created.len(), found.changed);
        let mut report = Replaced { created, changed, deleted, same: found.known, set: None };
        if !rows.is_empty() {
            found.staged = rows;
            let file = file.to_owned();
            let summary = Summary::Replaced { created, changed, deleted, file };
            report.set = Some(self.commit_bulk(found, summary, pace).await?);
        }
        Ok(report)
    }
}

fn slices(count: usize) -> impl Iterator<Item = Range<Slot>> {
    let starts = (0..count).step_by(SLICE);
    starts.map(move |start| start as Slot..(start + SLICE).min(count) as Slot)
}

/// The rows of a bundle, found by their ids; copies of the same record have become one.
async fn tables_of(mut rows: Rows, pace: &dyn Pace) -> Result<Tables, CommandError> {
    let (mut tables, total, mut done) = (Tables::default(), rows.len(), 0);
    while !rows.is_empty() {
        done += bulk::absorb(&mut tables, &mut rows, SLICE, &mut |_, _| {})
            .map_err(|why| StoreError::Failed(why.to_string()))?;
        pace.step(Step::Matching, done, total).await?;
    }
    Ok(tables)
}
