//! Rows of a file on their way to records, and what they are compared with.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use interchange::csv::cell::is_placeholder;
use interchange::csv::custom::CustomCell;
use interchange::csv::reader::{
    CustomerDraft, OrderDraft, read_customer, read_interaction, read_order,
};
use interchange::csv::{CustomReader, RejectReason, Row as FileRow, RowReject, Table, Target};
use model::{
    CustomField, Customer, Id, Interaction, Invalid, Kind, Order, Queue, Row, Stamp, Validate,
};
use rustc_hash::FxHashMap;

use crate::commands::import::caller::Caller;
use crate::commands::import::decisions::Decided;
use crate::commands::import::interactions::KnownInteractions;
use crate::commands::import::keys::{Holder, Keys, MatchBy};
use crate::commands::import::records::{Layer, Lists};
use crate::commands::import::refusal::{Refusal, Rejected};
use crate::commands::import::rules::ImportMode;
use crate::commands::import::seeded::{Seeded, SeededMap};
use crate::commands::import::{
    CustomersPlan, ImportPlan, ImportReport, InteractionsPlan, OrdersPlan, Plan, Whose,
};
use crate::tables::Tables;

/// A record that was there, as the file wants it to be.
pub(in crate::commands) struct Update<T> {
    pub id: Id,
    pub wanted: T,
}

/// Everything the rows came to.
pub(super) struct Staged {
    pub customers: Queue<Row<Customer>>,
    /// Of a customer file, the lines of the rows that created these.
    pub lines: Vec<u64>,
    pub orders: Queue<Row<Order>>,
    pub customer_updates: Vec<Update<Customer>>,
    pub order_updates: Vec<Update<Order>>,
    pub interactions: Queue<Row<Interaction>>,
    pub interaction_updates: Vec<Update<Interaction>>,
    /// The fields people added that rows had values for, by key.
    pub fields: Vec<(String, CustomField)>,
    pub report: ImportReport,
}

/// Of customer and number, the orders of before that no row has been about yet, the oldest
/// first.
type Numbers = SeededMap<(Id, Box<str>), VecDeque<Id>>;

/// Takes rows in, one slice after the other.
pub(super) struct Staging<'a> {
    pub(super) plan: &'a ImportPlan,
    pub(super) stamp: Stamp,
    pub(super) new_id: &'a dyn Fn() -> Id,
    decided: Decided,
    keys: Keys,
    /// For rows that have no key but a name, and for fields that hold a customer.
    names: Option<Keys>,
    numbers: Option<Numbers>,
    pub(super) interactions: Option<KnownInteractions>,
    /// Where in the updates a customer of before is.
    updated: FxHashMap<Id, usize>,
    /// What rows have laid in lists, by place in the updates, and among those created.
    held: Vec<Lists>,
    held_created: Vec<Lists>,
    pub(super) custom: CustomReader,
    pub(super) staged: Staged,
}

impl<'a> Staging<'a> {
    pub(super) fn new(
        plan: &'a ImportPlan,
        custom: CustomReader,
        decided: Decided,
        stamp: Stamp,
        new_id: &'a dyn Fn() -> Id,
    ) -> Self {
        let (match_by, mut named, numbered) = match &plan.rows {
            Plan::Orders(OrdersPlan { whose, numbered, .. }) => {
                (whose.match_by, whose.asks_names(), *numbered)
            }
            Plan::Interactions(InteractionsPlan { whose, .. }) => {
                (whose.match_by, whose.asks_names(), false)
            }
            Plan::Customers(_) => (plan.rules.key, false, false),
        };
        named |= custom.has_customers() && match_by != MatchBy::Name;
        let seed = Seeded::new(new_id());
        Self {
            plan,
            stamp,
            new_id,
            decided,
            keys: Keys::new(match_by, seed.clone()),
            names: named.then(|| Keys::new(MatchBy::Name, seed.clone())),
            numbers: numbered.then(|| SeededMap::with_hasher(seed.clone())),
            interactions: (plan.kind() == Kind::Interaction).then(|| KnownInteractions::new(seed)),
            updated: FxHashMap::default(),
            held: Vec::new(),
            held_created: Vec::new(),
            custom,
            staged: Staged {
                customers: Queue::default(),
                lines: Vec::new(),
                orders: Queue::default(),
                customer_updates: Vec::new(),
                order_updates: Vec::new(),
                interactions: Queue::default(),
                interaction_updates: Vec::new(),
                fields: Vec::new(),
                report: ImportReport::default(),
            },
        }
    }

