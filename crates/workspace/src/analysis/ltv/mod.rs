//! Lifetime value of the open workspace: who is still a customer, how often they will buy, and
//! what it will come to, by the models that somebody fitted and kept.

mod by_segment;
mod fitted;
mod outlook;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use analytics::ltv::{self, History, Quality};
use model::Day;

pub use by_segment::SegmentOutlook;
pub use fitted::{FittedValue, Horizon};
pub use outlook::{IfAlive, Outlook, Totals};

use crate::analysis::RestsOn;
use crate::image::Image;
use crate::table::Slot;
use outlook::{Outlooks, Reckoning};

/// Most customers whose orders are looked at one by one before everybody's are.
const FEW: usize = 64;

/// Parts of [`Ltv::look_into`]; working one out takes less than scoring everybody.
const PARTS: usize = 8;

/// What the fitted models tell of all customers on one day: worked out of each when it is first
/// asked, for it takes long of everybody and most pages ask of a few.
#[derive(Debug, Clone)]
pub struct Ltv {
    /// The day: later orders are left out, and the horizon begins after it.
    pub day: Day,
    /// The models.
    pub fitted: Rc<FittedValue>,
    /// Whether there are values: spend has a model, in today's base currency.
    pub values: bool,
    histories: Vec<Option<History>>,
    outlooks: RefCell<Outlooks>,
}

impl Ltv {
    /// The probability that the customer in `slot` is still one; `None` without a purchase.
    #[must_use]
    pub fn p_alive(&self, slot: Slot) -> Option<f64> {
        self.outlook(slot).map(|outlook| outlook.p_alive)
    }

    /// How many purchases to expect of them within the horizon.
    #[must_use]
    pub fn expected_orders(&self, slot: Slot) -> Option<f64> {
        self.outlook(slot).map(|outlook| outlook.orders)
    }

    /// What those will come to, discounted, in minor units of the base currency; `None` also where
    /// spend has no model, or the base currency is another than it was fitted in.
    #[must_use]
    pub fn value(&self, slot: Slot) -> Option<i64> {
        self.outlook(slot).and_then(|outlook| outlook.value).map(|value| value.round() as i64)
    }

    /// All of it at once.
    #[must_use]
    pub fn outlook(&self, slot: Slot) -> Option<Outlook> {
        let history = self.history(slot)?;
        Some(self.outlooks.borrow_mut().of(slot, &history, &self.reckoning()))
    }

    /// All there is, by slot.
    pub(super) fn outlooks(&self) -> impl Iterator<Item = (Slot, Outlook)> {
        self.slots().filter_map(|slot| Some((slot, self.outlook(slot)?)))
    }

    fn slots(&self) -> Range<Slot> {
        0..self.histories.len() as Slot
    }

    fn reckoning(&self) -> Reckoning<'_> {
        Reckoning { fitted: &self.fitted, day: self.day.number(), values: self.values }
    }

    /// Works out a part of everybody's, so that looking is quick afterwards.
    fn look_into(&self, part: usize) {
        let all = self.slots();
        for slot in all.skip(part).step_by(PARTS) {
            let _ = self.outlook(slot);
        }
    }

    /// What it is worked out from.
    #[must_use]
    pub fn history(&self, slot: Slot) -> Option<History> {
        self.histories.get(slot as usize).copied().flatten()
    }

    /// What everybody's comes to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.outlooks().map(|(_, outlook)| outlook).collect()
    }

    /// How many have bought only once. Of them, models know nothing of their own.
    #[must_use]
    pub fn once(&self) -> usize {
        self.histories.iter().flatten().filter(|history| history.repeats == 0).count()
    }

    /// What all repeat purchases came to on average, in minor units; `None` without any.
    #[must_use]
    pub fn mean_repeat(&self) -> Option<f64> {
        let (mut spend, mut repeats) = (0.0, 0.0);
        for history in self.histories.iter().flatten() {
            spend += history.repeat_spend as f64;
            repeats += f64::from(history.repeats);
        }
        (repeats > 0.0).then(|| spend / repeats)
    }

    /// Of the customers who have bought again those with the most value, the most first; with the
    /// most orders to expect where there is no value.
    #[must_use]
    pub fn top(&self, count: usize) -> Vec<Slot> {
        let again = |slot| self.history(slot).is_some_and(|history| history.repeats > 0);
        let mut all: Vec<(Slot, Outlook)> =
            self.outlooks().filter(|(slot, _)| again(*slot)).collect();
        let by = |(_, a): &(Slot, Outlook), (_, b): &(Slot, Outlook)| {
            let value = |of: &Outlook| of.value.unwrap_or_default();
            value(b).total_cmp(&value(a)).then(b.orders.total_cmp(&a.orders))
        };
        if all.len() > count && count > 0 {
            all.select_nth_unstable_by(count - 1, by);
        }
        all.truncate(count);
        all.sort_by(by);
        all.into_iter().map(|(slot, _)| slot).collect()
    }
}

