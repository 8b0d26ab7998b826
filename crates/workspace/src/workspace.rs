//! The open workspace: one road for every change, from a staged change set through the store
//! into memory.

use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use async_lock::{Mutex, MutexGuard, MutexGuardArc};
use futures_util::future::join;
use model::wire::{Wire, Writer};
use model::{
    ChangeSet, Clock, DeviceId, Edit, HybridClock, Id, IdSource, Kind, Receipt, Rows, Stamp,
    Summary,
};
use rustc_hash::FxHashSet;

use crate::bulk;
use crate::codec;
use crate::error::CommandError;
use crate::health::{Aside, Damage};
use crate::image::Image;
use crate::pace::{Pace, Rush, Step};
use crate::remembered::Remembered;
use crate::store::{Batch, ChunkKey, Store, StoreError};
use crate::sync::Ledger;

/// The format of stored data this version writes, and the newest it can change.
pub const FORMAT: u32 = 1;

/// Rows in a full chunk.
pub(crate) const CHUNK_ROWS: usize = 1_000;

/// From so many rows on, it is less work to look at every customer once than at those touched.
const MANY: usize = 20_000;

/// How many rows are taken in between two looks at the clock.
pub(crate) const SLICE: usize = 500;

pub(crate) const META_FORMAT: &str = "format";
pub(crate) const META_DEVICE: &str = "device";
pub(crate) const META_FOLDED: &str = "folded";
pub(crate) const META_LEDGER: &str = "ledger";
pub(crate) const META_ASIDE: &str = "aside";

/// One data set, open. All commands are methods; each either does all it says or nothing.
pub struct Workspace<S: Store> {
    pub(crate) store: S,
    clock: Box<dyn Clock>,
    ids: Box<dyn IdSource>,
    turn: Arc<Mutex<()>>,
    /// Held until everything is in: a command has to know all there is.
    opening: RefCell<Option<MutexGuardArc<()>>>,
    image: RefCell<Image>,
    hybrid: RefCell<HybridClock>,
    actor: RefCell<String>,
    /// Stored rows that opening has left for later.
    left: Cell<usize>,
    applied: Cell<u64>,
    pub(crate) folded: Cell<u64>,
    /// Chunks whose rows are in memory. A chunk never changes, so none is read twice.
    loaded: RefCell<FxHashSet<Id>>,
    pub(crate) unfolded: RefCell<BTreeSet<(Kind, Id)>>,
    /// Records whose bulk change is in chunks already, but would be read from the journal at
    /// the next start.
    pub(crate) unread: Cell<usize>,
    pub(crate) ledger: RefCell<Ledger>,
    remembered: RefCell<Remembered>,
    /// What of the stored bytes does not read, and nobody has seen to yet.
    pub(crate) damage: RefCell<Damage>,
    /// What of it somebody has seen to.
    pub(crate) aside: RefCell<Aside>,
    read_only: bool,
}

/// A change about to be committed.
pub(crate) struct Staged {
    pub summary: Summary,
    pub undoes: Option<Id>,
    pub edits: Vec<Edit>,
    /// Rows of a bulk change, with stamps of their own.
    pub rows: Rows,
    pub stamp: Stamp,
    /// From whom a bundle was.
    pub receipt: Option<Box<Receipt>>,
    /// What other devices did, for the history; the rows have its effect.
    pub foreign: Vec<ChangeSet>,
}

impl Staged {
    /// A change that is nothing but these edits, written at `stamp`.
    pub(crate) fn new(summary: Summary, edits: Vec<Edit>, stamp: Stamp) -> Self {
        let (rows, foreign) = (Rows::default(), Vec::new());
        Self { summary, undoes: None, edits, rows, stamp, receipt: None, foreign }
    }
}