    /// Whether [`Staging::know_order`] is of use.
    pub(super) fn knows_orders(&self) -> bool {
        self.numbers.is_some()
    }

    /// Whether [`Staging::know_interaction`] is of use.
    pub(super) fn knows_interactions(&self) -> bool {
        self.interactions.is_some()
    }

    /// `answers` is who is meant by what `record` is called.
    pub(super) fn know_customer(&mut self, record: &Customer, answers: Id) {
        self.note(record, Holder::Known(answers));
    }

    /// `whose` is the customer it counts for, who may not be the one it names.
    pub(super) fn know_order(&mut self, row: &Row<Order>, whose: Option<Id>) {
        if let (Some(numbers), Some(customer)) = (&mut self.numbers, whose)
            && !row.record.number.is_empty()
        {
            let orders = numbers.entry((customer, row.record.number.as_str().into())).or_default();
            orders.insert(orders.partition_point(|other| *other < row.id), row.id);
        }
    }

    fn note(&mut self, customer: &Customer, holder: Holder) {
        self.keys.add(customer, holder);
        if let Some(names) = &mut self.names {
            names.add(customer, holder);
        }
    }

    /// Takes up to `limit` rows; answers whether there may be more.
    pub(super) fn take_rows(&mut self, table: &mut Table, known: &Tables, limit: usize) -> bool {
        for _ in 0..limit {
            let Some(row) = table.next_row() else { return false };
            self.staged.report.rows += 1;
            if let Err(rejected) = self.take_row(row, known) {
                self.staged.report.rejected.push(rejected);
            }
        }
        true
    }

    pub(super) fn finish(self) -> Staged {
        Staged { fields: self.custom.into_fields(), ..self.staged }
    }

    fn take_row(
        &mut self,
        row: Result<FileRow<'_>, RowReject>,
        known: &Tables,
    ) -> Result<(), Rejected> {
        let row = row?;
        let outcome = match &self.plan.rows {
            Plan::Customers(customers) => {
                let draft = read_customer(&row, &customers.plan)?;
                let cells = self.custom.read(&row)?;
                self.find_customers(cells, known)
                    .and_then(|cells| self.take_customer(draft, &cells, customers, known))
            }
            Plan::Orders(orders) => {
                let draft = read_order(&row, &orders.plan)?;
                let cells = self.custom.read(&row)?;
                self.find_customers(cells, known)
                    .and_then(|cells| self.take_order(&draft, &cells, orders, known))
            }
            Plan::Interactions(interactions) => {
                let draft = read_interaction(&row, &interactions.plan)?;
                let cells = self.custom.read(&row)?;
                self.find_customers(cells, known)
                    .and_then(|cells| self.take_interaction(&draft, &cells, interactions, known))
            }
        };
        outcome.map_err(|Fault { column, reason }| {
            // A row tells its place and text only along with a reason to read it no further.
            let RowReject { line, raw, .. } = row.reject(column, RejectReason::NotUtf8);
            Rejected { line, column, reason, raw }
        })
    }

    /// The cells with the ids of customers for what rows call them: an id, or a name.
    fn find_customers(
        &self,
        mut cells: Vec<CustomCell>,
        known: &Tables,
    ) -> Result<Vec<CustomCell>, Fault> {
        for cell in &mut cells {
            if !self.custom.holds_customer(cell) {
                continue;
            }
            let column = Some(cell.at());
            let said = cell.values.first().map_or("", String::as_str);
            let is_here = |id: &Id| known.is_live(&Kind::Customer, *id);
            let names = self.names.as_ref().unwrap_or(&self.keys);
            let id = match said.parse().ok().filter(is_here) {
                Some(id) => id,
                None => match names.find(said) {
                    Some(Holder::Known(id) | Holder::Created(id, _)) => id,
                    Some(Holder::Several) => {
                        let reason = Refusal::Ambiguous { key: said.to_owned() };
                        return Err(Fault { column, reason });
                    }
                    None | Some(Holder::LeftOut(_)) => {
                        let reason = self.custom.nobody(cell).unwrap_or(RejectReason::NotUtf8);
                        return Err(Fault { column, reason: Refusal::Unreadable(reason) });
                    }
                },
            };
            cell.values = vec![id.to_string()];
        }
        Ok(cells)
    }

