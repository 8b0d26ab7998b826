//! The workspace in memory: the tables, and what is worked out from them as they change.

mod audit;
mod lately;

use std::cell::{Ref, RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;

use model::custom::{NO, YES};
use model::kinds::customer::TEXT_LIMIT;
use model::{
    ChangeSet, Currency, Day, Edit, Entity, Id, Interaction, Kind, Moment, Money, Order, Rate, Row,
    Rows, Settings, Stamp, Task,
};
use rustc_hash::{FxHashMap, FxHashSet};
use search::Folds;

use crate::analysis::Kept;
use crate::bulk;
use crate::name_order::NameOrder;
use crate::store::StoreError;
use crate::table::{Slot, Table};
use crate::tables::Tables;

pub(crate) use audit::Audit;
use lately::Lately;

const NOWHERE: u32 = u32::MAX;

/// The due day of what is not to be done, and of what is to be done some day: later than any.
const NOT_OPEN: i32 = i32::MAX;
const SOME_DAY: i32 = i32::MAX - 1;

/// What is known of a customer from the records that hang on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Activity {
    /// Purchases: orders with an amount of zero or more.
    pub orders: u32,
    /// Sum of all orders, refunds taken off, in minor units of the base currency.
    pub revenue: i64,
    /// Day of the first purchase.
    pub first_order: Option<Day>,
    /// Day of the last purchase.
    pub last_order: Option<Day>,
    /// The last contact, notes of our own left out.
    pub last_contact: Option<Moment>,
    /// How many interactions there are, notes included.
    pub interactions: u32,
}

impl Activity {
    fn add_order(&mut self, day: i32, amount: i64) {
        self.revenue = self.revenue.saturating_add(amount);
        if amount >= 0 {
            self.orders += 1;
            let day = Day::from_number(day);
            self.first_order = self.first_order.map_or(day, |first| day.map(|day| first.min(day)));
            self.last_order = self.last_order.max(day);
        }
    }

    fn add_interaction(&mut self, touch: Touch) {
        self.interactions += 1;
        if touch.is_contact {
            self.last_contact = self.last_contact.max(touch.at);
        }
    }
}

/// Orders as columns, in no particular order: the form analytics works on. Holds exactly the
/// orders that are live, belong to a live customer and could be brought into the base currency.
#[derive(Debug, Default)]
pub struct OrderColumns {
    /// Slot of the customer.
    pub customer: Vec<u32>,
    /// Days since 1970-01-01.
    pub day: Vec<i32>,
    /// Minor units of the base currency.
    pub amount: Vec<i64>,
    order: Vec<Slot>,
    position: Vec<u32>,
}

impl OrderColumns {
    fn place(&mut self, order: Slot, values: Option<(u32, i32, i64)>) {
        let index = order as usize;
        if self.position.len() <= index {
            self.position.resize(index + 1, NOWHERE);
        }
        let at = self.position[index];
        match values {
            Some((customer, day, amount)) if at == NOWHERE => {
                self.position[index] = self.customer.len() as u32;
                self.customer.push(customer);
                self.day.push(day);
                self.amount.push(amount);
                self.order.push(order);
            }
            Some((customer, day, amount)) => {
                let at = at as usize;
                self.customer[at] = customer;
                self.day[at] = day;
                self.amount[at] = amount;
            }
            None if at != NOWHERE => {
                let at = at as usize;
                self.customer.swap_remove(at);
                self.day.swap_remove(at);
                self.amount.swap_remove(at);
                self.order.swap_remove(at);
                self.position[index] = NOWHERE;
                if let Some(moved) = self.order.get(at) {
                    self.position[*moved as usize] = at as u32;
                }
            }
            None => {}
        }
    }

    /// The amount of an order in the base currency, if it is in the columns.
    #[must_use]
    pub fn amount_of(&self, order: Slot) -> Option<i64> {
        self.amount.get(self.row_of(order)?).copied()
    }

    /// Where an order is in the columns, if it is.
    #[must_use]
    pub fn row_of(&self, order: Slot) -> Option<usize> {
        let at = *self.position.get(order as usize)?;
        (at != NOWHERE).then_some(at as usize)
    }

    fn customer_of(&self, order: Slot) -> Option<Slot> {
        self.customer.get(self.row_of(order)?).copied()
    }
}