impl<S: Store> Workspace<S> {
    /// Opens what `store` holds, or starts afresh if it holds nothing. What does not read is
    /// left where it is; see [`Workspace::damage`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(
        store: S,
        clock: Box<dyn Clock>,
        ids: Box<dyn IdSource>,
        pace: &dyn Pace,
    ) -> Result<Self, StoreError> {
        let workspace = Self::begin(store, clock, ids, pace).await?;
        workspace.finish(pace).await?;
        Ok(workspace)
    }

    /// Opens what `store` holds as far as the first screen needs: orders and interactions, of
    /// which there are many, are not in, nor what is worked out from them. Until
    /// [`Workspace::finish`] has them, commands wait.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn begin(
        store: S,
        clock: Box<dyn Clock>,
        ids: Box<dyn IdSource>,
        pace: &dyn Pace,
    ) -> Result<Self, StoreError> {
        let format = number(&store.meta_or(META_FORMAT, FORMAT.to_be_bytes().to_vec()).await?);
        let fresh: [u8; 16] = *ids.next_id().bytes();
        let device = number(&store.meta_or(META_DEVICE, fresh[8..].to_vec()).await?);
        let folded = store.meta(META_FOLDED).await?.map_or(0, |bytes| number(&bytes));
        let ledger = store.meta(META_LEDGER).await?.map(|bytes| codec::decode(&bytes));
        let aside = store.meta(META_ASIDE).await?.and_then(|bytes| codec::decode(&bytes).ok());
        let damage = Damage { ledger: matches!(ledger, Some(Err(_))), ..Damage::default() };
        // What cannot be true counts for nothing: then the whole journal is read again, which
        // changes no record that is right.
        let is_told = match folded.checked_sub(1) {
            Some(before) => !store.journal(before, 1).await?.is_empty(),
            None => true,
        };
        let (folded, ledger) = match ledger.transpose() {
            Ok(ledger) if is_told => (folded, ledger.unwrap_or_default()),
            _ => (0, Ledger::default()),
        };
        let turn = Arc::new(Mutex::new(()));
        let workspace = Self {
            store,
            clock,
            ids,
            opening: RefCell::new(turn.try_lock_arc()),
            turn,
            image: RefCell::default(),
            hybrid: RefCell::new(HybridClock::new(DeviceId(device))),
            actor: RefCell::default(),
            left: Cell::new(0),
            applied: Cell::new(folded),
            folded: Cell::new(folded),
            loaded: RefCell::default(),
            unfolded: RefCell::default(),
            unread: Cell::new(0),
            ledger: RefCell::new(ledger),
            remembered: RefCell::default(),
            damage: RefCell::new(damage),
            aside: RefCell::new(aside.unwrap_or_default()),
            read_only: format > u64::from(FORMAT),
        };
        workspace.load_chunks_of(bulk::is_read_early, pace).await?;
        workspace.read_on(true).await?;
        workspace.image.borrow_mut().settle();
        Ok(workspace)
    }

    /// Takes in what [`Workspace::begin`] left, after which commands run.
    ///
    /// # Errors
    /// When the store cannot be read. Commands then go on waiting.
    pub async fn finish(&self, pace: &dyn Pace) -> Result<(), StoreError> {
        self.load_chunks(pace).await?;
        self.follow().await?;
        if let Some(latest) = self.image.borrow().latest() {
            self.hybrid.borrow_mut().observe(latest, self.clock.now_millis());
        }
        self.opening.take();
        Ok(())
    }

    /// Whether everything is in.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.opening.borrow().is_none()
    }

    /// How many stored rows [`Workspace::begin`] left to [`Workspace::finish`].
    #[must_use]
    pub fn left(&self) -> usize {
        self.left.get()
    }

    /// The records, to look at. Do not hold on to it across an `await`.
    pub fn image(&self) -> Ref<'_, Image> {
        self.image.borrow()
    }

    /// Where it is kept.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The device this workspace signs as.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.hybrid.borrow().device()
    }

    /// Names the person whose changes follow.
    pub fn set_actor(&self, name: &str) {
        name.clone_into(&mut self.actor.borrow_mut());
    }

    /// Who works here, by the name they gave; empty if they gave none.
    pub(crate) fn actor(&self) -> String {
        self.actor.borrow().clone()
    }

    /// Whether the data is of a newer version and may only be read.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// A change set of this session that can still be undone.
    #[must_use]
    pub fn undoable(&self, set: Id) -> Option<Rc<ChangeSet>> {
        self.remembered.borrow().find(set)
    }

    /// The latest change set of this session that is not undone.
    #[must_use]
    pub fn last_undoable(&self) -> Option<Rc<ChangeSet>> {
        self.remembered.borrow().to_undo()
    }

    /// The latest change set of this session that undid another and is not undone itself.
    #[must_use]
    pub fn last_redoable(&self) -> Option<Rc<ChangeSet>> {
        self.remembered.borrow().to_redo()
    }

    /// Notes that nothing of a change set stands any more that could be taken back.
    pub(crate) fn pass_over(&self, set: Id) {
        self.remembered.borrow_mut().pass_over(set);
    }

    /// How many journal entries are not yet folded into chunks, counted in records touched.
    #[must_use]
    pub fn unfolded(&self) -> usize {
        self.unfolded.borrow().len() + self.unread.get()
    }

    /// Takes in what other tabs have committed since. Answers whether there was anything.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn catch_up(&self) -> Result<bool, StoreError> {
        // Not between the steps of a command: compaction, for one, must not call folded what
        // came in after it looked.
        let _turn = self.turn_to_read().await;
        self.follow().await
    }

    /// [`Workspace::catch_up`] for whoever has the turn.
    pub(crate) async fn follow(&self) -> Result<bool, StoreError> {
        self.read_on(false).await
    }

    /// Reads the journal on from where it is in memory. If that is for a look `ahead`, only what
    /// it tells of the kinds that are in already is taken in, and it will be read once more, which
    /// changes nothing of them.
    async fn read_on(&self, ahead: bool) -> Result<bool, StoreError> {
        const AT_ONCE: u32 = 256;
        let (mut news, mut after) = (false, self.applied.get());
        loop {
            let entries = self.store.journal(after, AT_ONCE).await?;
            if entries.is_empty() {
                return Ok(news);
            }
            for (position, bytes) in entries {
                after = after.max(position);
                if position <= self.applied.get() {
                    continue;
                }
                match codec::decode::<ChangeSet>(&bytes) {
                    Ok(set) if ahead => self.image.borrow_mut().apply_early(&set),
                    Ok(set) => {
                        self.load_bulk(&set).await?;
                        if self.take_in(&set, &Rush).await.is_err() {
                            self.note_unreadable_entry(position);
                        }
                        self.ledger.borrow_mut().note(position, &set);
                    }
                    Err(_) if ahead => {}
                    Err(_) => self.note_unreadable_entry(position),
                }
                if !ahead {
                    self.applied.set(position);
                }
                news = true;
            }
        }
    }

    /// The rows of a bulk set another tab committed. A chunk compacted away since means that
    /// its rows are in another one: then all chunks not yet known are read.
    async fn load_bulk(&self, set: &ChangeSet) -> Result<(), StoreError> {
        let keys = set.chunks.iter().filter_map(|key| key.parse().ok());
        let keys: Vec<ChunkKey> = self.not_loaded(keys.collect());
        if !keys.is_empty() && !self.load(&keys).await? {
            self.load_chunks(&Rush).await?;
        }
        Ok(())
    }

    /// Reads all chunks not yet known.
    pub(crate) async fn load_chunks(&self, pace: &dyn Pace) -> Result<(), StoreError> {
        self.load_chunks_of(|_| true, pace).await
    }

    /// Reads all chunks not yet known of the kinds wanted.
    async fn load_chunks_of(
        &self,
        is_wanted: fn(&Kind) -> bool,
        pace: &dyn Pace,
    ) -> Result<(), StoreError> {
        // Enough that the engine is never waited for; 8 MB at most.
        const AT_ONCE: usize = 32;
        loop {
            let mut keys = self.not_loaded(self.store.chunk_keys().await?);
            let all: usize = keys.iter().map(|key| key.rows).sum();
            keys.retain(|key| is_wanted(&key.kind));
            let total: usize = keys.iter().map(|key| key.rows).sum();
            self.left.set(all - total);
            if keys.is_empty() {
                break;
            }
            self.image.borrow_mut().expect_many();
            // Settings before orders, so that these are valued once.
            keys.sort_by(|a, b| (&a.kind, a.id).cmp(&(&b.kind, b.id)));
            let mut done = 0;
            let mut batches = keys.chunks(AT_ONCE).peekable();
            let mut read = self.store.chunks(batches.peek().copied().unwrap_or_default()).await?;
            while let Some(some) = batches.next() {
                // The next ones are read while these are taken in.
                let next = self.store.chunks(batches.peek().copied().unwrap_or_default());
                // One that is gone was compacted away by another tab a moment ago: what
                // took its place is in the next list.
                let take = async {
                    for (key, bytes) in some.iter().zip(read) {
                        self.take_chunks(std::slice::from_ref(key), vec![bytes]);
                        done += key.rows;
                        // Opening cannot be refused half-way; a pace that says stop is not heard.
                        let _ = pace.step(Step::Opening, done, total).await;
                    }
                };
                let (next, ()) = join(next, take).await;
                read = next?;
            }
        }
        self.image.borrow_mut().settle();
        Ok(())
    }

    fn not_loaded(&self, mut keys: Vec<ChunkKey>) -> Vec<ChunkKey> {
        let loaded = self.loaded.borrow();
        keys.retain(|key| !loaded.contains(&key.id));
        keys
    }

    /// Takes chunks into memory; answers whether all of them were there.
    async fn load(&self, keys: &[ChunkKey]) -> Result<bool, StoreError> {
        Ok(self.take_chunks(keys, self.store.chunks(keys).await?))
    }

    /// Takes the bytes of chunks into memory; answers whether all of them were there.
    fn take_chunks(&self, keys: &[ChunkKey], read: Vec<Option<Vec<u8>>>) -> bool {
        let mut all = true;
        for (key, bytes) in keys.iter().zip(read) {
            match bytes {
                Some(bytes) => {
                    if self.image.borrow_mut().absorb_chunk(&key.kind, Rc::new(bytes)).is_err() {
                        self.note_unreadable_chunk(key);
                    }
                    self.loaded.borrow_mut().insert(key.id);
                }
                None => all = false,
            }
        }
        all
    }

    /// Notes that the rows of chunks just written are in memory.
    pub(crate) fn note_loaded(&self, keys: impl Iterator<Item = Id>) {
        self.loaded.borrow_mut().extend(keys);
    }

    /// Takes in one stored chunk and answers the ids of its rows.
    pub(crate) fn take_in_chunk(&self, kind: &Kind, bytes: &[u8]) -> Result<Vec<Id>, StoreError> {
        let mut image = self.image.borrow_mut();
        let slots = image.absorb_chunk(kind, Rc::new(bytes.to_vec()))?;
        image.settle();
        let table = image.tables.any(kind);
        Ok(slots.into_iter().filter_map(|slot| table?.id(slot)).collect())
    }

    /// Refuses when the data may only be read.
    pub(crate) fn may_change(&self) -> Result<(), CommandError> {
        if self.read_only { Err(CommandError::ReadOnly) } else { Ok(()) }
    }

    /// Waits until no other command runs, so that what a command read still holds when it
    /// commits.
    pub(crate) async fn turn(&self) -> Result<MutexGuard<'_, ()>, CommandError> {
        self.may_change()?;
        Ok(self.turn.lock().await)
    }

    /// Waits until no command runs, to read everything as it stands at one moment.
    pub(crate) async fn turn_to_read(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// An id that nothing else has.
    pub fn new_id(&self) -> Id {
        self.ids.next_id()
    }

    pub(crate) fn tick(&self) -> Stamp {
        self.hybrid.borrow_mut().tick(self.clock.now_millis())
    }

    /// A stamp later than any on the records that `edits` touch. A device whose clock is ahead
    /// may have signed them, even too far ahead for our clock to follow; what people change
    /// here and now must hold all the same.
    pub(crate) fn tick_past(&self, edits: &[Edit]) -> Stamp {
        let stamp = self.tick();
        let image = self.image();
        let latest = edits.iter().filter_map(|edit| {
            let table = image.tables.any(edit.kind())?;
            edit.ids().iter().filter_map(|id| Some(table.marks(*id)?.latest())).max()
        });
        latest.max().map_or(stamp, |latest| past(stamp, latest))
    }

    /// Changes the image otherwise than by a change set: in a repair.
    pub(crate) fn mend<T>(&self, mend: impl FnOnce(&mut Image) -> T) -> T {
        mend(&mut self.image.borrow_mut())
    }

    /// Whether the rows of a chunk are in memory.
    pub(crate) fn is_loaded(&self, chunk: Id) -> bool {
        self.loaded.borrow().contains(&chunk)
    }

    /// The one door: keeps the change whole or not at all, then brings memory up to date.
    pub(crate) async fn commit(
        &self,
        mut staged: Staged,
        pace: &dyn Pace,
    ) -> Result<Id, CommandError> {
        let total = staged.rows.len();
        // Few steps are packed in no time and would only show as progress gone back.
        let many = staged.edits.len() > SLICE;
        let to_pack = if many { total + staged.edits.len() } else { total };
        let mut batch = Batch::default();
        let mut packed = 0;
        for (kind, count) in bulk::counts(&staged.rows) {
            for start in (0..count).step_by(CHUNK_ROWS) {
                let rows = CHUNK_ROWS.min(count - start);
                let key = ChunkKey { kind: kind.clone(), rows, id: self.new_id() };
                packed += rows;
                let chunk = bulk::pack(&mut staged.rows, &kind, start, rows);
                batch.put.push((key, Rc::new(chunk)));
                pace.step(Step::Packing, packed, to_pack).await?;
            }
        }
        let set = ChangeSet {
            id: self.new_id(),
            device: self.device(),
            seq: None,
            actor: self.actor(),
            stamp: staged.stamp,
            summary: staged.summary,
            undoes: staged.undoes,
            receipt: staged.receipt,
            chunks: batch.put.iter().map(|(key, _)| key.to_string()).collect(),
            edits: staged.edits,
        };
        let mut own = Writer::default();
        set.encode_head(&mut own);
        for edits in set.edits.chunks(SLICE) {
            edits.iter().for_each(|edit| edit.encode(&mut own));
            if many {
                packed += edits.len();
                pace.step(Step::Packing, packed, to_pack).await?;
            }
        }
        batch.journal.push(codec::seal(own.finish()));
        batch.journal.extend(staged.foreign.iter().map(codec::encode));
        let entries = batch.journal.len() as u64;
        if total > 0 {
            let progress = crate::pace::Progress { step: Step::Saving, done: 0, total };
            pace.pause(progress).await?;
        }
        let packed = batch.put.clone();
        let position = self.store.commit(batch).await?;

        // From here on the change is kept; nothing may fail or be cancelled any more, and a
        // memory that cannot follow is brought back in line from the store at the next start.
        if total > MANY {
            self.image.borrow_mut().expect_many();
        }
        let mut taken = 0;
        while !staged.rows.is_empty() {
            taken += self.image.borrow_mut().absorb(&mut staged.rows, SLICE)?;
            let _ = pace.step(Step::Applying, taken, total).await;
        }
        for (key, bytes) in packed {
            // Of kinds that are read late, memory gets the chunks.
            if bulk::is_read_late(&key.kind) {
                self.image.borrow_mut().absorb_chunk(&key.kind, bytes)?;
                taken += key.rows;
                let _ = pace.step(Step::Applying, taken, total).await;
            }
            self.note_loaded(std::iter::once(key.id));
        }
        self.take_in(&set, pace).await?;
        let (id, set) = (set.id, Rc::new(set));
        self.remembered.borrow_mut().add(Rc::clone(&set));
        match position {
            Some(position) if position == self.applied.get() + entries => {
                let mut ledger = self.ledger.borrow_mut();
                let sets = std::iter::once(&*set).chain(&staged.foreign);
                (self.applied.get() + 1..).zip(sets).for_each(|(at, set)| ledger.note(at, set));
                self.applied.set(position);
            }
            // Another tab was quicker. Should reading what it did fail, the next look gets it.
            _ => drop(self.follow().await),
        }
        Ok(id)
    }

    /// Brings memory up to date with a change set that is kept.
    async fn take_in(&self, set: &ChangeSet, pace: &dyn Pace) -> Result<(), StoreError> {
        self.hybrid.borrow_mut().observe(set.stamp, self.clock.now_millis());
        if set.is_foreign() {
            return Ok(());
        }
        let total: usize = set.edits.iter().map(|edit| edit.ids().len()).sum();
        let (mut done, mut outcome) = (0, Ok(()));
        for edit in &set.edits {
            for ids in edit.ids().chunks(SLICE) {
                done += ids.len();
                if edit.is_bulk() {
                    self.unread.set(self.unread.get() + ids.len());
                    continue;
                }
                let applied = self.image.borrow_mut().apply(edit, ids, set.stamp);
                outcome = outcome.and(applied);
                let touched = ids.iter().map(|id| (edit.kind().clone(), *id));
                self.unfolded.borrow_mut().extend(touched);
                // What is kept can no longer be stopped.
                let _ = pace.step(Step::Applying, done, total).await;
            }
        }
        self.image.borrow_mut().settle();
        outcome
    }

    pub(crate) fn applied(&self) -> u64 {
        self.applied.get()
    }
}

/// `stamp`, or one that follows `latest` where that is no earlier.
pub(crate) fn past(stamp: Stamp, latest: Stamp) -> Stamp {
    if latest < stamp {
        return stamp;
    }
    let mut ahead = HybridClock::new(stamp.device);
    ahead.observe(latest, latest.millis);
    ahead.tick(latest.millis)
}

/// A big-endian number of up to eight bytes, as metadata keeps it.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |n, byte| (n << 8) | u64::from(*byte))
}
