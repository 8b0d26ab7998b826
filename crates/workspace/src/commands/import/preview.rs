//! What an import would do, without doing it.

use interchange::csv::Table;
use model::row::Change;
use model::{CustomField, Customer, Edit, Id, Interaction, Kind, Kinded, Order, Queue, Row};
use rustc_hash::FxHashMap;

use crate::commands::import::decisions::Newcomer;
use crate::commands::import::{ImportPlan, ImportReport, WorkedOut};
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::Pace;
use crate::store::Store;
use crate::tables::{Holds, Tables};
use crate::workspace::Workspace;

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportPreview {
    /// What it would report, but for the change set.
    pub report: ImportReport,
    /// The first of the records that would change, in the order of the file.
    pub changes: Vec<Previewed>,
    /// The first of the records that would be created, of the kind that rows become.
    pub created: Vec<Previewed>,
    /// Fields people added that would be new or get new answers, by key.
    pub fields: Vec<(String, CustomField)>,
    /// All rows of a customer file that would make new customers, in the order of the file.
    pub newcomers: Vec<Newcomer>,
}

/// A record that would be created or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Previewed {
    /// Its kind.
    pub kind: Kind,
    /// The record; of one that would be created, an id that means nothing yet.
    pub id: Id,
    /// The name of the customer, or of the customer of the order or interaction.
    pub name: String,
    /// The number of the customer or the order, what the interaction was about, or nothing.
    pub number: String,
    /// What would change, path by path; of a new record, all it has.
    pub changes: Vec<Change>,
}

impl<S: Store> Workspace<S> {
    /// Works out what [`Workspace::import`] would do, without doing it: the same reading, the
    /// same comparison. Tells the first `limit` records that would change and the first
    /// `limit` new ones.
    ///
    /// # Errors
    /// When it was cancelled, or the import would be refused.
    pub async fn preview_import(
        &self,
        table: &mut Table,
        plan: &ImportPlan,
        limit: usize,
        pace: &dyn Pace,
    ) -> Result<ImportPreview, CommandError> {
        let _turn = self.turn().await?;
        let WorkedOut { report, mut found, lines, fields } =
            self.work_out(table, plan, pace).await?;
        let image = self.image();
        let rows = &found.staged;
        let new_names: FxHashMap<Id, &str> =
            rows.customers.iter().map(|row| (row.id, row.record.name.as_str())).collect();
        let name_of = |customer: Option<Id>| {
            let customer = customer.map(|id| image.resolve(id));
            let known = customer.and_then(|id| image.tables.customers.get(id));
            let new = customer.and_then(|id| new_names.get(&id)).copied();
            known.map(|known| known.name.as_str()).or(new).unwrap_or_default().to_owned()
        };
        let of_order = |order: &Order| (name_of(order.customer), order.number.clone());
        let of_interaction = |it: &Interaction| (name_of(it.customer), it.subject.clone());
        let title = |kind: &Kind, id: Id| match kind {
            Kind::Order => image.tables.orders.get(id).map(of_order),
            Kind::Interaction => image.tables.interactions.get(id).map(of_interaction),
            _ => {
                let customer = image.tables.customers.get(id);
                customer.map(|customer| (customer.name.clone(), customer.code.clone()))
            }
        };

        let mut changes: Vec<Previewed> = Vec::new();
        for edit in &found.overwrites {
            let Edit::Overwrote { kind, id, path, before, after } = edit else { continue };
            if *kind == Kind::Settings {
                continue;
            }
            if changes.last().is_none_or(|last| last.id != *id) {
                if changes.len() == limit {
                    break;
                }
                let (name, number) = title(kind, *id).unwrap_or_default();
                let (kind, id) = (kind.clone(), *id);
                changes.push(Previewed { kind, id, name, number, changes: Vec::new() });
            }
            let (before, after) = (before.clone(), after.clone());
            if let Some(last) = changes.last_mut() {
                last.changes.push(Change { path: path.clone(), before, after });
            }
        }
        let created = match plan.kind() {
            Kind::Order => created(&rows.orders, &image, limit, of_order),
            Kind::Interaction => created(&rows.interactions, &image, limit, of_interaction),
            _ => created(&rows.customers, &image, limit, |customer: &Customer| {
                (customer.name.clone(), customer.code.clone())
            }),
        };
        let rows = std::mem::take(&mut found.staged.customers);
        let known = rows.len().saturating_sub(lines.len());
        let new = rows.into_iter().skip(known);
        let newcomers = lines.into_iter().zip(new);
        let newcomers =
            newcomers.map(|(line, row)| Newcomer { line, customer: row.record }).collect();
        Ok(ImportPreview { report, changes, created, fields, newcomers })
    }
}

/// The first `limit` of `rows` that are not there yet.
fn created<T: Kinded>(
    rows: &Queue<Row<T>>,
    image: &Image,
    limit: usize,
    title: impl Fn(&T) -> (String, String),
) -> Vec<Previewed>
where
    Tables: Holds<T>,
{
    let new = rows.iter().filter(|row| image.tables.of().slot(row.id).is_none());
    let previewed = new.take(limit).map(|row| {
        let (name, number) = title(&row.record);
        let mut changes = Vec::new();
        row.record.visit(&mut |path, after| {
            changes.push(Change { path, before: None, after: Some(after) });
        });
        Previewed { kind: T::KIND, id: row.id, name, number, changes }
    });
    previewed.collect()
}
