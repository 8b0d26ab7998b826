//! Adding sample data.

use model::{Id, IdSource, Kind, Summary};

use crate::bulk::Comparison;
use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::sample::{Generator, SampleOptions};
use crate::store::Store;
use crate::workspace::{SLICE, Workspace};

/// What adding sample data did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SampleReport {
    /// Records that were created.
    pub created: usize,
    /// The change set, for undo; `None` when there was nothing to create.
    pub set: Option<Id>,
}

struct Ids<'a, S: Store>(&'a Workspace<S>);

impl<S: Store> IdSource for Ids<'_, S> {
    fn next_id(&self) -> Id {
        self.0.new_id()
    }
}

impl<S: Store> Workspace<S> {
    /// Draws a sample, as [`crate::sample::generate`] does, and adds it to what is there, as
    /// one change set.
    ///
    /// # Errors
    /// When it was cancelled or cannot be kept; then nothing has changed.
    pub async fn add_sample(
        &self,
        options: &SampleOptions,
        offset_minutes: i16,
        pace: &dyn Pace,
    ) -> Result<SampleReport, CommandError> {
        let _turn = self.turn().await?;
        let ids = Ids(self);
        let mut generator = Generator::new(options, &ids, self.tick(), offset_minutes);
        generator.make_room();
        let mut found = Comparison::default();
        let mut drawn = 0;
        while drawn < options.customers {
            drawn += generator.add(SLICE, &mut found.staged);
            pace.step(Step::Packing, drawn, options.customers).await?;
        }
        let created = found.staged.len();
        if created == 0 {
            return Ok(SampleReport::default());
        }
        let rows = &found.staged;
        found.created.note(&Kind::Customer, rows.customers.iter().map(|row| row.id));
        found.created.note(&Kind::Interaction, rows.interactions.iter().map(|row| row.id));
        found.created.note(&Kind::Order, rows.orders.iter().map(|row| row.id));
        found.created.note(&Kind::Task, rows.tasks.iter().map(|row| row.id));
        let set = self.commit_bulk(found, Summary::Sample { created }, pace).await?;
        Ok(SampleReport { created, set: Some(set) })
    }
}
