//! Who satisfies a rule, and what they come to.

use std::rc::Rc;

use model::Day;

use super::check::Problem;
use super::look::Look;
use super::tree::{Group, RuleSegment};
use crate::analysis::{Members, RestsOn, Room};
use crate::image::Image;
use crate::table::Slot;

/// What the customers of a segment come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many they are.
    pub customers: usize,
    /// What their orders come to, refunds taken off, in minor units of the base currency.
    pub revenue: i64,
    /// Slots of those with the highest revenue, highest first; equal ones as they were added.
    pub first: Vec<Slot>,
}

/// What comes before the id of a rule in the code of its group.
const CODE: &str = "rule:";

/// The code of the group of customers who satisfy the rule of this id.
#[must_use]
pub fn rule_group(id: &str) -> String {
    format!("{CODE}{id}")
}

/// The id of the rule that the code of a group means.
pub(in crate::analysis) fn rule_of_group(code: &str) -> Option<&str> {
    code.strip_prefix(CODE)
}

#[derive(PartialEq)]
struct Satisfying {
    rule: Group,
    day: Day,
}

impl Image {
    /// The live customers who satisfy a rule on a day.
    ///
    /// # Errors
    /// Everything that is wrong with the rule; nobody satisfies one with anything wrong.
    pub fn satisfying(&self, rule: &Group, day: Day) -> Result<Rc<Members>, Vec<Problem>> {
        let mut problems = Vec::new();
        let asked = Satisfying { rule: rule.clone(), day };
        let members = self.kept_in(Room::Many, asked, RestsOn::Everything, |asked| {
            let look = Look::new(self, asked.day);
            match look.compile(&asked.rule) {
                Ok(passes) => Some(Members::living(self, passes)),
                Err(found) => {
                    problems = found;
                    None
                }
            }
        });
        members.ok_or(problems)
    }

    /// The live customers in the segment by rule of this id; nobody if it is not there or
    /// anything is wrong with it.
    #[must_use]
    pub(in crate::analysis) fn in_rule(&self, id: &str, day: Day) -> Members {
        let segment = self.definition::<RuleSegment>(id);
        let members = segment.and_then(|segment| self.satisfying(&segment.rule, day).ok());
        members.map(Rc::unwrap_or_clone).unwrap_or_default()
    }
}

impl Look<'_> {
    /// What the orders of the customer in `slot` come to, in minor units of the base currency.
    #[must_use]
    pub fn revenue(&self, slot: Slot) -> i64 {
        self.purchases().by(slot).revenue
    }

    /// What some customers come to, and the slots of the `most` with the highest revenue.
    #[must_use]
    pub fn tally(&self, members: &Members, most: usize) -> Tally {
        let purchases = self.purchases();
        let slots = 0..self.image.tables.customers.slot_count() as Slot;
        let mut tally = Tally::default();
        let mut first: Vec<(std::cmp::Reverse<i64>, Slot)> = Vec::with_capacity(most + 1);
        for slot in slots.filter(|slot| members.contains(*slot)) {
            let revenue = purchases.by(slot).revenue;
            tally.customers += 1;
            tally.revenue = tally.revenue.saturating_add(revenue);
            let place = (std::cmp::Reverse(revenue), slot);
            if first.len() < most || first.last().is_some_and(|last| place < *last) {
                first.insert(first.partition_point(|other| *other < place), place);
                first.truncate(most);
            }
        }
        tally.first = first.into_iter().map(|(_, slot)| slot).collect();
        tally
    }
}
