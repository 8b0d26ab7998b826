//! A folder that a synchroniser carries between devices, as a mailbox. Each device writes only
//! its own file, so that no two ever write one; it holds what some reader of the folder lacks.
//! A turn reads what the others left and then leaves what they need.

mod names;
mod notes;

pub use names::{is_mail, own, plain, sender};
pub use notes::{Listed, Notes};

pub(crate) use names::{signed, signer};

use interchange::bundle::{Bundle, BundleHeader};
use model::{DeviceId, Moment, VersionVector};

use crate::error::CommandError;
use crate::pace::Pace;
use crate::store::Store;
use crate::sync::{Received, Scope, Sent};
use crate::workspace::Workspace;
use notes::{Fate, Written, reach};

/// Files of others looked at in one turn. Nobody has so many devices; a folder with more has
/// been filled by something else.
pub const MOST_FILES: usize = 256;

/// How far a file was read.
#[derive(Debug)]
pub enum Letter {
    /// To its end.
    Whole(Box<Bundle>),
    /// Its head, which was enough.
    Head(BundleHeader),
    /// As far as it goes: it ends in the middle, or was not to be read just now. It may be on
    /// its way still.
    Cut,
}

/// Whether a head says all one needs.
pub type Enough<'a> = &'a dyn Fn(&BundleHeader) -> bool;

/// Why something went wrong in a folder.
pub trait Trouble: From<CommandError> {
    /// Whether it is about more than one file, so that the turn ends with it.
    fn ends_the_turn(&self) -> bool;
}

/// A folder that others read and write too.
#[allow(async_fn_in_trait)]
pub trait Folder {
    /// A file to be.
    type Draft: Default;
    /// Why something went wrong.
    type Trouble: Trouble;

    /// What the names of files written here end with: `.json`, or `.json.gz` for packed ones.
    fn ending(&self) -> &'static str;

    /// The files in it for which [`is_mail`] holds; not those in folders of its own.
    async fn list(&self) -> Result<Vec<Listed>, Self::Trouble>;

    /// Reads a file, packed or not. When its head stands at its beginning and is `enough`, the
    /// rest is left.
    async fn read(
        &self,
        file: &Listed,
        enough: Enough<'_>,
        pace: &dyn Pace,
    ) -> Result<Letter, Self::Trouble>;

    /// Adds bytes to a file to be.
    fn add(draft: &mut Self::Draft, piece: Vec<u8>);

    /// Puts a file there, whole or not at all, instead of one of the same name. Answers its
    /// bytes.
    async fn put(&self, name: &str, draft: Self::Draft) -> Result<u64, Self::Trouble>;

    /// Takes a file away.
    async fn remove(&self, name: &str) -> Result<(), Self::Trouble>;

    /// Hears that a file was taken in, at once: a turn that fails later has done that much.
    fn took(&self, received: &Received);
}

/// What came of a file of another device.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<T> {
    /// It was taken in.
    Received(Received),
    /// It is not whole yet. Nothing was changed.
    Cut,
    /// It builds on more than is known here. Its writer will go back further, now that our own
    /// file says what we know.
    Waits,
    /// It is damaged, or no file of ours. Nothing was changed.
    Refused(T),
}

/// What a turn did.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn<T> {
    /// What came of the files that were not known already.
    pub files: Vec<(String, Outcome<T>)>,
    /// Files beyond [`MOST_FILES`], not looked at.
    pub left: usize,
    /// What was written, if anything.
    pub sent: Option<Sent>,
}

/// Who takes a turn, and when.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// What people call this device.
    pub label: &'a str,
    /// Milliseconds since 1970.
    pub now: u64,
    /// The same, for people to read.
    pub moment: Option<Moment>,
    /// Whether somebody asked for it, and hears why a file is refused.
    pub asked: bool,
}

/// What the head of a file says of the rest.
enum Verdict {
    Ours,
    Known,
    Waits,
}

fn judge(head: &BundleHeader, here: DeviceId, known: &VersionVector) -> Option<Verdict> {
    let (from, seen) = (head.device?, head.seen.as_ref());
    let reaches = head.since.as_ref().is_none_or(|since| known.covers(since));
    match seen {
        _ if from == here => Some(Verdict::Ours),
        Some(seen) if known.covers(seen) => Some(Verdict::Known),
        Some(_) if !reaches => Some(Verdict::Waits),
        _ => None,
    }
}

