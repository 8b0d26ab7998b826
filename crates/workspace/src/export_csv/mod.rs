//! Lists as tables for a spreadsheet, or for an import elsewhere.
//!
//! What a column of [`Column::defaults`] says of a record is read by the CSV import as it was,
//! save that the import takes no tasks:
//! days are ISO 8601, amounts plain decimals with their currency beside them, several values in
//! a cell joined by `; `. Formulas are defused by [`CsvWriter`]. A table has no place for the
//! labels of telephone numbers and e-mail addresses, nor for a tag or a number with a separator
//! in it: such a tag reads as two, and dialling pauses are written `x`.

mod column;
mod customer;
mod interaction;
mod offered;
mod order;
mod task;

use std::borrow::Cow;

use analytics::rfm::SegmentName;
use interchange::csv::{CsvWriter, Delimiter};
use model::custom::{self, Custom, CustomField, CustomType};
use model::{Channel, Currency, CustomerType, Direction, Id, Money, Settings, Stage, TaskKind};

use crate::analysis::{Ltv, Rfm, Tier, Tiers};
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::{Pace, Step};
use crate::store::Store;
use crate::table::Slot;
use crate::workspace::{SLICE, Workspace};

pub use column::{Column, List, Needs};

/// What stands between the values of a cell that has several.
const BETWEEN: &str = "; ";

/// What the writer of a table calls things. With the words of a language that the import reads,
/// it recognises columns and choices.
pub trait ListWords {
    /// The header of a column that is no field people added.
    fn header(&self, column: &Column) -> String;
    /// The header of the currency of a field people added, which they call `field`.
    fn currency_of(&self, field: &str) -> String;
    /// A person or an organisation.
    fn customer_type(&self, choice: &CustomerType) -> String;
    /// A lifecycle stage.
    fn stage(&self, choice: &Stage) -> String;
    /// A channel.
    fn channel(&self, choice: &Channel) -> String;
    /// Who reached out.
    fn direction(&self, choice: &Direction) -> String;
    /// What sort of task.
    fn task_kind(&self, choice: &TaskKind) -> String;
    /// A segment.
    fn segment(&self, segment: &SegmentName) -> String;
    /// A tier.
    fn tier(&self, tier: Tier) -> String;
    /// Yes or no.
    fn flag(&self, yes: bool) -> String;
}

/// A table to write.
#[derive(Clone, Copy)]
pub struct ListExport<'a> {
    /// What the rows are.
    pub list: List,
    /// Their records, in order; what is deleted or of another kind is left out.
    pub slots: &'a [Slot],
    /// The columns, in order. A cell of a column that the list does not have is empty.
    pub columns: &'a [Column],
    /// What divides them.
    pub delimiter: Delimiter,
    /// What they are called.
    pub words: &'a dyn ListWords,
    /// What is worked out of customers, where a column needs it.
    pub worked_out: WorkedOut<'a>,
}

/// What is worked out from everybody's records; cells that need what is not there are empty.
#[derive(Clone, Copy, Default)]
pub struct WorkedOut<'a> {
    /// Scores and segments.
    pub rfm: Option<&'a Rfm>,
    /// Tiers.
    pub tiers: Option<&'a Tiers>,
    /// What the fitted models tell.
    pub ltv: Option<&'a Ltv>,
}

impl<S: Store> Workspace<S> {
    /// Writes a table in pieces to `out`, the header first; answers how many records are in it.
    /// No command runs meanwhile, so all rows are of one moment.
    ///
    /// # Errors
    /// When it was stopped.
    pub async fn write_csv(
        &self,
        export: &ListExport<'_>,
        pace: &dyn Pace,
        out: &mut dyn FnMut(Vec<u8>),
    ) -> Result<usize, CommandError> {
        let _turn = self.turn_to_read().await;
        let mut writer = CsvWriter::new(export.delimiter);
        let settings = self.image().settings().clone();
        let headers = export.columns.iter().map(|column| column.header(&settings, export.words));
        let headers: Vec<String> = headers.collect();
        writer.row(headers.iter().map(String::as_str));
        let (mut written, mut done) = (0, 0);
        for slots in export.slots.chunks(SLICE) {
            {
                let image = self.image();
                let page = Page { image: &image, settings: &settings, export };
                for slot in slots {
                    let is_there = page.with_cells(*slot, &mut |cells| {
                        writer.row(cells.iter().map(|cell| &**cell));
                    });
                    written += usize::from(is_there);
                }
            }
            out(writer.take());
            done += slots.len();
            pace.step(Step::Writing, done, export.slots.len()).await?;
        }
        // Of a list without rows there is a header still.
        out(writer.take());
        Ok(written)
    }
}

