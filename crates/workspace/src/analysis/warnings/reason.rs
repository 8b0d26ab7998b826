//! Why a warning fires: the customer's own figures.

use std::num::NonZeroU32;
use std::rc::Rc;

use analytics::decline::{self, Change, Rhythm};
use analytics::rfm::{Segment, SegmentName};
use model::Day;

use super::rule::{Against, WarningRule, WarningTest};
use crate::analysis::{Ltv, RestsOn, Rfm, Tiers};
use crate::image::Image;
use crate::table::Slot;

/// Why a rule fires for one customer.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Orders in a time before, and lately.
    OrdersDown(u32, u32),
    /// Revenue in a time before, and lately, in minor units of the base currency.
    RevenueDown(i64, i64),
    /// The probability that they are still customers.
    Unlikely(f64),
    /// Days by which a contact is overdue, and the days from one contact to the next.
    BeyondCadence(u32, u32),
    /// Days since the last contact; nothing if there never was one.
    NoContact(Option<u32>),
    /// Days since the last order, and the usual number from one to the next.
    Rarer(u32, f64),
    /// The segments of then and now.
    Slipped(SegmentName, SegmentName),
}

/// Segments that are as good as one wants.
const GOOD: [Segment; 3] = [Segment::Champions, Segment::Loyal, Segment::PotentialLoyalist];
/// Segments of those who are leaving, or have left.
const BAD: [Segment; 5] = [
    Segment::AboutToSleep,
    Segment::AtRisk,
    Segment::CantLose,
    Segment::Hibernating,
    Segment::Lost,
];

/// What rules are asked of, as of a day.
pub(super) struct Asked<'i> {
    image: &'i Image,
    day: Day,
    ltv: Option<Rc<Ltv>>,
    tiers: Option<Rc<Tiers>>,
}

/// A rule with what it looks at.
enum Source {
    Changes(Rc<Vec<Change>>),
    Rhythms(Rc<Vec<Option<Rhythm>>>),
    Moves(Rc<Rfm>, Rc<Rfm>),
    Customer,
}

impl<'i> Asked<'i> {
    pub(super) fn of(image: &'i Image, day: Day) -> Self {
        Self { image, day, ltv: image.ltv(day), tiers: image.tiers(day) }
    }

    /// Calls `fires` for every live customer of whom a rule warns.
    pub(super) fn each(&self, rule: &WarningRule, mut fires: impl FnMut(Slot, Reason)) {
        let Some(source) = self.source(&rule.test) else { return };
        for slot in 0..self.image.tables.customers.slot_count() as Slot {
            if !self.image.is_live_customer(slot) {
                continue;
            }
            let activity = self.image.activity(slot);
            if activity.orders >= rule.least_orders
                && activity.revenue >= rule.least_revenue
                && let Some(reason) = self.reason(&rule.test, &source, slot)
            {
                fires(slot, reason);
            }
        }
    }

    fn source(&self, test: &WarningTest) -> Option<Source> {
        let image = self.image;
        Some(match test {
            WarningTest::OrdersDown { days, against, .. }
            | WarningTest::RevenueDown { days, against, .. } => {
                Source::Changes(image.changes(self.day, *days, *against)?)
            }
            WarningTest::Rarer { .. } => Source::Rhythms(image.rhythms(self.day)?),
            WarningTest::Slipped { days } => {
                let back = i32::try_from(days.get()).ok()?;
                let then = Day::from_number(self.day.number().checked_sub(back)?)?;
                let scoring = image.scoring();
                Source::Moves(image.rfm(&scoring, then)?, image.rfm(&scoring, self.day)?)
            }
            WarningTest::Unlikely { .. }
            | WarningTest::BeyondCadence { .. }
            | WarningTest::NoContact { .. } => Source::Customer,
        })
    }

    fn reason(&self, test: &WarningTest, source: &Source, slot: Slot) -> Option<Reason> {
        match (test, source) {
            (WarningTest::OrdersDown { share, .. }, Source::Changes(changes)) => {
                let Change { before, lately } = changes.get(slot as usize)?;
                let fell = has_fallen(before.orders.into(), lately.orders.into(), *share);
                fell.then_some(Reason::OrdersDown(before.orders, lately.orders))
            }
            (WarningTest::RevenueDown { share, .. }, Source::Changes(changes)) => {
                let Change { before, lately } = changes.get(slot as usize)?;
                let fell = has_fallen(before.revenue as f64, lately.revenue as f64, *share);
                fell.then_some(Reason::RevenueDown(before.revenue, lately.revenue))
            }
            (WarningTest::Rarer { times }, Source::Rhythms(rhythms)) => {
                let rhythm = (*rhythms.get(slot as usize)?)?;
                (f64::from(rhythm.silent) >= times * rhythm.usual_gap)
                    .then_some(Reason::Rarer(rhythm.silent, rhythm.usual_gap))
            }
            (WarningTest::Slipped { .. }, Source::Moves(then, now)) => {
                let (from, to) = (then.segment(slot)?, now.segment(slot)?);
                (is_one_of(from, &GOOD) && is_one_of(to, &BAD))
                    .then(|| Reason::Slipped(from.clone(), to.clone()))
            }
            (WarningTest::Unlikely { below }, _) => {
                let p_alive = self.ltv.as_ref()?.p_alive(slot)?;
                (p_alive < *below).then_some(Reason::Unlikely(p_alive))
            }
            (WarningTest::BeyondCadence { grace }, _) => {
                let contact = self.tiers.as_ref()?.contact(self.image, slot)?;
                // Who was never contacted is due, but late for nothing.
                contact.last?;
                let late = u32::try_from(self.day.days_since(contact.due)).ok()?;
                (late > *grace).then_some(Reason::BeyondCadence(late, contact.every))
            }
            (WarningTest::NoContact { days }, _) => {
                let last = self.image.activity(slot).last_contact;
                let since = last.map(|at| self.day.days_since(at.day()).max(0) as u32);
                since.is_none_or(|since| since > *days).then_some(Reason::NoContact(since))
            }
            _ => None,
        }
    }
}

/// Whether a figure fell by a share or more; of nothing, nothing can fall.
fn has_fallen(before: f64, lately: f64, share: f64) -> bool {
    before > 0.0 && lately <= before * (1.0 - share)
}

fn is_one_of(name: &SegmentName, segments: &[Segment]) -> bool {
    matches!(name, SegmentName::Standard(segment) if segments.contains(segment))
}

impl Image {
    /// What customers bought lately against a time before; see [`decline::changes`].
    fn changes(&self, day: Day, days: NonZeroU32, against: Against) -> Option<Rc<Vec<Change>>> {
        const YEAR: NonZeroU32 = NonZeroU32::MIN.saturating_add(364);
        self.kept((day, days, against), RestsOn::Orders, |(day, days, against)| {
            let back = match against {
                Against::Before => *days,
                Against::YearAgo => YEAR,
            };
            let customers = self.tables.customers.slot_count();
            Some(decline::changes(&self.order_columns()?, customers, day.number(), *days, back))
        })
    }

    /// How often customers order; see [`decline::rhythms`].
    fn rhythms(&self, day: Day) -> Option<Rc<Vec<Option<Rhythm>>>> {
        self.kept(("rhythms", day), RestsOn::Orders, |(_, day)| {
            let customers = self.tables.customers.slot_count();
            Some(decline::rhythms(&self.order_columns()?, customers, day.number()))
        })
    }
}
