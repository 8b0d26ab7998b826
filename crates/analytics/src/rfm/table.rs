use std::num::NonZeroU32;
use std::sync::Arc;

use super::by_method::method_scores;
use super::config::Bins;
use super::map::{SegmentIndex, SegmentMap, cell_of};
use super::measure::Measures;
use super::ranking::Ranking;
use super::scoring::Scoring;
use super::segment_name::SegmentName;
use super::summary::{GridCell, SegmentSummary, Unscored, grid, segments, unscored};
use super::weights::Weights;

/// Scores, segments, and what they add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct RfmTable {
    /// The number of scores on each axis.
    pub bins: Bins,
    /// The segments of the map, in its order.
    pub names: Arc<[SegmentName]>,
    /// How scores make one value score.
    pub weights: Weights,
    /// One entry per customer; `None` without an order among the days that count.
    pub scores: Vec<Option<RfmScore>>,
    /// `bins * bins` cells, by recency score, then frequency score, each lowest first.
    pub grid: Vec<GridCell>,
    /// One row per segment, empty ones too, in the order of the map.
    pub segments: Vec<SegmentSummary>,
    /// The customers in no segment.
    pub unscored: Unscored,
}

/// Where one customer stands: scores of `1..=bins`, higher is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmScore {
    /// Recency.
    pub r: u8,
    /// Frequency.
    pub f: u8,
    /// Monetary value.
    pub m: u8,
    /// What the map makes of the three.
    pub segment: SegmentIndex,
}

impl RfmTable {
    /// What a segment of its map is called; the last of the list for one of a longer map.
    #[must_use]
    pub fn name(&self, segment: SegmentIndex) -> &SegmentName {
        &self.names[segment.get().min(self.names.len() - 1)]
    }

    /// The three scores as one number, `1.0..=bins`: their weighted mean.
    #[must_use]
    pub fn value_score(&self, score: RfmScore) -> f64 {
        self.weights.mean(score.r, score.f, score.m)
    }

    /// How many customers have each three scores, in the order of [`SegmentMap::cells`]: what
    /// any map of as many bins makes of them is a sum of these.
    #[must_use]
    pub fn cells(&self) -> Vec<usize> {
        let mut cells = vec![0; usize::from(self.bins.get()).pow(3)];
        for score in self.scores.iter().flatten() {
            cells[cell_of(self.bins, score.r, score.f, score.m)] += 1;
        }
        cells
    }

    /// The segment called by a code, see [`SegmentName::code`].
    #[must_use]
    pub fn segment_of_code(&self, code: &str) -> Option<SegmentIndex> {
        SegmentIndex::at(self.names.iter().position(|name| name.code() == code)?)
    }
}

/// Scores every customer by the quantile method, in as many bins as `map` has, evenly weighted.
///
/// Each axis on its own: the cut points are the type-7 quantiles at `k / bins` of the values
/// of all customers measured, and a score is 1 + the number of cut points strictly below the
/// value. Recency counts negated, so the nearer scores higher. Equal values always score
/// alike; scores depend neither on the order of rows or customers nor on the currency unit.
///
/// Linear in customers, as [`Ranked::table`](super::Ranked::table) is, which also has the
/// other methods.
#[must_use]
pub fn score(measures: &Measures, map: &SegmentMap) -> RfmTable {
    let scoring = Scoring::from_map(map.clone());
    tabulate(measures, &Ranking::of(measures), &scoring, NonZeroU32::MIN)
}