impl Column {
    /// Its header: of a field people added, what they call it.
    #[must_use]
    pub fn header(&self, settings: &Settings, words: &dyn ListWords) -> String {
        let name = |key: &str| {
            settings.fields.get(key).map_or_else(|| key.to_owned(), |field| field.name.clone())
        };
        match self {
            Self::Custom(key) => name(key),
            Self::CustomCurrency(key) => words.currency_of(&name(key)),
            column => words.header(column),
        }
    }
}

type Cell<'i> = Cow<'i, str>;

/// What rows are made of.
struct Page<'i> {
    image: &'i Image,
    settings: &'i Settings,
    export: &'i ListExport<'i>,
}

impl<'i> Page<'i> {
    /// Hands the cells of a live record to `take`; answers whether there is one.
    fn with_cells(&self, slot: Slot, take: &mut dyn FnMut(Vec<Cell<'_>>)) -> bool {
        let tables = &self.image.tables;
        let taken = match self.export.list {
            List::Customers => customer::cells(self, slot).map(take),
            List::Tasks => task::cells(self, slot).map(take),
            List::Interactions => {
                let row = tables.interactions.read_live(slot);
                row.map(|row| take(interaction::cells(self, &row)))
            }
            List::Orders => {
                let row = tables.orders.read_live(slot);
                row.map(|row| take(order::cells(self, slot, &row.record)))
            }
        };
        taken.is_some()
    }

    fn base(&self) -> Currency {
        self.settings.base()
    }

    /// The customer something hangs on, whomever they have become part of since.
    fn customer(&self, id: Option<Id>) -> Option<&'i model::Customer> {
        self.image.tables.customers.get(self.image.resolve(id?))
    }

    /// A field people added.
    fn custom(&self, values: &'i Custom, column: &'i Column) -> Cell<'i> {
        let (key, currency) = match column {
            Column::Custom(key) => (&**key, false),
            Column::CustomCurrency(key) => (&**key, true),
            _ => return Cell::default(),
        };
        let Some(field) = self.settings.fields.get(key) else { return Cell::default() };
        joined(custom::values_of(values, key).map(|value| self.value(value, field, currency)))
    }

    fn value(&self, value: &'i str, field: &CustomField, currency: bool) -> Cell<'i> {
        match &field.holds {
            CustomType::Money => match value.parse::<Money>() {
                Ok(money) if currency => money.currency.code().to_owned().into(),
                Ok(money) => money.number().into(),
                Err(_) if currency => Cell::default(),
                Err(_) => value.into(),
            },
            _ if currency => Cell::default(),
            CustomType::Flag => match value {
                custom::YES => self.export.words.flag(true).into(),
                custom::NO => self.export.words.flag(false).into(),
                other => other.into(),
            },
            CustomType::Customer => {
                let found = value.parse().ok().and_then(|id| self.customer(Some(id)));
                found.map_or(Cow::Borrowed(value), |customer| customer.name.as_str().into())
            }
            _ => value.into(),
        }
    }
}

/// Several values as one cell.
fn joined<'i>(values: impl Iterator<Item = Cell<'i>>) -> Cell<'i> {
    let mut values = values.filter(|value| !value.is_empty());
    let Some(mut cell) = values.next() else { return Cell::default() };
    for value in values {
        let cell = cell.to_mut();
        cell.push_str(BETWEEN);
        cell.push_str(&value);
    }
    cell
}

/// What prints, if it is there.
fn shown<'i>(value: Option<impl ToString>) -> Cell<'i> {
    value.map_or_else(Cell::default, |value| Cow::Owned(value.to_string()))
}
