//! How well a fit tells what happened: up to its last day, and on the days after it, which it has
//! not seen.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::ltv::history::{HistoryError, Purchases, history};
use crate::ltv::{Fit, History};
use crate::orders::OrderColumns;

/// Repeats told apart: 0, 1, … and the last stands for as many or more.
const TOLD_APART: usize = 8;
const WEEK: i32 = 7;

/// Customers with a purchase by the fit's last day, as they were and as the model has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// Repeat purchases up to the fit's last day.
    pub known: Compared,
    /// Purchases of the same customers on the days after it.
    pub held_out: Compared,
    /// Customers by repeats up to the fit's last day: 0, 1, … 7 or more.
    pub histogram: Vec<Compared>,
    /// Mean purchases on the days after it, of customers by repeats up to it: 0, 1, … 7 or more.
    pub by_repeats: Vec<ByRepeats>,
    /// Repeat purchases so far, at the end of each week.
    pub tracking: Vec<Tracked>,
}

/// What was, beside what is expected.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Compared {
    /// What was.
    pub actual: f64,
    /// What the model makes one expect.
    pub expected: f64,
}

/// Customers with as many repeats.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ByRepeats {
    /// How many customers.
    pub customers: u32,
    /// Their purchases in the mean.
    pub mean: Compared,
}

/// One week's end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tracked {
    /// Its last day, in days since 1970-01-01.
    pub day: i32,
    /// All repeat purchases up to then.
    pub repeats: Compared,
}

impl Quality {
    /// Compares a fit with orders up to and including the day `until`.
    ///
    /// # Errors
    /// As [`histories`](crate::ltv::histories).
    pub fn of(
        fit: &Fit,
        orders: &OrderColumns<'_>,
        customers: usize,
        until: i32,
    ) -> Result<Self, HistoryError> {
        let until = until.max(fit.last_day);
        let purchases = Purchases::read(orders, customers, until)?;
        let mut base = Base::default();
        let time = f64::from(until - fit.last_day) / fit.unit.days();
        // What somebody who is still there will buy depends only on repeats and the first day.
        let mut if_alive = FxHashMap::default();
        for all in purchases.each() {
            let split = all.partition_point(|(day, _)| *day <= fit.last_day);
            let (known, later) = all.split_at(split);
            if let Some(history) = history(known)? {
                let seen = history.seen(fit.last_day, fit.unit);
                let expected = if_alive
                    .entry((history.repeats, history.first_day))
                    .or_insert_with(|| fit.model.expected_if_alive(seen.repeats, seen.age, time));
                base.add(&history, all, later, fit.model.p_alive(&seen) * *expected);
            }
        }
        Ok(base.compare(fit, until))
    }
}

fn days(purchases: &[(i32, i64)]) -> impl Iterator<Item = i32> {
    purchases.chunk_by(|a, b| a.0 == b.0).map(|same| same[0].0)
}

/// What all customers add up to.
#[derive(Default)]
struct Base {
    /// How many first bought on a day.
    first: BTreeMap<i32, f64>,
    /// How many repeats were on a day.
    repeats: BTreeMap<i32, f64>,
    by_count: [u32; TOLD_APART],
    later: [Compared; TOLD_APART],
}

impl Base {
    fn add(&mut self, history: &History, all: &[(i32, i64)], later: &[(i32, i64)], expected: f64) {
        *self.first.entry(history.first_day).or_default() += 1.0;
        for day in days(all).skip(1) {
            *self.repeats.entry(day).or_default() += 1.0;
        }
        let class = (history.repeats as usize).min(TOLD_APART - 1);
        self.by_count[class] += 1;
        self.later[class].actual += days(later).count() as f64;
        self.later[class].expected += expected;
    }

    /// How many repeats are expected by the end of a day.
    fn expected_by(&self, day: i32, of_age: &[f64]) -> f64 {
        let began = self.first.range(..=day);
        began.map(|(first, count)| count * of_age[(day - first) as usize]).sum()
    }

    fn compare(self, fit: &Fit, until: i32) -> Quality {
        let Some((start, _)) = self.first.first_key_value() else {
            return Quality {
                known: Compared::default(),
                held_out: Compared::default(),
                histogram: vec![Compared::default(); TOLD_APART],
                by_repeats: vec![ByRepeats::default(); TOLD_APART],
                tracking: Vec::new(),
            };
        };
        let start = *start;
        let of_age: Vec<f64> = (0..=until - start)
            .map(|age| fit.model.expected_of_anybody(f64::from(age) / fit.unit.days()))
            .collect();
        let weeks = (start..=until).step_by(WEEK as usize).map(|first| first + WEEK - 1);
        let tracking = weeks.filter(|day| *day <= until).map(|day| Tracked {
            day,
            repeats: Compared {
                actual: self.repeats.range(..=day).map(|(_, count)| count).sum(),
                expected: self.expected_by(day, &of_age),
            },
        });
        let tracking = tracking.collect();
        let known = Compared {
            actual: self.repeats.range(..=fit.last_day).map(|(_, count)| count).sum(),
            expected: self.expected_by(fit.last_day, &of_age),
        };
        let held_out = Compared {
            actual: self.later.iter().map(|later| later.actual).sum(),
            expected: self.later.iter().map(|later| later.expected).sum(),
        };
        let by_repeats = self.by_count.iter().zip(&self.later).map(|(customers, sum)| {
            let count = f64::from(*customers).max(1.0);
            let mean = Compared { actual: sum.actual / count, expected: sum.expected / count };
            ByRepeats { customers: *customers, mean }
        });
        let by_repeats = by_repeats.collect();
        Quality { known, held_out, histogram: self.histogram(fit), by_repeats, tracking }
    }

    fn histogram(&self, fit: &Fit) -> Vec<Compared> {
        let mut bars: Vec<Compared> = self
            .by_count
            .iter()
            .map(|count| Compared { actual: f64::from(*count), expected: 0.0 })
            .collect();
        for (first, count) in &self.first {
            let age = f64::from(fit.last_day - first) / fit.unit.days();
            let mut left = 1.0;
            for (bar, chance) in bars.iter_mut().zip(fit.model.chances(age, TOLD_APART - 1)) {
                bar.expected += count * chance;
                left -= chance;
            }
            if let Some(last) = bars.last_mut() {
                last.expected += count * left.max(0.0);
            }
        }
        bars
    }
}
