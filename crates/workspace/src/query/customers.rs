//! The customer list.

use std::collections::BTreeSet;

use analytics::rfm::Segment;
use model::{Day, Moment, Stage, Stamp};

use crate::image::Image;
use crate::query::in_order;
use crate::rfm::Rfm;
use crate::table::Slot;

/// Which segment a customer must be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentFilter {
    /// This one.
    In(Segment),
    /// The cell of the recency-frequency grid with these scores.
    Cell(u8, u8),
    /// None: no purchase in the window.
    Unscored,
}

/// What a customer must satisfy to be listed; the default lists everyone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerFilter {
    /// Words that must all occur in names, numbers, addresses, tags.
    pub text: String,
    /// The lifecycle stage.
    pub stage: Option<Stage>,
    /// Who looks after them.
    pub owner: Option<String>,
    /// A tag they must bear.
    pub tag: Option<String>,
    /// The segment they must be in.
    pub segment: Option<SegmentFilter>,
    /// No contact since before this day, or none at all.
    pub silent_since: Option<Day>,
    /// Contact on or after this day.
    pub contact_since: Option<Day>,
    /// Revenue of at least this, in minor units of the base currency.
    pub at_least: Option<i64>,
    /// Revenue of at most this.
    pub at_most: Option<i64>,
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
    fn admits(&self, image: &Image, slot: Slot, words: &[String], rfm: Option<&Rfm>) -> bool {
        let Some(row) = image.tables.customers.live_row(slot) else { return false };
        let (customer, activity) = (&row.record, image.activity(slot));
        let contact = activity.last_contact.map(|at| at.day());
        self.stage.as_ref().is_none_or(|stage| customer.stage.as_ref() == Some(stage))
            && self.owner.as_ref().is_none_or(|owner| customer.owner == *owner)
            && self.tag.as_ref().is_none_or(|tag| customer.tags.contains_key(tag))
            && self.silent_since.is_none_or(|day| contact.is_none_or(|at| at < day))
            && self.contact_since.is_none_or(|day| contact.is_some_and(|at| at >= day))
            && self.at_least.is_none_or(|least| activity.revenue >= least)
            && self.at_most.is_none_or(|most| activity.revenue <= most)
            && words.iter().all(|word| image.haystack(slot).contains(word.as_str()))
            && self.segment.is_none_or(|wanted| match (wanted, rfm.and_then(|r| r.score(slot))) {
                (SegmentFilter::In(segment), Some(score)) => score.segment == segment,
                (SegmentFilter::Cell(r, f), Some(score)) => (score.r, score.f) == (r, f),
                (SegmentFilter::Unscored, score) => score.is_none(),
                (_, None) => false,
            })
    }
}

/// Slots of the live customers that satisfy `filter`, in order. When sorted by name, those
/// whose name starts with what was searched for come first. Ties keep the order in which the
/// customers were added.
#[must_use]
pub fn customers(
    image: &Image,
    filter: &CustomerFilter,
    rfm: Option<&Rfm>,
    sort: CustomerSort,
    descending: bool,
) -> Vec<Slot> {
    let words: Vec<String> = filter.text.split_whitespace().map(str::to_lowercase).collect();
    let table = &image.tables.customers;
    let mut found: Vec<Slot> = (0..table.slot_count() as Slot)
        .filter(|slot| filter.admits(image, *slot, &words, rfm))
        .collect();
    let activity = |slot: Slot| image.activity(slot);
    let key = |slot: Slot| match sort {
        CustomerSort::Name => None,
        CustomerSort::LastOrder => activity(slot).last_order.map(|day| day.number().into()),
        CustomerSort::LastContact => activity(slot).last_contact.map(Moment::millis),
        CustomerSort::Orders => Some(activity(slot).orders.into()),
        CustomerSort::Revenue => Some(activity(slot).revenue),
        CustomerSort::Added => table.row(slot).map(|row| added(row.marks.base)),
    };
    if sort != CustomerSort::Name {
        return in_order(found, key, descending);
    }
    let text = words.join(" ");
    let mut keyed: Vec<(bool, &str, Slot)> = found
        .iter()
        .map(|slot| (image.haystack(*slot), *slot))
        .map(|(hay, slot)| (!hay.starts_with(&text), name_of(hay), slot))
        .collect();
    keyed.sort_unstable_by(|a, b| {
        let names = if descending { b.1.cmp(a.1) } else { a.1.cmp(b.1) };
        a.0.cmp(&b.0).then(names).then(a.2.cmp(&b.2))
    });
    found = keyed.into_iter().map(|(.., slot)| slot).collect();
    found
}

/// The moment a stamp was made, and the counter within it, as one number.
fn added(stamp: Stamp) -> i64 {
    const COUNTER_BITS: u32 = 20;
    let counter = stamp.counter.min((1 << COUNTER_BITS) - 1);
    i64::try_from(stamp.millis << COUNTER_BITS).unwrap_or(i64::MAX).saturating_add(counter.into())
}

fn name_of(haystack: &str) -> &str {
    haystack.split('\n').next().unwrap_or_default()
}

/// Every owner there is, in order.
#[must_use]
pub fn owners(image: &Image) -> Vec<String> {
    let live = image.tables.customers.iter();
    let owners: BTreeSet<&String> = live.map(|(_, row)| &row.record.owner).collect();
    owners.into_iter().filter(|owner| !owner.is_empty()).cloned().collect()
}

/// Every tag there is, in order.
#[must_use]
pub fn tags(image: &Image) -> Vec<String> {
    let live = image.tables.customers.iter();
    let tags: BTreeSet<&String> = live.flat_map(|(_, row)| row.record.tags.keys()).collect();
    tags.into_iter().cloned().collect()
}
