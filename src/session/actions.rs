//! What views ask for: each runs a command, tells the user, and lets every view follow.

use std::collections::BTreeMap;

use leptos::task::spawn_local;
use model::{
    ChangeSet, Customer, Id, Interaction, Kind, Kinded, Order, Settings, Summary, Task, Validate,
};
use workspace::commands::MergeReport;
use workspace::history::{HistoryFilter, Page};
use workspace::tables::{Holds, Tables};
use workspace::{CommandError, Definition, Step};

use crate::platform::time;
use crate::session::Session;
use crate::session::pace::{BrowserPace, Watcher};

/// How many records a change has touched when taking it back is shown as long work.
const LARGE: usize = 2_000;

impl Session {
    /// Saves a customer.
    pub async fn save_customer(self, id: Option<Id>, record: Customer) -> Result<Id, CommandError> {
        let label = record.name.clone();
        self.save(id, record, label).await
    }

    /// Saves an interaction.
    pub async fn save_interaction(
        self,
        id: Option<Id>,
        record: Interaction,
    ) -> Result<Id, CommandError> {
        let label = match record.subject.is_empty() {
            true => record.notes.lines().next().unwrap_or_default().to_owned(),
            false => record.subject.clone(),
        };
        self.save(id, record, label).await
    }

    /// Saves an order.
    pub async fn save_order(self, id: Option<Id>, record: Order) -> Result<Id, CommandError> {
        let label = record.amount.map(|money| money.to_string()).unwrap_or_default();
        self.save(id, record, label).await
    }

    /// Saves a task.
    pub async fn save_task(self, id: Option<Id>, record: Task) -> Result<Id, CommandError> {
        let label = record.title.clone();
        self.save(id, record, label).await
    }

    /// Says that a task is done now, or is not.
    pub fn finish_task(self, id: Id, done: bool, title: String) {
        spawn_local(async move {
            let Some(data) = self.data() else { return };
            let at = time::now().filter(|_| done);
            match data.finish_task(id, at, &title).await {
                Ok(saved) => self.done(saved.set),
                Err(why) => self.toasts.error(why),
            }
        });
    }

    /// Saves the workspace's settings.
    pub async fn save_settings(self, settings: Settings) -> Result<(), CommandError> {
        let data = self.data().ok_or(CommandError::NotFound)?;
        let saved = data.save_settings(settings).await?;
        self.done(saved.set);
        Ok(())
    }

    /// Keeps what people define under an id, or takes it away.
    pub async fn define<T: Definition>(
        self,
        id: &str,
        definition: Option<&T>,
    ) -> Result<(), CommandError> {
        let data = self.data().ok_or(CommandError::NotFound)?;
        let saved = data.define(id, definition).await?;
        self.done(saved.set);
        Ok(())
    }

    /// An id for what people define that nothing else has.
    pub fn new_id(self) -> String {
        self.data().map(|data| data.new_id().to_string()).unwrap_or_default()
    }

    async fn save<T>(self, id: Option<Id>, record: T, label: String) -> Result<Id, CommandError>
    where
        T: Kinded + Validate,
        Tables: Holds<T>,
    {
        let data = self.data().ok_or(CommandError::NotFound)?;
        let saved = data.save(id, record, &label).await?;
        self.done(saved.set);
        Ok(saved.id)
    }

    /// Deletes a record, with a way back.
    pub fn delete(self, kind: Kind, id: Id, label: String) {
        spawn_local(async move {
            let Some(data) = self.data() else { return };
            self.tell(data.delete(kind, &[id], &label).await);
        });
    }

    /// Undoes the latest change set of this session, if there is one.
    pub fn undo_last(self) {
        if let Some(set) = self.data().and_then(|data| data.last_undoable()) {
            self.undo(set.id);
        }
    }

    /// Does again what was undone last, if anything was.
    pub fn redo_last(self) {
        if let Some(set) = self.data().and_then(|data| data.last_redoable()) {
            self.undo(set.id);
        }
    }

    /// Takes back a change set, of whatever age and device, with progress if that is long work,
    /// and says what came of it. Answers whether it did.
    pub async fn revert(self, set: &ChangeSet) -> bool {
        let Some(data) = self.data() else { return false };
        let large = set.edits.iter().map(|edit| edit.ids().len()).sum::<usize>() >= LARGE;
        let watched = if large { self.tasks.begin(Step::Applying) } else { None };
        let outcome = match &watched {
            Some(pace) => data.revert(set, pace).await,
            None => data.revert(set, &BrowserPace::unwatched()).await,
        };
        if watched.is_some() {
            self.tasks.end();
        }
        let reverted = outcome.is_ok();
        self.tell(outcome);
        reverted
    }

    /// Brings a record back from the trash.
    pub async fn restore(self, kind: Kind, id: Id, label: String) {
        let Some(data) = self.data() else { return };
        self.tell(data.restore(kind, &[id], &label).await);
    }

    /// Brings records of several kinds back from the trash, a change set a kind.
    pub async fn restore_all(self, records: BTreeMap<Kind, Vec<Id>>) {
        let Some(data) = self.data() else { return };
        for (kind, ids) in records {
            self.tell(data.restore(kind, &ids, "").await);
        }
    }

    /// Makes a customer one of its own again that has become part of another.
    pub async fn unmerge(self, gone: Id) {
        let Some(data) = self.data() else { return };
        self.tell(data.unmerge(gone, &BrowserPace::unwatched()).await);
    }

    /// Reads part of the history, for as long as `go_on` says so.
    pub async fn history(
        self,
        filter: &HistoryFilter,
        before: Option<u64>,
        limit: usize,
        go_on: impl Fn() -> bool + 'static,
    ) -> Result<Page, CommandError> {
        let data = self.data().ok_or(CommandError::NotFound)?;
        let pace = BrowserPace::new(Watcher::new(move |_| go_on()));
        data.history(filter, before, limit, &pace).await
    }

    /// The change set at a place in the journal.
    pub async fn change_at(self, position: u64) -> Result<ChangeSet, CommandError> {
        let data = self.data().ok_or(CommandError::NotFound)?;
        data.entry(position).await?.map(|entry| entry.set).ok_or(CommandError::NotFound)
    }

    /// Says what a command did, or why it did nothing.
    pub fn tell(self, outcome: Result<Id, CommandError>) {
        match outcome {
            Ok(set) => self.done(Some(set)),
            Err(why) => self.toasts.error(why),
        }
    }

    /// Tells everyone what a committed change set did.
    pub fn done(self, set: Option<Id>) {
        let Some(set) = set else { return };
        self.announce();
        if let Some(set) = self.data().and_then(|data| data.undoable(set)) {
            self.toasts.did(set.summary.clone(), Some(set.id));
        }
    }

    /// Tells everyone that a repair may have changed anything, and what can be undone of it.
    pub fn repaired(self, sets: &[Id]) {
        self.announce();
        sets.iter().for_each(|set| self.done(Some(*set)));
    }

    /// Tells everyone what a merge did.
    pub fn merged(self, report: MergeReport, file: &str) {
        self.took(report);
        if report.set.is_none() {
            let file = file.to_owned();
            self.toasts.did(Summary::Merged { created: 0, changed: 0, file }, None);
        }
    }

    /// Tells everyone what a merge did that nobody waits for: nothing is said of nothing.
    pub fn took(self, report: MergeReport) {
        match report.set {
            Some(_) => self.done(report.set),
            // What the sender knows may have been noted even so.
            None => self.announce(),
        }
    }
}
