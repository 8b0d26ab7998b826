use super::axis::Axis;
use super::config::Bins;
use super::exact_mean::ExactMean;
use super::map::SegmentIndex;
use super::measure::Measures;
use super::ranking::Ranking;
use super::table::RfmScore;

/// The customers with one pair of recency and frequency scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// Recency score.
    pub r: u8,
    /// Frequency score.
    pub f: u8,
    /// How many they are.
    pub customers: usize,
    /// Sum of their amounts among the days that count, in minor units, refunds taken off.
    pub revenue: i64,
}

/// The customers of one segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SegmentSummary {
    /// Which of the map's segments.
    pub segment: SegmentIndex,
    /// How many they are.
    pub customers: usize,
    /// Their part of all scored customers, `0.0..=1.0`; zero where nobody is scored.
    pub share: f64,
    /// Sum of their amounts among the days that count, in minor units, refunds taken off.
    pub revenue: i64,
    /// `None` of an empty segment.
    pub medians: Option<Medians>,
}

/// Medians of one segment: of an even number, half way between the two in the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Medians {
    /// Days from the last order to the analysis day.
    pub recency: f64,
    /// Orders, or days with an order.
    pub frequency: f64,
    /// Minor units, sum or mean, to the nearest unit, halves away from zero.
    pub monetary: i64,
}

/// The customers without an order among the days that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unscored {
    /// How many they are.
    pub customers: usize,
    /// What was refunded to them in those days, in minor units: zero or less. With the
    /// revenue of the segments it makes the revenue of everyone.
    pub revenue: i64,
}

impl GridCell {
    /// What its customers' amounts come to on average, in minor units, to the nearest, halves
    /// away from zero; `None` of an empty cell.
    #[must_use]
    pub fn mean_revenue(&self) -> Option<i64> {
        let customers = u32::try_from(self.customers).ok().filter(|customers| *customers > 0)?;
        Some(ExactMean::new(self.revenue, customers).rounded())
    }
}

pub(super) fn grid(bins: Bins, measures: &Measures, scores: &[Option<RfmScore>]) -> Vec<GridCell> {
    let mut cells: Vec<GridCell> = bins
        .scores()
        .flat_map(|r| bins.scores().map(move |f| GridCell { r, f, customers: 0, revenue: 0 }))
        .collect();
    let side = usize::from(bins.get());
    for (score, total) in scores.iter().zip(measures.totals()) {
        if let Some(score) = score {
            let cell = &mut cells[usize::from(score.r - 1) * side + usize::from(score.f - 1)];
            cell.customers += 1;
            cell.revenue += total.revenue;
        }
    }
    cells
}

pub(super) fn segments(
    count: usize,
    measures: &Measures,
    ranking: &Ranking,
    scores: &[Option<RfmScore>],
) -> Vec<SegmentSummary> {
    let (mut customers, mut revenue) = (vec![0; count], vec![0; count]);
    for (score, total) in scores.iter().zip(measures.totals()) {
        if let Some(score) = score {
            customers[score.segment.get()] += 1;
            revenue[score.segment.get()] += total.revenue;
        }
    }
    let scored = customers.iter().sum::<usize>().max(1) as f64;
    let [recency, frequency, monetary] =
        Axis::ALL.map(|axis| middles(axis, measures, ranking, scores, &customers));
    let days = |last_day: ExactMean| i64::from(measures.config().analysis_day) - last_day.whole();
    let half_way = |low: i64, high: i64| f64::midpoint(low as f64, high as f64);
    let medians = |row: usize| {
        let ((latest, nearest), (fewest, most), (low, high)) =
            (recency[row]?, frequency[row]?, monetary[row]?);
        Some(Medians {
            recency: half_way(days(latest), days(nearest)),
            frequency: half_way(fewest.whole(), most.whole()),
            monetary: low.midpoint(high),
        })
    };
    (0..count)
        .filter_map(|row| SegmentIndex::at(row).map(|segment| (row, segment)))
        .map(|(row, segment)| SegmentSummary {
            segment,
            customers: customers[row],
            share: customers[row] as f64 / scored,
            revenue: revenue[row],
            medians: medians(row),
        })
        .collect()
}

pub(super) fn unscored(measures: &Measures) -> Unscored {
    let without = || measures.totals().iter().filter(|total| total.orders == 0);
    Unscored { customers: without().count(), revenue: without().map(|total| total.revenue).sum() }
}

/// The two values in the middle of each segment, the same one twice if its number is odd: met
/// on the way from the worst to the best.
fn middles(
    axis: Axis,
    measures: &Measures,
    ranking: &Ranking,
    scores: &[Option<RfmScore>],
    customers: &[usize],
) -> Vec<Option<(ExactMean, ExactMean)>> {
    let mut found: Vec<(Option<u32>, Option<u32>)> = vec![(None, None); customers.len()];
    let mut seen = vec![0; customers.len()];
    for &customer in ranking.along(axis) {
        let Some(score) = scores[customer as usize] else { continue };
        let (segment, number) = (score.segment.get(), customers[score.segment.get()]);
        if seen[segment] == (number - 1) / 2 {
            found[segment].0 = Some(customer);
        }
        if seen[segment] == number / 2 {
            found[segment].1 = Some(customer);
        }
        seen[segment] += 1;
    }
    let value = |customer| axis.value(measures, customer);
    found.into_iter().map(|(low, high)| Some((value(low?), value(high?)))).collect()
}
