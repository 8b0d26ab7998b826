//! Who shares what with whom, among everybody at once: worked out one time, for a scan.

use crate::blocks::Slot;
use crate::hash::Key;
use crate::scan::BLOCK;
use crate::score::MANY;

/// Instead of a group's number: more than [`BLOCK`] share the trait.
const PASSED_OVER: usize = usize::MAX;

/// A trait of one customer that somebody else has as well.
#[derive(Debug, Clone, Copy)]
struct Trait {
    key: Key,
    /// The number of its group.
    group: usize,
}

/// Those who share one trait.
#[derive(Debug)]
struct Group {
    /// Where they begin in the list of all holders, and where they end.
    from: usize,
    to: usize,
    /// Whether they have more than [`MANY`] names. Somebody entered twenty times is still one.
    many: bool,
}

/// Groups of those who share a trait, and the traits of each customer.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Group after group, in each by rising slots.
    holders: Vec<Slot>,
    groups: Vec<Group>,
    /// Customer after customer.
    traits: Vec<Trait>,
    /// Where the traits of each slot end.
    ends: Vec<usize>,
}

impl Shared {
    /// Of each customer's keys, each once, and the sum of each one's name; both by slot.
    pub(crate) fn new(mut entries: Vec<(Key, Slot)>, names: &[u32]) -> Self {
        entries.sort_unstable();
        let shared = || entries.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        let mut made = Self::default();
        let mut counts = vec![0_usize; names.len()];
        for (_, slot) in shared().flatten() {
            if let Some(count) = counts.get_mut(*slot as usize) {
                *count += 1;
            }
        }
        // Where each slot's next trait goes: at first where its traits begin, at last where they
        // end.
        let mut all = 0;
        for count in &mut counts {
            all += std::mem::replace(count, all);
        }
        made.traits = vec![Trait { key: Key(0), group: PASSED_OVER }; all];
        for entries in shared() {
            let group = made.group(entries, names);
            for (key, slot) in entries {
                let Some(place) = counts.get_mut(*slot as usize) else { continue };
                if let Some(slot) = made.traits.get_mut(*place) {
                    *slot = Trait { key: *key, group };
                }
                *place += 1;
            }
        }
        made.ends = counts;
        made
    }

    fn group(&mut self, entries: &[(Key, Slot)], names: &[u32]) -> usize {
        if entries.len() > BLOCK {
            return PASSED_OVER;
        }
        let from = self.holders.len();
        self.holders.extend(entries.iter().map(|(_, slot)| *slot));
        let mut different: Vec<u32> = Vec::new();
        for name in entries.iter().filter_map(|(_, slot)| names.get(*slot as usize)) {
            if !different.contains(name) {
                different.push(*name);
            }
        }
        let many = different.len() > MANY;
        self.groups.push(Group { from, to: self.holders.len(), many });
        self.groups.len() - 1
    }

    /// Those behind `slot` who share something with it, each for each shared trait.
    pub(crate) fn behind(&self, slot: Slot) -> impl Iterator<Item = Slot> {
        self.traits_of(slot)
            .iter()
            .filter_map(|held| self.groups.get(held.group))
            .filter_map(|group| self.holders.get(group.from..group.to))
            .flat_map(move |holders| holders.iter().rev().take_while(move |other| **other > slot))
            .copied()
    }

    /// Whether what `slot` shares by this key is held by many; more than a block are taken to
    /// be many without a look.
    pub(crate) fn is_held_by_many(&self, slot: Slot, key: Key) -> bool {
        let held = self.traits_of(slot).iter().find(|held| held.key == key);
        held.is_some_and(|held| self.groups.get(held.group).is_none_or(|group| group.many))
    }

    fn traits_of(&self, slot: Slot) -> &[Trait] {
        let slot = slot as usize;
        let from = slot.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let to = self.ends.get(slot).copied().unwrap_or_default();
        self.traits.get(from.unwrap_or_default()..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(shared: &Shared, slot: Slot) -> Vec<Slot> {
        let mut found: Vec<Slot> = shared.behind(slot).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn those_behind_somebody_who_share_a_trait_are_found() {
        let entries = [(7, 0), (7, 3), (7, 2), (8, 3), (8, 2), (9, 1)];
        let entries = entries.iter().map(|(key, slot)| (Key(*key), *slot)).collect();
        let shared = Shared::new(entries, &[1, 2, 3, 4]);
        assert_eq!(behind(&shared, 0), [2, 3]);
        assert!(behind(&shared, 1).is_empty());
        assert_eq!(behind(&shared, 2), [3, 3]);
        assert!(behind(&shared, 3).is_empty());
        assert!(behind(&shared, 4).is_empty());
    }

    #[test]
    fn many_are_many_names_or_more_than_a_block() {
        let held = |count: usize, names: u32| {
            let entries = (0..count).map(|slot| (Key(5), slot as Slot)).collect();
            let names: Vec<u32> = (0..count).map(|slot| slot as u32 % names).collect();
            let shared = Shared::new(entries, &names);
            (shared.is_held_by_many(0, Key(5)), shared.behind(0).count())
        };
        assert_eq!(held(BLOCK, MANY as u32), (false, BLOCK - 1));
        assert_eq!(held(BLOCK, MANY as u32 + 1), (true, BLOCK - 1));
        assert_eq!(held(BLOCK + 1, 1), (true, 0));
        // Nobody else has it.
        assert_eq!(held(1, 1), (false, 0));
    }
}