    fn take_customer(
        &mut self,
        mut draft: CustomerDraft,
        cells: &[CustomCell],
        plan: &CustomersPlan,
        known: &Tables,
    ) -> Result<(), Fault> {
        if is_placeholder(&draft.code) {
            draft.code.clear();
        }
        let (own, mut held) = (Layer::OWN, 0);
        let mut customer = Customer::default();
        own.customer(&mut customer, draft.clone(), &mut held);
        own.custom(&mut customer.custom, cells, &self.custom, &mut held)?;
        customer.validate()?;

        let (rules, key) = (&self.plan.rules, self.plan.rules.key);
        let line = draft.line;
        let mut holder = self.keys.find_row(&draft).map_err(|text| Fault {
            column: plan.key_column(key),
            reason: Refusal::Ambiguous { key: text.to_owned() },
        })?;
        if holder.is_none()
            && rules.mode != ImportMode::UpdateOnly
            && let Some(decided) = self.decided.about(line)
        {
            self.keys.add_texts(&draft, decided);
            holder = Some(decided);
        }
        if let Some(holder) = holder {
            self.decided.note(line, holder);
        }
        match holder {
            None if rules.mode == ImportMode::UpdateOnly => {
                self.staged.report.skipped += 1;
                return Ok(());
            }
            Some(Holder::Known(_)) if rules.mode == ImportMode::CreateOnly => {
                self.staged.report.skipped += 1;
                return Ok(());
            }
            Some(Holder::LeftOut(_)) => {
                self.staged.report.skipped += 1;
                return Ok(());
            }
            None => {
                let holder = self.create_customer((self.new_id)(), customer);
                self.decided.note(line, holder);
                self.held_created.push(held);
                self.staged.lines.push(line);
            }
            // `Keys::find_row` refuses these.
            Some(Holder::Several) => {}
            Some(holder @ Holder::Created(_, index)) => {
                if let (Some(row), Some(held)) =
                    (self.staged.customers.get_mut(index), self.held_created.get_mut(index))
                {
                    own.custom(&mut row.record.custom, cells, &self.custom, held)?;
                    self.keys.add_row(&draft, holder);
                    keep_called(key, &row.record, &mut draft);
                    own.customer(&mut row.record, draft, held);
                }
                self.staged.report.repeated += 1;
            }
            Some(Holder::Known(id)) => self.update_customer(id, known, draft, cells)?,
        }
        self.custom.keep(cells);
        Ok(())
    }

    /// Lays a row over a customer of before.
    fn update_customer(
        &mut self,
        id: Id,
        known: &Tables,
        mut draft: CustomerDraft,
        cells: &[CustomCell],
    ) -> Result<(), Fault> {
        let (rules, key) = (&self.plan.rules, self.plan.rules.key);
        let layer = Layer { rules, alike: Some(key) };
        let none = Customer::default();
        let before = known.customers.get(id).unwrap_or(&none);
        self.keys.add_row(&draft, Holder::Known(id));
        keep_called(key, before, &mut draft);
        let updates = &mut self.staged.customer_updates;
        match self.updated.entry(id) {
            Entry::Occupied(index) => {
                if let (Some(update), Some(held)) =
                    (updates.get_mut(*index.get()), self.held.get_mut(*index.get()))
                {
                    layer.custom(&mut update.wanted.custom, cells, &self.custom, held)?;
                    layer.customer(&mut update.wanted, draft, held);
                }
                self.staged.report.repeated += 1;
            }
            Entry::Vacant(index) => {
                let (mut wanted, mut held) = (before.clone(), 0);
                layer.custom(&mut wanted.custom, cells, &self.custom, &mut held)?;
                layer.customer(&mut wanted, draft, &mut held);
                index.insert(updates.len());
                updates.push(Update { id, wanted });
                self.held.push(held);
            }
        }
        Ok(())
    }

    pub(super) fn create_customer(&mut self, id: Id, customer: Customer) -> Holder {
        let holder = Holder::Created(id, self.staged.customers.len());
        self.note(&customer, holder);
        self.staged.customers.push(Row::created(id, self.stamp, customer));
        holder
    }

