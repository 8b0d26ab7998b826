//! What rules look at: the records as of a day, and what is worked out from them.

use std::cell::OnceCell;
use std::rc::Rc;

use model::Day;

use crate::analysis::warnings::Warnings;
use crate::analysis::{Ltv, RestsOn, Rfm, Tiers};
use crate::image::Image;
use crate::table::Slot;

/// Everybody, as of a day. What a rule does not ask for is not worked out.
pub struct Look<'a> {
    /// The records.
    pub image: &'a Image,
    /// The day of the question.
    pub day: Day,
    purchases: OnceCell<Rc<Purchases>>,
    rfm: OnceCell<Option<Rc<Rfm>>>,
    tiers: OnceCell<Option<Rc<Tiers>>>,
    ltv: OnceCell<Option<Rc<Ltv>>>,
    warnings: OnceCell<Option<Rc<Warnings>>>,
}

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
#[derive(Debug)]
pub(super) struct Purchases(Vec<Bought>);

#[derive(PartialEq)]
struct PurchasesBy(Day);

impl<'a> Look<'a> {
    /// A look at the records as of a day.
    #[must_use]
    pub fn new(image: &'a Image, day: Day) -> Self {
        Self {
            image,
            day,
            purchases: OnceCell::new(),
            rfm: OnceCell::new(),
            tiers: OnceCell::new(),
            ltv: OnceCell::new(),
            warnings: OnceCell::new(),
        }
    }

    pub(super) fn purchases(&self) -> &Purchases {
        self.purchases.get_or_init(|| {
            let kept = self.image.kept(PurchasesBy(self.day), RestsOn::Orders, |by| {
                Some(Purchases::of(self.image, by.0))
            });
            kept.unwrap_or_else(|| Rc::new(Purchases(Vec::new())))
        })
    }

    /// `None` when orders cannot be counted.
    pub(super) fn rfm(&self) -> Option<&Rc<Rfm>> {
        let standing = || self.image.standing(self.day).map(|standing| standing.rfm);
        self.rfm.get_or_init(standing).as_ref()
    }

    /// `None` when orders cannot be counted.
    pub(super) fn tiers(&self) -> Option<&Rc<Tiers>> {
        self.tiers.get_or_init(|| self.image.tiers(self.day)).as_ref()
    }

    /// `None` as long as no model is fitted.
    pub(super) fn ltv(&self) -> Option<&Rc<Ltv>> {
        self.ltv.get_or_init(|| self.image.ltv(self.day)).as_ref()
    }

    pub(super) fn warnings(&self) -> Option<&Rc<Warnings>> {
        self.warnings.get_or_init(|| self.image.warnings(self.day)).as_ref()
    }

    /// The day of the last contact with a customer.
    pub(super) fn last_contact(&self, slot: Slot) -> Option<Day> {
        let last = self.image.activity(slot).last_contact?.day();
        if last <= self.day {
            return Some(last);
        }
        // Something is noted for later, which nearly nobody has.
        let id = self.image.tables.customers.row(slot)?.id;
        let all = self.image.interactions_of(id).iter();
        let all = all.filter_map(|at| Some(&self.image.tables.interactions.row(*at)?.record));
        let contacts = all.filter(|interaction| interaction.is_contact());
        let moments = contacts.filter_map(|contact| contact.at);
        moments.filter(|at| at.day() <= self.day).max().map(model::Moment::day)
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
