use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::config::Bins;
use super::segment::Segment;
use super::segment_name::SegmentName;

/// Which of its map's segments: its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentIndex(pub(super) u8);

/// A function from every cell of the grid of scores to a segment.
///
/// It holds one segment for each cell, so nobody falls between segments or into two. It
/// also fixes the number of bins: scoring takes it from here, so the two cannot disagree.
///
/// Stored as its bins, its list of segments, and a letter for each cell: `a` is the first of
/// the list. Cells go by recency score, then frequency, then monetary, each lowest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredMap", into = "StoredMap")]
pub struct SegmentMap {
    pub(super) bins: Bins,
    pub(super) names: Arc<[SegmentName]>,
    pub(super) cells: Vec<SegmentIndex>,
}

/// Why a list of segments and cells are no map.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SegmentMapError {
    /// No segment, or more than [`SegmentMap::MOST`].
    #[error("a map has 1 to {most} segments, not {0}", most = SegmentMap::MOST)]
    Segments(usize),
    /// Two of the list are called the same.
    #[error("two segments of a map are called {0}")]
    Twice(String),
    /// Cells that do not fill the grid.
    #[error("a map of {bins} bins has {expected} cells, not {found}")]
    Cells {
        /// The number of bins.
        bins: u8,
        /// Its cube.
        expected: usize,
        /// The number of cells given.
        found: usize,
    },
    /// A cell with a segment that is not in the list.
    #[error("a cell of a map of {0} segments is in none of them")]
    Unknown(usize),
}

/// [`SegmentMap`] as kept.
#[derive(Serialize, Deserialize)]
struct StoredMap {
    bins: Bins,
    segments: Vec<SegmentName>,
    cells: String,
}

impl SegmentIndex {
    /// The place in the list, from 0.
    #[must_use]
    pub fn get(self) -> usize {
        usize::from(self.0)
    }

    /// The segment at a place of a list.
    #[must_use]
    pub fn at(place: usize) -> Option<Self> {
        let place = u8::try_from(place).ok().map(Self);
        place.filter(|place| place.get() < SegmentMap::MOST)
    }
}

impl SegmentMap {
    /// The most segments in a map.
    pub const MOST: usize = 24;

    /// Takes the segments and, for each cell by recency, frequency and monetary score, lowest
    /// first, which it is in.
    ///
    /// # Errors
    ///
    /// When the list is empty, too long or has one name twice, or the cells are not those of
    /// the grid.
    pub fn new(
        bins: Bins,
        names: Vec<SegmentName>,
        cells: Vec<SegmentIndex>,
    ) -> Result<Self, SegmentMapError> {
        if names.is_empty() || names.len() > Self::MOST {
            return Err(SegmentMapError::Segments(names.len()));
        }
        let mut codes = BTreeSet::new();
        for name in &names {
            if !codes.insert(name.code()) {
                return Err(SegmentMapError::Twice(name.code().into_owned()));
            }
        }
        let expected = cell_count(bins);
        if cells.len() != expected {
            return Err(SegmentMapError::Cells { bins: bins.get(), expected, found: cells.len() });
        }
        if cells.iter().any(|cell| cell.get() >= names.len()) {
            return Err(SegmentMapError::Unknown(names.len()));
        }
        Ok(Self { bins, names: names.into(), cells })
    }

    /// Asks `segment` about every cell once, with its recency, frequency and monetary scores.
    /// The list is `listed`, whether or not they have cells, and then any other answered.
    pub fn standard(
        bins: Bins,
        listed: &[Segment],
        mut segment: impl FnMut(u8, u8, u8) -> Segment,
    ) -> Self {
        let mut names: Vec<Segment> = Vec::with_capacity(Segment::ALL.len());
        let mut place = |segment: Segment| {
            let found = names.iter().position(|name| *name == segment);
            let place = found.unwrap_or_else(|| {
                names.push(segment);
                names.len() - 1
            });
            // As many as there are kinds of segment.
            SegmentIndex(place as u8)
        };
        for segment in listed {
            place(*segment);
        }
        let mut cells = Vec::with_capacity(cell_count(bins));
        for r in bins.scores() {
            for f in bins.scores() {
                for m in bins.scores() {
                    cells.push(place(segment(r, f, m)));
                }
            }
        }
        Self { bins, names: names.into_iter().map(SegmentName::from).collect(), cells }
    }