    fn take_order(
        &mut self,
        draft: &OrderDraft<'_>,
        cells: &[CustomCell],
        plan: &OrdersPlan,
        known: &Tables,
    ) -> Result<(), Fault> {
        let rules = &self.plan.rules;
        let said = (draft.customer_key, draft.customer_name);
        let (customer, new_customer) = self.whose(said, plan.whose, Target::Orders)?;

        if let Some((id, before)) = self.known_order(customer, draft.number, known) {
            if rules.mode == ImportMode::CreateOnly {
                self.staged.report.skipped += 1;
                return Ok(());
            }
            let mut wanted = before.clone();
            let layer = Layer { rules, alike: None };
            // Of one that is part of another it stays the order, for the day they part again.
            layer.order(&mut wanted, before.customer.unwrap_or(customer), draft);
            layer.custom(&mut wanted.custom, cells, &self.custom, &mut 0)?;
            wanted.validate()?;
            self.custom.keep(cells);
            if wanted == *before {
                self.staged.report.unchanged += 1;
            } else {
                self.staged.order_updates.push(Update { id, wanted });
            }
            return Ok(());
        }
        let mut order = Order::default();
        Layer::OWN.order(&mut order, customer, draft);
        Layer::OWN.custom(&mut order.custom, cells, &self.custom, &mut 0)?;
        order.validate()?;
        if self.makes_new(customer, new_customer, cells) {
            self.staged.orders.push(Row::created((self.new_id)(), self.stamp, order));
        }
        Ok(())
    }

    /// Whether a row about `customer` that nothing is known of makes a record; then that
    /// customer comes in, too, if there was none, and what its cells lay in fields is kept.
    pub(super) fn makes_new(
        &mut self,
        customer: Id,
        new_customer: Option<Customer>,
        cells: &[CustomCell],
    ) -> bool {
        if self.plan.rules.mode == ImportMode::UpdateOnly {
            self.staged.report.skipped += 1;
            return false;
        }
        if let Some(new) = new_customer {
            self.create_customer(customer, new);
        }
        self.custom.keep(cells);
        true
    }

    /// The customer that a row of `target` is about by what it says of them, key and name, and
    /// who is to be created as that one because nobody answers to it yet.
    pub(super) fn whose(
        &self,
        said: (Option<&str>, Option<&str>),
        whose: Whose,
        target: Target,
    ) -> Result<(Id, Option<Customer>), Fault> {
        let caller = Caller::of(said, whose, target)?;
        let keys = match (&self.names, caller.by) {
            (Some(names), MatchBy::Name) => names,
            _ => &self.keys,
        };
        match keys.find(caller.text) {
            Some(Holder::Known(id) | Holder::Created(id, _)) => Ok((id, None)),
            Some(Holder::Several) => {
                let reason = Refusal::Ambiguous { key: caller.text.to_owned() };
                Err(Fault { column: caller.column, reason })
            }
            // Only rows of customers are left out.
            None | Some(Holder::LeftOut(_)) => {
                let customer = caller.introduce(said);
                customer.validate()?;
                Ok(((self.new_id)(), Some(customer)))
            }
        }
    }

    /// The first order of `customer` with this number that no row has been about yet.
    fn known_order<'k>(
        &mut self,
        customer: Id,
        number: Option<&str>,
        known: &'k Tables,
    ) -> Option<(Id, &'k Order)> {
        let numbers = self.numbers.as_mut()?;
        let id = numbers.get_mut(&(customer, number?.into()))?.pop_front()?;
        Some((id, known.orders.get(id)?))
    }
}

/// What a customer who became part of `before`, or a row somebody put there, was called is not
/// what `before` is called.
fn keep_called(key: MatchBy, before: &Customer, draft: &mut CustomerDraft) {
    match key {
        MatchBy::Code if is_other(key, &before.code, &draft.code) => draft.code.clear(),
        MatchBy::Name if is_other(key, &before.name, &draft.name) => draft.name.clear(),
        _ => {}
    }
}

/// Whether a customer called `before` is found by another text than that.
fn is_other(key: MatchBy, before: &str, text: &str) -> bool {
    !before.is_empty() && key.fold(before) != key.fold(text)
}

/// Why a row is not taken, and the column at fault.
pub(super) struct Fault {
    pub column: Option<usize>,
    pub reason: Refusal,
}

impl From<Invalid> for Fault {
    fn from(invalid: Invalid) -> Self {
        Self { column: None, reason: Refusal::Invalid(invalid) }
    }
}
