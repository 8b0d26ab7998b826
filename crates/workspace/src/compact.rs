//! Folding the journal into chunks, so that opening stays quick. The journal itself stays: it
//! is the history.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use model::{Id, Kind};

use crate::codec;
use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::store::{Batch, ChunkKey, Store, StoreError};
use crate::workspace::{CHUNK_ROWS, META_FOLDED, META_LEDGER, Workspace};

/// Chunks with fewer rows than this are gathered into larger ones …
const SMALL: usize = CHUNK_ROWS / 4;
/// … once a kind has more of them than this.
const SMALL_CHUNKS: usize = 8;

impl<S: Store> Workspace<S> {
    /// Writes the records touched since the last time into chunks, in one transaction, and
    /// gathers small chunks into large ones. Answers how many rows it wrote. Run it when the
    /// page is idle, in one tab at a time.
    ///
    /// # Errors
    /// When the store fails; then nothing has changed.
    pub async fn compact(&self, pace: &dyn Pace) -> Result<usize, CommandError> {
        let _turn = self.turn().await?;
        self.follow().await?;
        // Until somebody has seen to it, nothing that is stored is moved or taken away.
        if !self.damage().is_empty() {
            return Ok(0);
        }
        self.fold(Batch::default(), pace).await
    }

    /// [`Workspace::compact`] for whoever has the turn; what else is in `batch` goes along.
    pub(crate) async fn fold(
        &self,
        mut batch: Batch,
        pace: &dyn Pace,
    ) -> Result<usize, CommandError> {
        let folded = self.applied();
        let touched = self.unfolded.borrow().clone();
        // A merge touches nothing that is not in chunks already, but its journal entry must
        // not be read anew at every start.
        if touched.is_empty() && folded == self.folded.get() && batch.meta.is_empty() {
            return Ok(0);
        }
        let mut ids = BTreeMap::<Kind, BTreeSet<Id>>::new();
        for (kind, id) in touched {
            ids.entry(kind).or_default().insert(id);
        }
        self.gather_small(&mut ids, &mut batch).await?;
        let rows = self.write_chunks(&ids, &mut batch, pace).await?;
        batch.meta.push((META_FOLDED, folded.to_be_bytes().to_vec()));
        self.forget_decided_conflicts();
        batch.meta.push((META_LEDGER, codec::encode(&*self.ledger.borrow())));
        let chunks: Vec<Id> = batch.put.iter().map(|(key, _)| key.id).collect();
        self.store.commit(batch).await?;
        self.note_loaded(chunks.into_iter());
        self.folded.set(folded);
        self.unfolded.borrow_mut().clear();
        self.unread.set(0);
        Ok(rows)
    }

    async fn gather_small(
        &self,
        ids: &mut BTreeMap<Kind, BTreeSet<Id>>,
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        let mut small = BTreeMap::<Kind, Vec<ChunkKey>>::new();
        for key in self.store.chunk_keys().await?.into_iter().filter(|key| key.rows < SMALL) {
            small.entry(key.kind.clone()).or_default().push(key);
        }
        for (kind, keys) in small.into_iter().filter(|(_, keys)| keys.len() > SMALL_CHUNKS) {
            let gathered = ids.entry(kind.clone()).or_default();
            let read = self.store.chunks(&keys).await?;
            for (key, bytes) in keys.into_iter().zip(read) {
                // Another tab may have put it there a moment ago: what is rewritten must be
                // in memory first. What does not read stays.
                let ids = bytes.map_or(Ok(Vec::new()), |bytes| self.take_in_chunk(&kind, &bytes));
                match ids {
                    Ok(ids) => {
                        gathered.extend(ids);
                        batch.remove.push(key);
                    }
                    Err(_) => self.note_unreadable_chunk(&key),
                }
            }
        }
        Ok(())
    }

    async fn write_chunks(
        &self,
        ids: &BTreeMap<Kind, BTreeSet<Id>>,
        batch: &mut Batch,
        pace: &dyn Pace,
    ) -> Result<usize, CommandError> {
        let total = ids.values().map(BTreeSet::len).sum();
        let mut rows = 0;
        for (kind, ids) in ids {
            let ids: Vec<Id> = ids.iter().copied().collect();
            for part in ids.chunks(CHUNK_ROWS) {
                {
                    let image = self.image();
                    let Some(table) = image.tables.any(kind) else { continue };
                    let part: Vec<Id> =
                        part.iter().copied().filter(|id| table.contains(*id)).collect();
                    if part.is_empty() {
                        continue;
                    }
                    let key = ChunkKey { kind: kind.clone(), rows: part.len(), id: self.new_id() };
                    rows += part.len();
                    batch.put.push((key, Rc::new(table.chunk_of(&part))));
                }
                pace.step(Step::Packing, rows, total).await?;
            }
        }
        Ok(rows)
    }
}
