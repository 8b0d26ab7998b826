//! A folder on a device that a synchroniser carries to others, or half of it, or late.

use std::cell::RefCell;
use std::collections::BTreeMap;

use interchange::bundle::{BundleReader, Reason};
use workspace::sync::Received;
use workspace::sync::mailbox::{Enough, Folder, Letter, Listed, Trouble};
use workspace::{CommandError, Pace};

/// Why something went wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    Command(CommandError),
    File(Reason),
}

impl From<CommandError> for Wrong {
    fn from(why: CommandError) -> Self {
        Self::Command(why)
    }
}

impl Trouble for Wrong {
    fn ends_the_turn(&self) -> bool {
        matches!(self, Self::Command(CommandError::Cancelled(_) | CommandError::Store(_)))
    }
}

/// A file and when it was written.
type File = (Vec<u8>, u64);

/// What lies in the folder of one device.
#[derive(Debug, Default)]
pub struct Replica {
    files: RefCell<BTreeMap<String, File>>,
    /// Everything this device ever wrote, oldest first.
    written: RefCell<Vec<(String, File)>>,
    time: RefCell<u64>,
}

impl Replica {
    pub fn names(&self) -> Vec<String> {
        self.files.borrow().keys().cloned().collect()
    }

    pub fn set_time(&self, now: u64) {
        let mut time = self.time.borrow_mut();
        *time = now.max(*time);
    }

    pub fn place(&self, name: &str, bytes: &[u8]) {
        let mut time = self.time.borrow_mut();
        *time += 1;
        self.files.borrow_mut().insert(name.into(), (bytes.to_vec(), *time));
    }

    /// Fills a file in that has its size and time already, as some synchronisers do.
    pub fn fill_in(&self, name: &str, bytes: &[u8]) {
        if let Some((there, _)) = self.files.borrow_mut().get_mut(name) {
            *there = bytes.to_vec();
        }
    }

    pub fn take_away(&self, name: &str) {
        self.files.borrow_mut().remove(name);
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        self.files.borrow()[name].0.clone()
    }

    /// The file this device wrote last, or one it wrote `ago` writings before.
    pub fn left(&self, ago: usize) -> Option<(String, Vec<u8>)> {
        let written = self.written.borrow();
        let at = written.len().checked_sub(1 + ago)?;
        written.get(at).map(|(name, (bytes, _))| (name.clone(), bytes.clone()))
    }
}

impl Folder for Replica {
    type Draft = Vec<u8>;
    type Trouble = Wrong;

    fn ending(&self) -> &'static str {
        ".json"
    }

    async fn list(&self) -> Result<Vec<Listed>, Wrong> {
        let files = self.files.borrow();
        let mail = files.iter().filter(|(name, _)| workspace::sync::mailbox::is_mail(name));
        Ok(mail
            .map(|(name, (bytes, modified))| Listed {
                name: name.clone(),
                size: bytes.len() as u64,
                modified: *modified,
            })
            .collect())
    }

    async fn read(&self, file: &Listed, enough: Enough<'_>, _: &dyn Pace) -> Result<Letter, Wrong> {
        let bytes = self.bytes(&file.name);
        let mut reader = BundleReader::default();
        for piece in bytes.chunks(77) {
            reader.push(piece).map_err(|why| Wrong::File(why.reason))?;
            if let Some(head) = reader.head().filter(|head| enough(head)) {
                return Ok(Letter::Head(head.clone()));
            }
        }
        match reader.finish() {
            Ok(bundle) => Ok(Letter::Whole(Box::new(bundle))),
            Err(why) if matches!(why.reason, Reason::Empty | Reason::Truncated) => Ok(Letter::Cut),
            Err(why) => Err(Wrong::File(why.reason)),
        }
    }

    fn add(draft: &mut Vec<u8>, piece: Vec<u8>) {
        draft.extend(piece);
    }

    async fn put(&self, name: &str, draft: Vec<u8>) -> Result<u64, Wrong> {
        self.place(name, &draft);
        self.written.borrow_mut().push((name.to_owned(), (draft.clone(), *self.time.borrow())));
        Ok(draft.len() as u64)
    }

    async fn remove(&self, name: &str) -> Result<(), Wrong> {
        self.take_away(name);
        Ok(())
    }

    fn took(&self, _: &Received) {}
}
