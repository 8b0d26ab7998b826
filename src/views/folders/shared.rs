//! The folder that others write too, as the workspace wants to see it.

use interchange::bundle::{BundleReader, Reason};
use web_sys::{Blob, File};
use workspace::sync::Received;
use workspace::sync::mailbox::{self, Enough, Letter, Listed, is_mail};
use workspace::{CommandError, Pace};

use crate::platform::files::{Download, Unreadable};
use crate::platform::folder::Folder;
use crate::platform::gzip;
use crate::session::Session;
use crate::views::data::Trouble;
use crate::views::data::bundle::feed;

/// Unpacked bytes of a file nobody has looked at by hand: more than the largest workspace has.
const MOST_BYTES: usize = 1 << 30;

const JSON: &str = "application/json";

impl mailbox::Trouble for Trouble {
    fn ends_the_turn(&self) -> bool {
        match self {
            Self::Folder(_) | Self::Busy => true,
            Self::Unreadable(Unreadable(why)) => why == "NotAllowedError",
            Self::Refused(why) => matches!(
                why,
                CommandError::Cancelled(_) | CommandError::Store(_) | CommandError::ReadOnly
            ),
            _ => false,
        }
    }
}

/// A folder in the hands of a session.
pub struct Shared<'a> {
    /// The folder.
    pub folder: &'a Folder,
    /// Who hears what came.
    pub session: Session,
}

/// What the names of files end with that are written into folders.
pub fn ending() -> &'static str {
    if gzip::is_supported() { ".json.gz" } else { ".json" }
}

/// A file as it is written into folders.
pub async fn packed(json: Blob) -> Result<Blob, Trouble> {
    match gzip::is_supported() {
        true => Ok(gzip::pack(&json).await?),
        false => Ok(json),
    }
}

fn listed(name: String, file: &File) -> Listed {
    Listed { name, size: file.size() as u64, modified: file.last_modified() as u64 }
}

impl mailbox::Folder for Shared<'_> {
    type Draft = Download;
    type Trouble = Trouble;

    fn ending(&self) -> &'static str {
        ending()
    }

    async fn list(&self) -> Result<Vec<Listed>, Trouble> {
        let mut mail = Vec::new();
        for name in self.folder.names(is_mail).await? {
            // It may have gone meanwhile.
            if let Some(file) = self.folder.file(&name).await? {
                mail.push(listed(name, &file));
            }
        }
        Ok(mail)
    }

    async fn read(
        &self,
        file: &Listed,
        enough: Enough<'_>,
        pace: &dyn Pace,
    ) -> Result<Letter, Trouble> {
        let Some(file) = self.folder.file(&file.name).await? else { return Ok(Letter::Cut) };
        let is_enough = |reader: &BundleReader| reader.head().is_some_and(enough);
        let mut reader = BundleReader::default();
        let go_on = |reader: &BundleReader, bytes: usize| match bytes > MOST_BYTES {
            true => Err(Trouble::TooLarge(MOST_BYTES as f64)),
            false => Ok(!is_enough(reader)),
        };
        let fed = match gzip::Pieces::of(&file).await {
            Ok(pieces) => feed(&mut reader, pieces, pace, go_on).await,
            Err(why) => Err(why.into()),
        };
        let read = match fed {
            Ok(()) if is_enough(&reader) => {
                return Ok(Letter::Head(reader.head().cloned().unwrap_or_default()));
            }
            Ok(()) => reader.finish().map_err(Trouble::Bundle),
            Err(why) => Err(why),
        };
        match read {
            Ok(bundle) => Ok(Letter::Whole(Box::new(bundle))),
            Err(why) if is_underway(&why) => Ok(Letter::Cut),
            Err(why) => Err(why),
        }
    }

    fn add(draft: &mut Download, piece: Vec<u8>) {
        draft.push(&piece);
    }

    async fn put(&self, name: &str, draft: Download) -> Result<u64, Trouble> {
        let packed = packed(draft.finish(JSON).await?).await?;
        self.folder.put(name, &packed).await?;
        Ok(packed.size() as u64)
    }

    async fn remove(&self, name: &str) -> Result<(), Trouble> {
        Ok(self.folder.remove(name).await?)
    }

    fn took(&self, received: &Received) {
        self.session.took(received.merged);
    }
}

/// Whether a file only looks as one does that is still being written.
fn is_underway(why: &Trouble) -> bool {
    match why {
        Trouble::Bundle(why) => matches!(why.reason, Reason::Empty | Reason::Truncated),
        // It changed, or went, while we read it.
        Trouble::Unreadable(Unreadable(why)) => {
            matches!(why.as_str(), "NotReadableError" | "NotFoundError")
        }
        _ => false,
    }
}
