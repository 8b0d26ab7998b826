//! Putting right what a check finds.

use model::{Customer, Edit, Id, Kind, Queue, Row, Rows, Stamp, Summary};
use rustc_hash::FxHashSet;

use crate::bulk::Comparison;
use crate::codec;
use crate::error::CommandError;
use crate::health::Record;
use crate::health::check::Inspection;
use crate::health::salvage::salvage;
use crate::pace::{Pace, Rush, Step};
use crate::store::{Batch, Store};
use crate::workspace::{META_ASIDE, META_LEDGER, SLICE, Staged, Workspace};

/// How far a repair goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mend {
    /// Customers who are nowhere, but on whom records hang, are created anew under this name.
    /// Their values give way to the real ones should these ever come; without a name, nobody
    /// is created.
    pub placeholder: Option<String>,
}

/// What a repair did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repaired {
    /// Chunks and journal entries that do not read and are now noted as seen to.
    pub aside: usize,
    /// Records that were read out of damaged bytes. Nobody can vouch for each letter of them.
    pub recovered: usize,
    /// Records that memory took from the store.
    pub read: usize,
    /// Records that were written to the store anew.
    pub written: usize,
    /// Records the history tells of that could not be brought back.
    pub lost: usize,
    /// Customers created anew.
    pub placeholders: usize,
    /// Whether what is worked out from records was worked out anew.
    pub rebuilt: bool,
    /// The change sets the repair made, for undo.
    pub sets: Vec<Id>,
}

impl<S: Store> Workspace<S> {
    /// Puts right what [`Workspace::check`] finds. Stored bytes that do not read stay where they
    /// are; whatever can be known of the records that were in them, from memory, from the
    /// journal or from the bytes themselves, is written anew. A second time it does nothing.
    ///
    /// # Errors
    /// When it was cancelled or the store fails. What has been put right by then stays so.
    pub async fn repair(&self, mend: &Mend, pace: &dyn Pace) -> Result<Repaired, CommandError> {
        let _turn = self.turn().await?;
        let mut found = self.inspect(pace).await?;
        let mut repaired =
            Repaired { recovered: self.recover(&found).await?, ..Repaired::default() };
        if repaired.recovered > 0 {
            // What has been done to these records since is in the journal.
            found = self.inspect(pace).await?;
        }
        repaired.read = self.read_anew(&found, pace).await?;
        repaired.written = found.stored.not_stored.len();
        repaired.lost = found.stored.lost.len();
        self.write_anew(&found, &mut repaired, pace).await?;
        if !found.derived.is_empty() {
            self.mend(|image| image.rebuild());
            repaired.rebuilt = true;
        }
        // What came back may have been what others hang on.
        let references = self.references(pace).await?;
        if !references.stray.is_empty() {
            let ids = references.stray.into_iter().map(|(_, id)| id).collect::<Vec<_>>();
            let (kind, count, label) = (Kind::Settings, ids.len(), String::new());
            let edits = vec![Edit::Delete { kind: kind.clone(), ids }];
            let stamp = self.tick_past(&edits);
            let staged = Staged::new(Summary::Deleted { kind, count, label }, edits, stamp);
            repaired.sets.push(self.commit(staged, &Rush).await?);
        }
        let mut nowhere = references.nowhere;
        while let Some(name) = &mend.placeholder
            && !nowhere.is_empty()
        {
            repaired.placeholders += nowhere.len();
            let set = self.create_placeholders(nowhere.into_iter(), name, pace).await?;
            repaired.sets.push(set);
            // The journal may know more of them than their names: also that they have become
            // part of somebody who is nowhere, too.
            let found = self.inspect(pace).await?;
            repaired.read += self.read_anew(&found, pace).await?;
            self.write_anew(&found, &mut Repaired::default(), pace).await?;
            nowhere = self.references(pace).await?.nowhere;
        }
        Ok(repaired)
    }

    /// Takes lost records out of damaged chunks into memory, as far as they read.
    async fn recover(&self, found: &Inspection) -> Result<usize, CommandError> {
        let wanted: FxHashSet<Record> = found.stored.lost.iter().cloned().collect();
        if wanted.is_empty() {
            return Ok(0);
        }
        let mut rows = Rows::default();
        for key in &found.stored.chunks {
            let read = self.store.chunks(std::slice::from_ref(key)).await?;
            for bytes in read.into_iter().flatten() {
                salvage(&key.kind, &bytes, &wanted, &mut rows);
            }
        }
        self.take_rows(rows, &Rush).await
    }

    /// Takes into memory what only the store knows.
    async fn read_anew(&self, found: &Inspection, pace: &dyn Pace) -> Result<usize, CommandError> {
        let records = found.stored.not_in_memory.iter().cloned();
        self.unfolded.borrow_mut().extend(records);
        self.take_rows(found.stored.rows_for_memory(), pace).await
    }

    async fn take_rows(&self, mut rows: Rows, pace: &dyn Pace) -> Result<usize, CommandError> {
        let total = rows.len();
        let mut taken = 0;
        while !rows.is_empty() {
            taken += self.mend(|image| image.absorb(&mut rows, SLICE))?;
            let _ = pace.step(Step::Applying, taken, total).await;
        }
        self.mend(crate::image::Image::settle);
        Ok(total)
    }

    /// Writes what the store lacks, notes what has been seen to, and folds the journal.
    async fn write_anew(
        &self,
        found: &Inspection,
        repaired: &mut Repaired,
        pace: &dyn Pace,
    ) -> Result<(), CommandError> {
        let damage = self.damage();
        let mut aside = self.aside.borrow().clone();
        let known = aside.clone();
        repaired.aside = damage.chunks.len() + damage.entries.len() + usize::from(damage.ledger);
        aside.chunks.extend(damage.chunks);
        aside.entries.extend(damage.entries);
        if damage.ledger {
            aside.ledgers.extend(self.store.meta(META_LEDGER).await?);
        }
        aside.lost.extend(found.stored.lost.iter().cloned());
        let mut batch = Batch::default();
        if aside != known {
            batch.meta.push((META_ASIDE, codec::encode(&aside)));
        }
        self.unfolded.borrow_mut().extend(found.stored.not_stored.iter().cloned());
        let before = std::mem::replace(&mut *self.aside.borrow_mut(), aside);
        if let Err(why) = self.fold(batch, pace).await {
            *self.aside.borrow_mut() = before;
            return Err(why);
        }
        self.damage.take();
        Ok(())
    }

    async fn create_placeholders(
        &self,
        ids: impl Iterator<Item = Id>,
        name: &str,
        pace: &dyn Pace,
    ) -> Result<Id, CommandError> {
        // Older than anything: the real values win wherever they meet.
        let stamp = Stamp { millis: 0, counter: 0, device: self.device() };
        let record = Customer { name: name.to_owned(), ..Customer::default() };
        let rows: Queue<_> = ids.map(|id| Row::created(id, stamp, record.clone())).collect();
        let mut found = Comparison::default();
        found.created.note(&Kind::Customer, rows.iter().map(|row| row.id));
        let created = rows.len();
        found.staged.customers = rows;
        let (kind, label) = (Kind::Customer, name.to_owned());
        let summary = match created {
            1 => Summary::Created { kind, label },
            _ => Summary::Restored { kind, count: created, label },
        };
        self.commit_bulk(found, summary, pace).await
    }
}
