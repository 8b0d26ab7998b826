//! Lifetime value of the open workspace: who is still a customer, how often they will buy, and
//! what it will come to, by the models that somebody fitted and kept.

mod by_segment;
mod fitted;
mod outlook;

use std::rc::Rc;

use analytics::ltv::{self, History, Quality};
use model::Day;

pub use by_segment::SegmentOutlook;
pub use fitted::{FittedValue, Horizon};
pub use outlook::{IfAlive, Outlook, Totals};

use crate::analysis::RestsOn;
use crate::image::Image;
use crate::table::Slot;
use outlook::Reckoning;

/// Most customers whose orders are looked at one by one before everybody's are.
const FEW: usize = 64;

/// What the fitted models tell of all customers on one day.
#[derive(Debug, Clone)]
pub struct Ltv {
    /// The day: later orders are left out, and the horizon begins after it.
    pub day: Day,
    /// The models.
    pub fitted: Rc<FittedValue>,
    /// Whether there are values: spend has a model, in today's base currency.
    pub values: bool,
    histories: Vec<Option<History>>,
    outlooks: Vec<Option<Outlook>>,
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
        self.outlooks.get(slot as usize).copied().flatten()
    }

    /// What it is worked out from.
    #[must_use]
    pub fn history(&self, slot: Slot) -> Option<History> {
        self.histories.get(slot as usize).copied().flatten()
    }

    /// What everybody's comes to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.outlooks.iter().flatten().collect()
    }

    /// The customers with the most value, the most first; with the most orders to expect where
    /// there is no value.
    #[must_use]
    pub fn top(&self, count: usize) -> Vec<Slot> {
        let key = |slot: &Slot| {
            let outlook = self.outlook(*slot).unwrap_or_default();
            (outlook.value.unwrap_or_default(), outlook.orders)
        };
        let known = (0..self.outlooks.len() as Slot).filter(|slot| self.outlook(*slot).is_some());
        let mut slots: Vec<Slot> = known.collect();
        let by = |a: &Slot, b: &Slot| {
            let (a, b) = (key(a), key(b));
            b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
        };
        if slots.len() > count && count > 0 {
            slots.select_nth_unstable_by(count - 1, by);
        }
        slots.truncate(count);
        slots.sort_by(by);
        slots
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
            let reckoning = Reckoning::new(&ltv.fitted, day, ltv.values);
            let slots = self.tables.customers.slot_count();
            ltv.histories.resize(slots, None);
            ltv.outlooks.resize(slots, None);
            for slot in changed {
                let history = History::of(self.figures_of(slot), day.number()).ok()?;
                *ltv.histories.get_mut(slot as usize)? = history;
                *ltv.outlooks.get_mut(slot as usize)? = history.map(|own| reckoning.one(&own));
            }
            Some(())
        };
        self.renewed(question, renew, |(fitted, _, _)| {
            let histories = self.histories_at(day)?;
            let values = fitted.has_values(base);
            let outlooks = Reckoning::new(fitted, day, values).all(&histories);
            Some(Ltv { day, fitted: Rc::new(fitted.clone()), values, histories, outlooks })
        })
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
