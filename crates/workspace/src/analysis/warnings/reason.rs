//! Why a warning fires: the customer's own figures.

use std::num::NonZeroU32;
use std::rc::Rc;

use analytics::decline::{self, Change, Rhythm};
use analytics::rfm::{Segment, SegmentName};
use model::Day;

use super::rule::{Against, WarningRule, WarningTest};
use crate::analysis::purchases::Purchases;
use crate::analysis::{Ltv, RestsOn, Rfm, Room, Tiers};
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
pub const GOOD: [Segment; 3] = [Segment::Champions, Segment::Loyal, Segment::PotentialLoyalist];
/// Segments of those who are leaving, or have left.
pub const BAD: [Segment; 5] = [
    Segment::AboutToSleep,
    Segment::AtRisk,
    Segment::CantLose,
    Segment::Hibernating,
    Segment::Lost,
];

/// What a test looks at, of everybody. Two are the same if they are the same in memory.
#[derive(Debug, Clone)]
pub(super) enum Source {
    Changes(Rc<Vec<Change>>),
    Rhythms(Rc<Vec<Option<Rhythm>>>),
    Moves(Rc<Rfm>, Rc<Rfm>),
    Outlook(Rc<Ltv>),
    Tiers(Rc<Tiers>),
    Contacts,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Changes(a), Self::Changes(b)) => Rc::ptr_eq(a, b),
            (Self::Rhythms(a), Self::Rhythms(b)) => Rc::ptr_eq(a, b),
            (Self::Moves(a, b), Self::Moves(c, d)) => Rc::ptr_eq(a, c) && Rc::ptr_eq(b, d),
            (Self::Outlook(a), Self::Outlook(b)) => Rc::ptr_eq(a, b),
            (Self::Tiers(a), Self::Tiers(b)) => Rc::ptr_eq(a, b),
            (Self::Contacts, Self::Contacts) => true,
            _ => false,
        }
    }
}

impl Source {
    /// Which records an answer rests on that follows from it.
    pub(super) fn rests_on(&self) -> RestsOn {
        match self {
            Self::Tiers(_) | Self::Contacts => RestsOn::Contacts,
            _ => RestsOn::Orders,
        }
    }
}

/// A rule as of a day, with what it looks at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    test: WarningTest,
    least_orders: u32,
    least_revenue: i64,
    day: Day,
    source: Source,
}

impl Asked {
    /// A rule on a day; `None` where there is nothing to look at.
    pub(super) fn of(image: &Image, rule: &WarningRule, day: Day) -> Option<Self> {
        let WarningRule { test, least_orders, least_revenue, .. } = *rule;
        let source = image.source(&test, day)?;
        Some(Self { test, least_orders, least_revenue, day, source })
    }

    /// The live customers of whom it warns, by slot.
    pub(super) fn fires(&self, image: &Image) -> Rc<Vec<Slot>> {
        let asked = self.clone();
        let kept = image.kept_in(Room::Many, asked, self.source.rests_on(), |asked| {
            let purchases = image.purchases(asked.day);
            let slots = 0..image.tables.customers.slot_count() as Slot;
            let fires = |slot: &Slot| asked.reason(image, &purchases, *slot).is_some();
            Some(slots.filter(fires).collect::<Vec<_>>())
        });
        kept.unwrap_or_default()
    }

    /// Why it warns of the customer in `slot`, if it does.
    pub(super) fn reason(
        &self,
        image: &Image,
        purchases: &Purchases,
        slot: Slot,
    ) -> Option<Reason> {
        let bought = purchases.by(slot);
        let is_meant = image.is_live_customer(slot)
            && bought.orders >= self.least_orders
            && bought.revenue >= self.least_revenue;
        if !is_meant {
            return None;
        }
        match (self.test, &self.source) {
            (WarningTest::OrdersDown { share, .. }, Source::Changes(changes)) => {
                let Change { before, lately } = changes.get(slot as usize)?;
                let fell = has_fallen(before.orders.into(), lately.orders.into(), share);
                fell.then_some(Reason::OrdersDown(before.orders, lately.orders))
            }
            (WarningTest::RevenueDown { share, .. }, Source::Changes(changes)) => {
                let Change { before, lately } = changes.get(slot as usize)?;
                let fell = has_fallen(before.revenue as f64, lately.revenue as f64, share);
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
            (WarningTest::Unlikely { below }, Source::Outlook(ltv)) => {
                let p_alive = ltv.p_alive(slot)?;
                (p_alive < below).then_some(Reason::Unlikely(p_alive))
            }
            (WarningTest::BeyondCadence { grace }, Source::Tiers(tiers)) => {
                let contact = tiers.contact(image, slot)?;
                // Who was never contacted is due, but late for nothing.
                contact.last?;
                let late = u32::try_from(self.day.days_since(contact.due)).ok()?;
                (late > grace).then_some(Reason::BeyondCadence(late, contact.every))
            }
            (WarningTest::NoContact { days }, Source::Contacts) => {
                let last = image.last_contact(slot, self.day);
                let since = last.map(|on| self.day.days_since(on).max(0) as u32);
                since.is_none_or(|since| since > days).then_some(Reason::NoContact(since))
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
    fn source(&self, test: &WarningTest, day: Day) -> Option<Source> {
        Some(match test {
            WarningTest::OrdersDown { days, against, .. }
            | WarningTest::RevenueDown { days, against, .. } => {
                Source::Changes(self.changes(day, *days, *against)?)
            }
            WarningTest::Rarer { .. } => Source::Rhythms(self.rhythms(day)?),
            WarningTest::Slipped { days } => {
                let back = i32::try_from(days.get()).ok()?;
                let then = Day::from_number(day.number().checked_sub(back)?)?;
                let scoring = self.scoring();
                Source::Moves(self.rfm(&scoring, then)?, self.rfm(&scoring, day)?)
            }
            WarningTest::Unlikely { .. } => Source::Outlook(self.ltv(day)?),
            WarningTest::BeyondCadence { .. } => Source::Tiers(self.tiers(day)?),
            WarningTest::NoContact { .. } => Source::Contacts,
        })
    }

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