impl<S: Store> Workspace<S> {
    /// A turn at the folder: takes in what is new in it and leaves what others lack. `notes` is
    /// what is remembered of the last turn at this folder; keep it even when this one fails.
    /// No other tab of the device may have a turn meanwhile.
    ///
    /// # Errors
    /// When the folder cannot be used, the store fails, or it was cancelled. What was taken in
    /// before stays.
    pub async fn trade<F: Folder>(
        &self,
        folder: &F,
        notes: &mut Notes,
        occasion: Occasion<'_>,
        pace: &dyn Pace,
    ) -> Result<Turn<F::Trouble>, F::Trouble> {
        let here = self.device();
        let listed = folder.list().await?;
        let (ours, mut mail): (Vec<Listed>, Vec<Listed>) =
            listed.into_iter().partition(|file| sender(&file.name) == Some(here));
        mail.sort_by(|one, other| one.name.cmp(&other.name));
        let left = mail.len().saturating_sub(MOST_FILES);
        mail.truncate(MOST_FILES);
        notes.keep_only(&mail);
        let mut turn = Turn { files: Vec::new(), left, sent: None };
        let fresh = mail.iter().filter(|file| !notes.passes_over(file, occasion.asked));
        let mut pending: Vec<&Listed> = fresh.collect();
        let waiting = loop {
            let mut waiting = Vec::new();
            for file in &pending {
                match self.take(folder, file, notes, pace).await? {
                    Some(Outcome::Waits) => waiting.push(*file),
                    Some(outcome) => turn.files.push((file.name.clone(), outcome)),
                    None => {}
                }
            }
            // One file may bring what another builds on.
            if waiting.is_empty() || waiting.len() == pending.len() {
                break waiting;
            }
            pending = waiting;
        };
        turn.files.extend(waiting.iter().map(|file| (file.name.clone(), Outcome::Waits)));

        let readers =
            notes.readers(&mail, here, |device| self.ledger.borrow().peer(device).cloned());
        let reach = reach(&readers, occasion.now);
        let name = own(occasion.label, here, folder.ending());
        let lies = ours.iter().find(|file| file.name == name);
        if notes.must_write(lies, self.seen().of(here), &reach, !waiting.is_empty(), occasion.now) {
            turn.sent = Some(self.leave(folder, notes, name.clone(), reach, occasion, pace).await?);
        }
        // Ours from when this device had another name.
        for file in ours.iter().filter(|file| file.name != name) {
            folder.remove(&file.name).await?;
        }
        notes.last = Some(occasion.now);
        Ok(turn)
    }

    /// Takes in a file; nothing is said of one that is known.
    async fn take<F: Folder>(
        &self,
        folder: &F,
        file: &Listed,
        notes: &mut Notes,
        pace: &dyn Pace,
    ) -> Result<Option<Outcome<F::Trouble>>, F::Trouble> {
        let (here, known) = (self.device(), self.seen());
        if notes.waits(file, &known) {
            return Ok(Some(Outcome::Waits));
        }
        let enough = |head: &BundleHeader| judge(head, here, &known).is_some();
        let letter = match folder.read(file, &enough, pace).await {
            Ok(letter) => letter,
            Err(why) if why.ends_the_turn() => return Err(why),
            Err(why) => {
                notes.note(file, Fate::Refused, None);
                return Ok(Some(Outcome::Refused(why)));
            }
        };
        let (head, outcome) = match letter {
            Letter::Cut => (None, Some(Outcome::Cut)),
            Letter::Head(head) => match judge(&head, here, &known) {
                Some(Verdict::Waits) => (Some(head), Some(Outcome::Waits)),
                _ => (Some(head), None),
            },
            Letter::Whole(bundle) => {
                let head = bundle.header.clone();
                let outcome = match judge(&head, here, &known) {
                    Some(Verdict::Waits) => Some(Outcome::Waits),
                    Some(Verdict::Ours | Verdict::Known) => None,
                    None => Some(match self.receive(*bundle, &file.name, pace).await {
                        Ok(received) => {
                            folder.took(&received);
                            Outcome::Received(received)
                        }
                        Err(CommandError::Gap) => Outcome::Waits,
                        Err(why) => {
                            let why = F::Trouble::from(why);
                            if why.ends_the_turn() {
                                return Err(why);
                            }
                            Outcome::Refused(why)
                        }
                    }),
                };
                (Some(head), outcome)
            }
        };
        let fate = match &outcome {
            None | Some(Outcome::Received(_)) => Fate::Known,
            Some(Outcome::Cut) => Fate::Cut,
            Some(Outcome::Waits) => Fate::Waits,
            Some(Outcome::Refused(_)) => Fate::Refused,
        };
        notes.note(file, fate, head.as_ref());
        Ok(outcome)
    }

    /// Writes our own file.
    async fn leave<F: Folder>(
        &self,
        folder: &F,
        notes: &mut Notes,
        name: String,
        reach: VersionVector,
        occasion: Occasion<'_>,
        pace: &dyn Pace,
    ) -> Result<Sent, F::Trouble> {
        let scope = match reach.iter().next() {
            None => Scope::Everything,
            Some(_) => Scope::Since(reach.clone()),
        };
        // What comes in while it is written makes it be written once more, which does no harm.
        let told = self.seen().of(self.device());
        let mut draft = F::Draft::default();
        let mut add = |piece| F::add(&mut draft, piece);
        let sent = self.export(&scope, occasion.moment, pace, &mut add).await?;
        let size = folder.put(&name, draft).await?;
        notes.wrote(Written { name, size, told, since: reach });
        Ok(sent)
    }
}
