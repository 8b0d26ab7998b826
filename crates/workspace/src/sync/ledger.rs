//! What is known of other devices, as the journal tells it.

use model::wire::{Reader, Unreadable, Wire, Writer};
use model::{ChangeSet, Conflict, DeviceId, VersionVector};

/// Worked out from the receipts in the journal; kept beside it as of the folded position, so
/// that opening need not read the whole journal.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ledger {
    /// What of other devices is known here.
    pub seen: VersionVector,
    /// What each of them knew when it wrote the last bundle that came from it.
    pub peers: Vec<(DeviceId, VersionVector)>,
    /// The position of the last journal entry that is news to others: not of one that only
    /// says what was received, or two devices would for ever tell each other that they heard.
    pub told: u64,
    /// Conflicts nobody has decided, and some that somebody has.
    pub conflicts: Vec<Conflict>,
}

impl Ledger {
    /// What a device knew when it wrote the last bundle that came from it.
    pub(crate) fn peer(&self, device: DeviceId) -> Option<&VersionVector> {
        self.peers.iter().find(|(known, _)| *known == device).map(|(_, seen)| seen)
    }

    fn hear(&mut self, device: DeviceId, knew: VersionVector) {
        match self.peers.iter_mut().find(|(known, _)| *known == device) {
            Some((_, seen)) => *seen = knew,
            None => self.peers.push((device, knew)),
        }
    }

    /// Takes in what the change set at a position of the journal says.
    pub(crate) fn note(&mut self, position: u64, set: &ChangeSet) {
        let Some(receipt) = &set.receipt else {
            self.told = self.told.max(position);
            return;
        };
        if receipt.complete {
            self.seen.join(&receipt.seen);
        }
        // The latest word counts, not the highest: a peer may have gone back to a backup.
        self.hear(receipt.from, receipt.seen.clone());
        for conflict in &receipt.conflicts {
            if !self.conflicts.contains(conflict) {
                self.conflicts.push(conflict.clone());
            }
        }
    }
}

impl Wire for Ledger {
    fn encode(&self, out: &mut Writer) {
        out.map(4);
        out.text("told");
        out.uint(self.told);
        out.text("seen");
        self.seen.encode(out);
        out.text("peers");
        out.array(2 * self.peers.len());
        for (device, seen) in &self.peers {
            out.uint(device.0);
            seen.encode(out);
        }
        out.text("conflicts");
        self.conflicts.encode(out);
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let mut ledger = Self::default();
        for _ in 0..from.map()? {
            match from.text()? {
                "told" => ledger.told = from.uint()?,
                "seen" => ledger.seen = Wire::decode(from)?,
                "peers" => {
                    for _ in 0..from.array()? / 2 {
                        let device = DeviceId(from.uint()?);
                        ledger.hear(device, Wire::decode(from)?);
                    }
                }
                "conflicts" => ledger.conflicts = Wire::decode(from)?,
                _ => from.skip()?,
            }
        }
        Ok(ledger)
    }
}
