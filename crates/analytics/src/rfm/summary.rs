use super::config::Bins;
use super::exact_mean::ExactMean;
use super::map::SegmentIndex;
use super::measure::Measures;
use super::select::middle;
use super::table::RfmScore;
use super::values::Values;

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

pub(super) fn grid<M>(bins: Bins, values: &Values<M>, scores: &[RfmScore]) -> Vec<GridCell> {
    let mut cells: Vec<GridCell> = bins
        .scores()
        .flat_map(|r| bins.scores().map(move |f| GridCell { r, f, customers: 0, revenue: 0 }))
        .collect();
    let side = usize::from(bins.get());
    for (score, revenue) in scores.iter().zip(&values.revenue) {
        let cell = &mut cells[usize::from(score.r - 1) * side + usize::from(score.f - 1)];
        cell.customers += 1;
        cell.revenue += revenue;
    }
    cells
}

pub(super) fn segments<M: Ord + Copy + Into<ExactMean>>(
    count: usize,
    values: &Values<M>,
    scores: &[RfmScore],
) -> Vec<SegmentSummary> {
    let mut customers = vec![0; count];
    for score in scores {
        customers[score.segment.get()] += 1;
    }
    let recency = medians(&values.recency, scores, &customers, half_way);
    let frequency = medians(&values.frequency, scores, &customers, half_way);
    let monetary =
        medians(&values.monetary, scores, &customers, |low, high| low.into().midpoint(high.into()));
    let revenue = sums(count, &values.revenue, scores);
    (0..count)
        .filter_map(|row| SegmentIndex::at(row).map(|segment| (row, segment)))
        .map(|(row, segment)| SegmentSummary {
            segment,
            customers: customers[row],
            share: customers[row] as f64 / scores.len().max(1) as f64,
            revenue: revenue[row],
            medians: recency[row]
                .zip(frequency[row])
                .zip(monetary[row])
                .map(|((recency, frequency), monetary)| Medians { recency, frequency, monetary }),
        })
        .collect()
}

pub(super) fn unscored(measures: &Measures) -> Unscored {
    let without = || measures.totals().iter().filter(|total| total.orders == 0);
    Unscored { customers: without().count(), revenue: without().map(|total| total.revenue).sum() }
}

fn sums(count: usize, revenue: &[i64], scores: &[RfmScore]) -> Vec<i64> {
    let mut sums = vec![0; count];
    for (score, amount) in scores.iter().zip(revenue) {
        sums[score.segment.get()] += amount;
    }
    sums
}

/// The median of each segment's values, by way of `half_way` between the middle two.
fn medians<T: Ord + Copy, U>(
    values: &[T],
    scores: &[RfmScore],
    customers: &[usize],
    half_way: impl Fn(T, T) -> U,
) -> Vec<Option<U>> {
    let mut groups: Vec<Vec<T>> =
        customers.iter().map(|count| Vec::with_capacity(*count)).collect();
    for (&value, score) in values.iter().zip(scores) {
        groups[score.segment.get()].push(value);
    }
    let middles = groups.iter_mut().map(|group| middle(group));
    middles.map(|middle| middle.map(|(low, high)| half_way(low, high))).collect()
}

fn half_way(low: u32, high: u32) -> f64 {
    f64::midpoint(f64::from(low), f64::from(high))
}
