use super::config::Bins;
use super::default_map::fifth;
use super::map::SegmentMap;
use super::segment::Segment;

/// A segment with the least and the greatest recency, frequency and monetary score, of five.
type Block = (Segment, [u8; 2], [u8; 2], [u8; 2]);

/// As in the documentation of `rfm_segment`, in its order.
const BLOCKS: [Block; 10] = [
    (Segment::Champions, [5, 5], [5, 5], [5, 5]),
    (Segment::PotentialLoyalist, [3, 5], [3, 5], [2, 5]),
    (Segment::Loyal, [2, 4], [2, 4], [2, 4]),
    (Segment::Promising, [3, 4], [1, 3], [3, 5]),
    (Segment::New, [4, 5], [1, 3], [1, 5]),
    (Segment::CantLose, [1, 2], [3, 4], [4, 5]),
    (Segment::AtRisk, [1, 2], [2, 5], [4, 5]),
    (Segment::NeedAttention, [1, 3], [3, 5], [3, 5]),
    (Segment::AboutToSleep, [2, 3], [1, 3], [1, 4]),
    (Segment::Lost, [1, 1], [1, 5], [1, 5]),
];

/// The segments that the R package `rfm` 0.3 uses in its documentation (`rfm_segment`), by all
/// three scores, made total.
///
/// There a customer is in the first segment of the list whose bounds hold all three scores,
/// and else among "Others". Here such a cell is in the segment whose bounds are the fewest
/// steps away, over the three scores together, and of several the first of the list: so
/// nobody is left out, and everybody else is where R puts them.
///
/// | Segment            | R   | F   | M   |
/// |--------------------|-----|-----|-----|
/// | Champions          | 5   | 5   | 5   |
/// | Potential Loyalist | 3-5 | 3-5 | 2-5 |
/// | Loyal              | 2-4 | 2-4 | 2-4 |
/// | Promising          | 3-4 | 1-3 | 3-5 |
/// | New                | 4-5 | 1-3 | 1-5 |
/// | Can't Lose         | 1-2 | 3-4 | 4-5 |
/// | At Risk            | 1-2 | 2-5 | 4-5 |
/// | Need Attention     | 1-3 | 3-5 | 3-5 |
/// | About To Sleep     | 2-3 | 1-3 | 1-4 |
/// | Lost               | 1   | 1-5 | 1-5 |
///
/// Another number of bins is read as fifths, as in [`default_map`](super::default_map).
#[must_use]
pub fn r_map(bins: Bins) -> SegmentMap {
    SegmentMap::standard(bins, &BLOCKS.map(|block| block.0), |r, f, m| {
        let [r, f, m] = [r, f, m].map(|score| fifth(score, bins));
        let steps = |&(_, rs, fs, ms): &Block| beyond(r, rs) + beyond(f, fs) + beyond(m, ms);
        BLOCKS.into_iter().min_by_key(steps).map_or(Segment::Lost, |block| block.0)
    })
}

/// How far a score is outside of bounds.
fn beyond(score: u8, [least, most]: [u8; 2]) -> u8 {
    least.saturating_sub(score) + score.saturating_sub(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By R's code: segments in turn, each taking those nobody has taken.
    fn in_r(r: u8, f: u8, m: u8) -> Option<Segment> {
        let holds = |score, [least, most]: [u8; 2]| least <= score && score <= most;
        let mut taken = None;
        for (segment, rs, fs, ms) in BLOCKS {
            if taken.is_none() && holds(r, rs) && holds(f, fs) && holds(m, ms) {
                taken = Some(segment);
            }
        }
        taken
    }

    #[test]
    fn everybody_r_has_in_a_segment_is_in_it_and_the_others_are_few() {
        let map = r_map(Bins::default());
        let mut others = Vec::new();
        for r in 1..=5 {
            for f in 1..=5 {
                for m in 1..=5 {
                    match in_r(r, f, m) {
                        Some(segment) => assert_eq!(*map.name(r, f, m), segment.into()),
                        None => others.push((r, f, m)),
                    }
                }
            }
        }
        let placed = others.into_iter().map(|(r, f, m)| (r, f, m, map.name(r, f, m).clone()));
        let expected = OTHERS.map(|(r, f, m, segment)| (r, f, m, segment.into()));
        assert_eq!(placed.collect::<Vec<_>>(), expected);
    }

    /// The cells that fall to R's "Others", and where the rule puts them: all a step away.
    const OTHERS: [(u8, u8, u8, Segment); 10] = [
        (2, 1, 5, Segment::Promising),
        (2, 4, 1, Segment::Loyal),
        (2, 5, 1, Segment::Lost),
        (2, 5, 2, Segment::PotentialLoyalist),
        (3, 4, 1, Segment::PotentialLoyalist),
        (3, 5, 1, Segment::PotentialLoyalist),
        (4, 4, 1, Segment::PotentialLoyalist),
        (4, 5, 1, Segment::PotentialLoyalist),
        (5, 4, 1, Segment::PotentialLoyalist),
        (5, 5, 1, Segment::PotentialLoyalist),
    ];
}
