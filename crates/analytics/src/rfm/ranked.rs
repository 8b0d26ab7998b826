use std::num::NonZeroU32;

use super::axis::Axis;
use super::by_method::cuts;
use super::config::Bins;
use super::cut::Cut;
use super::measure::{MeasureError, Measures};
use super::method::{Method, Thresholds};
use super::ranking::Ranking;
use super::scoring::Scoring;
use super::table::{RfmTable, tabulate};

/// Measured customers in the order of their figures: to score them in several ways, and again
/// after a customer's orders changed, without looking at everybody's.
#[derive(Debug, Clone)]
pub struct Ranked {
    measures: Measures,
    ranking: Ranking,
}

impl Ranked {
    /// Linear in customers, but where values of an axis span more than 2^32.
    #[must_use]
    pub fn new(measures: Measures) -> Self {
        let ranking = Ranking::of(&measures);
        Self { measures, ranking }
    }

    /// The figures.
    #[must_use]
    pub fn measures(&self) -> &Measures {
        &self.measures
    }

    /// The measured customers, from the worst to the best.
    pub(super) fn along(&self, axis: Axis) -> &[u32] {
        self.ranking.along(axis)
    }

    /// Measures one customer anew by all their `orders`, as day and amount, in any order; none
    /// when there is none left. A customer beyond the last is a new one, and those between
    /// have no orders. The result is that of measuring everybody anew.
    ///
    /// A search and a shift in each order of customers; what takes time is scoring.
    ///
    /// # Errors
    ///
    /// When amounts are beyond counting, or may be: what a customer no longer has is still
    /// reckoned with. Nothing is changed then, and [`measure`](super::measure) knows for sure.
    pub fn update(
        &mut self,
        customer: u32,
        orders: impl IntoIterator<Item = (i32, i64)>,
    ) -> Result<(), MeasureError> {
        let was = self.measures.is_measured(customer);
        if was {
            self.ranking.remove(&self.measures, customer);
        }
        let updated = self.measures.update(customer, orders);
        if self.measures.is_measured(customer) {
            self.ranking.insert(&self.measures, customer);
        }
        updated
    }

    /// Scores every customer. The measures are taken as they are, whatever the scoring's
    /// window and kinds of figures. `unit` is how many minor units the currency's unit has: the
    /// one that R's `rfm` adds to its borders.
    ///
    /// Linear in customers.
    #[must_use]
    pub fn table(&self, scoring: &Scoring, unit: NonZeroU32) -> RfmTable {
        tabulate(&self.measures, &self.ranking, scoring, unit)
    }

    /// The borders between scores on an axis, ascending, as drawn over its figures: in days, in
    /// orders, in minor units. `None` where they differ from group to group, as those of the
    /// nested method on frequency and monetary value do; empty when nobody is measured and
    /// nobody has set any.
    #[must_use]
    pub fn borders(&self, scoring: &Scoring, unit: NonZeroU32, axis: Axis) -> Option<Vec<f64>> {
        if *scoring.method() == Method::Nested && axis != Axis::Recency {
            return None;
        }
        let cuts = cuts(&self.measures, &self.ranking, scoring, unit, axis);
        let positions = cuts.into_iter().map(Cut::position);
        Some(match axis {
            Axis::Recency => {
                let today = f64::from(self.measures.config().analysis_day);
                positions.map(|day| today - day).rev().collect()
            }
            _ => positions.collect(),
        })
    }

    /// The least and the most whole figure that get a score on an axis: in days, in orders, in
    /// minor units; nothing where there is no end to them. `None` where borders differ from group
    /// to group, as in [`Ranked::borders`].
    #[must_use]
    pub fn range(
        &self,
        scoring: &Scoring,
        unit: NonZeroU32,
        axis: Axis,
        score: u8,
    ) -> Option<(Option<i64>, Option<i64>)> {
        if *scoring.method() == Method::Nested && axis != Axis::Recency {
            return None;
        }
        let cuts = cuts(&self.measures, &self.ranking, scoring, unit, axis);
        let above = |cut: usize| cuts.get(cut).map(|cut| cut.least_above());
        let cut = usize::from(score);
        let least = cut.checked_sub(2).and_then(above);
        let most = cut.checked_sub(1).and_then(above).map(|next| next.saturating_sub(1));
        let today = i64::from(self.measures.config().analysis_day);
        Some(match axis {
            Axis::Recency => {
                let ago = |day: i64| today.saturating_sub(day);
                (most.map(ago), least.map(ago))
            }
            _ => (least, most),
        })
    }

    /// Thresholds that score as the quantiles do, as ones to start from; where two would be the
    /// same they are moved apart. When nobody is measured, they count from one.
    #[must_use]
    pub fn suggested_thresholds(&self, bins: Bins) -> Option<Thresholds> {
        let above = |axis| -> Vec<i64> {
            let ranked = self.ranking.along(axis);
            let cuts = Cut::quantiles(&self.measures, axis, ranked, bins);
            cuts.into_iter().map(Cut::next_whole).collect()
        };
        let today = i64::from(self.measures.config().analysis_day);
        let days = above(Axis::Recency).into_iter().rev().map(|day| today - day);
        Thresholds::new(
            bins,
            whole(ascending(bins, days.collect(), 0)),
            whole(ascending(bins, above(Axis::Frequency), 1)),
            ascending(bins, above(Axis::Monetary), i64::MIN),
        )
        .ok()
    }
}

/// The values, each raised to be above the one before it, and the first to `least`; counted up
/// from one where there are none.
fn ascending(bins: Bins, values: Vec<i64>, mut least: i64) -> Vec<i64> {
    let values = if values.is_empty() { (1..i64::from(bins.get())).collect() } else { values };
    let raised = values.into_iter().map(|value| {
        let value = value.max(least);
        least = value.saturating_add(1);
        value
    });
    raised.collect()
}

fn whole(values: Vec<i64>) -> Vec<u32> {
    values.into_iter().map(|value| u32::try_from(value).unwrap_or(u32::MAX)).collect()
}
