use std::num::NonZeroU32;

use super::measure::{MeasureError, measure};
use super::ranked::Ranked;
use super::scoring::Scoring;
use super::table::RfmScore;
use crate::orders::OrderColumns;

/// Where a customer stood on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathPoint {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Scores and segment; `None` without an order among the days that counted.
    pub score: Option<RfmScore>,
    /// The scores as one number.
    pub value_score: Option<f64>,
}

/// Where a customer stood on each of `days`, as everybody's orders up to then tell.
///
/// Each step scores everybody as of one day, so it takes as long as measuring and scoring:
/// take the steps in turns with other work. Days before the customer's first order cost
/// nothing.
pub fn path<'a>(
    orders: OrderColumns<'a>,
    customers: usize,
    customer: u32,
    days: impl IntoIterator<Item = i32> + 'a,
    scoring: &'a Scoring,
    unit: NonZeroU32,
) -> impl Iterator<Item = Result<PathPoint, MeasureError>> + 'a {
    let own = orders.iter().filter(move |order| order.customer == customer && order.amount >= 0);
    let first = own.map(|order| order.day).min();
    days.into_iter().map(move |day| {
        if first.is_none_or(|first| day < first) {
            return Ok(PathPoint { day, score: None, value_score: None });
        }
        let measures = measure(&orders, customers, &scoring.config(day))?;
        let table = Ranked::new(measures).table(scoring, unit);
        let score = table.scores.get(customer as usize).copied().flatten();
        Ok(PathPoint { day, score, value_score: score.map(|score| table.value_score(score)) })
    })
}