    /// The number of scores on each axis.
    #[must_use]
    pub fn bins(&self) -> Bins {
        self.bins
    }

    /// The segments, in their order; never none.
    #[must_use]
    pub fn names(&self) -> &Arc<[SegmentName]> {
        &self.names
    }

    /// The cells, by recency score, then frequency, then monetary, each lowest first.
    #[must_use]
    pub fn cells(&self) -> &[SegmentIndex] {
        &self.cells
    }

    /// The segment of a cell, by recency, frequency and monetary scores. A score outside
    /// `1..=bins` counts as the nearest inside.
    #[must_use]
    pub fn segment(&self, r: u8, f: u8, m: u8) -> SegmentIndex {
        self.cells[cell_of(self.bins, r, f, m)]
    }

    /// What the segment of a cell is called.
    #[must_use]
    pub fn name(&self, r: u8, f: u8, m: u8) -> &SegmentName {
        &self.names[self.segment(r, f, m).get()]
    }

    /// Whether two cells that differ in their monetary score alone are ever in two segments.
    #[must_use]
    pub fn asks_for_monetary(&self) -> bool {
        let layers = self.cells.chunks_exact(usize::from(self.bins.get()));
        layers.into_iter().any(|layer| layer.iter().any(|cell| Some(cell) != layer.first()))
    }
}

/// The place of a cell among all cells of so many bins.
pub(super) fn cell_of(bins: Bins, r: u8, f: u8, m: u8) -> usize {
    let side = bins.get();
    [r, f, m]
        .into_iter()
        .fold(0, |index, score| index * usize::from(side) + usize::from(score.clamp(1, side) - 1))
}

fn cell_count(bins: Bins) -> usize {
    usize::from(bins.get()).pow(3)
}

impl TryFrom<StoredMap> for SegmentMap {
    type Error = SegmentMapError;

    fn try_from(StoredMap { bins, segments, cells }: StoredMap) -> Result<Self, SegmentMapError> {
        // A letter before `a` is far beyond any list.
        let cells = cells.bytes().map(|letter| SegmentIndex(letter.wrapping_sub(b'a'))).collect();
        Self::new(bins, segments, cells)
    }
}

