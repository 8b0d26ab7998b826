//! How much one workspace knows of what others did.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::stamp::DeviceId;
use crate::wire::{Reader, Unreadable, Wire, Writer};

/// A version vector (Parker et al., "Detection of mutual inconsistency in distributed
/// systems", 1983): of each device, the number of its last change set whose effect is known.
/// Change sets of a device are numbered by their position in its journal, from 1.
///
/// As a list in the order of the devices: there are few, and opening needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VersionVector(Vec<(DeviceId, u64)>);

impl Serialize for VersionVector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for VersionVector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seen: BTreeMap<DeviceId, u64> = Deserialize::deserialize(deserializer)?;
        Ok(Self(seen.into_iter().collect()))
    }
}

impl VersionVector {
    /// The number of the last change set of `device` that is known; 0 for none.
    #[must_use]
    pub fn of(&self, device: DeviceId) -> u64 {
        self.0.iter().find(|(known, _)| *known == device).map_or(0, |(_, seq)| *seq)
    }

    /// Whether change set `seq` of `device` is known.
    #[must_use]
    pub fn knows(&self, device: DeviceId, seq: u64) -> bool {
        seq <= self.of(device)
    }

    /// Whether everything `other` knows is known.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.0.iter().all(|(device, seq)| self.knows(*device, *seq))
    }

    /// Notes that the change sets of `device` up to `seq` are known.
    pub fn note(&mut self, device: DeviceId, seq: u64) {
        let at = self.0.partition_point(|(known, _)| *known < device);
        match self.0.get_mut(at) {
            Some((known, last)) if *known == device => *last = seq.max(*last),
            _ if seq > 0 => self.0.insert(at, (device, seq)),
            _ => {}
        }
    }

    /// Notes everything `other` knows.
    pub fn join(&mut self, other: &Self) {
        other.0.iter().for_each(|(device, seq)| self.note(*device, *seq));
    }

    /// What both know: of each device, the smaller of the two numbers.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let both = self.iter().map(|(device, seq)| (device, seq.min(other.of(device))));
        Self(both.filter(|(_, seq)| *seq > 0).collect())
    }

    /// The devices of which something is known, with the number of the last change set.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceId, u64)> {
        self.0.iter().copied()
    }
}

impl Wire for VersionVector {
    fn encode(&self, out: &mut Writer) {
        out.array(2 * self.0.len());
        for (device, seq) in &self.0 {
            out.uint(device.0);
            out.uint(*seq);
        }
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let mut vector = Self::default();
        for _ in 0..from.array()? / 2 {
            let device = DeviceId(from.uint()?);
            vector.note(device, from.uint()?);
        }
        Ok(vector)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: DeviceId = DeviceId(1);
    const THERE: DeviceId = DeviceId(2);

    #[test]
    fn joining_takes_the_later_of_each() {
        let mut mine = VersionVector::default();
        mine.note(HERE, 5);
        mine.note(HERE, 3);
        let mut theirs = VersionVector::default();
        theirs.note(HERE, 4);
        theirs.note(THERE, 9);
        assert!(!mine.covers(&theirs) && !theirs.covers(&mine));
        mine.join(&theirs);
        assert!(mine.covers(&theirs));
        assert_eq!(mine.iter().collect::<Vec<_>>(), [(HERE, 5), (THERE, 9)]);
        assert!(mine.knows(THERE, 9) && !mine.knows(THERE, 10) && mine.knows(DeviceId(3), 0));
    }

    #[test]
    fn meeting_leaves_what_both_know() {
        let of = |numbers: [u64; 3]| {
            let mut vector = VersionVector::default();
            (1..).zip(numbers).for_each(|(device, seq)| vector.note(DeviceId(device), seq));
            vector
        };
        assert_eq!(of([5, 2, 0]).meet(&of([3, 4, 9])), of([3, 2, 0]));
        assert_eq!(of([5, 2, 0]).meet(&VersionVector::default()), VersionVector::default());
    }
}
