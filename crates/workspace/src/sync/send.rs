//! Writing a bundle: everything, or what a peer lacks.

use interchange::bundle::{self, BundleHeader, ChangeLines};
use model::{ChangeSet, DeviceId, Id, Kind, Moment, VersionVector};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::CommandError;
use crate::history::Entry;
use crate::pace::{Pace, Step};
use crate::store::Store;
use crate::table::Slot;
use crate::workspace::{SLICE, Workspace};

/// Bytes handed to the sink at a time, roughly.
const PIECE: usize = 1 << 20;

/// What a bundle is to carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every record, deleted ones too (a deletion is news to a peer), and the whole history.
    Everything,
    /// What a device lacks, as far as it has told; everything if it never has.
    For(DeviceId),
    /// What whoever knows this lacks.
    Since(VersionVector),
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sent {
    /// Records.
    pub records: usize,
    /// Change sets.
    pub changes: usize,
}

/// The bytes of a bundle, handed on a piece at a time.
struct Pieces<'a> {
    piece: Vec<u8>,
    sink: &'a mut dyn FnMut(Vec<u8>),
}

/// How far change sets have been read that a device lacks.
struct Backlog {
    since: VersionVector,
    after: u64,
    /// How many more there may be that do not read.
    unreadable: usize,
}

impl Backlog {
    fn since(since: VersionVector, here: DeviceId) -> Self {
        // Whoever knows our journal up to there knows everything we knew then.
        let after = since.of(here);
        Self { since, after, unreadable: 0 }
    }
}

impl Pieces<'_> {
    fn hand_on(&mut self, least: usize) {
        if self.piece.len() >= least {
            let fresh = Vec::with_capacity(PIECE + PIECE / 4);
            (self.sink)(std::mem::replace(&mut self.piece, fresh));
        }
    }
}

impl<S: Store> Workspace<S> {
    /// What is known here of what every device did, this one included.
    #[must_use]
    pub fn seen(&self) -> VersionVector {
        let ledger = self.ledger.borrow();
        let mut seen = ledger.seen.clone();
        seen.note(self.device(), ledger.told);
        seen
    }

    /// The devices bundles have come from, with what each knew then.
    #[must_use]
    pub fn peers(&self) -> Vec<(DeviceId, VersionVector)> {
        let ledger = self.ledger.borrow();
        ledger.peers.clone()
    }

    /// How many change sets a device lacks, as far as it has told.
    ///
    /// # Errors
    /// When it was cancelled or the store cannot be read.
    pub async fn news_for(&self, peer: DeviceId, pace: &dyn Pace) -> Result<usize, CommandError> {
        let since = self.ledger.borrow().peer(peer).cloned().unwrap_or_default();
        let mut count = 0;
        self.each_since(&since, pace, &mut |_, _| count += 1).await?;
        Ok(count)
    }

    /// Writes a bundle, piece by piece into `sink`. What of the history does not read is left
    /// out; then a bundle for a device carries every record, because nobody knows any more
    /// which of them that device lacks.
    ///
    /// # Errors
    /// When it was cancelled or the store cannot be read.
    pub async fn export(
        &self,
        scope: &Scope,
        exported: Option<Moment>,
        pace: &dyn Pace,
        sink: &mut dyn FnMut(Vec<u8>),
    ) -> Result<Sent, CommandError> {
        let _turn = self.turn_to_read().await;
        // What another tab did a moment ago counts as known by the number in the header.
        self.follow().await?;
        let known = match scope {
            Scope::Everything => None,
            Scope::For(peer) => self.ledger.borrow().peer(*peer).cloned(),
            Scope::Since(known) => Some(known.clone()),
        };
        let lacking = match known {
            Some(since) => self.touched_since(&since, pace).await?.map(|touched| (since, touched)),
            None => None,
        };
        let (since, touched) = lacking.unzip();
        let header = BundleHeader {
            id: Some(self.new_id()),
            device: Some(self.device()),
            exported,
            seen: Some(self.seen()),
            since: since.clone(),
        };
        let mut out = Pieces { piece: Vec::with_capacity(PIECE + PIECE / 4), sink };
        bundle::write_start(&header, &mut out.piece);
        let records = match &touched {
            None => self.write_all(pace, &mut out).await?,
            Some(touched) => self.write_some(touched, pace, &mut out).await?,
        };
        bundle::write_middle(&mut out.piece);
        let mut changes = 0;
        let mut backlog = Backlog::since(since.unwrap_or_default(), self.device());
        while let Some(sets) = self.more_of(&mut backlog, pace).await? {
            for (set, seq) in &sets {
                let mut lines = ChangeLines::new(set, *seq);
                while lines.write_next(changes == 0, &mut out.piece) {
                    out.hand_on(PIECE);
                    pace.step(Step::Writing, records, records).await?;
                }
                changes += 1;
            }
        }
        bundle::write_end(&mut out.piece);
        out.hand_on(0);
        Ok(Sent { records, changes })
    }

