//! Taking in rows that carry their own stamps: what a bundle brings.

use model::{Id, Rows, Summary};

use crate::bulk::{self, Comparison};
use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::store::{Store, StoreError};
use crate::sync::News;
use crate::workspace::{SLICE, Staged, Workspace};

/// What a merge did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MergeReport {
    /// Records that were new.
    pub created: usize,
    /// Records that were there and took something new.
    pub changed: usize,
    /// Records that told nothing new.
    pub known: usize,
    /// The change set, for undo; `None` when nothing was new.
    pub set: Option<Id>,
}

impl<S: Store> Workspace<S> {
    /// Merges `rows` field by field, the newest stamp winning. What is missing from them is
    /// not deleted. `file` names where they came from in the history.
    ///
    /// # Errors
    /// When it was cancelled or cannot be kept; then nothing has changed.
    pub async fn merge(
        &self,
        rows: Rows,
        file: &str,
        pace: &dyn Pace,
    ) -> Result<MergeReport, CommandError> {
        let _turn = self.turn().await?;
        self.merge_rows(rows, None, file, pace).await
    }

    /// [`Workspace::merge`] for whoever has the turn, with what else a bundle told.
    pub(crate) async fn merge_rows(
        &self,
        mut rows: Rows,
        news: Option<News>,
        file: &str,
        pace: &dyn Pace,
    ) -> Result<MergeReport, CommandError> {
        let total = rows.len();
        let mut found = Comparison::default();
        let mut compared = 0;
        while !rows.is_empty() {
            compared += bulk::compare(&self.image().tables, &mut rows, SLICE, &mut found)
                .map_err(|why| StoreError::Failed(why.to_string()))?;
            pace.step(Step::Matching, compared, total).await?;
        }
        let (created, changed, known) = (found.created.len(), found.changed, found.known);
        let mut report = MergeReport { created, changed, known, set: None };
        let news = news.filter(|news| self.is_news(news));
        let is_new = !found.staged.is_empty();
        if is_new || news.is_some() {
            let summary = Summary::Merged { created, changed, file: file.to_owned() };
            let mut staged = self.stage_bulk(found, summary);
            if let Some(News { receipt, foreign }) = news {
                (staged.receipt, staged.foreign) = (Some(Box::new(receipt)), foreign);
            }
            let set = self.commit(staged, pace).await?;
            report.set = is_new.then_some(set);
        }
        Ok(report)
    }

    /// Commits rows that are ready as they stand, as one change set.
    pub(crate) async fn commit_bulk(
        &self,
        found: Comparison,
        summary: Summary,
        pace: &dyn Pace,
    ) -> Result<Id, CommandError> {
        let staged = self.stage_bulk(found, summary);
        self.commit(staged, pace).await
    }

    fn stage_bulk(&self, found: Comparison, summary: Summary) -> Staged {
        let (rows, edits) = found.into_parts();
        Staged { rows, ..Staged::new(summary, edits, self.tick()) }
    }
}
