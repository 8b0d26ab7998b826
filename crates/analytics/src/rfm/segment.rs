use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::config::Bins;

/// A group of customers who stand alike in recency and frequency, and call for the same care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Ordered just now, and order most.
    Champions,
    /// Order often, and not long ago.
    Loyal,
    /// Ordered lately, more than once: could become loyal.
    PotentialLoyalist,
    /// Ordered just now, for the first time or nearly.
    New,
    /// Ordered lately, but seldom.
    Promising,
    /// In the middle of both, and drifting.
    NeedAttention,
    /// Seldom ordered, and not lately.
    AboutToSleep,
    /// Used to order often, and have stopped.
    AtRisk,
    /// Used to order most of all, and have stopped.
    CantLose,
    /// Seldom ordered, and long ago.
    Hibernating,
}

impl Segment {
    /// Every segment, in the order of declaration.
    pub const ALL: [Self; 10] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalist,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CantLose,
        Self::Hibernating,
    ];
}

/// A function from every cell of the grid of scores to a segment.
///
/// It holds one segment for each cell, so nobody falls between segments or into two. It
/// also fixes the number of bins: scoring takes it from here, so the two cannot disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredMap")]
pub struct SegmentMap {
    bins: Bins,
    /// By recency score, then frequency, then monetary, each lowest first.
    cells: Vec<Segment>,
}

/// Stored cells that do not fill the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a map of {bins} bins has {expected} cells, not {found}")]
pub struct SegmentMapError {
    /// The number of bins.
    pub bins: u8,
    /// Its cube.
    pub expected: usize,
    /// The number of cells stored.
    pub found: usize,
}

/// [`SegmentMap`] as read, before its cells are counted.
#[derive(Deserialize)]
struct StoredMap {
    bins: Bins,
    cells: Vec<Segment>,
}

impl SegmentMap {
    /// Asks `segment` about every cell once, with its recency, frequency and monetary scores.
    pub fn from_fn(bins: Bins, mut segment: impl FnMut(u8, u8, u8) -> Segment) -> Self {
        let mut cells = Vec::with_capacity(cell_count(bins));
        for r in bins.scores() {
            for f in bins.scores() {
                for m in bins.scores() {
                    cells.push(segment(r, f, m));
                }
            }
        }
        Self { bins, cells }
    }

    /// The number of scores on each axis.
    #[must_use]
    pub fn bins(&self) -> Bins {
        self.bins
    }

    /// The segment of a cell, by recency, frequency and monetary scores. A score outside
    /// `1..=bins` counts as the nearest inside.
    #[must_use]
    pub fn segment(&self, r: u8, f: u8, m: u8) -> Segment {
        let side = self.bins.get();
        let index = [r, f, m].into_iter().fold(0, |index, score| {
            index * usize::from(side) + usize::from(score.clamp(1, side) - 1)
        });
        self.cells[index]
    }
}

fn cell_count(bins: Bins) -> usize {
    usize::from(bins.get()).pow(3)
}

impl TryFrom<StoredMap> for SegmentMap {
    type Error = SegmentMapError;

    fn try_from(StoredMap { bins, cells }: StoredMap) -> Result<Self, SegmentMapError> {
        let expected = cell_count(bins);
        if cells.len() == expected {
            Ok(Self { bins, cells })
        } else {
            Err(SegmentMapError { bins: bins.get(), expected, found: cells.len() })
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_asked_about_once_and_answers_for_itself() {
        for bins in 2..=10 {
            let bins = Bins::new(bins).unwrap();
            let segment = |r: u8, f: u8, m: u8| {
                Segment::ALL[usize::from(r * 7 + f * 3 + m) % Segment::ALL.len()]
            };
            let mut asked = 0;
            let map = SegmentMap::from_fn(bins, |r, f, m| {
                asked += 1;
                segment(r, f, m)
            });
            assert_eq!(asked, usize::from(bins.get()).pow(3));
            for r in bins.scores() {
                for f in bins.scores() {
                    for m in bins.scores() {
                        assert_eq!(map.segment(r, f, m), segment(r, f, m), "{r} {f} {m}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_score_off_the_grid_counts_as_the_nearest_on_it() {
        let map = SegmentMap::from_fn(Bins::default(), |r, f, m| match (r, f, m) {
            (1, 1, 1) => Segment::Hibernating,
            (5, 5, 5) => Segment::Champions,
            _ => Segment::Loyal,
        });
        assert_eq!(map.segment(0, 0, 0), Segment::Hibernating);
        assert_eq!(map.segment(6, 255, 10), Segment::Champions);
    }

    #[test]
    fn all_lists_each_segment_at_its_own_place() {
        for (place, segment) in Segment::ALL.into_iter().enumerate() {
            assert_eq!(segment as usize, place);
        }
    }

    #[test]
    fn a_map_keeps_its_stored_form() {
        let map = SegmentMap::from_fn(Bins::new(2).unwrap(), |r, f, m| match (r, f, m) {
            (2, 2, _) => Segment::PotentialLoyalist,
            (1, _, 2) => Segment::CantLose,
            _ => Segment::New,
        });
        let stored = concat!(
            r#"{"bins":2,"cells":["new","cant_lose","new","cant_lose","#,
            r#""new","new","potential_loyalist","potential_loyalist"]}"#
        );
        assert_eq!(serde_json::to_string(&map).unwrap(), stored);
        assert_eq!(serde_json::from_str::<SegmentMap>(stored).unwrap(), map);
    }

    #[test]
    fn a_stored_map_with_gaps_is_refused() {
        let error =
            serde_json::from_str::<SegmentMap>(r#"{"bins":2,"cells":["new"]}"#).unwrap_err();
        assert!(error.to_string().starts_with("a map of 2 bins has 8 cells, not 1"), "{error}");
        assert!(serde_json::from_str::<SegmentMap>(r#"{"bins":1,"cells":["new"]}"#).is_err());
    }
}