/// What columns hold of an order.
struct Bought {
    customer: Option<Id>,
    day: Option<Day>,
    amount: Option<Money>,
}

impl Bought {
    fn of(row: &Row<Order>) -> Self {
        let Order { day, amount, .. } = row.record;
        Self { customer: hangs_on(row), day, amount }
    }
}

/// What is kept up to date of an interaction.
struct Met {
    customer: Option<Id>,
    touch: Touch,
}

impl Met {
    fn of(row: &Row<Interaction>) -> Self {
        Self { customer: hangs_on(row), touch: Touch::of(row) }
    }
}

/// The customer a live row names.
fn hangs_on<T: Entity>(row: &Row<T>) -> Option<Id> {
    row.record.parent().filter(|_| row.is_live())
}

/// Customers whose activity has to be worked out anew.
#[derive(Debug)]
enum Stale {
    Some(FxHashSet<Id>),
    Everybody,
}

impl Default for Stale {
    fn default() -> Self {
        Self::Some(FxHashSet::default())
    }
}

impl Stale {
    fn note(&mut self, customer: Option<Id>) {
        if let Self::Some(stale) = self {
            stale.extend(customer);
        }
    }
}

/// When an interaction was, and whether it is a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Touch {
    pub(crate) at: Option<Moment>,
    pub(crate) is_contact: bool,
}

impl Touch {
    fn of(row: &Row<Interaction>) -> Self {
        Self { at: row.record.at, is_contact: row.record.is_contact() }
    }
}

/// Which records hang on which customer. Keyed by id, because a bundle may bring an order
/// before its customer.
#[derive(Debug, Default)]
pub(crate) struct Children {
    /// Of each child, the parent and the place among its siblings: one customer may have
    /// half a million orders, too many to search whenever one of them goes.
    parent: Vec<Option<(Id, u32)>>,
    of: FxHashMap<Id, Vec<Slot>>,
}

impl Children {
    fn place(&mut self, child: Slot, parent: Option<Id>) -> Option<Id> {
        let index = child as usize;
        if self.parent.len() <= index {
            self.parent.resize(index + 1, None);
        }
        let before = self.parent[index];
        if before.map(|(id, _)| id) != parent {
            if let Some((id, at)) = before
                && let Some(siblings) = self.of.get_mut(&id)
            {
                siblings.swap_remove(at as usize);
                if let Some(moved) = siblings.get(at as usize) {
                    self.parent[*moved as usize] = before;
                }
            }
            self.parent[index] = parent.map(|id| {
                let siblings = self.of.entry(id).or_default();
                siblings.push(child);
                (id, siblings.len() as u32 - 1)
            });
        }
        before.map(|(id, _)| id)
    }

    fn of(&self, parent: Id) -> &[Slot] {
        self.of.get(&parent).map_or(&[], Vec::as_slice)
    }
}

/// Counts the changes that scores rest on, so that they are worked out anew only then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revision {
    /// Changes of orders, or of what orders are worth.
    pub orders: u64,
    /// Customers that came or went.
    pub population: u64,
    /// Changes of interactions and of tasks.
    pub contacts: u64,
    /// Changes of records of whatever kind.
    pub records: u64,
}

/// The open workspace in memory.
#[derive(Debug, Default)]
pub struct Image {
    /// Every record.
    pub tables: Tables,
    /// Orders as columns.
    pub columns: OrderColumns,
    orders: Children,
    interactions: Children,
    tasks: Children,
    /// Of each task, the day it is due.
    due: Vec<i32>,
    /// Of each interaction, what activity rests on.
    touches: Vec<Touch>,
    activity: Vec<Activity>,
    haystacks: Vec<Box<str>>,
    folds: RefCell<Folds>,
    by_name: NameOrder,
    /// Whether each customer's orders count, because the customer is live.
    counted: Vec<bool>,
    /// Customers that have become part of another, and of which.
    merged: FxHashMap<Id, Id>,
    unconverted: FxHashMap<Slot, Currency>,
    /// What holds until somebody sets anything.
    unset: Settings,
    /// The base currency and rates that orders were valued by.
    valued_by: (Option<Currency>, BTreeMap<String, Rate>),
    revision: Revision,
    lately: Lately,
    stale: Stale,
    answers: Kept,
}

