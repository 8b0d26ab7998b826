//! Who buys less than they used to: what each customer bought lately against a time before, and
//! how long they are silent against their own rhythm.
//!
//! Everything is as of a day: orders after it are left out. A refund lowers the amount and is no
//! order.

use std::num::NonZeroU32;

use crate::orders::OrderColumns;

/// What a customer bought in some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Volume {
    /// Orders.
    pub orders: u32,
    /// Minor units, refunds taken off.
    pub revenue: i64,
}

/// Two times of one length, of one customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// The earlier one.
    pub before: Volume,
    /// The one that ends on the day looked from.
    pub lately: Volume,
}

/// How often a customer orders.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rhythm {
    /// Days with an order.
    pub order_days: u32,
    /// The median number of days from one of them to the next.
    pub usual_gap: f64,
    /// Days from the last one to the day looked from.
    pub silent: u32,
}

/// What customers `0..customers` bought in the `period` days that end on `day`, and in as many
/// that end `back` days earlier: `back = period` is the time right before, `back = 365` the same
/// time a year ago. Rows of other customers are passed over.
///
/// Linear in rows; their order does not matter. Amounts beyond counting stop at the greatest.
#[must_use]
pub fn changes(
    orders: &OrderColumns<'_>,
    customers: usize,
    day: i32,
    period: NonZeroU32,
    back: NonZeroU32,
) -> Vec<Change> {
    let days = |last: i32| last.saturating_sub_unsigned(period.get() - 1)..=last;
    let (lately, before) = (days(day), days(day.saturating_sub_unsigned(back.get())));
    let mut changes = vec![Change::default(); customers];
    for order in orders.iter() {
        let Some(change) = changes.get_mut(order.customer as usize) else { continue };
        for (days, volume) in [(&lately, &mut change.lately), (&before, &mut change.before)] {
            if days.contains(&order.day) {
                volume.orders += u32::from(order.amount >= 0);
                volume.revenue = volume.revenue.saturating_add(order.amount);
            }
        }
    }
    changes
}

/// The rhythm of customers `0..customers` as of `day`; `None` for who has ordered on fewer than
/// three days, which is too few to speak of one.
///
/// Sorts each customer's days; the order of rows does not matter.
#[must_use]
pub fn rhythms(orders: &OrderColumns<'_>, customers: usize, day: i32) -> Vec<Option<Rhythm>> {
    let counted = || {
        orders.iter().filter(|order| {
            order.day <= day && order.amount >= 0 && (order.customer as usize) < customers
        })
    };
    let mut ends = vec![0_usize; customers];
    counted().for_each(|order| ends[order.customer as usize] += 1);
    let mut room = 0;
    for end in &mut ends {
        let count = *end;
        *end = room;
        room += count;
    }
    let mut days = vec![0_i32; room];
    for order in counted() {
        let end = &mut ends[order.customer as usize];
        days[*end] = order.day;
        *end += 1;
    }
    let (mut start, mut gaps) = (0, Vec::new());
    ends.into_iter()
        .map(|end| {
            let own = &mut days[start..end];
            start = end;
            rhythm(own, &mut gaps, day)
        })
        .collect()
}

