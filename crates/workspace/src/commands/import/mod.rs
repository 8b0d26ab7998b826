//! Bringing in customers, orders and interactions from a CSV file.

mod caller;
mod decisions;
mod fields;
mod interactions;
pub(super) mod keys;
mod preview;
mod records;
mod refusal;
mod rules;
pub(super) mod seeded;
pub(super) mod staging;

use std::borrow::Cow;
use std::collections::BTreeMap;

use interchange::csv::reader::{
    CustomerOptions, CustomerPlan, InteractionOptions, InteractionPlan, OrderOptions, OrderPlan,
};
use interchange::csv::{CustomColumn, Field, Mapping, MappingProblem, Notations, Table};
use model::{
    CustomField, Customer, Edit, Id, Interaction, Kind, Kinded, Order, Queue, Row, Summary,
};

use crate::bulk::{ByKind, Comparison};
use crate::commands::import::decisions::Decided;
use crate::commands::import::staging::{Staging, Update};
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::{Pace, Step};
use crate::store::{Store, StoreError};
use crate::table::Slot;
use crate::tables::{Holds, Tables};
use crate::workspace::{SLICE, Workspace};

pub use decisions::{Decision, Decisions, Newcomer};
pub use keys::MatchBy;
pub use preview::{ImportPreview, Previewed};
pub use refusal::{Refusal, Rejected};
pub use rules::{ImportMode, ImportRules, Rule};

/// What the rows of a file become, checked.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    rows: Plan,
    rules: ImportRules,
    decisions: Decisions,
    custom: BTreeMap<usize, CustomColumn>,
    /// The columns of the currencies of amounts in `custom`, by the column of these.
    currencies: BTreeMap<usize, usize>,
    notations: Notations,
}

#[derive(Debug, Clone)]
enum Plan {
    Customers(CustomersPlan),
    Orders(OrdersPlan),
    Interactions(InteractionsPlan),
}

#[derive(Debug, Clone)]
struct CustomersPlan {
    plan: CustomerPlan,
    /// What holds the keys, in the order of [`MatchBy::ALL`].
    keys: [Option<usize>; 4],
}

#[derive(Debug, Clone)]
struct OrdersPlan {
    plan: OrderPlan,
    whose: Whose,
    numbered: bool,
}

#[derive(Debug, Clone)]
struct InteractionsPlan {
    plan: InteractionPlan,
    whose: Whose,
}

/// How rows about something of a customer tell whose it is.
#[derive(Debug, Clone, Copy)]
struct Whose {
    match_by: MatchBy,
    /// The column of the key, from 0, and that of the name.
    key: Option<usize>,
    name: Option<usize>,
}

impl Whose {
    fn new(mapping: &Mapping, match_by: MatchBy) -> Self {
        let [key, name] =
            [Field::CustomerKey, Field::CustomerName].map(|field| mapping.column(field));
        Self { match_by, key, name }
    }
}

impl CustomersPlan {
    /// The first column with the key of a row.
    fn key_column(&self, by: MatchBy) -> Option<usize> {
        let keys = MatchBy::ALL.into_iter().zip(self.keys);
        keys.filter(|(key, _)| *key == by).find_map(|(_, column)| column)
    }
}

impl ImportPlan {
    /// A customer a row. A row whose code is that of a customer already here changes that
    /// customer: what the row has replaces what stands there, telephone numbers, e-mail
    /// addresses and tags are added, empty cells change nothing. For other ways see
    /// [`ImportPlan::with_rules`].
    ///
    /// # Errors
    /// All problems of the mapping.
    pub fn customers(
        mapping: &Mapping,
        options: CustomerOptions,
    ) -> Result<Self, Vec<MappingProblem>> {
        let names = [Field::Name, Field::GivenName, Field::FamilyName];
        let keys = [
            mapping.column(Field::Code),
            names.iter().find_map(|field| mapping.column(*field)),
            mapping.column(Field::Email),
            mapping.column(Field::Phone),
        ];
        let plan = CustomerPlan::new(mapping, options)?;
        Ok(Self {
            rows: Plan::Customers(CustomersPlan { plan, keys }),
            rules: ImportRules::default(),
            decisions: Decisions::new(),
            custom: mapping.custom.clone(),
            currencies: mapping.currencies(),
            notations: Notations::default(),
        })
    }

