//! Warnings of customers who are slipping away: which rules fire for whom, why, and what people
//! said to that.

mod heard;
mod reason;
mod rule;
mod worth;

use std::rc::Rc;

use model::Day;

pub use heard::{Heard, NotHeard, SEEN_FOR, Said};
pub use reason::{BAD, GOOD, Reason};
pub use rule::{Against, Severity, WarningRule, WarningTest, default_rules};
pub use worth::Worth;

use crate::analysis::RestsOn;
use crate::analysis::purchases::Purchases;
use crate::image::Image;
use crate::table::Slot;
use reason::Asked;
use worth::Worths;

/// Parts of [`Image::look_into_warnings`] between those of lifetime value and those of rules.
const BEFORE_RULES: usize = 3;

/// A rule that fires for a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// The place of the rule in [`Warnings::rules`].
    pub rule: usize,
    /// Why.
    pub reason: Reason,
    /// What somebody said to it, whether or not that still holds.
    pub heard: Option<Said>,
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

/// Rules with their ids.
type Rules = Vec<(String, WarningRule)>;

impl Image {
    /// Who is slipping away on a day, by the rules that hold.
    #[must_use]
    pub fn warnings(&self, day: Day) -> Option<Rc<Warnings>> {
        self.warnings_by(self.rules_that_hold(), day)
    }

    /// Who is slipping away on a day, by rules that may not hold yet.
    #[must_use]
    pub fn warnings_by(&self, rules: Rules, day: Day) -> Option<Rc<Warnings>> {
        self.kept((rules, day), RestsOn::Everything, |(rules, day)| {
            let asked = self.asked(rules, *day);
            let telling = Telling::new(self, rules, *day);
            let fires: Vec<Rc<Vec<Slot>>> =
                asked.iter().map(|(_, asked)| asked.fires(self)).collect();
            let mut ahead: Vec<&[Slot]> = fires.iter().map(|slots| slots.as_slice()).collect();
            let mut warned = Vec::new();
            // Each is in order, so whom several warn of is at the head of them at once.
            while let Some(slot) = ahead.iter().filter_map(|slots| slots.first()).min().copied() {
                let own = asked.iter().zip(&mut ahead).filter_map(|(asked, slots)| {
                    let rest = slots.strip_prefix(&[slot])?;
                    *slots = rest;
                    Some(asked)
                });
                warned.extend(telling.of(slot, own));
            }
            Some(Warnings { day: *day, rules: rules.clone(), warned })
        })
    }

    /// The warnings of the customer in `slot` alone, by the rules that hold: all that is worked
    /// out of everybody for it rests on orders, and stays as other records change.
    #[must_use]
    pub fn warnings_of(&self, slot: Slot, day: Day) -> Warnings {
        let rules = self.rules_that_hold();
        let asked = self.asked(&rules, day);
        let warned = Telling::new(self, &rules, day).of(slot, asked.iter());
        Warnings { day, rules, warned: warned.into_iter().collect() }
    }

    /// Of how many customers a rule warns on a day, heard or not.
    #[must_use]
    pub fn warned_by(&self, rule: &WarningRule, day: Day) -> usize {
        Asked::of(self, rule, day).map_or(0, |asked| asked.fires(self).len())
    }

    /// Works out a part of what [`Image::warnings`] rests on: there are [`Image::warning_parts`]
    /// of them, and none takes much longer than scoring everybody. `of_all` is whether it is for
    /// everybody's warnings, or only for [`Image::warnings_of`].
    pub fn look_into_warnings(&self, part: usize, of_all: bool, day: Day) {
        let ltv_parts = self.ltv_parts();
        match part.checked_sub(ltv_parts) {
            // Of one customer only their own outlook is asked.
            None if of_all || part == 0 => self.look_into_ltv(part, day),
            None => {}
            Some(0) => drop(self.standing(day)),
            Some(1) => drop(self.tiers(day)),
            Some(2) => drop(self.worths(day)),
            Some(at) => {
                let rules = self.rules_that_hold();
                let rule = rules.get(at - BEFORE_RULES).map(|(_, rule)| rule);
                let asked = rule.and_then(|rule| Asked::of(self, rule, day));
                if let Some(asked) = asked.filter(|_| of_all) {
                    asked.fires(self);
                }
            }
        }
    }

    /// How many parts there are to [`Image::look_into_warnings`].
    #[must_use]
    pub fn warning_parts(&self) -> usize {
        self.ltv_parts() + BEFORE_RULES + self.rules_that_hold().len()
    }

    fn rules_that_hold(&self) -> Rules {
        let mut rules = self.warning_rules();
        rules.retain(|(_, rule)| rule.on);
        rules
    }

    /// The rules that have anything to look at, with their places.
    fn asked(&self, rules: &Rules, day: Day) -> Vec<(usize, Asked)> {
        let all = rules.iter().enumerate();
        all.filter_map(|(at, (_, rule))| Some((at, Asked::of(self, rule, day)?))).collect()
    }
}

/// What is told of customers as of a day, by some rules.
struct Telling<'a> {
    image: &'a Image,
    rules: &'a [(String, WarningRule)],
    day: Day,
    purchases: Rc<Purchases>,
    worths: Worths,
}

impl<'a> Telling<'a> {
    fn new(image: &'a Image, rules: &'a [(String, WarningRule)], day: Day) -> Self {
        Self { image, rules, day, purchases: image.purchases(day), worths: image.worths(day) }
    }

    /// What those of `asked` that warn of a customer say; `None` if none does.
    fn of<'b>(
        &self,
        slot: Slot,
        asked: impl Iterator<Item = &'b (usize, Asked)>,
    ) -> Option<Warned> {
        let warning = |(rule, asked): &(usize, Asked)| {
            let reason = asked.reason(self.image, &self.purchases, slot)?;
            let (heard, is_quiet) = self.heard(&self.rules.get(*rule)?.0, slot);
            Some(Warning { rule: *rule, reason, heard, is_quiet })
        };
        let warnings: Vec<Warning> = asked.filter_map(warning).collect();
        (!warnings.is_empty()).then(|| Warned { slot, warnings, worth: self.worths.of(slot) })
    }

    /// What somebody said to a rule's warning of a customer, and whether that still holds.
    fn heard(&self, rule: &str, slot: Slot) -> (Option<Said>, bool) {
        let row = self.image.tables.customers.row(slot);
        let said = row.and_then(|row| row.record.warnings.get(rule)?.parse::<Said>().ok());
        let Some(said) = said else { return (None, false) };
        let last_contact = self.image.last_contact(slot, self.day);
        let news = self.purchases.by(slot).last_order().max(last_contact);
        let is_quiet = said.heard.is_quiet(self.day, news);
        (Some(said), is_quiet)
    }
}
