//! Pairs gathered into groups of customers who are all the same.

use std::collections::{BTreeMap, BTreeSet};

use model::Id;

use crate::scan::Pair;

/// Nobody looks through a larger group, and nobody is entered so often.
pub const GROUP: usize = 40;

/// Gathers pairs, the best first, into groups of two and more, each in the order of its ids.
///
/// Two groups become one only if at least half of all pairs across them were found, and
/// together they are at most [`GROUP`]. A chain of pairs, each alike to the next
/// only, therefore stays in pieces: A–B–C is a group, A–B–C–D is two. A customer is in one
/// group at most; pairs that lead from one group to another are still in the list of pairs.
#[must_use]
pub fn groups(pairs: &[Pair]) -> Vec<Vec<Id>> {
    let mut linked: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for pair in pairs {
        linked.entry(pair.a).or_default().insert(pair.b);
        linked.entry(pair.b).or_default().insert(pair.a);
    }
    let mut order: Vec<&Pair> = pairs.iter().collect();
    order.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.a, pair.b));
    let mut group_of: BTreeMap<Id, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Id>> = Vec::new();
    for pair in order {
        let [one, other] = [pair.a, pair.b].map(|id| {
            *group_of.entry(id).or_insert_with(|| {
                groups.push(vec![id]);
                groups.len() - 1
            })
        });
        let (Some(left), Some(right)) = (groups.get(one), groups.get(other)) else { continue };
        if one == other || left.len() + right.len() > GROUP {
            continue;
        }
        let across = left.iter().filter_map(|id| linked.get(id));
        let links: usize =
            across.map(|links| right.iter().filter(|id| links.contains(id)).count()).sum();
        if 2 * links < left.len() * right.len() {
            continue;
        }
        let (into, from) = (one.min(other), one.max(other));
        let moved = groups.get_mut(from).map(std::mem::take).unwrap_or_default();
        for id in &moved {
            group_of.insert(*id, into);
        }
        if let Some(group) = groups.get_mut(into) {
            group.extend(moved);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(pairs: &[(u8, u8, u8)]) -> Vec<Vec<u8>> {
        let id = |number| Id::from_bytes([number; 16]);
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|(a, b, score)| Pair { a: id(*a), b: id(*b), score: *score, reasons: vec![] })
            .collect();
        groups(&pairs).iter().map(|group| group.iter().map(|id| id.bytes()[0]).collect()).collect()
    }

    #[test]
    fn pairs_of_the_same_people_are_one_group() {
        assert_eq!(
            ids(&[(1, 2, 90), (3, 4, 80), (2, 5, 70), (1, 5, 70)]),
            [vec![1, 2, 5], vec![3, 4]]
        );
        assert!(ids(&[]).is_empty());
    }

    #[test]
    fn a_chain_does_not_glue() {
        assert_eq!(ids(&[(1, 2, 90), (2, 3, 60)]), [[1, 2, 3]]);
        assert_eq!(ids(&[(1, 2, 90), (3, 4, 90), (2, 3, 60)]), [[1, 2], [3, 4]]);
        let chain: Vec<(u8, u8, u8)> = (0..100).map(|n| (n, n + 1, 60)).collect();
        assert!(ids(&chain).iter().all(|group| group.len() <= 3));
    }

    #[test]
    fn the_best_pairs_choose_first() {
        assert_eq!(ids(&[(2, 3, 60), (1, 2, 90), (3, 4, 95)]), [[3, 4], [1, 2]]);
        // Half of the pairs across are enough.
        assert_eq!(ids(&[(2, 3, 60), (1, 2, 90), (3, 4, 95), (2, 4, 65)]), [[1, 2, 3, 4]]);
    }

    #[test]
    fn no_group_grows_without_end() {
        let all = (0..90).flat_map(|a| (a + 1..90).map(move |b| (a, b, 80)));
        let groups = ids(&all.collect::<Vec<_>>());
        assert!(groups.iter().all(|group| group.len() <= GROUP));
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), 90);
    }
}
