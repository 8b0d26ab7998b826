use super::config::Bins;
use super::map::SegmentMap;
use super::segment::Segment;

/// Its segments.
const LISTED: [Segment; 10] = [
    Segment::Champions,
    Segment::Loyal,
    Segment::PotentialLoyalist,
    Segment::New,
    Segment::Promising,
    Segment::NeedAttention,
    Segment::AboutToSleep,
    Segment::AtRisk,
    Segment::CantLose,
    Segment::Hibernating,
];

/// The default segments, by recency and frequency; the monetary score is ignored.
///
/// | R \ F | 1              | 2                  | 3                  | 4         | 5          |
/// |-------|----------------|--------------------|--------------------|-----------|------------|
/// | **5** | New            | Potential Loyalist | Potential Loyalist | Champions | Champions  |
/// | **4** | Promising      | Potential Loyalist | Potential Loyalist | Loyal     | Loyal      |
/// | **3** | About To Sleep | About To Sleep     | Need Attention     | Loyal     | Loyal      |
/// | **2** | Hibernating    | Hibernating        | At Risk            | At Risk   | Can't Lose |
/// | **1** | Hibernating    | Hibernating        | At Risk            | At Risk   | Can't Lose |
///
/// With another number of bins, a score is read as the fifth in which the middle of its bin
/// lies: of ten bins, 1 and 2 are the first fifth. A segment so keeps to the same share of
/// customers. With two bins these are the second and the fourth fifth, and the grid has four
/// segments: Loyal, Potential Loyalist, At Risk, Hibernating.
#[must_use]
pub fn default_map(bins: Bins) -> SegmentMap {
    SegmentMap::standard(bins, &LISTED, |r, f, _| of_fifths(fifth(r, bins), fifth(f, bins)))
}

fn of_fifths(r: u8, f: u8) -> Segment {
    match (r, f) {
        (5.., 4..) => Segment::Champions,
        (3.., 4..) => Segment::Loyal,
        (4.., 2..) => Segment::PotentialLoyalist,
        (5.., _) => Segment::New,
        (4, _) => Segment::Promising,
        (3, 3) => Segment::NeedAttention,
        (3, _) => Segment::AboutToSleep,
        (_, 5..) => Segment::CantLose,
        (_, 3..) => Segment::AtRisk,
        _ => Segment::Hibernating,
    }
}

/// Bin `score` of `n` spans the shares from `(score - 1) / n` to `score / n`, so its middle
/// is `(2 * score - 1) / 2n`. Never on the edge of a fifth: that takes an odd number to equal
/// an even one.
pub(super) fn fifth(score: u8, bins: Bins) -> u8 {
    (5 * (2 * score - 1)).div_ceil(2 * bins.get())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use Segment::{
        AboutToSleep, AtRisk, CantLose, Champions, Hibernating, Loyal, NeedAttention, New,
        PotentialLoyalist, Promising,
    };

    #[test]
    fn five_bins_are_the_table() {
        let table = [
            [Hibernating, Hibernating, AtRisk, AtRisk, CantLose],
            [Hibernating, Hibernating, AtRisk, AtRisk, CantLose],
            [AboutToSleep, AboutToSleep, NeedAttention, Loyal, Loyal],
            [Promising, PotentialLoyalist, PotentialLoyalist, Loyal, Loyal],
            [New, PotentialLoyalist, PotentialLoyalist, Champions, Champions],
        ];
        let map = default_map(Bins::default());
        for (r, row) in (1..).zip(table) {
            for (f, segment) in (1..).zip(row) {
                for m in 1..=5 {
                    assert_eq!(*map.name(r, f, m), segment.into(), "R{r} F{f} M{m}");
                }
            }
        }
    }

    #[test]
    fn a_score_is_read_as_the_fifth_its_middle_lies_in() {
        let fifths = |bins| {
            let bins = Bins::new(bins).unwrap();
            bins.scores().map(|score| fifth(score, bins)).collect::<Vec<u8>>()
        };
        assert_eq!(fifths(2), [2, 4]);
        assert_eq!(fifths(3), [1, 3, 5]);
        assert_eq!(fifths(4), [1, 2, 4, 5]);
        assert_eq!(fifths(5), [1, 2, 3, 4, 5]);
        assert_eq!(fifths(6), [1, 2, 3, 3, 4, 5]);
        assert_eq!(fifths(7), [1, 2, 2, 3, 4, 4, 5]);
        assert_eq!(fifths(8), [1, 1, 2, 3, 3, 4, 5, 5]);
        assert_eq!(fifths(9), [1, 1, 2, 2, 3, 4, 4, 5, 5]);
        assert_eq!(fifths(10), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn two_bins_have_four_segments() {
        let map = default_map(Bins::new(2).unwrap());
        assert_eq!(*map.name(2, 2, 1), Loyal.into());
        assert_eq!(*map.name(2, 1, 1), PotentialLoyalist.into());
        assert_eq!(*map.name(1, 2, 1), AtRisk.into());
        assert_eq!(*map.name(1, 1, 1), Hibernating.into());
    }
}
