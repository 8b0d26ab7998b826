//! Groups of customers that follow from what is worked out of them.

use crate::analysis::clusters::cluster_of_group;
use crate::analysis::rules::rule_of_group;
use crate::analysis::{Move, Standing, Tier};
use crate::image::Image;
use crate::table::Slot;

/// A group of customers, as an address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// Those in the segment of this code, as [`analytics::rfm::SegmentName::code`] has it; nobody
    /// is in one that is not on the map.
    Segment(String),
    /// Those with these recency and frequency scores.
    Cell(u8, u8),
    /// Those without a purchase in the window.
    Unscored,
    /// Those who satisfy the rule of this id; nobody if there is none, or it does not read.
    Rule(String),
    /// Those of a tier.
    Tier(Tier),
    /// Those who went from one segment to another between two days.
    Move(Move),
    /// Those in a cluster, from 0, of the clustering of this id; nobody if it is not there.
    Cluster(String, usize),
    /// Those somebody is to be warned of; by the rule of an id, or by any.
    Warned(Option<String>),
}

impl Group {
    /// The code of those without a purchase.
    pub const UNSCORED: &str = "unscored";

    const TIER: &str = "tier:";

    /// The code of those somebody is to be warned of.
    pub const WARNED: &str = "warning";

    /// The code of a tier.
    #[must_use]
    pub fn tier_code(tier: Tier) -> String {
        format!("{}{}", Self::TIER, tier.code())
    }

    /// The group a code means: `5-4` for the cell R5 F4, `rule:` and the id for a segment by
    /// rule, `tier:vip` for a tier, `cluster:` with id and number for a cluster, [`Move::code`] for
    /// a move, otherwise a segment's own code.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        if let Some(id) = rule_of_group(code) {
            return Self::Rule(id.to_owned());
        }
        if let Some(moved) = Move::of_code(code) {
            return Self::Move(moved);
        }
        if let Some((r, f)) = code.split_once('-')
            && let (Ok(r), Ok(f)) = (r.parse(), f.parse())
        {
            return Self::Cell(r, f);
        }
        if let Some(tier) = code.strip_prefix(Self::TIER).and_then(Tier::from_code) {
            return Self::Tier(tier);
        }
        if let Some(rule) = code.strip_prefix(Self::WARNED)
            && let Some(rule) = rule.strip_prefix(':').or(rule.is_empty().then_some(""))
        {
            return Self::Warned((!rule.is_empty()).then(|| rule.to_owned()));
        }
        if let Some((id, cluster)) = cluster_of_group(code) {
            return Self::Cluster(id.to_owned(), cluster);
        }
        if code == Self::UNSCORED { Self::Unscored } else { Self::Segment(code.to_owned()) }
    }
}

/// Which customers are in a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Members(Vec<bool>);

impl Members {
    /// Those in these slots, of `slots`, who belong.
    pub fn of(slots: usize, belongs: impl FnMut(Slot) -> bool) -> Self {
        Self((0..slots as Slot).map(belongs).collect())
    }

    /// The live customers who belong.
    pub fn living(image: &Image, belongs: impl Fn(Slot) -> bool) -> Self {
        let slots = image.tables.customers.slot_count();
        Self::of(slots, |slot| image.is_live_customer(slot) && belongs(slot))
    }

    /// Whether the customer in `slot` is one of them.
    #[must_use]
    pub fn contains(&self, slot: Slot) -> bool {
        self.0.get(slot as usize).is_some_and(|member| *member)
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().filter(|member| **member).count()
    }

    /// Those who are in `other` as well.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::of(self.0.len().min(other.0.len()), |slot| {
            self.contains(slot) && other.contains(slot)
        })
    }
}

impl Standing {
    /// The live customers in a group.
    #[must_use]
    pub fn members(&self, image: &Image, group: &Group) -> Members {
        let rfm = &self.rfm;
        match group {
            Group::Segment(code) => match rfm.table.segment_of_code(code) {
                Some(segment) => Members::living(image, |slot| {
                    rfm.score(slot).is_some_and(|score| score.segment == segment)
                }),
                None => Members::default(),
            },
            Group::Cell(r, f) => Members::living(image, |slot| {
                rfm.score(slot).is_some_and(|score| (score.r, score.f) == (*r, *f))
            }),
            Group::Unscored => Members::living(image, |slot| rfm.score(slot).is_none()),
            Group::Rule(id) => image.in_rule(id, self.day),
            Group::Move(moved) => image.moved(moved),
            Group::Tier(tier) => match image.tiers(self.day) {
                Some(tiers) => Members::living(image, |slot| tiers.tier(slot) == *tier),
                None => Members::default(),
            },
            Group::Warned(rule) => match image.warnings(self.day) {
                Some(warnings) => Members::living(image, |slot| {
                    let is_meant = |warning| match (rule, warnings.rule(warning)) {
                        (None, _) => true,
                        (Some(rule), found) => found.is_some_and(|(id, _)| id == rule),
                    };
                    warnings.of(slot).is_some_and(|warned| warned.open().any(is_meant))
                }),
                None => Members::default(),
            },
            Group::Cluster(id, cluster) => match image.clustering(id, self.day) {
                Some((_, clustered)) => {
                    Members::living(image, |slot| clustered.cluster(slot) == Some(*cluster))
                }
                None => Members::default(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::clusters::cluster_group;

    #[test]
    fn codes_mean_groups() {
        assert_eq!(Group::of_code("5-4"), Group::Cell(5, 4));
        assert_eq!(Group::of_code("unscored"), Group::Unscored);
        assert_eq!(Group::of_code("warning"), Group::Warned(None));
        assert_eq!(Group::of_code("warning:rarer"), Group::Warned(Some("rarer".to_owned())));
        assert_eq!(Group::of_code("warnings"), Group::Segment("warnings".to_owned()));
        assert_eq!(Group::of_code("rule:5-4"), Group::Rule("5-4".to_owned()));
        for tier in Tier::ALL {
            assert_eq!(Group::of_code(&Group::tier_code(tier)), Group::Tier(tier));
        }
        for id in ["a", "0192-5-4", "a:b"] {
            let code = cluster_group(id, 2);
            assert_eq!(Group::of_code(&code), Group::Cluster(id.to_owned(), 2), "{code}");
        }
        for code in [
            "cluster:a",
            "cluster:a:0",
            "cluster:a:x",
            "tier:gold",
            "at-risk",
            "own:5-4",
            "5-",
            "5-4-3",
            "-",
            "",
        ] {
            assert_eq!(Group::of_code(code), Group::Segment(code.to_owned()));
        }
    }

    #[test]
    fn members_of_both_are_those_of_each() {
        let even = Members::of(6, |slot| slot % 2 == 0);
        let thirds = Members::of(9, |slot| slot % 3 == 0);
        let both = even.and(&thirds);
        assert_eq!((0..9).filter(|slot| both.contains(*slot)).collect::<Vec<_>>(), [0]);
        assert_eq!((even.count(), both.count()), (3, 1));
    }
}
