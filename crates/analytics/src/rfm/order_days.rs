use std::ops::RangeInclusive;

use super::measure::Totals;
use crate::orders::OrderColumns;

/// The different days with an order of one customer, as far as its rows are read.
///
/// While they come in order of time, which is how orders are mostly kept, the last day tells
/// a new one from a repeated one. Only the days of other customers are gathered and sorted.
#[derive(Clone, Copy, Default)]
pub(super) struct OrderDays {
    days: u32,
    /// A row came after one of a later day, so `days` may count a day twice.
    disordered: bool,
}

impl OrderDays {
    /// Takes in an order of `day`, of a customer whose orders so far are in `total`.
    pub(super) fn extend(&mut self, total: &Totals, day: i32) {
        // No branch: of which day the next row is, no processor can foretell.
        self.days += u32::from((total.orders == 0) | (day > total.last_day));
        self.disordered |= day < total.last_day;
    }
}

/// The number of days per customer, once all rows are read.
///
/// `read` and `totals` are those of the same orders and days.
pub(super) fn count(
    read: &[OrderDays],
    orders: &OrderColumns<'_>,
    days: &RangeInclusive<i32>,
    totals: &[Totals],
) -> Vec<u32> {
    if !read.iter().any(|read| read.disordered) {
        return read.iter().map(|read| read.days).collect();
    }
    let mut room = 0;
    let mut next = Vec::with_capacity(read.len());
    for (read, total) in read.iter().zip(totals) {
        next.push(room);
        if read.disordered {
            room += total.orders as usize;
        }
    }
    let mut gathered = vec![0; room];
    for order in orders.iter() {
        let customer = order.customer as usize;
        if read[customer].disordered && order.amount >= 0 && days.contains(&order.day) {
            gathered[next[customer]] = order.day;
            next[customer] += 1;
        }
    }
    read.iter()
        .zip(totals)
        .zip(next)
        .map(|((read, total), end)| {
            if !read.disordered {
                return read.days;
            }
            different(&mut gathered[end - total.orders as usize..end])
        })
        .collect()
}

/// How many different days; they are left in another order.
pub(super) fn different(days: &mut [i32]) -> u32 {
    days.sort_unstable();
    days.chunk_by(|a, b| a == b).count() as u32
}
