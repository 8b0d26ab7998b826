//! Doing tasks, and making many of them at once.

use model::{Edit, Entity, Id, Kind, Moment, Path, Row, Stamp, Summary, Task, Validate, Value};
use rustc_hash::FxHashSet;
use xxhash_rust::xxh64::xxh64;

use crate::bulk::Comparison;
use crate::commands::Saved;
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::{Pace, Rush, Step};
use crate::store::Store;
use crate::workspace::{SLICE, Staged, Workspace};

/// A task that a playbook or a rule asks for. Its `source` says which.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The task.
    pub task: Task,
    /// What calls for it this time, such as the day of the last contact: no source makes a
    /// customer a second task of one occasion, on whatever device.
    pub occasion: String,
}

/// What asking for tasks came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Planned {
    /// Tasks that came to be.
    pub created: usize,
    /// Tasks that were there already.
    pub known: usize,
    /// The change set, for undo; `None` when there was nothing to create.
    pub set: Option<Id>,
}

impl<S: Store> Workspace<S> {
    /// Says when a task was done, or with `None` that it is not. `label` names it in the history.
    ///
    /// # Errors
    /// When it is not there, or the change cannot be kept.
    pub async fn finish_task(
        &self,
        id: Id,
        done: Option<Moment>,
        label: &str,
    ) -> Result<Saved, CommandError> {
        let _turn = self.turn().await?;
        let path = Path::field("done");
        let before = match self.image().tables.tasks.get(id) {
            Some(task) => task.get(&path),
            None => return Err(CommandError::NotFound),
        };
        let after = done.map(|at| Value::from(at.to_string()));
        if before == after {
            return Ok(Saved { id, set: None });
        }
        let (kind, label) = (Kind::Task, label.to_owned());
        let summary = match done {
            Some(_) => Summary::Finished { label },
            None => Summary::Edited { kind: kind.clone(), label },
        };
        let edits = vec![Edit::Set { kind, id, path, before, after }];
        let stamp = self.tick_past(&edits);
        Ok(Saved { id, set: Some(self.commit(Staged::new(summary, edits, stamp), &Rush).await?) })
    }

    /// Creates those of the tasks that are not there yet, as one change set: none for a customer
    /// who has an open task of its source, or had one for the same occasion. `label` says in the
    /// history what asked for them.
    ///
    /// # Errors
    /// When one does not validate, it was cancelled, or it cannot be kept; then nothing has
    /// changed.
    pub async fn plan_tasks(
        &self,
        wanted: Vec<Wanted>,
        label: &str,
        pace: &dyn Pace,
    ) -> Result<Planned, CommandError> {
        let _turn = self.turn().await?;
        let (total, stamp) = (wanted.len(), self.tick());
        let mut found = Comparison::default();
        let mut planner = Planner::new(&self.image());
        let (mut looked, mut wanted) = (0, wanted.into_iter());
        while looked < total {
            let slice = wanted.by_ref().take(SLICE);
            for wanted in slice {
                wanted.task.validate()?;
                let row = planner.row(&self.image(), wanted, stamp);
                found.staged.tasks.extend(row);
                looked += 1;
            }
            pace.step(Step::Packing, looked, total).await?;
        }
        let created = found.staged.tasks.len();
        let mut planned = Planned { created, known: total - created, set: None };
        if created > 0 {
            found.created.note(&Kind::Task, found.staged.tasks.iter().map(|row| row.id));
            let summary = Summary::Planned { count: created, label: label.to_owned() };
            planned.set = Some(self.commit_bulk(found, summary, pace).await?);
        }
        Ok(planned)
    }
}

/// Tells which tasks are wanted and not there.
struct Planner {
    /// Customers with an open task of a source.
    open: FxHashSet<(Id, String)>,
    /// Ids of those staged so far.
    staged: FxHashSet<Id>,
}

impl Planner {
    fn new(image: &Image) -> Self {
        let mut open = FxHashSet::default();
        for (_, row) in image.tables.tasks.iter().filter(|(_, row)| row.record.is_open()) {
            if let Some(customer) = row.record.customer.filter(|_| !row.record.source.is_empty()) {
                open.insert((image.resolve(customer), row.record.source.clone()));
            }
        }
        Self { open, staged: FxHashSet::default() }
    }

    fn row(&mut self, image: &Image, wanted: Wanted, stamp: Stamp) -> Option<Row<Task>> {
        let Wanted { task, occasion } = wanted;
        if let Some(customer) = task.customer
            && self.open.contains(&(image.resolve(customer), task.source.clone()))
        {
            return None;
        }
        // One that was taken back or thrown away is asked for again under another id.
        let ids = (0..).map(|turn| id_of(&task, &occasion, turn));
        let tasks = &image.tables.tasks;
        let id = { ids }.find(|id| tasks.find(*id).is_none_or(Row::is_live))?;
        (tasks.find(id).is_none() && self.staged.insert(id)).then(|| Row::created(id, stamp, task))
    }
}

/// The id of a task that is made by itself: a UUID version 8 (RFC 9562, section 5.8) of what
/// calls for it, so that two devices that make the same one make one.
fn id_of(task: &Task, occasion: &str, turn: u64) -> Id {
    let customer = task.customer.map(|id| *id.bytes()).unwrap_or_default();
    let mut text = customer.to_vec();
    for part in [&task.source, occasion] {
        text.extend_from_slice(&(part.len() as u64).to_be_bytes());
        text.extend_from_slice(part.as_bytes());
    }
    let halves = [2 * turn, 2 * turn + 1].map(|seed| xxh64(&text, seed).to_be_bytes());
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&halves[0]);
    bytes[8..].copy_from_slice(&halves[1]);
    bytes[6] = 0x80 | bytes[6] & 0x0f;
    bytes[8] = 0x80 | bytes[8] & 0x3f;
    Id::from_bytes(bytes)
}
