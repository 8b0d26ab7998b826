//! What the models look at of each customer.

use thiserror::Error;

use crate::ltv::TimeUnit;
use crate::orders::OrderColumns;

/// The purchases of one customer up to the last day looked at. A day with several orders is one
/// purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// Day of the first purchase, in days since 1970-01-01.
    pub first_day: i32,
    /// Day of the last purchase.
    pub last_day: i32,
    /// Purchases after the first.
    pub repeats: u32,
    /// What those came to, in minor units; refunds are left out.
    pub repeat_spend: i64,
}

/// A customer in the eyes of a model, in units of time: the sufficient statistics of Schmittlein,
/// Morrison and Colombo (1987).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Repeat purchases: `x`.
    pub repeats: u32,
    /// Time from the first to the last purchase: `t_x`; zero without a repeat.
    pub recency: f64,
    /// Time from the first purchase to the last day looked at: `T`.
    pub age: f64,
}

/// Why orders have no histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HistoryError {
    /// A row names a customer that does not exist.
    #[error("row {row} names customer {customer} of {customers}")]
    UnknownCustomer {
        /// The row, from 0.
        row: usize,
        /// The index it names.
        customer: u32,
        /// How many customers there are.
        customers: usize,
    },
    /// One customer's amounts add up to more than an `i64` holds.
    #[error("the amounts add up to more than can be counted")]
    AmountsTooLarge,
}

impl History {
    /// The history of one customer by the day and amount of each order, in any order, up to and
    /// including the day `last`; as [`histories`] has it.
    ///
    /// # Errors
    /// When amounts are beyond counting.
    pub fn of(
        orders: impl IntoIterator<Item = (i32, i64)>,
        last: i32,
    ) -> Result<Option<Self>, HistoryError> {
        let counts = |(day, amount): &(i32, i64)| *amount >= 0 && *day <= last;
        let mut purchases: Vec<(i32, i64)> = orders.into_iter().filter(counts).collect();
        purchases.sort_unstable_by_key(|(day, _)| *day);
        history(&purchases)
    }

    /// As a model sees it on `last`, the last day looked at.
    #[must_use]
    pub fn seen(&self, last: i32, unit: TimeUnit) -> Seen {
        let days = |to: i32| f64::from(to) - f64::from(self.first_day);
        Seen {
            repeats: self.repeats,
            recency: days(self.last_day) / unit.days(),
            age: days(last).max(0.0) / unit.days(),
        }
    }

    /// What a repeat purchase came to in the mean, in minor units; `None` without one.
    #[must_use]
    pub fn mean_spend(&self) -> Option<f64> {
        (self.repeats > 0).then(|| self.repeat_spend as f64 / f64::from(self.repeats))
    }
}

/// The history of each of customers `0..customers` up to and including the day `last`, `None`
/// without a purchase by then.
///
/// A purchase is a day with at least one order of zero or more; what it came to is the sum of
/// those. Refunds, below zero, are neither purchases nor taken off: which purchase one belongs
/// to is not known, and it might be the first, which is not in the mean. Rows may be in any order.
///
/// # Errors
/// When a row names a customer outside `0..customers`, or amounts are beyond counting.
pub fn histories(
    orders: &OrderColumns<'_>,
    customers: usize,
    last: i32,
) -> Result<Vec<Option<History>>, HistoryError> {
    let mut found = Vec::with_capacity(customers);
    let purchases = Purchases::read(orders, customers, last)?;
    for own in purchases.each() {
        found.push(history(own)?);
    }
    Ok(found)
}

pub(crate) fn history(purchases: &[(i32, i64)]) -> Result<Option<History>, HistoryError> {
    let Some((first_day, _)) = purchases.first() else { return Ok(None) };
    let mut all =
        History { first_day: *first_day, last_day: *first_day, repeats: 0, repeat_spend: 0 };
    for (day, amount) in purchases {
        if *day == *first_day {
            continue;
        }
        all.repeats += u32::from(*day != all.last_day);
        all.last_day = *day;
        let sum = all.repeat_spend.checked_add(*amount);
        all.repeat_spend = sum.ok_or(HistoryError::AmountsTooLarge)?;
    }
    Ok(Some(all))
}

/// Day and amount of every order that is a purchase, customer by customer and day by day.
pub(crate) struct Purchases {
    ends: Vec<usize>,
    rows: Vec<(i32, i64)>,
}

impl Purchases {
    /// Those up to and including the day `last`.
    pub(crate) fn read(
        orders: &OrderColumns<'_>,
        customers: usize,
        last: i32,
    ) -> Result<Self, HistoryError> {
        let mut ends = vec![0; customers];
        for (row, order) in orders.iter().enumerate() {
            let unknown =
                HistoryError::UnknownCustomer { row, customer: order.customer, customers };
            let count = ends.get_mut(order.customer as usize).ok_or(unknown)?;
            *count += usize::from(order.amount >= 0 && order.day <= last);
        }
        let mut total = 0;
        for end in &mut ends {
            // Where each customer's begin, until the rows are put there.
            total += std::mem::replace(end, total);
        }
        let mut rows = vec![(0, 0); total];
        for order in orders.iter().filter(|order| order.amount >= 0 && order.day <= last) {
            let next = &mut ends[order.customer as usize];
            rows[*next] = (order.day, order.amount);
            *next += 1;
        }
        let mut start = 0;
        for end in &ends {
            rows[start..*end].sort_unstable_by_key(|(day, _)| *day);
            start = *end;
        }
        Ok(Self { ends, rows })
    }

    /// Those of each customer, the earliest first.
    pub(crate) fn each(&self) -> impl Iterator<Item = &[(i32, i64)]> {
        let mut start = 0;
        self.ends.iter().map(move |end| &self.rows[std::mem::replace(&mut start, *end)..*end])
    }
}
