//! The search through everybody, done by the worker.

use duplicates::{LIKELY, Pair};
use worker::customers::Batch;
use worker::{Failure, Job, pairs};
use workspace::{Pace, Slot, Step};

use crate::session::{Part, Session, WorkError, work};

/// All pairs, the most alike first.
pub async fn search(session: Session, pace: &dyn Pace) -> Result<Vec<Pair>, WorkError> {
    let total = session.peek(|image| image.tables.customers.slot_count()).unwrap_or_default();
    let mut next = 0;
    let parts = || {
        let mut batch = Batch::default();
        session.peek(|image| {
            while next < total && !batch.is_full() {
                let row = image.tables.customers.row(next as Slot).filter(|row| row.is_live());
                next += 1;
                if let Some(row) = row {
                    batch.add(row.id, &row.record);
                }
            }
        });
        (!batch.is_empty()).then(|| Part { bytes: batch.finish(), done: next, total })
    };
    let mut all = Vec::new();
    let found = |part: &[u8]| {
        all.extend(pairs::decode(part)?);
        Ok::<(), Failure>(())
    };
    work(Job::Duplicates { at_least: LIKELY }, parts, found, Step::Matching, pace).await?;
    Ok(all)
}