impl From<SegmentMap> for StoredMap {
    fn from(SegmentMap { bins, names, cells }: SegmentMap) -> Self {
        let cells = cells.into_iter().map(|cell| char::from(b'a' + cell.0)).collect();
        Self { bins, segments: names.to_vec(), cells }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rfm::OwnSegment;

    fn bins(bins: u8) -> Bins {
        Bins::new(bins).unwrap()
    }

    fn own(name: &str) -> SegmentName {
        SegmentName::Own(OwnSegment::new(name, 1).unwrap())
    }

    #[test]
    fn every_cell_is_asked_about_once_and_answers_for_itself() {
        for size in 2..=10 {
            let segment = |r: u8, f: u8, m: u8| {
                Segment::ALL[usize::from(r * 7 + f * 3 + m) % Segment::ALL.len()]
            };
            let mut asked = 0;
            let map = SegmentMap::standard(bins(size), &[], |r, f, m| {
                asked += 1;
                segment(r, f, m)
            });
            assert_eq!(asked, usize::from(size).pow(3));
            for r in 1..=size {
                for f in 1..=size {
                    for m in 1..=size {
                        assert_eq!(*map.name(r, f, m), segment(r, f, m).into(), "{r} {f} {m}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_score_off_the_grid_counts_as_the_nearest_on_it() {
        let map = SegmentMap::standard(Bins::default(), &[], |r, f, m| match (r, f, m) {
            (1, 1, 1) => Segment::Hibernating,
            (5, 5, 5) => Segment::Champions,
            _ => Segment::Loyal,
        });
        assert_eq!(*map.name(0, 0, 0), Segment::Hibernating.into());
        assert_eq!(*map.name(6, 255, 10), Segment::Champions.into());
    }

    #[test]
    fn the_list_is_as_given_and_then_as_answered() {
        let listed = [Segment::Lost, Segment::Loyal];
        let map = SegmentMap::standard(bins(2), &listed, |r, _, _| {
            if r == 1 { Segment::New } else { Segment::Loyal }
        });
        let names = [Segment::Lost, Segment::Loyal, Segment::New].map(SegmentName::from);
        assert_eq!(**map.names(), names);
        assert_eq!(map.segment(1, 1, 1).get(), 2);
    }

    #[test]
    fn a_map_by_recency_and_frequency_does_not_ask_for_monetary() {
        let by = |of: fn(u8, u8, u8) -> bool| {
            let map = SegmentMap::standard(bins(3), &[], |r, f, m| {
                if of(r, f, m) { Segment::Loyal } else { Segment::Lost }
            });
            map.asks_for_monetary()
        };
        assert!(!by(|r, f, _| r > f));
        assert!(by(|r, f, m| (r, f, m) == (2, 3, 3)));
    }

    #[test]
    fn a_map_keeps_its_stored_form() {
        let cells = "aabbaaab".bytes().map(|b| SegmentIndex(b - b'a')).collect();
        let names = vec![Segment::CantLose.into(), own("Gold")];
        let map = SegmentMap::new(bins(2), names, cells).unwrap();
        let stored = concat!(
            r#"{"bins":2,"segments":["cant_lose",{"name":"Gold","colour":1}],"#,
            r#""cells":"aabbaaab"}"#
        );
        assert_eq!(serde_json::to_string(&map).unwrap(), stored);
        assert_eq!(serde_json::from_str::<SegmentMap>(stored).unwrap(), map);
    }

    #[test]
    fn what_is_no_map_is_refused() {
        let refused = |segments: &str, cells: &str| {
            let stored = format!(r#"{{"bins":2,"segments":[{segments}],"cells":"{cells}"}}"#);
            let error = serde_json::from_str::<SegmentMap>(&stored).unwrap_err().to_string();
            error.split(" at line").next().unwrap().to_owned()
        };
        assert_eq!(refused(r#""new""#, "a"), "a map of 2 bins has 8 cells, not 1");
        assert_eq!(
            refused(r#""new""#, "aaaaaaab"),
            "a cell of a map of 1 segments is in none of them"
        );
        assert_eq!(
            refused(r#""new""#, "aaaaaaaA"),
            "a cell of a map of 1 segments is in none of them"
        );
        assert_eq!(refused("", "aaaaaaaa"), "a map has 1 to 24 segments, not 0");
        assert_eq!(
            refused(r#""new","loyal","new""#, "aaaaaaaa"),
            "two segments of a map are called new"
        );
        let gold = r#"{"name":"Gold","colour":1}"#;
        assert_eq!(
            refused(&format!(r#"{gold},{{"name":" Gold"}}"#), "aaaaaaaa"),
            "two segments of a map are called own:Gold"
        );
        assert!(
            serde_json::from_str::<SegmentMap>(r#"{"bins":1,"segments":["new"],"cells":"a"}"#)
                .is_err()
        );
    }

    #[test]
    fn a_map_has_twenty_four_segments_at_most() {
        let of = |count: usize| {
            let names = (0..count).map(|n| own(&n.to_string())).collect();
            let cells = vec![SegmentIndex::at(count - 1).unwrap_or(SegmentIndex(0)); 8];
            SegmentMap::new(bins(2), names, cells)
        };
        let full = of(24).unwrap();
        assert!(serde_json::to_string(&full).unwrap().contains("xxxxxxxx"));
        assert_eq!(of(25), Err(SegmentMapError::Segments(25)));
    }
}
