//! What follows from records, worked out the slow and simple way, beside what has been kept up
//! to date as they changed.

use model::{Currency, Entity, Id, Row};

use super::{Activity, Children, Image, NOWHERE, haystack};
use crate::health::Part;
use crate::table::Slot;

/// Part of the way through all records.
pub(crate) struct Audit {
    orders: usize,
    interactions: usize,
    tasks: usize,
    customers: usize,
    total: usize,
    activity: Vec<Activity>,
    in_columns: usize,
    unconverted: usize,
    order_children: usize,
    interaction_children: usize,
    task_children: usize,
    merged: usize,
    wrong: Vec<(Part, usize)>,
}

impl Audit {
    /// At the beginning.
    pub(crate) fn new(image: &Image) -> Self {
        let tables = &image.tables;
        let customers = tables.customers.slot_count();
        Self {
            orders: 0,
            interactions: 0,
            tasks: 0,
            customers: 0,
            total: customers
                + tables.orders.slot_count()
                + tables.interactions.slot_count()
                + tables.tasks.slot_count(),
            activity: vec![Activity::default(); customers],
            in_columns: 0,
            unconverted: 0,
            order_children: 0,
            interaction_children: 0,
            task_children: 0,
            merged: 0,
            wrong: Vec::new(),
        }
    }

    /// Looks at some more records of an image that has not changed since the beginning. Answers
    /// how many it has looked at, of how many; nothing at the end.
    pub(crate) fn look(&mut self, image: &Image, limit: usize) -> Option<(usize, usize)> {
        let tables = &image.tables;
        let next = |at: &mut usize, count: usize| {
            let from = *at;
            *at = (from + limit).min(count);
            (from < count).then_some(from as Slot..*at as Slot)
        };
        if let Some(slots) = next(&mut self.orders, tables.orders.slot_count()) {
            slots.for_each(|slot| self.order(image, slot));
        } else if let Some(slots) = next(&mut self.interactions, tables.interactions.slot_count()) {
            slots.for_each(|slot| self.interaction(image, slot));
        } else if let Some(slots) = next(&mut self.tasks, tables.tasks.slot_count()) {
            slots.for_each(|slot| self.task(image, slot));
        } else if let Some(slots) = next(&mut self.customers, tables.customers.slot_count()) {
            slots.for_each(|slot| self.customer(image, slot));
        } else {
            return None;
        }
        Some((self.orders + self.interactions + self.tasks + self.customers, self.total))
    }

    /// What is wrong, and in how many places.
    pub(crate) fn finish(mut self, image: &Image) -> Vec<(Part, usize)> {
        let columns = &image.columns;
        let lengths = [columns.customer.len(), columns.day.len(), columns.amount.len()];
        self.expect(Part::Columns, lengths == [self.in_columns; 3]);
        self.expect(Part::Columns, image.unconverted.len() == self.unconverted);
        let children = |children: &Children| children.of.values().map(Vec::len).sum::<usize>();
        self.expect(Part::Children, children(&image.orders) == self.order_children);
        self.expect(Part::Children, children(&image.interactions) == self.interaction_children);
        self.expect(Part::Children, children(&image.tasks) == self.task_children);
        self.expect(Part::Due, image.due.len() == image.tables.tasks.slot_count());
        self.expect(Part::People, image.merged.len() == self.merged);
        let by_name = image.by_name();
        let key = |slot: &Slot| (crate::name_order::name_of(image.haystack(*slot)), *slot);
        let ascending = by_name.is_sorted_by(|one, next| key(one) < key(next));
        let live = by_name.iter().all(|slot| image.tables.customers.live_row(*slot).is_some());
        let all = by_name.len() == image.tables.customers.len();
        self.expect(Part::Names, ascending && live && all);
        self.wrong
    }

    fn expect(&mut self, part: Part, holds: bool) {
        if holds {
            return;
        }
        match self.wrong.iter_mut().find(|(known, _)| *known == part) {
            Some((_, count)) => *count += 1,
            None => self.wrong.push((part, 1)),
        }
    }

    fn order(&mut self, image: &Image, slot: Slot) {
        let Some(row) = image.tables.orders.glance(slot) else { return };
        let parent = parent(image, &row);
        self.order_children += usize::from(parent.is_some());
        self.expect(Part::Children, image.orders.holds(slot, parent));
        let customer = parent.and_then(|id| {
            let at = image.tables.customers.slot(id)?;
            image.tables.customers.live_row(at).map(|_| at)
        });
        let settings = image.settings();
        let money = row.record.amount;
        let worth = money.and_then(|money| settings.exchange().convert(money));
        let dated = customer.zip(row.record.day);
        let wanted =
            dated.zip(worth).map(|((customer, day), worth)| (customer, day.number(), worth));
        self.expect(Part::Columns, image.columns.at(slot) == wanted);
        self.in_columns += usize::from(wanted.is_some());
        let unvalued: Option<Currency> =
            if worth.is_none() { dated.and(money).map(|money| money.currency) } else { None };
        self.unconverted += usize::from(unvalued.is_some());
        self.expect(Part::Columns, image.unconverted.get(&slot).copied() == unvalued);
        if let (Some((customer, day)), Some(worth)) = (dated, worth)
            && let Some(activity) = self.activity.get_mut(customer as usize)
        {
            activity.revenue = activity.revenue.saturating_add(worth);
            if worth >= 0 {
                activity.orders += 1;
                let first = activity.first_order.unwrap_or(day);
                activity.first_order = Some(first.min(day));
                activity.last_order = activity.last_order.max(Some(day));
            }
        }
    }