impl Image {
    /// The settings, or what holds until somebody sets any.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        self.tables.settings.get(Settings::ID).unwrap_or(&self.unset)
    }

    /// How often the image has changed.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Live orders of a customer, in no particular order.
    #[must_use]
    pub fn orders_of(&self, customer: Id) -> &[Slot] {
        self.orders.of(customer)
    }

    /// Live interactions with a customer, in no particular order.
    #[must_use]
    pub fn interactions_of(&self, customer: Id) -> &[Slot] {
        self.interactions.of(customer)
    }

    /// Live tasks for a customer, done or not, in no particular order.
    #[must_use]
    pub fn tasks_of(&self, customer: Id) -> &[Slot] {
        self.tasks.of(customer)
    }

    /// Whether the task in `slot` is live and not done.
    #[must_use]
    pub fn is_open(&self, task: Slot) -> bool {
        self.due.get(task as usize).is_some_and(|due| *due != NOT_OPEN)
    }

    /// How many tasks are to be done by a day, that day included.
    #[must_use]
    pub fn due_by(&self, day: Day) -> usize {
        self.due.iter().filter(|due| **due <= day.number()).count()
    }

    /// The customer whom `id` has become part of in the end; `id` itself if of none.
    #[must_use]
    pub fn resolve(&self, id: Id) -> Id {
        let mut id = id;
        // Ends, because each has a smaller id than the one before.
        while let Some(into) = self.merged.get(&id) {
            id = *into;
        }
        id
    }

    /// The customers that have become part of the one with this id, directly.
    pub fn merged_into(&self, id: Id) -> impl Iterator<Item = Id> {
        self.merged.iter().filter(move |(_, into)| **into == id).map(|(gone, _)| *gone)
    }

    /// What the records hanging on the customer in `slot` add up to.
    #[must_use]
    pub fn activity(&self, slot: Slot) -> Activity {
        self.activity.get(slot as usize).copied().unwrap_or_default()
    }

    /// Whether there is a live customer in `slot`.
    #[must_use]
    pub fn is_live_customer(&self, slot: Slot) -> bool {
        self.counted.get(slot as usize).is_some_and(|live| *live)
    }

    /// The searchable text of the customer in `slot`, in lower case, a line a value, the
    /// name first.
    #[must_use]
    pub fn haystack(&self, slot: Slot) -> &str {
        self.haystacks.get(slot as usize).map_or("", |text| text)
    }

    /// What the searchable texts fold to.
    pub(crate) fn folds(&self) -> RefMut<'_, Folds> {
        self.folds.borrow_mut()
    }

    /// Orders that count nowhere because the rate table lacks their currency.
    #[must_use]
    pub fn unconverted(&self) -> BTreeMap<Currency, usize> {
        let mut counts = BTreeMap::new();
        for currency in self.unconverted.values() {
            *counts.entry(*currency).or_default() += 1;
        }
        counts
    }

    /// Slots of the live customers by name, in lower case; those of one name as they were added.
    pub(crate) fn by_name(&self) -> Ref<'_, [Slot]> {
        let live = (0..).zip(&self.counted).filter(|(_, live)| **live).map(|(slot, _)| slot);
        self.by_name.get(live, &self.haystacks)
    }

    /// The customers, each once, whose orders changed, in value too, since orders had changed so
    /// often; `None` when that is too long ago.
    pub(crate) fn changed_since(&self, orders: u64) -> Option<Vec<Slot>> {
        self.lately.since(orders, self.revision.orders)
    }

    /// What was worked out and may still hold.
    pub(crate) fn answers(&self) -> &Kept {
        &self.answers
    }

    /// Applies an edit to `ids`, which are all or some of its own. Call [`Image::settle`] when
    /// all are applied.
    pub(crate) fn apply(
        &mut self,
        edit: &Edit,
        ids: &[Id],
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        match edit {
            Edit::Create { kind, id, fields } => {
                let slot = self.tables.any_mut(kind).create(*id, fields, stamp)?;
                self.touch(kind, slot);
            }
            Edit::Set { kind, id, path, after, .. } => {
                let table = self.tables.any_mut(kind);
                if let Some(slot) = table.write(*id, path, after.clone(), stamp)? {
                    self.touch(kind, slot);
                }
            }
            Edit::Delete { kind, .. } => self.mark(kind, ids, true, stamp),
            Edit::Restore { kind, .. } => self.mark(kind, ids, false, stamp),
            Edit::Created { .. }
            | Edit::Removed { .. }
            | Edit::Revived { .. }
            | Edit::Touched { .. }
            | Edit::Overwrote { .. } => {}
        }
        Ok(())
    }

    /// Applies what a change set tells of the kinds that are read early. What does not read is
    /// left out. Call [`Image::settle`] afterwards.
    pub(crate) fn apply_early(&mut self, set: &ChangeSet) {
        if set.is_foreign() {
            return;
        }
        let early = set.edits.iter().filter(|edit| bulk::is_read_early(edit.kind()));
        for edit in early.filter(|edit| !edit.is_bulk()) {
            let _ = self.apply(edit, edit.ids(), set.stamp);
        }
    }

    fn mark(&mut self, kind: &Kind, ids: &[Id], deleted: bool, stamp: Stamp) {
        for id in ids {
            if let Some(slot) = self.tables.any_mut(kind).mark(*id, deleted, stamp) {
                self.touch(kind, slot);
            }
        }
    }

    /// Takes in up to `limit` of `rows`; answers how many. Call [`Image::settle`] when all are in.
    pub(crate) fn absorb(&mut self, rows: &mut Rows, limit: usize) -> Result<usize, StoreError> {
        if !rows.customers.is_empty() {
            self.by_name.forget();
        }
        let mut touched = Vec::with_capacity(limit.min(rows.len()));
        let outcome = bulk::absorb(&mut self.tables, rows, limit, &mut |kind, slot| {
            touched.push((kind.clone(), slot));
        });
        for (kind, slot) in touched {
            self.touch(&kind, slot);
        }
        outcome.map_err(|why| StoreError::Damaged(why.to_string()))
    }

    /// Takes in a stored chunk and answers the slots of its rows. Call [`Image::settle`] when
    /// all are in.
    pub(crate) fn absorb_chunk(
        &mut self,
        kind: &Kind,
        bytes: Rc<Vec<u8>>,
    ) -> Result<Vec<Slot>, StoreError> {
        match kind {
            Kind::Order => {
                self.absorb_late(|all| &mut all.orders, bytes, Bought::of, Self::place_order)
            }
            Kind::Interaction => {
                self.absorb_late(|all| &mut all.interactions, bytes, Met::of, Self::place_met)
            }
            _ => {
                if *kind == Kind::Customer {
                    self.by_name.forget();
                }
                let mut touched = Vec::new();
                let table = self.tables.any_mut(kind);
                let outcome = table.absorb_chunk(bytes, &mut |slot| touched.push(slot));
                for slot in &touched {
                    self.touch(kind, *slot);
                }
                outcome.map(|()| touched)
            }
        }
    }

    /// Takes in a chunk of rows that are read late: `facts` are what is looked at of each as it
    /// passes, for `place` to put where it belongs.
    fn absorb_late<T: Entity, F>(
        &mut self,
        table: fn(&mut Tables) -> &mut Table<T>,
        bytes: Rc<Vec<u8>>,
        facts: fn(&Row<T>) -> F,
        place: fn(&mut Self, Slot, F),
    ) -> Result<Vec<Slot>, StoreError> {
        let mut seen = Vec::new();
        let mut see = |slot, row: &Row<T>| seen.push((slot, facts(row)));
        let outcome = table(&mut self.tables).absorb_chunk_with(bytes, &mut see);
        self.revision.records += seen.len() as u64;
        let place = |(slot, facts)| {
            place(self, slot, facts);
            slot
        };
        let touched = seen.into_iter().map(place).collect();
        outcome.map(|()| touched)
    }

    fn touch(&mut self, kind: &Kind, slot: Slot) {
        self.revision.records += 1;
        match kind {
            Kind::Customer => self.touch_customer(slot),
            Kind::Order => self.touch_order(slot),
            Kind::Interaction => self.touch_interaction(slot),
            Kind::Task => self.touch_task(slot),
            Kind::Settings => self.revalue(),
            Kind::Other(_) => {}
        }
    }

    fn touch_customer(&mut self, slot: Slot) {
        let Some(row) = self.tables.customers.row(slot) else { return };
        let index = slot as usize;
        if self.activity.len() <= index {
            self.activity.resize(index + 1, Activity::default());
            self.haystacks.resize(index + 1, Box::default());
            self.counted.resize(index + 1, false);
        }
        let (id, live, merged) = (row.id, row.is_live(), row.merged_into());
        let text = if live { haystack(&row.record) } else { Box::default() };
        self.by_name.remove(slot, &self.haystacks);
        self.haystacks[index] = text;
        self.folds.get_mut().forget(slot);
        if live {
            self.by_name.insert(slot, &self.haystacks);
        }
        if std::mem::replace(&mut self.counted[index], live) != live {
            self.revision.population += 1;
            for order in self.orders.of(id).to_vec() {
                self.touch_order(order);
            }
        }
        self.stale.note(Some(id));
        if self.merged.get(&id) != merged.as_ref() {
            self.rehouse(id, merged);
        }
    }

    /// Moves what hangs on a customer to whom the customer is part of now.
    fn rehouse(&mut self, id: Id, merged: Option<Id>) {
        let home = self.resolve(id);
        match merged {
            Some(into) => drop(self.merged.insert(id, into)),
            None => drop(self.merged.remove(&id)),
        }
        for order in self.orders.of(home).to_vec() {
            self.touch_order(order);
        }
        for interaction in self.interactions.of(home).to_vec() {
            self.touch_interaction(interaction);
        }
        for task in self.tasks.of(home).to_vec() {
            self.touch_task(task);
        }
    }

    /// The customer a live record hangs on.
    fn parent_of<T: Entity>(&self, row: &Row<T>) -> Option<Id> {
        hangs_on(row).map(|id| self.resolve(id))
    }

    fn touch_order(&mut self, slot: Slot) {
        if let Some(bought) = self.tables.orders.glance(slot).map(|row| Bought::of(&row)) {
            self.place_order(slot, bought);
        }
    }

    fn place_order(&mut self, slot: Slot, Bought { customer, day, amount }: Bought) {
        let parent = customer.map(|id| self.resolve(id));
        let customer = parent.and_then(|id| {
            let at = self.tables.customers.slot(id)?;
            self.is_live_customer(at).then_some(at)
        });
        let converted = amount.and_then(|money| self.settings().exchange().convert(money));
        match (amount, customer.zip(day), converted) {
            (Some(money), Some(_), None) => self.unconverted.insert(slot, money.currency),
            _ => self.unconverted.remove(&slot),
        };
        let values = customer.zip(day).zip(converted);
        let values = values.map(|((customer, day), amount)| (customer, day.number(), amount));
        let had = self.columns.customer_of(slot);
        self.columns.place(slot, values);
        self.lately.note(self.revision.orders, had, self.columns.customer_of(slot));
        self.stale.note(self.orders.place(slot, parent));
        self.stale.note(parent);
        self.revision.orders += 1;
    }

    fn touch_interaction(&mut self, slot: Slot) {
        if let Some(met) = self.tables.interactions.glance(slot).map(|row| Met::of(&row)) {
            self.place_met(slot, met);
        }
    }

    fn place_met(&mut self, slot: Slot, Met { customer, touch }: Met) {
        self.revision.contacts += 1;
        let index = slot as usize;
        if self.touches.len() <= index {
            self.touches.resize(index + 1, Touch::default());
        }
        self.touches[index] = touch;
        let parent = customer.map(|id| self.resolve(id));
        self.stale.note(self.interactions.place(slot, parent));
        self.stale.note(parent);
    }

    fn touch_task(&mut self, slot: Slot) {
        let Some(row) = self.tables.tasks.row(slot) else { return };
        self.revision.contacts += 1;
        let (parent, due) = (self.parent_of(row), due(row));
        let index = slot as usize;
        if self.due.len() <= index {
            self.due.resize(index + 1, NOT_OPEN);
        }
        self.due[index] = due;
        self.tasks.place(slot, parent);
    }

    fn revalue(&mut self) {
        let settings = self.settings();
        let valued_by = (settings.base_currency, settings.rates.clone());
        if self.valued_by == valued_by {
            return;
        }
        self.valued_by = valued_by;
        for slot in 0..self.tables.orders.slot_count() as Slot {
            self.touch_order(slot);
        }
    }

    /// Brings what is worked out from records up to date after a change.
    pub(crate) fn settle(&mut self) {
        let Stale::Some(stale) = std::mem::take(&mut self.stale) else {
            return self.settle_everybody();
        };
        for customer in stale {
            let Some(slot) = self.tables.customers.slot(customer) else { continue };
            let activity = self.work_out(customer);
            if let Some(place) = self.activity.get_mut(slot as usize) {
                *place = activity;
            }
        }
    }

    /// Says that so much is about to come that looking at everybody once will be less work.
    pub(crate) fn expect_many(&mut self) {
        self.stale = Stale::Everybody;
    }

    fn settle_everybody(&mut self) {
        self.activity.fill(Activity::default());
        let columns = &self.columns;
        let orders = columns.customer.iter().zip(&columns.day).zip(&columns.amount);
        for ((customer, day), amount) in orders {
            if let Some(activity) = self.activity.get_mut(*customer as usize) {
                activity.add_order(*day, *amount);
            }
        }
        for (parent, touch) in self.interactions.parent.iter().zip(&self.touches) {
            let slot = parent.and_then(|(id, _)| self.tables.customers.slot(id));
            if let Some(activity) = slot.and_then(|slot| self.activity.get_mut(slot as usize)) {
                activity.add_interaction(*touch);
            }
        }
    }

    fn work_out(&self, customer: Id) -> Activity {
        let mut activity = Activity::default();
        for slot in self.orders.of(customer) {
            if let Some(row) = self.columns.row_of(*slot) {
                activity.add_order(self.columns.day[row], self.columns.amount[row]);
            }
        }
        for slot in self.interactions.of(customer) {
            activity.add_interaction(self.touch_of(*slot));
        }
        activity
    }

    /// When the interaction in `slot` was, and whether it is a contact.
    pub(crate) fn touch_of(&self, interaction: Slot) -> Touch {
        self.touches.get(interaction as usize).copied().unwrap_or_default()
    }

    /// Works out anew everything that is worked out from records, at one go, so that nobody sees
    /// half of it.
    pub(crate) fn rebuild(&mut self) {
        let (tables, revision) = (std::mem::take(&mut self.tables), self.revision);
        *self = Self { tables, revision, ..Self::default() };
        let tables = &self.tables;
        let (customers, interactions) =
            (tables.customers.slot_count(), tables.interactions.slot_count());
        let (orders, tasks) = (tables.orders.slot_count(), tables.tasks.slot_count());
        (0..customers as Slot).for_each(|slot| self.touch_customer(slot));
        (0..orders as Slot).for_each(|slot| self.touch_order(slot));
        (0..interactions as Slot).for_each(|slot| self.touch_interaction(slot));
        (0..tasks as Slot).for_each(|slot| self.touch_task(slot));
        self.revalue();
        self.settle();
    }

    /// The latest stamp any record bears.
    pub(crate) fn latest(&self) -> Option<Stamp> {
        self.tables.kinds().filter_map(|kind| self.tables.any(&kind)?.latest()).max()
    }
}