/// `gaps` is room to work in: to ask for it anew would take longer than the rest.
fn rhythm(days: &mut [i32], gaps: &mut Vec<u32>, day: i32) -> Option<Rhythm> {
    days.sort_unstable();
    let last = *days.last()?;
    gaps.clear();
    let each = days.windows(2).map(|pair| pair[1].abs_diff(pair[0]));
    gaps.extend(each.filter(|gap| *gap > 0));
    if gaps.len() < 2 {
        return None;
    }
    gaps.sort_unstable();
    let (low, high) = (gaps[(gaps.len() - 1) / 2], gaps[gaps.len() / 2]);
    let (order_days, usual_gap) = (gaps.len() as u32 + 1, f64::midpoint(low.into(), high.into()));
    Some(Rhythm { order_days, usual_gap, silent: day.abs_diff(last) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row = (u32, i32, i64);

    fn with<T>(rows: &[Row], ask: impl FnOnce(&OrderColumns<'_>) -> T) -> T {
        let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
        let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
        ask(&OrderColumns::new(&customer, &day, &amount).unwrap())
    }

    fn days(days: u32) -> NonZeroU32 {
        NonZeroU32::new(days).unwrap()
    }

    #[test]
    fn two_times_are_told_apart_to_the_day() {
        let rows = [(0, 80, 1), (0, 81, 10), (0, 90, 100), (0, 91, 1_000), (0, 100, 10_000)];
        let rows = [&rows[..], &[(0, 101, 7), (0, 95, -500), (1, 95, 7)]].concat();
        let change = with(&rows, |orders| changes(orders, 1, 100, days(10), days(10)))[0];
        assert_eq!(change.lately, Volume { orders: 2, revenue: 10_500 });
        assert_eq!(change.before, Volume { orders: 2, revenue: 110 });
    }

    #[test]
    fn a_rhythm_takes_three_days() {
        let of = |rows: &[Row]| with(rows, |orders| rhythms(orders, 1, 100))[0];
        assert_eq!(of(&[(0, 10, 1), (0, 20, 1), (0, 20, 1)]), None);
        let rhythm = of(&[(0, 50, 1), (0, 10, 1), (0, 20, 0), (0, 90, -1), (0, 101, 1)]).unwrap();
        assert_eq!(rhythm, Rhythm { order_days: 3, usual_gap: 20.0, silent: 50 });
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        prop::collection::vec((0..5_u32, -20..120_i32, -50..100_i64), 0..60)
    }

    proptest! {
        #[test]
        fn changes_are_those_of_looking_at_each(
            rows in rows(), period in 1..60_u32, back in 1..60_u32, shuffle in any::<u64>(),
        ) {
            let found = with(&rows, |orders| changes(orders, 4, 100, days(period), days(back)));
            let volume = |customer: u32, last: i32| {
                let own = |row: &&Row| {
                    row.0 == customer && row.1 <= last && row.1 > last - period as i32
                };
                Volume {
                    orders: rows.iter().filter(own).filter(|row| row.2 >= 0).count() as u32,
                    revenue: rows.iter().filter(own).map(|row| row.2).sum(),
                }
            };
            for (customer, change) in (0..).zip(&found) {
                prop_assert_eq!(change.lately, volume(customer, 100));
                prop_assert_eq!(change.before, volume(customer, 100 - back as i32));
            }
            let mut mixed = rows.clone();
            fastrand::Rng::with_seed(shuffle).shuffle(&mut mixed);
            let again = with(&mixed, |orders| changes(orders, 4, 100, days(period), days(back)));
            prop_assert_eq!(found, again);
        }

        #[test]
        fn rhythms_are_those_of_looking_at_each(rows in rows(), shuffle in any::<u64>()) {
            let found = with(&rows, |orders| rhythms(orders, 4, 100));
            for (customer, rhythm) in (0..).zip(&found) {
                let own = rows.iter().filter(|row| row.0 == customer && row.1 <= 100 && row.2 >= 0);
                let days: std::collections::BTreeSet<i32> = own.map(|row| row.1).collect();
                let days: Vec<i32> = days.into_iter().collect();
                let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
                gaps.sort_unstable();
                let expected = (days.len() >= 3).then(|| {
                    let (low, high) = (gaps[(gaps.len() - 1) / 2], gaps[gaps.len() / 2]);
                    Rhythm {
                        order_days: days.len() as u32,
                        usual_gap: f64::from(low + high) / 2.0,
                        silent: (100 - days[days.len() - 1]) as u32,
                    }
                });
                prop_assert_eq!(*rhythm, expected);
            }
            let mut mixed = rows.clone();
            fastrand::Rng::with_seed(shuffle).shuffle(&mut mixed);
            prop_assert_eq!(found, with(&mixed, |orders| rhythms(orders, 4, 100)));
        }
    }
}
