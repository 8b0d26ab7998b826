//! What models tell of each customer.

use analytics::ltv::History;
use rustc_hash::FxHashMap;

use crate::analysis::ltv::FittedValue;
use crate::table::Slot;

/// What to expect of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Outlook {
    /// The probability that they are still a customer.
    pub p_alive: f64,
    /// Purchases to expect within the horizon.
    pub orders: f64,
    /// What a purchase will come to, in minor units.
    pub spend: Option<f64>,
    /// What all of them will, discounted, in minor units.
    pub value: Option<f64>,
    /// What is to be expected of somebody like them who is still a customer for sure.
    pub if_alive: IfAlive,
}

/// What many customers come to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// How many customers.
    pub customers: usize,
    /// How many of them are still customers, as is to be expected: the sum of the probabilities.
    pub alive: f64,
    /// Purchases to expect.
    pub orders: f64,
    /// What they will come to, in minor units; zero where there is no value.
    pub value: f64,
}

impl Totals {
    /// Counts one more customer.
    pub fn add(&mut self, outlook: &Outlook) {
        self.customers += 1;
        self.alive += outlook.p_alive;
        self.orders += outlook.orders;
        self.value += outlook.value.unwrap_or_default();
    }
}

impl FromIterator<Outlook> for Totals {
    fn from_iter<I: IntoIterator<Item = Outlook>>(outlooks: I) -> Self {
        outlooks.into_iter().fold(Self::default(), |mut all, outlook| {
            all.add(&outlook);
            all
        })
    }
}

/// Purchases to expect within the horizon of somebody who is still a customer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct IfAlive {
    /// All alike.
    pub orders: f64,
    /// A later one counting for less, by the discount rate; zero where there is no value.
    pub discounted: f64,
}

/// What models tell as of a day, of whom it was asked so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Outlooks {
    each: Vec<Option<Outlook>>,
    /// What depends only on how many repeat purchases there were and since when: it is worked out
    /// once for all who share it.
    if_alive: FxHashMap<(u32, i32), IfAlive>,
}

impl Outlooks {
    /// That of one customer.
    pub(super) fn of(
        &mut self,
        slot: Slot,
        history: &History,
        reckoning: &Reckoning<'_>,
    ) -> Outlook {
        let at = slot as usize;
        if let Some(Some(known)) = self.each.get(at) {
            return *known;
        }
        let key = (history.repeats, history.first_day);
        let if_alive = self.if_alive.entry(key).or_insert_with(|| reckoning.if_alive(history));
        let outlook = reckoning.outlook(history, *if_alive);
        if self.each.len() <= at {
            self.each.resize(at + 1, None);
        }
        self.each[at] = Some(outlook);
        outlook
    }

    /// Forgets one, whose history is another now.
    pub(super) fn forget(&mut self, slot: Slot) {
        if let Some(known) = self.each.get_mut(slot as usize) {
            *known = None;
        }
    }
}

/// Works out what models tell as of a day.
pub(super) struct Reckoning<'a> {
    pub(super) fitted: &'a FittedValue,
    /// In days since 1970-01-01.
    pub(super) day: i32,
    /// Whether there are values.
    pub(super) values: bool,
}

impl Reckoning<'_> {
    fn if_alive(&self, history: &History) -> IfAlive {
        let FittedValue { fit, horizon, .. } = self.fitted;
        let seen = history.seen(self.day, fit.unit);
        let (time, rate) = (horizon.time(fit.unit), horizon.rate(fit.unit));
        let orders = fit.model.expected_if_alive(seen.repeats, seen.age, time);
        let discounted = match self.values {
            true => fit.model.discounted_if_alive(seen.repeats, seen.age, time, rate),
            false => 0.0,
        };
        IfAlive { orders, discounted }
    }

    fn outlook(&self, history: &History, if_alive: IfAlive) -> Outlook {
        let fit = &self.fitted.fit;
        let p_alive = fit.model.p_alive(&history.seen(self.day, fit.unit));
        let spend = fit.spend.as_ref().ok().filter(|_| self.values).map(|spend| {
            // A mean of nothing tells nothing of later purchases: Gamma-Gamma knows none.
            let mean = history.mean_spend().filter(|mean| *mean > 0.0);
            spend.model.expected(mean.map_or(0, |_| history.repeats), mean.unwrap_or_default())
        });
        let value = spend.map(|spend| p_alive * if_alive.discounted * spend);
        Outlook { p_alive, orders: p_alive * if_alive.orders, spend, value, if_alive }
    }
}