fn due(task: &Row<Task>) -> i32 {
    match task.is_live() && task.record.is_open() {
        true => task.record.due.map_or(SOME_DAY, Day::number),
        false => NOT_OPEN,
    }
}

fn haystack(customer: &model::Customer) -> Box<str> {
    let single = [&customer.name, &customer.code, &customer.city, &customer.industry];
    let many = customer.phones.keys().chain(customer.emails.keys()).chain(customer.tags.keys());
    let mut text = String::new();
    for value in single.into_iter().chain(many).filter(|value| !value.is_empty()) {
        text.push_str(&value.to_lowercase());
        text.push('\n');
    }
    for phone in customer.phones.keys() {
        text.extend(phone.chars().filter(char::is_ascii_digit));
        text.push('\n');
    }
    for (key, value) in &customer.custom {
        // Of several choices, each stands in the key.
        let value = key.split_once('/').map_or(value.as_str(), |(_, choice)| choice);
        if is_searched(value) {
            text.push_str(&value.to_lowercase());
            text.push('\n');
        }
    }
    text.into_boxed_str()
}

/// Whether a value of a field people added is what somebody searches for: not what is put
/// otherwise on screen, nor what would be found in half of all customers, nor as long as notes.
/// It does not ask for the field's type, which may arrive after the value.
fn is_searched(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= TEXT_LIMIT
        && value != YES
        && value != NO
        && value.parse::<Day>().is_err()
        && value.parse::<Money>().is_err()
        && value.parse::<Id>().is_err()
}
