use super::config::Bins;
use super::default_map::fifth;
use super::map::SegmentMap;
use super::segment::Segment;

/// A segment with the least and the greatest recency score, and the same of frequency and
/// monetary score together, all of five.
type Block = (Segment, [u8; 2], [u8; 2]);

const BLOCKS: [Block; 11] = [
    (Segment::Champions, [4, 5], [4, 5]),
    (Segment::Loyal, [2, 5], [3, 5]),
    (Segment::PotentialLoyalist, [3, 5], [1, 3]),
    (Segment::New, [4, 5], [1, 1]),
    (Segment::Promising, [3, 4], [1, 1]),
    (Segment::NeedAttention, [2, 3], [2, 3]),
    (Segment::AboutToSleep, [2, 3], [1, 2]),
    (Segment::AtRisk, [1, 2], [2, 5]),
    (Segment::CantLose, [1, 1], [4, 5]),
    (Segment::Hibernating, [2, 2], [1, 2]),
    (Segment::Lost, [1, 1], [1, 2]),
];

/// Eleven segments by recency and the mean of frequency and monetary score, as many commercial
/// tools have them, made total and free of overlaps.
///
/// The table that goes round gives blocks on a scale from 0 that overlap: Champions (R 4-5,
/// FM 4-5), Loyal (2-5, 3-5), Potential Loyalist (3-5, 1-3), New (4-5, 0-1), Promising (3-4,
/// 0-1), Need Attention (2-3, 2-3), About To Sleep (2-3, 0-2), At Risk (0-2, 2-5), Can't Lose
/// (0-1, 4-5), Hibernating (1-2, 1-2), Lost (0-2, 0-2). Scores start at 1 here, so 0-1 is 1;
/// Hibernating and Lost, which would then be one block, are told apart by recency, 2 and 1. A
/// cell in several blocks is in the smallest, and of equally small ones in the first of this
/// list: the narrower description says more. No cell is in none.
///
/// | R \ mean of F and M | 1         | 1.5                | 2                  | 2.5                | 3                  | 3.5     | 4 and more |
/// |-------|-------------|--------------------|--------------------|--------------------|--------------------|---------|------------|
/// | **5** | New         | Potential Loyalist | Potential Loyalist | Potential Loyalist | Potential Loyalist | Loyal   | Champions  |
/// | **4** | New         | Potential Loyalist | Potential Loyalist | Potential Loyalist | Potential Loyalist | Loyal   | Champions  |
/// | **3** | Promising   | About To Sleep     | Need Attention     | Need Attention     | Need Attention     | Loyal   | Loyal      |
/// | **2** | Hibernating | Hibernating        | Hibernating        | Need Attention     | Need Attention     | At Risk | At Risk    |
/// | **1** | Lost        | Lost               | Lost               | At Risk            | At Risk            | At Risk | Can't Lose |
///
/// Another number of bins is read as fifths, as in [`default_map`](super::default_map).
#[must_use]
pub fn mean_map(bins: Bins) -> SegmentMap {
    SegmentMap::standard(bins, &BLOCKS.map(|block| block.0), |r, f, m| {
        let r = fifth(r, bins);
        let doubled = fifth(f, bins) + fifth(m, bins);
        let holds = |&(_, rs, fms): &Block| {
            (rs[0]..=rs[1]).contains(&r) && (2 * fms[0]..=2 * fms[1]).contains(&doubled)
        };
        let room = |&(_, rs, fms): &Block| (rs[1] - rs[0] + 1) * (fms[1] - fms[0] + 1);
        // The test looks at every cell: there is always one.
        BLOCKS.into_iter().filter(holds).min_by_key(room).map_or(Segment::Lost, |block| block.0)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use Segment::{
        AboutToSleep, AtRisk, CantLose, Champions, Hibernating, Lost, Loyal, NeedAttention, New,
        PotentialLoyalist, Promising,
    };

    #[test]
    fn five_bins_are_the_table() {
        let table = [
            [Lost, Lost, Lost, AtRisk, AtRisk, AtRisk, CantLose],
            [Hibernating, Hibernating, Hibernating, NeedAttention, NeedAttention, AtRisk, AtRisk],
            [Promising, AboutToSleep, NeedAttention, NeedAttention, NeedAttention, Loyal, Loyal],
            [
                New,
                PotentialLoyalist,
                PotentialLoyalist,
                PotentialLoyalist,
                PotentialLoyalist,
                Loyal,
                Champions,
            ],
            [
                New,
                PotentialLoyalist,
                PotentialLoyalist,
                PotentialLoyalist,
                PotentialLoyalist,
                Loyal,
                Champions,
            ],
        ];
        let map = mean_map(Bins::default());
        for (r, row) in (1..).zip(table) {
            for f in 1..=5_u8 {
                for m in 1..=5_u8 {
                    let column = usize::from(f + m - 2).min(6);
                    assert_eq!(*map.name(r, f, m), row[column].into(), "R{r} F{f} M{m}");
                }
            }
        }
    }

    #[test]
    fn every_segment_has_cells_and_every_cell_a_block() {
        let map = mean_map(Bins::default());
        assert_eq!(map.names().len(), 11);
        for place in 0..11 {
            assert!(map.cells().iter().any(|cell| cell.get() == place), "{place}");
        }
        for bins in 2..=10 {
            let bins = Bins::new(bins).unwrap();
            assert_eq!(mean_map(bins).cells().len(), usize::from(bins.get()).pow(3));
        }
    }
}
