use super::config::Bins;
use super::map::{SegmentIndex, SegmentMap, SegmentMapError, cell_of};
use super::segment_name::SegmentName;

/// Other maps, made of this one.
impl SegmentMap {
    /// With the cells of these recency and frequency scores in a segment: one, or of every
    /// monetary score. A segment that is not in the list changes nothing.
    #[must_use]
    pub fn painted(&self, r: u8, f: u8, m: Option<u8>, segment: SegmentIndex) -> Self {
        let mut map = self.clone();
        if segment.get() < map.names.len() {
            for m in self.bins().scores().filter(|score| m.is_none_or(|m| m == *score)) {
                map.cells[cell_of(self.bins(), r, f, m)] = segment;
            }
        }
        map
    }

    /// With a segment more, at the end of the list, which has no cells yet.
    ///
    /// # Errors
    ///
    /// When the list is full or has the name.
    pub fn with(&self, name: SegmentName) -> Result<Self, SegmentMapError> {
        let names = self.names.iter().cloned().chain([name]).collect();
        Self::new(self.bins(), names, self.cells.clone())
    }

    /// With a segment called otherwise.
    ///
    /// # Errors
    ///
    /// When another is called so, or the segment is not in the list.
    pub fn renamed(
        &self,
        segment: SegmentIndex,
        name: SegmentName,
    ) -> Result<Self, SegmentMapError> {
        let mut names = self.names.to_vec();
        *names.get_mut(segment.get()).ok_or(SegmentMapError::Unknown(self.names.len()))? = name;
        Self::new(self.bins(), names, self.cells.clone())
    }

    /// Without a segment, whose cells go to another.
    ///
    /// # Errors
    ///
    /// When it is the only one, the two are the same, or one is not in the list.
    pub fn without(
        &self,
        segment: SegmentIndex,
        heir: SegmentIndex,
    ) -> Result<Self, SegmentMapError> {
        let listed = |segment: SegmentIndex| segment.get() < self.names.len();
        if segment == heir || !listed(segment) || !listed(heir) {
            return Err(SegmentMapError::Unknown(self.names.len()));
        }
        let moved = |cell: &SegmentIndex| {
            let kept = if *cell == segment { heir } else { *cell };
            SegmentIndex(kept.0 - u8::from(kept > segment))
        };
        let cells = self.cells.iter().map(moved).collect();
        let mut names = self.names.to_vec();
        names.remove(segment.get());
        Self::new(self.bins(), names, cells)
    }

    /// Of another number of scores: each is in the segment of the score in which the middle of
    /// its share of customers lay.
    #[must_use]
    pub fn resized(&self, bins: Bins) -> Self {
        let (old, new) = (u16::from(self.bins().get()), u16::from(bins.get()));
        let was = |score: u8| (old * (2 * u16::from(score) - 1)).div_ceil(2 * new) as u8;
        let mut cells = Vec::with_capacity(usize::from(bins.get()).pow(3));
        for r in bins.scores() {
            for f in bins.scores() {
                cells.extend(bins.scores().map(|m| self.segment(was(r), was(f), was(m))));
            }
        }
        Self { bins, names: self.names.clone(), cells }
    }

    /// The segment of these recency and frequency scores, with one monetary score or all of
    /// them; `None` where they are in several.
    #[must_use]
    pub fn segment_across(&self, r: u8, f: u8, m: Option<u8>) -> Option<SegmentIndex> {
        let mut scores = self.bins().scores().filter(|score| m.is_none_or(|m| m == *score));
        let first = self.segment(r, f, scores.next()?);
        scores.all(|m| self.segment(r, f, m) == first).then_some(first)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rfm::{OwnSegment, Segment, default_map, mean_map, r_map};

    fn bins(bins: u8) -> Bins {
        Bins::new(bins).unwrap()
    }

    fn own(name: &str) -> SegmentName {
        SegmentName::Own(OwnSegment::new(name, 1).unwrap())
    }

    fn at(place: usize) -> SegmentIndex {
        SegmentIndex::at(place).unwrap()
    }

    #[test]
    fn painting_changes_the_cells_asked_for_and_no_other() {
        let map = default_map(bins(5));
        for m in [None, Some(2)] {
            let painted = map.painted(1, 2, m, at(0));
            for (r, f, k) in
                (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| (r, f, m))))
            {
                let asked = (r, f) == (1, 2) && m.is_none_or(|m| m == k);
                let expected = if asked { at(0) } else { map.segment(r, f, k) };
                assert_eq!(painted.segment(r, f, k), expected);
            }
            assert_eq!(painted.segment_across(1, 2, None).is_some(), m.is_none());
            assert_eq!(painted.segment_across(1, 2, Some(2)), Some(at(0)));
        }
        assert_eq!(map.painted(1, 1, None, at(10)), map);
    }

    #[test]
    fn segments_come_are_renamed_and_go() {
        let map = default_map(bins(5)).with(own("Gold")).unwrap().painted(5, 5, None, at(10));
        assert_eq!(*map.name(5, 5, 1), own("Gold"));
        assert!(matches!(map.with(own("Gold")), Err(SegmentMapError::Twice(_))));
        let renamed = map.renamed(at(10), own("Best")).unwrap();
        assert_eq!(*renamed.name(5, 5, 1), own("Best"));
        assert!(map.renamed(at(10), Segment::Loyal.into()).is_err());
        assert!(map.renamed(at(11), own("x")).is_err());

        // Loyal, second of the list, leaves its cells to Gold, the last.
        let fewer = map.without(at(1), at(10)).unwrap();
        assert_eq!(fewer.names().len(), 10);
        assert_eq!(*fewer.name(3, 4, 1), own("Gold"));
        for (r, f) in [(5, 5), (5, 4), (1, 1), (2, 5)] {
            assert_eq!(fewer.name(r, f, 3), map.name(r, f, 3));
        }
        assert!(map.without(at(1), at(1)).is_err());
        assert!(map.without(at(11), at(1)).is_err());
    }

    #[test]
    fn maps_of_another_size_are_those_made_so() {
        for map in [default_map, mean_map, r_map] {
            for size in 2..=10 {
                assert_eq!(map(bins(5)).resized(bins(size)), map(bins(size)), "{size}");
            }
        }
        let ten = default_map(bins(10));
        assert_eq!(ten.resized(bins(5)).resized(bins(10)), ten);
    }
}