    async fn write_all(
        &self,
        pace: &dyn Pace,
        out: &mut Pieces<'_>,
    ) -> Result<usize, CommandError> {
        let rows = |kind: &Kind| self.image().tables.any(kind).map_or(0, |table| table.row_count());
        let kinds: Vec<Kind> = self.image().tables.kinds().collect();
        let total = kinds.iter().map(rows).sum();
        let mut written = 0;
        for kind in kinds {
            let count = rows(&kind);
            for start in (0..count).step_by(SLICE) {
                let slots = start as Slot..(start + SLICE).min(count) as Slot;
                self.write_rows(&kind, slots, &mut written, out);
                pace.step(Step::Writing, written, total).await?;
            }
        }
        Ok(written)
    }

    async fn write_some(
        &self,
        touched: &FxHashMap<Kind, FxHashSet<Id>>,
        pace: &dyn Pace,
        out: &mut Pieces<'_>,
    ) -> Result<usize, CommandError> {
        let total = touched.values().map(FxHashSet::len).sum();
        let mut written = 0;
        let kinds: Vec<Kind> = self.image().tables.kinds().collect();
        for kind in kinds {
            let mut slots: Vec<Slot> = {
                let image = self.image();
                let table = image.tables.any(&kind);
                let ids = touched.get(&kind).into_iter().flatten();
                ids.filter_map(|id| table?.slot_of(*id)).collect()
            };
            slots.sort_unstable();
            for slots in slots.chunks(SLICE) {
                self.write_rows(&kind, slots.iter().copied(), &mut written, out);
                pace.step(Step::Writing, written, total).await?;
            }
        }
        Ok(written)
    }

    fn write_rows(
        &self,
        kind: &Kind,
        slots: impl Iterator<Item = Slot>,
        written: &mut usize,
        out: &mut Pieces<'_>,
    ) {
        let image = self.image();
        for slot in slots {
            bundle::write_separator(*written == 0, &mut out.piece);
            image.tables.bundle_row(kind, slot, &mut out.piece);
            *written += 1;
        }
        out.hand_on(PIECE);
    }

    /// What change sets since then touched; nothing when not all of them read.
    async fn touched_since(
        &self,
        since: &VersionVector,
        pace: &dyn Pace,
    ) -> Result<Option<FxHashMap<Kind, FxHashSet<Id>>>, CommandError> {
        let mut touched = FxHashMap::<Kind, FxHashSet<Id>>::default();
        let mut note = |set: &ChangeSet, _| {
            for edit in &set.edits {
                touched.entry(edit.kind().clone()).or_default().extend(edit.ids());
            }
        };
        let unreadable = self.each_since(since, pace, &mut note).await?;
        Ok((unreadable == 0).then_some(touched))
    }

    /// Hands on every change set that a device that knows `since` does not know, each with its
    /// number, in the order of our journal. Answers how many more there may be that do not read.
    pub(crate) async fn each_since(
        &self,
        since: &VersionVector,
        pace: &dyn Pace,
        take: &mut dyn FnMut(&ChangeSet, u64),
    ) -> Result<usize, CommandError> {
        let mut backlog = Backlog::since(since.clone(), self.device());
        while let Some(sets) = self.more_of(&mut backlog, pace).await? {
            for (set, seq) in &sets {
                take(set, *seq);
            }
        }
        Ok(backlog.unreadable)
    }

    /// The next of them, each with its number; nothing when there are no more.
    async fn more_of(
        &self,
        backlog: &mut Backlog,
        pace: &dyn Pace,
    ) -> Result<Option<Vec<(ChangeSet, u64)>>, CommandError> {
        pace.step(Step::Reading, backlog.after as usize, self.applied() as usize).await?;
        let page = self.entries_after(backlog.after).await?;
        let Some(last) = page.last() else { return Ok(None) };
        backlog.after = last;
        backlog.unreadable += page.unreadable.len();
        let numbered = |Entry { position, set }: Entry| match set.seq {
            Some(seq) => (!backlog.since.knows(set.device, seq)).then_some((set, seq)),
            // What came from another device stands in the journal as that device's own.
            None if set.receipt.is_some() => None,
            None => Some((set, position)),
        };
        Ok(Some(page.entries.into_iter().filter_map(numbered).collect()))
    }
}