    /// An order a row, of the customer whom `match_by` and the row's key, or failing a key the
    /// row's name, tell; one whom nobody answers to is created. A row whose order number that
    /// customer has an order of already changes that order. Rows that share a number are
    /// orders of their own, known again one by one.
    ///
    /// # Errors
    /// All problems of the mapping.
    pub fn orders(
        mapping: &Mapping,
        options: OrderOptions,
        match_by: MatchBy,
    ) -> Result<Self, Vec<MappingProblem>> {
        let OrderOptions { date_format: date, currency, mark, excess } = options;
        Ok(Self {
            rows: Plan::Orders(OrdersPlan {
                plan: OrderPlan::new(mapping, options)?,
                whose: Whose::new(mapping, match_by),
                numbered: mapping.column(Field::OrderNumber).is_some(),
            }),
            rules: ImportRules::default(),
            decisions: Decisions::new(),
            custom: mapping.custom.clone(),
            currencies: mapping.currencies(),
            notations: Notations { date, mark, currency, excess },
        })
    }

    /// An interaction a row, of the customer whom `match_by` and the row tell as they do for
    /// orders. A row with our own id of an interaction that is here changes that one. So does a
    /// row whose customer had an interaction at that minute, of that channel and about that;
    /// what was said counts where a row has no subject. Rows that say the same of these are
    /// interactions of their own, known again one by one.
    ///
    /// # Errors
    /// All problems of the mapping.
    pub fn interactions(
        mapping: &Mapping,
        options: InteractionOptions,
        match_by: MatchBy,
    ) -> Result<Self, Vec<MappingProblem>> {
        let notations = Notations { date: options.date_format, ..Notations::default() };
        let plan = InteractionPlan::new(mapping, options)?;
        let whose = Whose::new(mapping, match_by);
        Ok(Self {
            rows: Plan::Interactions(InteractionsPlan { plan, whose }),
            rules: ImportRules::default(),
            decisions: Decisions::new(),
            custom: mapping.custom.clone(),
            currencies: mapping.currencies(),
            notations,
        })
    }

    /// The same with these rules for records that are there.
    #[must_use]
    pub fn with_rules(self, rules: ImportRules) -> Self {
        Self { rules, ..self }
    }

    /// The same with these decisions about rows of a customer file.
    #[must_use]
    pub fn with_decisions(self, decisions: Decisions) -> Self {
        Self { decisions, ..self }
    }

    /// The same with cells of fields people added written in these notations. Those of an
    /// orders file are written as its other cells unless this says otherwise.
    #[must_use]
    pub fn with_notations(self, notations: Notations) -> Self {
        Self { notations, ..self }
    }

    /// What the rows become.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.rows {
            Plan::Customers(_) => Kind::Customer,
            Plan::Orders(_) => Kind::Order,
            Plan::Interactions(_) => Kind::Interaction,
        }
    }
}

/// What an import did. Of the rows of the file, each created, updated or repeated a record,
/// told nothing new, was skipped, or was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Rows of the file, blank ones not counted.
    pub rows: usize,
    /// New customers; of a file of something else those its keys told and nobody answered to.
    pub customers: usize,
    /// New orders.
    pub orders: usize,
    /// New interactions.
    pub interactions: usize,
    /// Records that were there and changed.
    pub updated: usize,
    /// Records that were there and read the same already.
    pub unchanged: usize,
    /// Rows that said more of a record an earlier row had been about.
    pub repeated: usize,
    /// Rows about records that the mode leaves alone, and rows left out by decision.
    pub skipped: usize,
    /// Rows that were not taken, in the order of the file.
    pub rejected: Vec<Rejected>,
    /// The change set, for undo; `None` when nothing was new.
    pub set: Option<Id>,
}

/// What an import comes to, ready to be kept.
struct WorkedOut {
    report: ImportReport,
    found: Comparison,
    /// The lines of the rows of a customer file that make new customers. Their customers are
    /// the last ones staged.
    lines: Vec<u64>,
    /// Fields people added that are new or get new answers, by key.
    fields: Vec<(String, CustomField)>,
}

