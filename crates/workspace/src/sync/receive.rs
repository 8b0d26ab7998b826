//! Taking in a bundle.

use interchange::bundle::{Bundle, BundleHeader};
use model::{ChangeSet, Conflict, DeviceId, Receipt, VersionVector};

use crate::commands::MergeReport;
use crate::error::CommandError;
use crate::pace::Pace;
use crate::store::Store;
use crate::workspace::Workspace;

/// What a bundle was and did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Received {
    /// What it did to the records.
    pub merged: MergeReport,
    /// Who wrote it, if it says.
    pub from: Option<DeviceId>,
    /// What its writer and we changed apart.
    pub conflicts: Vec<Conflict>,
    /// How many change sets of other devices were new.
    pub changes: usize,
}

/// The news in a bundle, as far as it says what it builds on.
pub(crate) struct News {
    pub receipt: Receipt,
    pub foreign: Vec<ChangeSet>,
}

impl<S: Store> Workspace<S> {
    /// Merges a bundle field by field, the newest stamp winning. What is missing from it is
    /// not deleted. `file` names it in the history.
    ///
    /// # Errors
    /// When it builds on changes that are not here, was cancelled, or cannot be kept; then
    /// nothing has changed.
    pub async fn receive(
        &self,
        bundle: Bundle,
        file: &str,
        pace: &dyn Pace,
    ) -> Result<Received, CommandError> {
        let _turn = self.turn().await?;
        self.follow().await?;
        let Bundle { header, rows, changes } = bundle;
        let from = header.device;
        let Some((from, seen)) = self.told(&header)? else {
            let merged = self.merge_rows(rows, None, file, pace).await?;
            return Ok(Received { merged, from, ..Received::default() });
        };
        let known = self.seen();
        let is_new = |set: &ChangeSet| set.seq.is_some_and(|seq| !known.knows(set.device, seq));
        let mut foreign: Vec<ChangeSet> = changes.into_iter().filter(is_new).collect();
        // Two devices may relay the same set; within one file each counts once.
        foreign.sort_by_key(|set| (set.stamp, set.device, set.seq));
        foreign.dedup_by_key(|set| (set.device, set.seq));
        let conflicts = self.conflicts_with(&foreign, &rows, &seen, pace).await?;
        let receipt = Receipt { from, seen, complete: true, conflicts: conflicts.clone() };
        let changes = foreign.len();
        let news = News { receipt, foreign };
        let merged = self.merge_rows(rows, Some(news), file, pace).await?;
        Ok(Received { merged, from: Some(from), conflicts, changes })
    }

    /// Who wrote the bundle and what they knew, if it says so and is not our own.
    fn told(
        &self,
        header: &BundleHeader,
    ) -> Result<Option<(DeviceId, VersionVector)>, CommandError> {
        let (Some(from), Some(seen)) = (header.device, header.seen.clone()) else {
            return Ok(None);
        };
        let since = header.since.clone().unwrap_or_default();
        if !self.seen().covers(&since) {
            return Err(CommandError::Gap);
        }
        Ok((from != self.device()).then_some((from, seen)))
    }

    /// Whether what a bundle tells of its writer's knowledge is new.
    pub(crate) fn is_news(&self, news: &News) -> bool {
        let ledger = self.ledger.borrow();
        !news.foreign.is_empty()
            || ledger.peer(news.receipt.from) != Some(&news.receipt.seen)
            || !self.seen().covers(&news.receipt.seen)
    }
}
