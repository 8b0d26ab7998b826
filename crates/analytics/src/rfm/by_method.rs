//! Scores of customers who stand in order, by each method.

use std::num::NonZeroU32;

use super::axis::Axis;
use super::config::Bins;
use super::cut::{Cut, assign};
use super::measure::Measures;
use super::method::{Method, Thresholds};
use super::ranking::Ranking;
use super::scoring::Scoring;

/// Recency, frequency and monetary scores by customer; zero where nobody is measured.
pub(super) fn method_scores(
    measures: &Measures,
    ranking: &Ranking,
    scoring: &Scoring,
    unit: NonZeroU32,
) -> [Vec<u8>; 3] {
    if *scoring.method() == Method::Nested {
        return nested(measures, ranking, scoring.bins());
    }
    Axis::ALL.map(|axis| {
        let cuts = cuts(measures, ranking, scoring, unit, axis);
        scores(measures, axis, ranking.along(axis), &cuts)
    })
}

/// The cuts that hold for everybody. Of the nested method there are such on recency alone; on
/// the others these are those of everybody together.
pub(super) fn cuts(
    measures: &Measures,
    ranking: &Ranking,
    scoring: &Scoring,
    unit: NonZeroU32,
    axis: Axis,
) -> Vec<Cut> {
    let quantiles = || Cut::quantiles(measures, axis, ranking.along(axis), scoring.bins());
    match scoring.method() {
        Method::Quantile | Method::Nested => quantiles(),
        Method::Thresholds(thresholds) => of_thresholds(measures, axis, thresholds),
        Method::RPackage => {
            let plus_one = |cut: Cut| match axis {
                // Days run the other way: fewer than the quantile plus one score higher.
                Axis::Recency => cut.moved(-1, false),
                Axis::Frequency => cut.moved(1, true),
                Axis::Monetary => cut.moved(unit.get().into(), true),
            };
            quantiles().into_iter().map(plus_one).collect()
        }
    }
}

fn of_thresholds(measures: &Measures, axis: Axis, thresholds: &Thresholds) -> Vec<Cut> {
    match axis {
        Axis::Recency => {
            let today = i64::from(measures.config().analysis_day);
            let days = thresholds.recency().iter().rev();
            days.map(|&days| Cut::at_least(today - i64::from(days))).collect()
        }
        Axis::Frequency => {
            thresholds.frequency().iter().map(|&least| Cut::at_least(least.into())).collect()
        }
        Axis::Monetary => thresholds.monetary().iter().copied().map(Cut::at_least).collect(),
    }
}

fn scores(measures: &Measures, axis: Axis, ranked: &[u32], cuts: &[Cut]) -> Vec<u8> {
    let mut scores = vec![0; measures.customers()];
    assign(measures, axis, ranked, cuts, &mut scores);
    scores
}

fn nested(measures: &Measures, ranking: &Ranking, bins: Bins) -> [Vec<u8>; 3] {
    let everybody = ranking.along(Axis::Recency);
    let cuts = Cut::quantiles(measures, Axis::Recency, everybody, bins);
    let r = scores(measures, Axis::Recency, everybody, &cuts);
    let by_r = |customer: usize| usize::from(r[customer] - 1);
    let f = within(measures, ranking, Axis::Frequency, bins, 1, by_r);
    let by_rf =
        |customer: usize| by_r(customer) * usize::from(bins.get()) + usize::from(f[customer] - 1);
    let m = within(measures, ranking, Axis::Monetary, bins, 2, by_rf);
    [r, f, m]
}

/// Scores within groups, of which there are `bins` to the power of `depth`.
fn within(
    measures: &Measures,
    ranking: &Ranking,
    axis: Axis,
    bins: Bins,
    depth: u32,
    group_of: impl Fn(usize) -> usize,
) -> Vec<u8> {
    let mut groups = vec![Vec::new(); usize::from(bins.get()).pow(depth)];
    for &customer in ranking.along(axis) {
        groups[group_of(customer as usize)].push(customer);
    }
    let mut scores = vec![0; measures.customers()];
    for group in groups {
        let cuts = Cut::quantiles(measures, axis, &group, bins);
        assign(measures, axis, &group, &cuts, &mut scores);
    }
    scores
}