pub(super) fn tabulate(
    measures: &Measures,
    ranking: &Ranking,
    scoring: &Scoring,
    unit: NonZeroU32,
) -> RfmTable {
    let map = scoring.map();
    let bins = map.bins();
    let [r, f, m] = method_scores(measures, ranking, scoring, unit);
    let scored = r.into_iter().zip(f).zip(m).map(|((r, f), m)| {
        // Whoever is not measured is nowhere in the ranking, and so has no score.
        (r > 0).then(|| RfmScore { r, f, m, segment: map.segment(r, f, m) })
    });
    let scores: Vec<Option<RfmScore>> = scored.collect();
    RfmTable {
        bins,
        names: map.names().clone(),
        weights: scoring.weights,
        grid: grid(bins, measures, &scores),
        segments: segments(map.names().len(), measures, ranking, &scores),
        unscored: unscored(measures),
        scores,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::orders::OrderColumns;
    use crate::rfm::{Frequency, Medians, Monetary, RfmConfig, Segment, default_map, measure};

    /// Ten customers on day 100. Customer `i` of the first eight has `i + 1` orders of
    /// 1.00 each, the last one `10 * i` days ago; customer 8 has a refund only, 9 nothing.
    fn table(config: &RfmConfig, bins: u8) -> RfmTable {
        let mut columns: (Vec<u32>, Vec<i32>, Vec<i64>) = Default::default();
        let mut push = |customer, day, amount| {
            columns.0.push(customer);
            columns.1.push(day);
            columns.2.push(amount);
        };
        for customer in 0..8 {
            for order in 0..=customer {
                push(customer, 100 - 10 * customer as i32 - order as i32, 100);
            }
        }
        push(8, 50, -30);
        let orders = OrderColumns::new(&columns.0, &columns.1, &columns.2).unwrap();
        score(&measure(&orders, 10, config).unwrap(), &default_map(Bins::new(bins).unwrap()))
    }

    fn by_sum() -> RfmTable {
        table(&RfmConfig::new(100), 5)
    }

    #[test]
    fn every_axis_is_scored_and_recency_backwards() {
        // Cuts of the ranks 0..=7 in fifths: 1.4, 2.8, 4.2, 5.6.
        let table = by_sum();
        let column = |part: fn(RfmScore) -> u8| -> Vec<Option<u8>> {
            table.scores.iter().map(|score| score.map(part)).collect()
        };
        let up = [1, 1, 2, 3, 3, 4, 5, 5].map(Some);
        let down = [5, 5, 4, 3, 3, 2, 1, 1].map(Some);
        assert_eq!(column(|score| score.r), [&down[..], &[None; 2]].concat());
        assert_eq!(column(|score| score.f), [&up[..], &[None; 2]].concat());
        assert_eq!(column(|score| score.m), [&up[..], &[None; 2]].concat());
    }

    #[test]
    fn equal_means_score_alike() {
        let config = RfmConfig { monetary: Monetary::Mean, ..RfmConfig::new(100) };
        let scores = table(&config, 5).scores;
        assert!(scores[..8].iter().all(|score| score.unwrap().m == 1));
    }

    #[test]
    fn the_map_says_the_segment_by_all_three_scores() {
        use Segment::{AtRisk, CantLose, NeedAttention, New, PotentialLoyalist};
        let table = by_sum();
        let segments: Vec<_> =
            table.scores[..8].iter().map(|s| table.name(s.unwrap().segment).clone()).collect();
        assert_eq!(
            segments,
            [New, New, PotentialLoyalist, NeedAttention, NeedAttention, AtRisk, CantLose, CantLose]
                .map(SegmentName::from)
        );
    }

    #[test]
    fn the_grid_counts_customers_and_their_revenue() {
        let table = by_sum();
        assert_eq!(table.grid.len(), 25);
        let places: Vec<(u8, u8)> = table.grid.iter().map(|cell| (cell.r, cell.f)).collect();
        assert!(places.is_sorted());
        let taken: Vec<GridCell> =
            table.grid.into_iter().filter(|cell| cell.customers > 0).collect();
        let cell = |r, f, customers, revenue| GridCell { r, f, customers, revenue };
        assert_eq!(
            taken,
            [
                cell(1, 5, 2, 1_500),
                cell(2, 4, 1, 600),
                cell(3, 3, 2, 900),
                cell(4, 2, 1, 300),
                cell(5, 1, 2, 300),
            ]
        );
    }

    #[test]
    fn a_segment_is_summed_up_and_an_empty_one_listed() {
        let table = by_sum();
        let listed: Vec<usize> = table.segments.iter().map(|row| row.segment.get()).collect();
        assert_eq!(listed, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(
            table.names[..],
            Segment::ALL[..10].iter().map(|s| (*s).into()).collect::<Vec<SegmentName>>()
        );
        let row = |segment: Segment| table.segments[segment as usize];
        assert_eq!(
            row(Segment::CantLose),
            SegmentSummary {
                segment: SegmentIndex(8),
                customers: 2,
                share: 0.25,
                revenue: 1_500,
                medians: Some(Medians { recency: 65.0, frequency: 7.5, monetary: 750 }),
            }
        );
        assert_eq!(
            row(Segment::Champions),
            SegmentSummary {
                segment: SegmentIndex(0),
                customers: 0,
                share: 0.0,
                revenue: 0,
                medians: None,
            }
        );
    }

    #[test]
    fn the_unscored_are_counted_with_their_refunds() {
        assert_eq!(by_sum().unscored, Unscored { customers: 2, revenue: -30 });
    }

    #[test]
    fn nobody_to_score_is_no_trouble() {
        let orders = OrderColumns::new(&[], &[], &[]).unwrap();
        for frequency in [Frequency::Orders, Frequency::OrderDays] {
            let config = RfmConfig { frequency, ..RfmConfig::new(100) };
            let measures = measure(&orders, 3, &config).unwrap();
            let table = score(&measures, &default_map(Bins::default()));
            assert_eq!(table.scores, [None; 3]);
            assert_eq!(table.unscored.customers, 3);
            assert!(table.segments.iter().all(|row| row.share == 0.0 && row.medians.is_none()));
        }
    }
}
