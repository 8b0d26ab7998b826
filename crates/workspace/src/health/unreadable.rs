//! Stored bytes that do not read, to take away: somebody may know what to do with them.

use crate::error::CommandError;
use crate::store::{ChunkKey, Store};
use crate::workspace::{META_LEDGER, Workspace};

/// Stored bytes that do not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Where they are stored.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl<S: Store> Workspace<S> {
    /// All stored bytes that are known not to read, whether somebody has seen to them or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unreadable(&self) -> Result<Vec<Blob>, CommandError> {
        let (damage, aside) = (self.damage(), self.aside.borrow().clone());
        let keys: Vec<ChunkKey> = damage.chunks.into_iter().chain(aside.chunks).collect();
        let read = self.store.chunks(&keys).await?;
        let mut blobs: Vec<Blob> = keys
            .iter()
            .zip(read)
            .filter_map(|(key, bytes)| Some(Blob { name: format!("chunks/{key}"), bytes: bytes? }))
            .collect();
        for position in damage.entries.into_iter().chain(aside.entries) {
            let read = self.store.journal(position.saturating_sub(1), 1).await?;
            let found = read.into_iter().filter(|(at, _)| *at == position);
            blobs.extend(found.map(|(at, bytes)| Blob { name: format!("journal/{at}"), bytes }));
        }
        let ledger = if damage.ledger { self.store.meta(META_LEDGER).await? } else { None };
        let ledgers = ledger.into_iter().chain(aside.ledgers);
        blobs.extend(ledgers.map(|bytes| Blob { name: "meta/ledger".to_owned(), bytes }));
        Ok(blobs)
    }

    /// [`Workspace::unreadable`] as a JSON file; answers how many there are. The bytes are in
    /// hexadecimal digits.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn export_unreadable(
        &self,
        sink: &mut dyn FnMut(Vec<u8>),
    ) -> Result<usize, CommandError> {
        let blobs = self.unreadable().await?;
        let device = self.device();
        sink(format!("{{\n\"format\": \"rapport-unreadable\",\n\"version\": 1,\n\"device\": \"{device}\",\n\"blobs\": [").into_bytes());
        for (n, blob) in blobs.iter().enumerate() {
            let mut line = if n == 0 { String::from("\n") } else { String::from(",\n") };
            // Names are made of kinds, and a kind of a newer version may be called anything.
            let name = serde_json::Value::from(blob.name.as_str());
            line.push_str(&format!("{{\"name\": {name}, \"hex\": \""));
            for byte in &blob.bytes {
                line.extend(
                    [byte >> 4, byte & 15].map(|n| char::from_digit(n.into(), 16)).iter().flatten(),
                );
            }
            line.push_str("\"}");
            sink(line.into_bytes());
        }
        sink(b"\n]\n}\n".to_vec());
        Ok(blobs.len())
    }
}
