//! Making two customers one, and two again.

use model::{Customer, Edit, Entity, Id, Kind, Path, Summary, Validate, Value};

use crate::commands::save::{MERGED_INTO, keep_unknown};
use crate::error::CommandError;
use crate::history::HistoryFilter;
use crate::pace::{Pace, Rush};
use crate::store::Store;
use crate::workspace::{Staged, Workspace};

impl<S: Store> Workspace<S> {
    /// Makes two customers one, which reads as `wanted`. The one whose record is older stays,
    /// whichever way round they are named: two devices that merge the same two must agree. All
    /// that hangs on the other, now and later, counts among what hangs on the one that stays;
    /// the other's own record is kept as it is, out of sight. Answers the change set.
    ///
    /// # Errors
    /// When `wanted` does not validate, one of them is not there, both are the same, or the
    /// change cannot be kept.
    pub async fn merge_customers(
        &self,
        one: Id,
        other: Id,
        wanted: &Customer,
    ) -> Result<Id, CommandError> {
        wanted.validate()?;
        let _turn = self.turn().await?;
        if one == other {
            return Err(CommandError::SameRecord);
        }
        let (kept, gone) = (one.min(other), one.max(other));
        let (edits, summary) = {
            let image = self.image();
            let customers = &image.tables.customers;
            let live = |id| customers.find(id).filter(|row| row.is_live());
            let (Some(stays), Some(goes)) = (live(kept), live(gone)) else {
                return Err(CommandError::NotFound);
            };
            let mut wanted = wanted.clone();
            keep_unknown(&stays.record, &mut wanted);
            let mut edits = vec![Edit::Set {
                kind: Kind::Customer,
                id: gone,
                path: Path::field(MERGED_INTO),
                before: goes.record.get(&Path::field(MERGED_INTO)),
                after: Some(Value::from(kept.to_string())),
            }];
            edits.extend(stays.changes_to(&wanted).into_iter().map(|change| Edit::Set {
                kind: Kind::Customer,
                id: kept,
                path: change.path,
                before: change.before,
                after: change.after,
            }));
            let gone = goes.record.name.clone();
            (edits, Summary::Joined { kept: wanted.name, gone })
        };
        let stamp = self.tick_past(&edits);
        self.commit(Staged::new(summary, edits, stamp), &Rush).await
    }

    /// Makes a customer one of its own again. What the merge wrote over the other's values goes
    /// back, except where somebody has changed it since. What hung on this customer before
    /// hangs on it again; what came since stays where it is. Answers the change set.
    ///
    /// # Errors
    /// When the customer is part of no other, it was cancelled, or it cannot be kept.
    pub async fn unmerge(&self, gone: Id, pace: &dyn Pace) -> Result<Id, CommandError> {
        let path = Path::field(MERGED_INTO);
        let (into, name) = {
            let image = self.image();
            let row = image.tables.customers.find(gone).ok_or(CommandError::NotFound)?;
            (row.record.get(&path).ok_or(CommandError::NotFound)?, row.record.name.clone())
        };
        let record = Some((Kind::Customer, gone));
        let filter = HistoryFilter { record, ..HistoryFilter::default() };
        let mut before = None;
        loop {
            let page = self.history(&filter, before, 16, pace).await?;
            let merge = page.entries.into_iter().find(|entry| {
                entry.set.edits.iter().any(|edit| {
                    matches!(edit, Edit::Set { id, path: at, after, .. }
                        if *id == gone && *at == path && after.as_ref() == Some(&into))
                })
            });
            if let Some(merge) = merge {
                return self.revert(&merge.set, pace).await;
            }
            match page.next {
                Some(next) => before = Some(next),
                None => break,
            }
        }
        // Merged on a device whose history has not come along.
        let _turn = self.turn().await?;
        let (kind, id, before) = (Kind::Customer, gone, Some(into));
        let edits = vec![Edit::Set { kind, id, path, before, after: None }];
        let stamp = self.tick_past(&edits);
        let summary = Summary::Edited { kind: Kind::Customer, label: name };
        self.commit(Staged::new(summary, edits, stamp), &Rush).await
    }
}
