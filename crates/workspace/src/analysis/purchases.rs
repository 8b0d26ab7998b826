//! What the orders of each customer come to, up to a day.

use std::rc::Rc;

use model::Day;

use crate::analysis::RestsOn;
use crate::image::Image;
use crate::table::Slot;

/// What the orders of one customer come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bought {
    /// Orders with an amount of zero or more.
    pub(super) orders: u32,
    /// The sum of all amounts, refunds taken off, in minor units of the base currency.
    pub(super) revenue: i64,
    /// Days of the first and the last order.
    pub(super) days: Option<(i32, i32)>,
}

/// The same of everybody, by slot.
#[derive(Debug, Default)]
pub(super) struct Purchases(Vec<Bought>);

#[derive(PartialEq)]
struct PurchasesBy(Day);

impl Image {
    /// What everybody bought up to a day; what is dated ahead has not happened.
    pub(super) fn purchases(&self, day: Day) -> Rc<Purchases> {
        let kept =
            self.kept(PurchasesBy(day), RestsOn::Orders, |by| Some(Purchases::of(self, by.0)));
        kept.unwrap_or_default()
    }
}

impl Purchases {
    /// Adds up the orders up to a day; linear in orders.
    fn of(image: &Image, day: Day) -> Self {
        let mut all = vec![Bought::default(); image.tables.customers.slot_count()];
        let columns = &image.columns;
        let rows = columns.customer.iter().zip(&columns.day).zip(&columns.amount);
        for ((customer, on), amount) in rows {
            if *on > day.number() {
                continue;
            }
            let Some(bought) = all.get_mut(*customer as usize) else { continue };
            bought.revenue = bought.revenue.saturating_add(*amount);
            if *amount >= 0 {
                bought.orders += 1;
                let (first, last) = bought.days.unwrap_or((*on, *on));
                bought.days = Some((first.min(*on), last.max(*on)));
            }
        }
        Self(all)
    }

    pub(super) fn by(&self, slot: Slot) -> Bought {
        self.0.get(slot as usize).copied().unwrap_or_default()
    }
}

impl Bought {
    /// Revenue for each order, to the nearest minor unit, halves away from zero; `None` without
    /// an order.
    pub(super) fn mean(self) -> Option<i64> {
        let orders = i128::from(self.orders);
        if orders == 0 {
            return None;
        }
        let twice = i128::from(self.revenue) * 2;
        i64::try_from((twice + twice.signum() * orders) / (orders * 2)).ok()
    }

    /// The day of the last order.
    pub(super) fn last_order(self) -> Option<Day> {
        self.days.and_then(|(_, last)| Day::from_number(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_to_the_nearest_unit() {
        let mean = |revenue, orders| Bought { orders, revenue, days: None }.mean();
        assert_eq!(mean(100, 0), None);
        assert_eq!([mean(100, 3), mean(101, 2), mean(-101, 2)], [Some(33), Some(51), Some(-51)]);
        assert_eq!(mean(i64::MIN, 1), Some(i64::MIN));
    }
}