impl<S: Store> Workspace<S> {
    /// Imports the rows of `table`, from its first, as one change set. `file` names it in the
    /// history. Progress counts bytes while [`Step::Reading`], then records.
    ///
    /// # Errors
    /// When it was cancelled or cannot be kept; then nothing has changed.
    pub async fn import(
        &self,
        table: &mut Table,
        plan: &ImportPlan,
        file: &str,
        pace: &dyn Pace,
    ) -> Result<ImportReport, CommandError> {
        let _turn = self.turn().await?;
        let WorkedOut { mut report, found, .. } = self.work_out(table, plan, pace).await?;
        if !found.staged.is_empty() {
            let (kind, changed) = (plan.kind(), report.updated);
            let created = report.created(&kind);
            let summary = Summary::Imported { kind, created, changed, file: file.to_owned() };
            report.set = Some(self.commit_bulk(found, summary, pace).await?);
        }
        Ok(report)
    }

    /// Everything an import does but keeping it. For whoever has the turn.
    async fn work_out(
        &self,
        table: &mut Table,
        plan: &ImportPlan,
        pace: &dyn Pace,
    ) -> Result<WorkedOut, CommandError> {
        let new_id = || self.new_id();
        let custom = self.custom_reader(plan)?;
        let decided = {
            let image = self.image();
            let live = |id: &Id| image.tables.is_live(&Kind::Customer, *id);
            let meant = |id| Some(image.resolve(id)).filter(live);
            Decided::new(&plan.decisions, meant)
        };
        let mut staging = Staging::new(plan, custom, decided, self.tick(), &new_id);
        self.index_known(&mut staging, pace).await?;

        table.rewind();
        let total = table.bytes_total();
        while staging.take_rows(table, &self.image().tables, SLICE) {
            pace.step(Step::Reading, table.bytes_read(), total).await?;
        }

        let staged = staging.finish();
        let mut report = staged.report;
        let mut found = Comparison::default();
        let customers = staged.customer_updates;
        found.staged.customers = self.stage_updates(customers, &mut found, pace).await?;
        let orders = staged.order_updates;
        found.staged.orders = self.stage_updates(orders, &mut found, pace).await?;
        let interactions = staged.interaction_updates;
        found.staged.interactions = self.stage_updates(interactions, &mut found, pace).await?;
        report.updated = found.changed;
        report.unchanged += found.known;

        let (customers, orders) = (staged.customers, staged.orders);
        (report.customers, report.orders) = (customers.len(), orders.len());
        report.interactions = staged.interactions.len();
        stage_created(customers, &mut found.staged.customers, &mut found.created);
        stage_created(orders, &mut found.staged.orders, &mut found.created);
        stage_created(staged.interactions, &mut found.staged.interactions, &mut found.created);
        let mut fields = Vec::new();
        if !found.staged.is_empty() {
            fields = self.stage_fields(staged.fields, &mut found)?;
        }
        Ok(WorkedOut { report, found, lines: staged.lines, fields })
    }

    /// Hands every customer on with who is meant by what the record is called: one that is part
    /// of another answers to its own keys still, because a list that comes again must not bring
    /// it back as a customer of its own. `total` is how much there is to do in all.
    pub(super) async fn each_customer(
        &self,
        total: usize,
        pace: &dyn Pace,
        know: &mut dyn FnMut(&Row<Customer>, Id),
    ) -> Result<(), CommandError> {
        let customers = self.image().tables.customers.slot_count();
        for start in (0..customers).step_by(SLICE) {
            let end = (start + SLICE).min(customers);
            {
                let image = self.image();
                let slots = start as Slot..end as Slot;
                let rows = slots.filter_map(|slot| image.tables.customers.row(slot));
                for row in rows.filter(|row| row.marks.is_live()) {
                    let meant = image.resolve(row.id);
                    if image.tables.is_live(&Kind::Customer, meant) {
                        know(row, meant);
                    }
                }
            }
            pace.step(Step::Matching, end, total).await?;
        }
        Ok(())
    }

