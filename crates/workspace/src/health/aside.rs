//! What a repair has noted.

use std::collections::BTreeSet;

use model::wire::{Reader, Unreadable, Wire, Writer};
use model::{Id, Kind};

use crate::health::Record;
use crate::store::ChunkKey;

/// Stored bytes that do not read but have been seen to, and records that nobody could bring
/// back. The bytes stay where they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Aside {
    /// Chunks.
    pub chunks: BTreeSet<ChunkKey>,
    /// Positions of journal entries.
    pub entries: BTreeSet<u64>,
    /// What stood in the place where other devices are noted, which is written anew.
    pub ledgers: Vec<Vec<u8>>,
    /// Records the history tells of.
    pub lost: BTreeSet<Record>,
}

impl Wire for Aside {
    fn encode(&self, out: &mut Writer) {
        out.map(4);
        out.text("chunks");
        out.array(self.chunks.len());
        self.chunks.iter().for_each(|key| out.text(&key.to_string()));
        out.text("entries");
        out.array(self.entries.len());
        self.entries.iter().for_each(|position| out.uint(*position));
        out.text("ledgers");
        out.array(self.ledgers.len());
        self.ledgers.iter().for_each(|bytes| out.bytes(bytes));
        out.text("lost");
        out.array(2 * self.lost.len());
        for (kind, id) in &self.lost {
            out.text(kind.name());
            id.encode(out);
        }
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let mut aside = Self::default();
        for _ in 0..from.map()? {
            match from.text()? {
                "chunks" => {
                    for _ in 0..from.array()? {
                        let key = from.text()?.parse().map_err(|_| from.wrong("no chunk"))?;
                        aside.chunks.insert(key);
                    }
                }
                "entries" => {
                    for _ in 0..from.array()? {
                        aside.entries.insert(from.uint()?);
                    }
                }
                "ledgers" => {
                    for _ in 0..from.array()? {
                        aside.ledgers.push(from.bytes()?.to_vec());
                    }
                }
                "lost" => {
                    for _ in 0..from.array()? / 2 {
                        let Ok(kind) = from.text()?.parse::<Kind>();
                        aside.lost.insert((kind, Id::decode(from)?));
                    }
                }
                _ => from.skip()?,
            }
        }
        Ok(aside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec;

    #[test]
    fn reads_as_it_was_written() {
        let id = Id::from_bytes([7; 16]);
        let key = ChunkKey { kind: Kind::Other("new.sort".into()), rows: 3, id };
        let aside = Aside {
            chunks: BTreeSet::from([key]),
            entries: BTreeSet::from([1, u64::MAX]),
            ledgers: vec![vec![0xC1, 0]],
            lost: BTreeSet::from([(Kind::Order, id), (Kind::Other("x".into()), id)]),
        };
        assert_eq!(codec::decode(&codec::encode(&aside)), Ok(aside));
    }
}
