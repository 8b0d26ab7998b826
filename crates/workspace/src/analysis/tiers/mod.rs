//! Who is worth how much care: the tier of every customer, and what a tier is done for.

mod care;
mod plan;

use std::rc::Rc;

pub use analytics::tiers::Tier;
use analytics::tiers::{Bounds, Ranking, Thresholds};
pub use care::{Contact, Due};
use model::Day;
pub use plan::{Basis, Care, Limits, PlanProblem, TierPlan};

use crate::analysis::RestsOn;
use crate::analysis::ltv::FittedValue;
use crate::image::Image;
use crate::table::Slot;

/// The tiers of all customers on one day.
#[derive(Debug)]
pub struct Tiers {
    /// The day.
    pub day: Day,
    /// What they are worked out by.
    pub plan: TierPlan,
    /// What customers are worth.
    pub values: Rc<Values>,
    /// The lowest values of the tiers, in minor units of the base currency.
    pub bounds: Bounds,
    /// What each comes to, in the order of [`Tier::ALL`].
    pub sums: [TierSum; 4],
}

/// What customers are worth on one day, by one basis.
#[derive(Debug)]
pub struct Values {
    /// Minor units of the base currency, by customer slot.
    pub of: Vec<i64>,
    /// Of those who are worth anything.
    pub ranking: Ranking,
}

/// What the customers of a tier come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TierSum {
    /// How many they are.
    pub customers: usize,
    /// What they are worth together, in minor units of the base currency.
    pub value: i64,
}

impl Tiers {
    /// What the customer in `slot` is worth, in minor units of the base currency.
    #[must_use]
    pub fn value(&self, slot: Slot) -> i64 {
        self.values.of.get(slot as usize).copied().unwrap_or_default()
    }

    /// The tier of the live customer in `slot`.
    #[must_use]
    pub fn tier(&self, slot: Slot) -> Tier {
        self.bounds.tier(self.value(slot))
    }

    /// How many customers there are, ranked or not.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.sums.iter().map(|sum| sum.customers).sum()
    }

    /// What all are worth together.
    #[must_use]
    pub fn value_of_all(&self) -> i64 {
        self.sums.iter().fold(0, |all, sum| all.saturating_add(sum.value))
    }

    /// How many ranked customers are worth less than the one in `slot`.
    #[must_use]
    pub fn below(&self, slot: Slot) -> usize {
        let ranking = &self.values.ranking;
        ranking.len() - ranking.at_least(self.value(slot))
    }
}

impl Image {
    /// The plan people made, or the default.
    #[must_use]
    pub fn tier_plan(&self) -> TierPlan {
        self.definition(TierPlan::ID).unwrap_or_default()
    }

    /// The tiers of all customers on a day, by the plan. `None` when they are measured by a
    /// lifetime value that is not there.
    #[must_use]
    pub fn tiers(&self, day: Day) -> Option<Rc<Tiers>> {
        self.tiers_by(self.tier_plan(), day)
    }

    /// The tiers of all customers on a day, by a plan that may not hold yet.
    #[must_use]
    pub fn tiers_by(&self, plan: TierPlan, day: Day) -> Option<Rc<Tiers>> {
        let fitted = self.fitted_for(plan.basis);
        let question = (plan, day, fitted);
        self.kept(question, RestsOn::Orders, |(plan, day, _)| {
            let values = self.values(plan.basis, *day)?;
            let bounds = values.ranking.bounds(&self.thresholds(&plan.limits));
            let mut sums = [TierSum::default(); 4];
            for (slot, value) in (0..).zip(&values.of) {
                if self.is_live_customer(slot) {
                    let sum = &mut sums[bounds.tier(*value).index()];
                    sum.customers += 1;
                    sum.value = sum.value.saturating_add(*value);
                }
            }
            Some(Tiers { day: *day, plan: plan.clone(), values, bounds, sums })
        })
    }

    /// How many parts there are to [`Image::look_into_tiers`].
    #[must_use]
    pub fn tier_parts(&self) -> usize {
        let outlooks = self.fitted_for(self.tier_plan().basis).map_or(0, |_| self.ltv_parts());
        outlooks + 1
    }

    /// Works out a part of what [`Image::tiers`] takes.
    pub fn look_into_tiers(&self, part: usize, day: Day) {
        match part + 1 < self.tier_parts() {
            true => self.look_into_ltv(part, day),
            false => drop(self.tiers(day)),
        }
    }

    /// Limits as numbers; an amount in a currency without a rate is one that nobody reaches.
    fn thresholds(&self, limits: &Limits) -> Thresholds {
        match limits {
            Limits::Shares(shares) => Thresholds::Shares(*shares),
            Limits::Amounts(amounts) => {
                let exchange = self.settings().exchange();
                Thresholds::Amounts(
                    amounts.map(|amount| exchange.convert(amount).unwrap_or(i64::MAX)),
                )
            }
        }
    }

    /// The model a basis rests on, so that another one asks anew.
    fn fitted_for(&self, basis: Basis) -> Option<FittedValue> {
        if basis == Basis::Expected { self.fitted_value() } else { None }
    }

    fn values(&self, basis: Basis, day: Day) -> Option<Rc<Values>> {
        let question = (basis, day, self.fitted_for(basis));
        self.kept(question, RestsOn::Orders, |(basis, day, _)| {
            let slots = self.tables.customers.slot_count();
            if *basis == Basis::Expected {
                let ltv = self.ltv(*day).filter(|ltv| ltv.values)?;
                let of = (0..slots as Slot).map(|slot| ltv.value(slot).unwrap_or_default());
                let of: Vec<i64> = of.collect();
                let ranking = Ranking::new(of.iter().copied());
                return Some(Values { of, ranking });
            }
            let mut of = vec![0_i64; slots];
            let until = day.number();
            let from = basis.days().map_or(i32::MIN, |days| {
                until.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX)).saturating_add(1)
            });
            let columns = &self.columns;
            let orders = columns.customer.iter().zip(&columns.day).zip(&columns.amount);
            for ((customer, on), amount) in orders {
                if (from..=until).contains(on)
                    && let Some(value) = of.get_mut(*customer as usize)
                {
                    *value = value.saturating_add(*amount);
                }
            }
            let ranking = Ranking::new(of.iter().copied());
            Some(Values { of, ranking })
        })
    }
}