    fn interaction(&mut self, image: &Image, slot: Slot) {
        let Some(row) = image.tables.interactions.glance(slot) else { return };
        self.expect(Part::Activity, image.touch_of(slot) == super::Touch::of(&row));
        let parent = parent(image, &row);
        self.interaction_children += usize::from(parent.is_some());
        self.expect(Part::Children, image.interactions.holds(slot, parent));
        if let Some(customer) = parent.and_then(|id| image.tables.customers.slot(id))
            && let Some(activity) = self.activity.get_mut(customer as usize)
        {
            activity.interactions += 1;
            if row.record.is_contact() {
                activity.last_contact = activity.last_contact.max(row.record.at);
            }
        }
    }

    fn task(&mut self, image: &Image, slot: Slot) {
        let Some(row) = image.tables.tasks.row(slot) else { return };
        let parent = parent(image, row);
        self.task_children += usize::from(parent.is_some());
        self.expect(Part::Children, image.tasks.holds(slot, parent));
        self.expect(Part::Due, image.due.get(slot as usize) == Some(&super::due(row)));
    }

    fn customer(&mut self, image: &Image, slot: Slot) {
        let Some(row) = image.tables.customers.row(slot) else { return };
        let live = row.is_live();
        let merged = row.merged_into();
        self.merged += usize::from(merged.is_some());
        let text = if live { haystack(&row.record) } else { Box::default() };
        self.expect(Part::Names, *text == *image.haystack(slot));
        let known = (image.is_live_customer(slot), image.merged.get(&row.id).copied());
        self.expect(Part::People, known == (live, merged));
        let activity = self.activity.get(slot as usize).copied().unwrap_or_default();
        self.expect(Part::Activity, activity == image.activity(slot));
    }
}

/// The customer a record hangs on, followed record by record.
fn parent<T: Entity>(image: &Image, row: &Row<T>) -> Option<Id> {
    let mut id = row.record.parent().filter(|_| row.is_live())?;
    // Ends, because each has a smaller id than the one before.
    while let Some(into) = image.tables.customers.find(id).and_then(Row::merged_into) {
        id = into;
    }
    Some(id)
}

impl Children {
    fn holds(&self, child: Slot, parent: Option<Id>) -> bool {
        let known = self.parent.get(child as usize).copied().flatten();
        known.map(|(id, _)| id) == parent
            && known.is_none_or(|(id, at)| self.of(id).get(at as usize) == Some(&child))
    }
}

impl super::OrderColumns {
    fn at(&self, order: Slot) -> Option<(u32, i32, i64)> {
        let at = *self.position.get(order as usize)?;
        if at == NOWHERE {
            return None;
        }
        let at = at as usize;
        (self.order.get(at) == Some(&order))
            .then(|| Some((*self.customer.get(at)?, *self.day.get(at)?, *self.amount.get(at)?)))
            .flatten()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::{Customer, Day, DeviceId, Money, Order, Rows, Stamp, Task};

    use super::*;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn image() -> Image {
        let stamp = Stamp { millis: 1, counter: 0, device: DeviceId(1) };
        let named = |name: &str| Customer { name: name.into(), ..Customer::default() };
        let order = |customer: u8, minor| Order {
            customer: Some(id(customer)),
            day: Day::from_number(20_000),
            amount: Some(Money::new(minor, Currency::USD)),
            ..Order::default()
        };
        let mut rows = Rows {
            customers: [
                Row::created(id(1), stamp, named("Ada")),
                Row::created(id(2), stamp, named("Bob")),
            ]
            .into(),
            orders: [
                Row::created(id(11), stamp, order(1, 100)),
                Row::created(id(12), stamp, order(2, 200)),
            ]
            .into(),
            tasks: [Row::created(
                id(21),
                stamp,
                Task { customer: Some(id(2)), due: Day::from_number(20_000), ..Task::default() },
            )]
            .into(),
            ..Rows::default()
        };
        let mut image = Image::default();
        image.absorb(&mut rows, usize::MAX).unwrap();
        image.settle();
        drop(image.by_name());
        image
    }

    fn wrong(image: &Image) -> Vec<(Part, usize)> {
        let mut audit = Audit::new(image);
        while audit.look(image, 1).is_some() {}
        audit.finish(image)
    }

    #[test]
    fn whatever_is_kept_wrongly_is_found_and_rebuilding_mends_it() {
        assert_eq!(wrong(&image()), []);
        type Harm = fn(&mut Image);
        type Wrong = &'static [(Part, usize)];
        let harms: [(Harm, Wrong); 10] = [
            (|image| image.columns.amount[0] += 1, &[(Part::Columns, 1)]),
            (|image| image.columns.day.truncate(1), &[(Part::Columns, 2)]),
            (
                |image| {
                    image.unconverted.insert(9, Currency::USD);
                },
                &[(Part::Columns, 1)],
            ),
            (|image| image.orders.of.clear(), &[(Part::Children, 3)]),
            (|image| image.tasks.of.clear(), &[(Part::Children, 2)]),
            (|image| image.due[0] += 1, &[(Part::Due, 1)]),
            (|image| image.activity[1].revenue -= 1, &[(Part::Activity, 1)]),
            (|image| image.haystacks[0] = "zz\n".into(), &[(Part::Names, 2)]),
            (|image| image.counted[0] = false, &[(Part::People, 1)]),
            (
                |image| {
                    image.merged.insert(id(3), id(2));
                },
                &[(Part::People, 1)],
            ),
        ];
        for (n, (harm, found)) in harms.into_iter().enumerate() {
            let mut image = image();
            harm(&mut image);
            assert_eq!(wrong(&image), found, "harm {n}");
            image.rebuild();
            assert_eq!(wrong(&image), [], "harm {n}, rebuilt");
        }
    }
}