impl Image {
    /// The models that are kept, if any were fitted.
    #[must_use]
    pub fn fitted_value(&self) -> Option<FittedValue> {
        self.definition(FittedValue::ID)
    }

    /// What the kept models tell of all customers as of a day. `None` as long as none are fitted,
    /// or when orders cannot be counted.
    #[must_use]
    pub fn ltv(&self, day: Day) -> Option<Rc<Ltv>> {
        self.ltv_by(self.fitted_value()?, day)
    }

    /// As [`Image::ltv`], by models of one's own.
    #[must_use]
    pub fn ltv_by(&self, fitted: FittedValue, day: Day) -> Option<Rc<Ltv>> {
        let base = self.settings().base();
        let question = (fitted, day.number(), base);
        let renew = |ltv: &mut Ltv, then| {
            let changed = self.changed_since(then).filter(|changed| changed.len() <= FEW)?;
            ltv.histories.resize(self.tables.customers.slot_count(), None);
            for slot in changed {
                let history = History::of(self.figures_of(slot), day.number()).ok()?;
                *ltv.histories.get_mut(slot as usize)? = history;
                ltv.outlooks.get_mut().forget(slot);
            }
            Some(())
        };
        self.renewed(question, renew, |(fitted, _, _)| {
            let histories = self.histories_at(day)?;
            let values = fitted.has_values(base);
            let outlooks = RefCell::default();
            Some(Ltv { day, fitted: Rc::new(fitted.clone()), values, histories, outlooks })
        })
    }

    /// How many parts there are to [`Image::look_into_ltv`]: none as long as no models are fitted.
    #[must_use]
    pub fn ltv_parts(&self) -> usize {
        self.fitted_value().map_or(0, |_| 1 + PARTS)
    }

    /// Works out a part of what [`Image::ltv`] tells of everybody, so that sums over all are quick
    /// afterwards.
    pub fn look_into_ltv(&self, part: usize, day: Day) {
        let ltv = self.ltv(day);
        // The first is the histories.
        if let Some((ltv, part)) = ltv.zip(part.checked_sub(1)) {
            ltv.look_into(part);
        }
    }

    /// The purchase history of every customer with a purchase up to a day: what models are fitted
    /// to. `None` when orders cannot be counted.
    #[must_use]
    pub fn histories(&self, day: Day) -> Option<Vec<History>> {
        Some(self.histories_at(day)?.into_iter().flatten().collect())
    }

    /// How well kept models tell what happened up to their last day, and within the weeks held out
    /// after it, as far as there are orders. `None` when orders cannot be counted.
    #[must_use]
    pub fn value_quality(&self, fitted: &FittedValue) -> Option<Rc<Quality>> {
        let last_order = self.order_days()?.last();
        let question = (fitted.fit, fitted.held_out_until().min(last_order));
        self.kept(question, RestsOn::Orders, |(fit, until)| {
            Quality::of(fit, &self.order_columns()?, self.tables.customers.slot_count(), *until)
                .ok()
        })
    }

    fn histories_at(&self, day: Day) -> Option<Vec<Option<History>>> {
        let customers = self.tables.customers.slot_count();
        ltv::histories(&self.order_columns()?, customers, day.number()).ok()
    }
}