    /// Shows the records that rows may be about to `staging`.
    async fn index_known(
        &self,
        staging: &mut Staging<'_>,
        pace: &dyn Pace,
    ) -> Result<(), CommandError> {
        let slots = |counts: bool, kind: usize| if counts { kind } else { 0 };
        let (customers, orders, interactions) = {
            let image = self.image();
            let tables = &image.tables;
            (
                tables.customers.slot_count(),
                slots(staging.knows_orders(), tables.orders.slot_count()),
                slots(staging.knows_interactions(), tables.interactions.slot_count()),
            )
        };
        let total = customers + orders + interactions;
        let mut know = |row: &Row<Customer>, meant| staging.know_customer(&row.record, meant);
        self.each_customer(total, pace, &mut know).await?;
        self.each_live::<Order>(orders, (customers, total), pace, &mut |image, row| {
            staging.know_order(row, row.record.customer.map(|id| image.resolve(id)));
        })
        .await?;
        let done = customers + orders;
        self.each_live::<Interaction>(interactions, (done, total), pace, &mut |image, row| {
            staging.know_interaction(row, row.record.customer.map(|id| image.resolve(id)));
        })
        .await
    }

    /// Hands the rows of the first `slots` slots on that are live. `done` of `total` was done
    /// before.
    async fn each_live<T: Kinded>(
        &self,
        slots: usize,
        (done, total): (usize, usize),
        pace: &dyn Pace,
        know: &mut dyn FnMut(&Image, &Row<T>),
    ) -> Result<(), CommandError>
    where
        Tables: Holds<T>,
    {
        for start in (0..slots).step_by(SLICE) {
            let end = (start + SLICE).min(slots);
            {
                let image = self.image();
                let slots = start as Slot..end as Slot;
                let rows = slots.filter_map(|slot| image.tables.of().read_live(slot));
                rows.for_each(|row| know(&image, &row));
            }
            pace.step(Step::Matching, done + end, total).await?;
        }
        Ok(())
    }

    /// Works out what each update changes and answers the rows as they will be.
    pub(super) async fn stage_updates<T: Kinded>(
        &self,
        updates: Vec<Update<T>>,
        found: &mut Comparison,
        pace: &dyn Pace,
    ) -> Result<Queue<Row<T>>, CommandError>
    where
        Tables: Holds<T>,
    {
        let total = updates.len();
        let mut edits = Vec::new();
        for (done, slice) in updates.chunks(SLICE).enumerate() {
            {
                let image = self.image();
                for update in slice {
                    let Some(row) = image.tables.of().read_of(update.id) else { continue };
                    if row.record == update.wanted {
                        found.known += 1;
                        continue;
                    }
                    found.changed += 1;
                    edits.extend(row.changes_to(&update.wanted).into_iter().map(|change| {
                        Edit::Overwrote {
                            kind: T::KIND,
                            id: update.id,
                            path: change.path,
                            before: change.before,
                            after: change.after,
                        }
                    }));
                }
            }
            pace.step(Step::Matching, done * SLICE + slice.len(), total).await?;
        }

        let stamp = self.tick_past(&edits);
        let mut rows = Queue::<Row<T>>::default();
        for slice in edits.chunks(SLICE) {
            {
                let image = self.image();
                for edit in slice {
                    let Edit::Overwrote { id, path, after, .. } = edit else { continue };
                    if rows.last_mut().is_none_or(|row| row.id != *id) {
                        rows.extend(image.tables.of().read_of(*id).map(Cow::into_owned));
                    }
                    if let Some(row) = rows.last_mut().filter(|row| row.id == *id) {
                        row.write(path, after.clone(), stamp)
                            .map_err(|why| StoreError::Failed(why.to_string()))?;
                    }
                }
            }
            pace.step(Step::Matching, rows.len(), total).await?;
        }
        found.overwrites.extend(edits);
        Ok(rows)
    }
}

pub(super) fn stage_created<T: Kinded>(
    rows: Queue<Row<T>>,
    staged: &mut Queue<Row<T>>,
    created: &mut ByKind,
) {
    if rows.is_empty() {
        return;
    }
    created.note(&T::KIND, rows.iter().map(|row| row.id));
    if staged.is_empty() {
        *staged = rows;
    } else {
        staged.extend(rows);
    }
}

impl ImportReport {
    /// New records of the kind that rows became.
    #[must_use]
    pub fn created(&self, kind: &Kind) -> usize {
        match kind {
            Kind::Order => self.orders,
            Kind::Interaction => self.interactions,
            _ => self.customers,
        }
    }

    /// Whether any record is new or changed.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        self.customers + self.orders + self.interactions + self.updated > 0
    }

    /// Rows that were taken.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.rows - self.rejected.len() - self.skipped
    }
}
