//! The customer list.

use std::rc::Rc;
use std::sync::Arc;

use model::{Day, Moment, Stage, Stamp};
use rustc_hash::FxHashSet;

use crate::analysis::Members;
use crate::image::{Activity, Image};
use crate::name_order::name_of;
use crate::query::custom::{self, CustomTest};
use crate::query::find::Found;
use crate::query::{best_first, in_order};
use crate::table::Slot;

/// What a customer must satisfy to be listed; the default lists everyone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerFilter {
    /// Whom a search must have found; the best come first.
    pub found: Option<Arc<Found>>,
    /// The lifecycle stage.
    pub stage: Option<Stage>,
    /// Who looks after them.
    pub owner: Option<String>,
    /// A tag they must bear.
    pub tag: Option<String>,
    /// Whom they must be among.
    pub among: Option<Rc<Members>>,
    /// No contact since before this day, or none at all.
    pub silent_since: Option<Day>,
    /// Contact on or after this day.
    pub contact_since: Option<Day>,
    /// Revenue of at least this, in minor units of the base currency.
    pub at_least: Option<i64>,
    /// Revenue of at most this.
    pub at_most: Option<i64>,
    /// What they must hold in fields people added, by the field's key.
    pub custom: Vec<(String, CustomTest)>,
}

/// What the list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CustomerSort {
    /// Name.
    #[default]
    Name,
    /// Day of the last order.
    LastOrder,
    /// Number of orders.
    Orders,
    /// Revenue in the base currency.
    Revenue,
    /// The last contact.
    LastContact,
    /// When the record was created.
    Added,
}

impl CustomerFilter {
    /// Whether it asks what records hanging on customers add up to.
    #[must_use]
    pub fn asks_for_activity(&self) -> bool {
        let Self { silent_since, contact_since, at_least, at_most, .. } = self;
        silent_since.or(*contact_since).is_some() || at_least.or(*at_most).is_some()
    }

    /// Asks first what needs no look at the record itself: records lie far apart in memory.
    fn admits(&self, image: &Image, slot: Slot) -> bool {
        image.is_live_customer(slot)
            && self.among.as_ref().is_none_or(|members| members.contains(slot))
            && self.found.as_ref().is_none_or(|found| found.how(slot).is_some())
            && self.admits_activity(&image.activity(slot))
            && self.admits_record(image, slot)
    }

    fn admits_activity(&self, activity: &Activity) -> bool {
        // Where it is asked for alone: what day it was takes longer to work out than all else here.
        let contact = || activity.last_contact.map(|at| at.day());
        self.silent_since.is_none_or(|day| contact().is_none_or(|at| at < day))
            && self.contact_since.is_none_or(|day| contact().is_some_and(|at| at >= day))
            && self.at_least.is_none_or(|least| activity.revenue >= least)
            && self.at_most.is_none_or(|most| activity.revenue <= most)
    }

    fn admits_record(&self, image: &Image, slot: Slot) -> bool {
        let Self { stage, owner, tag, custom, .. } = self;
        if stage.is_none() && owner.is_none() && tag.is_none() && custom.is_empty() {
            return true;
        }
        image.tables.customers.row(slot).is_some_and(|row| {
            let customer = &row.record;
            stage.as_ref().is_none_or(|stage| customer.stage.as_ref() == Some(stage))
                && owner.as_ref().is_none_or(|owner| customer.owner == *owner)
                && tag.as_ref().is_none_or(|tag| customer.tags.contains_key(tag))
                && custom::pass(custom, &customer.custom)
        })
    }
}

/// Slots of the live customers that satisfy `filter`, in order. Of those a search found, the ones
/// come first who bear what was typed, then who nearly do, then whose notes say it; by name, each
/// of these by how well they match. Ties keep the order in which the customers were added.
#[must_use]
pub fn customers(
    image: &Image,
    filter: &CustomerFilter,
    sort: CustomerSort,
    descending: bool,
) -> Vec<Slot> {
    let table = &image.tables.customers;
    let admits = |slot: &Slot| filter.admits(image, *slot);
    let slots = 0..table.slot_count() as Slot;
    let activity = |slot: Slot| image.activity(slot);
    let key = |slot: Slot| match sort {
        CustomerSort::Name => None,
        CustomerSort::LastOrder => activity(slot).last_order.map(|day| day.number().into()),
        CustomerSort::LastContact => activity(slot).last_contact.map(Moment::millis),
        CustomerSort::Orders => Some(activity(slot).orders.into()),
        CustomerSort::Revenue => Some(activity(slot).revenue),
        CustomerSort::Added => table.row(slot).map(|row| added(row.marks.base)),
    };
    let sorted = match sort {
        CustomerSort::Name => by_name(image, slots, admits, descending),
        _ => in_order(slots.filter(admits), key, descending),
    };
    let Some(found) = &filter.found else { return sorted };
    let place = |slot: Slot| match sort {
        CustomerSort::Name => found.place(slot),
        _ => found.how(slot).map_or(0, |how| how as u8),
    };
    best_first(&sorted, place)
}

/// The slots that `admits` admits, by name.
fn by_name(
    image: &Image,
    slots: impl Iterator<Item = Slot>,
    admits: impl Fn(&Slot) -> bool,
    descending: bool,
) -> Vec<Slot> {
    // Slot by slot, as they lie in memory; by name, each would be somewhere else.
    let admitted: Vec<bool> = slots.map(|slot| admits(&slot)).collect();
    let is = |slot: &Slot| admitted.get(*slot as usize) == Some(&true);
    let order = image.by_name();
    if !descending {
        return order.iter().copied().filter(is).collect();
    }
    let same = |a: &Slot, b: &Slot| name(image, *a) == name(image, *b);
    order.chunk_by(same).rev().flatten().copied().filter(is).collect()
}

/// The moment a stamp was made, and the counter within it, as one number.
fn added(stamp: Stamp) -> i64 {
    const COUNTER_BITS: u32 = 20;
    let counter = stamp.counter.min((1 << COUNTER_BITS) - 1);
    i64::try_from(stamp.millis << COUNTER_BITS).unwrap_or(i64::MAX).saturating_add(counter.into())
}

fn name(image: &Image, slot: Slot) -> &str {
    name_of(image.haystack(slot))
}

/// Every owner there is, in order.
#[must_use]
pub fn owners(image: &Image) -> Vec<String> {
    let live = image.tables.customers.iter();
    distinct(live.map(|(_, row)| &row.record.owner).filter(|owner| !owner.is_empty()))
}

/// Every tag there is, in order.
#[must_use]
pub fn tags(image: &Image) -> Vec<String> {
    distinct(image.tables.customers.iter().flat_map(|(_, row)| row.record.tags.keys()))
}

pub(super) fn distinct<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let found: FxHashSet<&String> = texts.collect();
    let mut found: Vec<String> = found.into_iter().cloned().collect();
    found.sort_unstable();
    found
}
