use super::measure::Measure;
use super::ranked::Ranked;
use super::table::{RfmScore, RfmTable};

/// A customer to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Which customer.
    pub customer: u32,
    /// Their figures.
    pub measure: Measure,
    /// Their scores and segment.
    pub score: RfmScore,
}

/// Scored customers to draw, `most` at most: all where they are so few, and else every so
/// many-th of them, segment by segment and by recency within, so that each segment and each
/// age keeps its part of the picture, to a point. The same every time.
#[must_use]
pub fn scatter(ranked: &Ranked, table: &RfmTable, most: usize) -> Vec<Point> {
    let mut segments = vec![Vec::new(); table.names.len()];
    for &customer in ranked.along(super::Axis::Recency) {
        if let Some(score) = table.scores.get(customer as usize).copied().flatten() {
            segments[score.segment.get()].push((customer, score));
        }
    }
    let all = segments.concat();
    let drawn = all.len().min(most);
    let places = (0..drawn as u64).map(|n| (n * all.len() as u64 / drawn as u64) as usize);
    let point = |place: usize| {
        let (customer, score) = all[place];
        Some(Point { customer, measure: ranked.measures().get(customer)?, score })
    };
    places.filter_map(point).collect()
}
