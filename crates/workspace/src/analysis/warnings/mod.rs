//! Warnings of customers who are slipping away: which rules fire for whom, why, and what people
//! said to that.

mod heard;
mod reason;
mod rule;
mod worth;

use std::rc::Rc;

use model::Day;

pub use heard::{Heard, NotHeard, SEEN_FOR};
pub use reason::Reason;
pub use rule::{Against, Severity, WarningRule, WarningTest, default_rules};
pub use worth::Worth;

use crate::analysis::RestsOn;
use crate::image::Image;
use crate::table::Slot;
use reason::Asked;

/// A rule that fires for a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// The place of the rule in [`Warnings::rules`].
    pub rule: usize,
    /// Why.
    pub reason: Reason,
    /// What somebody said to it, whether or not that still holds.
    pub heard: Option<Heard>,
    /// Whether that still holds: nobody need be told.
    pub is_quiet: bool,
}

/// A customer with warnings.
#[derive(Debug, Clone, PartialEq)]
pub struct Warned {
    /// Who.
    pub slot: Slot,
    /// Of what, in the order of the rules; never none.
    pub warnings: Vec<Warning>,
    /// What would be lost with them.
    pub worth: Worth,
}

/// Everybody with warnings on one day.
#[derive(Debug)]
pub struct Warnings {
    /// The day.
    pub day: Day,
    /// The rules that are on, with their ids.
    pub rules: Vec<(String, WarningRule)>,
    /// The customers, by slot.
    warned: Vec<Warned>,
}

impl Warned {
    /// Those of its warnings that somebody is to be told.
    pub fn open(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| !warning.is_quiet)
    }
}

impl Warnings {
    /// The warnings of the customer in `slot`, if there are any.
    #[must_use]
    pub fn of(&self, slot: Slot) -> Option<&Warned> {
        let at = self.warned.binary_search_by_key(&slot, |warned| warned.slot).ok()?;
        self.warned.get(at)
    }

    /// Everybody with warnings: the most value at risk first.
    #[must_use]
    pub fn by_value(&self) -> Vec<&Warned> {
        let mut all: Vec<&Warned> = self.warned.iter().collect();
        all.sort_by_key(|warned| (std::cmp::Reverse(warned.worth.minor()), warned.slot));
        all
    }

    /// A rule that is on.
    #[must_use]
    pub fn rule(&self, warning: &Warning) -> Option<&(String, WarningRule)> {
        self.rules.get(warning.rule)
    }
}

impl Image {
    /// Who is slipping away on a day, by the rules that hold.
    #[must_use]
    pub fn warnings(&self, day: Day) -> Option<Rc<Warnings>> {
        let mut rules = self.warning_rules();
        rules.retain(|(_, rule)| rule.on);
        self.warnings_by(rules, day)
    }

    /// Who is slipping away on a day, by rules that may not hold yet.
    #[must_use]
    pub fn warnings_by(&self, rules: Vec<(String, WarningRule)>, day: Day) -> Option<Rc<Warnings>> {
        self.kept((rules, day), RestsOn::Everything, |(rules, day)| {
            let asked = Asked::of(self, *day);
            let mut fired: Vec<(Slot, usize, Reason)> = Vec::new();
            for (at, (_, rule)) in rules.iter().enumerate() {
                asked.each(rule, |slot, reason| fired.push((slot, at, reason)));
            }
            fired.sort_by_key(|(slot, rule, _)| (*slot, *rule));
            let worths = self.worths(*day);
            let warned = fired.chunk_by(|a, b| a.0 == b.0).map(|own| Warned {
                slot: own[0].0,
                warnings: own.iter().map(|fired| self.warning(rules, *day, fired)).collect(),
                worth: worths.of(own[0].0),
            });
            Some(Warnings { day: *day, rules: rules.clone(), warned: warned.collect() })
        })
    }

    fn warning(
        &self,
        rules: &[(String, WarningRule)],
        day: Day,
        (slot, rule, reason): &(Slot, usize, Reason),
    ) -> Warning {
        let said = self.tables.customers.row(*slot).and_then(|row| {
            let (id, _) = rules.get(*rule)?;
            row.record.warnings.get(id)?.parse::<Heard>().ok()
        });
        let activity = self.activity(*slot);
        // What is dated ahead has not happened: it would keep every word from being heard.
        let happened = |on: &Day| *on <= day;
        let last_contact = activity.last_contact.map(|at| at.day()).filter(happened);
        let news = activity.last_order.filter(happened).max(last_contact);
        let is_quiet = said.is_some_and(|heard| heard.is_quiet(day, news));
        Warning { rule: *rule, reason: reason.clone(), heard: said, is_quiet }
    }
}
