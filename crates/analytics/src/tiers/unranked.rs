//! Why customers are not ranked.

use crate::orders::OrderColumns;

/// Customers who are worth nothing on a day and so not ranked, by why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unranked {
    /// How many have no order at all.
    pub without: usize,
    /// How many have orders only after the day.
    pub later: usize,
    /// How many have some up to the day, but none in the days that count.
    pub earlier: usize,
    /// How many have some in the days that count, which come to zero or less.
    pub worthless: usize,
}

const WITHIN: u8 = 1;
const EARLIER: u8 = 2;
const LATER: u8 = 4;

impl Unranked {
    /// Those of customers `0..values.len()` whose value is zero or less and of whom `counts` is
    /// true. The days that count are `first..=last`, in days since 1970-01-01. An order counts
    /// whatever its amount, also a refund. Orders of customers beyond the values are passed over.
    #[must_use]
    pub fn of(
        orders: &OrderColumns<'_>,
        values: &[i64],
        (first, last): (i32, i32),
        counts: impl Fn(u32) -> bool,
    ) -> Self {
        let mut seen = vec![0_u8; values.len()];
        for order in orders.iter() {
            let when = match order.day {
                day if day > last => LATER,
                day if day < first => EARLIER,
                _ => WITHIN,
            };
            if let Some(seen) = seen.get_mut(order.customer as usize) {
                *seen |= when;
            }
        }
        let mut found = Self::default();
        for ((customer, value), seen) in (0..).zip(values).zip(seen) {
            if *value > 0 || !counts(customer) {
                continue;
            }
            let why = match seen {
                seen if seen & WITHIN > 0 => &mut found.worthless,
                seen if seen & EARLIER > 0 => &mut found.earlier,
                seen if seen & LATER > 0 => &mut found.later,
                _ => &mut found.without,
            };
            *why += 1;
        }
        found
    }

    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.without + self.later + self.earlier + self.worthless
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_is_counted_once_for_the_nearest_reason() {
        // 0 is ranked, 1 came to nothing, 2 is too early, 3 too late, 4 has none, 5 is early and
        // late, 6 does not count, 7 only has a refund.
        let customer = [0, 1, 1, 2, 3, 5, 5, 6, 7, 9];
        let day = [10, 10, 11, 3, 20, 3, 20, 10, 12, 10];
        let amount = [5, 7, -7, 9, 9, 9, 9, 0, -2, 1];
        let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
        let values = [5, 0, 0, 0, 0, 0, 0, -2];
        let found = Unranked::of(&orders, &values, (5, 15), |customer| customer != 6);
        let expected = Unranked { without: 1, later: 1, earlier: 2, worthless: 2 };
        assert_eq!((found, found.all()), (expected, 6));
    }
}
