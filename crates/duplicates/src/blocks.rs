//! Who has which key: sorted runs of small entries, a fifth of what a hash map would take.

use crate::hash::Key;

/// A customer's place in the index.
pub(crate) type Slot = u32;

/// How much longer a run is than the next: with more, adding takes longer and finding less.
const RATIO: usize = 4;

/// Keys and their holders. Adding costs a logarithm, finding a few binary searches.
///
/// Each entry is one number, the key before the slot. Entries stand in sorted runs, each at
/// least four times as long as the next; a new run joins the last ones until that is so again.
/// Sorting, unlike hashing, cannot be slowed down by keys chosen to collide.
#[derive(Debug, Default, Clone)]
pub(crate) struct Blocks {
    runs: Vec<Vec<u64>>,
}

impl Blocks {
    pub(crate) fn add(&mut self, slot: Slot, keys: &[Key]) {
        let mut run: Vec<u64> = keys.iter().map(|key| entry(*key, slot)).collect();
        run.sort_unstable();
        while let Some(mut last) = self.runs.pop_if(|last| last.len() < RATIO * run.len()) {
            // The stable sort sees two sorted runs and merges them.
            last.reserve_exact(run.len());
            last.append(&mut run);
            last.sort();
            run = last;
        }
        self.runs.push(run);
    }

    /// Whoever has the key, in no order that means anything.
    pub(crate) fn holders(&self, key: Key) -> impl Iterator<Item = Slot> {
        let (first, last) = (entry(key, 0), entry(key, Slot::MAX));
        self.runs.iter().flat_map(move |run| {
            let from = run.partition_point(|entry| *entry < first);
            let rest = run.get(from..).unwrap_or_default();
            rest.iter().take_while(move |entry| **entry <= last).map(|entry| *entry as Slot)
        })
    }

    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        self.runs.iter().map(|run| run.capacity() * size_of::<u64>()).sum()
    }
}

fn entry(key: Key, slot: Slot) -> u64 {
    u64::from(key.0) << 32 | u64::from(slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_found_wherever_their_run_is() {
        let mut blocks = Blocks::default();
        for slot in 0..1000 {
            blocks.add(slot, &[Key(slot % 7), Key(1000 + slot)]);
        }
        for key in 0..7 {
            let mut holders: Vec<Slot> = blocks.holders(Key(key)).collect();
            holders.sort_unstable();
            let expected: Vec<Slot> = (0..1000).filter(|slot| slot % 7 == key).collect();
            assert_eq!(holders, expected);
        }
        assert_eq!(blocks.holders(Key(1500)).collect::<Vec<_>>(), [500]);
        assert_eq!(blocks.holders(Key(7)).count(), 0);
        assert!(blocks.runs.len() <= 12, "{}", blocks.runs.len());
    }

    #[test]
    fn the_greatest_key_and_slot_have_room() {
        let mut blocks = Blocks::default();
        blocks.add(Slot::MAX, &[Key(u32::MAX)]);
        assert_eq!(blocks.holders(Key(u32::MAX)).collect::<Vec<_>>(), [Slot::MAX]);
    }
}
