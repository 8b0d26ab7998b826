//! Looking for what is wrong.

use crate::error::CommandError;
use crate::health::finding::{by_kind, some};
use crate::health::references::References;
use crate::health::stored::Stored;
use crate::health::{Checkup, Finding, Part};
use crate::image::Audit;
use crate::pace::{Pace, Step};
use crate::store::Store;
use crate::workspace::{SLICE, Workspace};

/// Everything a check looks at.
pub(super) struct Inspection {
    pub stored: Stored,
    pub references: References,
    pub derived: Vec<(Part, usize)>,
}

impl<S: Store> Workspace<S> {
    /// Reads everything that is stored once more and compares it with memory, follows every
    /// reference, and works out anew what is worked out from records. Changes nothing but for
    /// taking in what other tabs have done.
    ///
    /// # Errors
    /// When the store cannot be read, or the check was cancelled.
    pub async fn check(&self, pace: &dyn Pace) -> Result<Checkup, CommandError> {
        let _turn = self.turn_to_read().await;
        let inspection = self.inspect(pace).await?;
        Ok(self.report(&inspection))
    }

    pub(super) async fn inspect(&self, pace: &dyn Pace) -> Result<Inspection, CommandError> {
        let mut stored = self.read_stored(pace).await?;
        stored.chunks.iter().for_each(|key| self.note_unreadable_chunk(key));
        stored.entries.iter().for_each(|position| self.note_unreadable_entry(*position));
        {
            let aside = self.aside.borrow();
            stored.lost.retain(|record| !aside.lost.contains(record));
        }
        let references = self.references(pace).await?;
        let derived = self.audit(pace).await?;
        Ok(Inspection { stored, references, derived })
    }

    async fn audit(&self, pace: &dyn Pace) -> Result<Vec<(Part, usize)>, CommandError> {
        let mut audit = Audit::new(&self.image());
        loop {
            let looked = audit.look(&self.image(), SLICE);
            let Some((done, total)) = looked else { break };
            pace.step(Step::Checking, done, total).await?;
        }
        Ok(audit.finish(&self.image()))
    }

    fn report(&self, inspection: &Inspection) -> Checkup {
        let Inspection { stored, references, derived } = inspection;
        let mut findings = Vec::new();
        let damage = self.damage();
        if !damage.chunks.is_empty() {
            let rows = damage.chunks.iter().map(|key| key.rows).sum();
            findings.push(Finding::Chunks { count: damage.chunks.len(), rows });
        }
        if !damage.entries.is_empty() {
            let (count, examples) = (damage.entries.len(), some(&damage.entries));
            findings.push(Finding::Entries { count, examples });
        }
        findings.extend(damage.ledger.then_some(Finding::Ledger));
        findings.extend(by_kind(&stored.lost).map(Finding::Lost));
        findings.extend(by_kind(&stored.not_stored).map(Finding::NotStored));
        findings.extend(by_kind(&stored.not_in_memory).map(Finding::NotInMemory));
        findings.extend(by_kind(&references.no_customer).map(Finding::NoCustomer));
        findings.extend(by_kind(&references.merged_into_nobody).map(Finding::MergedIntoNobody));
        findings.extend(by_kind(&references.stray).map(Finding::StraySettings));
        let derived = derived.iter().map(|(part, count)| (*part, *count));
        findings.extend(derived.map(|(part, count)| Finding::Derived { part, count }));
        let image = self.image();
        let rows = |kind| image.tables.any(&kind).map_or(0, |table| table.row_count());
        let aside = self.aside.borrow();
        Checkup {
            findings,
            records: image.tables.kinds().map(rows).sum(),
            chunks: stored.chunks_read,
            entries: stored.entries_read,
            aside: aside.chunks.len() + aside.entries.len() + aside.ledgers.len(),
        }
    }
}
