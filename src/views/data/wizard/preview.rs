//! The first rows, as they will be read.

use interchange::csv::cell::{self, read_amount, read_date, read_time};
use interchange::csv::reader::{
    CustomerPlan, InteractionPlan, OrderPlan, read_customer, read_interaction, read_order,
};
use interchange::csv::values::read_choice;
use interchange::csv::{CustomReader, Field, Reading, Row, RowReject, Table, Target};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::views::data::desk::Desk;
use crate::views::data::wizard::choices::Choices;
use crate::views::data::wording;

/// Rows shown.
const SHOWN: usize = 8;
/// Longest text of a cell, in characters.
const CELL: usize = 60;

/// A row of the preview.
struct Shown {
    line: u64,
    /// In the order of the columns that hold something.
    cells: Vec<Cell>,
}

impl Shown {
    fn is_bad(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_bad)
    }
}

struct Cell {
    text: String,
    is_bad: bool,
}

/// What says whether a row will be taken; `None` as long as something is missing.
struct Judge {
    rows: Rows,
    own: CustomReader,
}

enum Rows {
    Customers(CustomerPlan),
    Orders(OrderPlan),
    Interactions(InteractionPlan),
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
enum Held {
    Field(Field),
    /// A field of one's own, by its name.
    Own(String),
}

impl Held {
    fn name(&self, i18n: I18n) -> String {
        match self {
            Self::Field(field) => wording::field(i18n, *field).to_owned(),
            Self::Own(name) => name.clone(),
        }
    }

    fn class(&self) -> &'static str {
        if *self == Self::Field(Field::Amount) { "num" } else { "" }
    }
}

impl Judge {
    fn of(choices: &Choices) -> Option<Self> {
        let rows = match choices.mapping.target {
            Target::Customers => CustomerPlan::new(&choices.mapping, choices.customer_options())
                .ok()
                .map(Rows::Customers)?,
            Target::Orders => {
                OrderPlan::new(&choices.mapping, choices.order_options()?).ok().map(Rows::Orders)?
            }
            Target::Interactions => {
                InteractionPlan::new(&choices.mapping, choices.interaction_options())
                    .ok()
                    .map(Rows::Interactions)?
            }
        };
        let own = choices.mapping.custom.iter().map(|(column, own)| (*column, own));
        // Whether a customer of that name is here is for the check to say.
        let own = CustomReader::new(own, choices.notations())
            .with_currencies(&choices.mapping.currencies())
            .with_customers_by_name();
        Some(Self { rows, own })
    }

    fn fault(&self, row: &Row<'_>) -> Option<RowReject> {
        let fault = match &self.rows {
            Rows::Customers(plan) => read_customer(row, plan).err(),
            Rows::Orders(plan) => read_order(row, plan).err(),
            Rows::Interactions(plan) => read_interaction(row, plan).err(),
        };
        fault.or_else(|| self.own.read(row).err())
    }
}

fn held(choices: &Choices) -> Vec<(usize, Held)> {
    let columns = choices.mapping.columns.iter().enumerate();
    let fields = columns.filter_map(|(column, field)| Some((column, Held::Field((*field)?))));
    let own = choices.mapping.custom.iter();
    let own = own.map(|(column, own)| (*column, Held::Own(own.field.name.clone())));
    let mut held: Vec<_> = fields.chain(own).collect();
    held.sort_by_key(|(column, _)| *column);
    held
}

fn rows(i18n: I18n, table: &mut Table, choices: &Choices) -> Vec<Shown> {
    let held = held(choices);
    let judge = Judge::of(choices);
    let mut shown = Vec::new();
    table.rewind();
    while shown.len() < SHOWN {
        let Some(row) = table.next_row() else { break };
        shown.push(match row {
            Ok(row) => {
                let fault = judge.as_ref().and_then(|judge| judge.fault(&row));
                shown_row(i18n, &row, choices, &held, fault)
            }
            Err(why) => {
                Shown { line: why.line, cells: vec![bad(wording::reject(i18n, &why.reason))] }
            }
        });
    }
    table.rewind();
    shown
}

fn bad(text: String) -> Cell {
    Cell { text, is_bad: true }
}

fn shown_row(
    i18n: I18n,
    row: &Row<'_>,
    choices: &Choices,
    held: &[(usize, Held)],
    fault: Option<RowReject>,
) -> Shown {
    // A fault of no column of its own is shown in the first.
    let at =
        |fault: &RowReject| held.iter().position(|(i, _)| Some(*i) == fault.column).unwrap_or(0);
    let at = fault.as_ref().map(at);
    let cells = held.iter().enumerate().map(|(index, (column, field))| match &fault {
        Some(fault) if at == Some(index) => bad(wording::reject(i18n, &fault.reason)),
        _ => {
            let text = value(i18n, (*column, field), cell::text(row.get(*column)), choices);
            Cell { text, is_bad: false }
        }
    });
    Shown { line: row.line(), cells: cells.collect() }
}

/// A cell as the record will say it.
fn value(i18n: I18n, (column, held): (usize, &Held), text: &str, choices: &Choices) -> String {
    let locale = i18n.get_locale();
    let read = match held {
        Held::Field(field @ (Field::Date | Field::Birthday | Field::Since)) => {
            read_date(text, choices.format(*field)).ok().map(|day| format::day(locale, day))
        }
        Held::Field(Field::At) => read_time(text, choices.date).ok().map(|at| {
            let day = format::day(locale, at.day);
            // The clock on the wall, as it is written.
            at.time.map_or(day.clone(), |time| {
                let minutes = time / 60_000;
                format!("{day} {:02}:{:02}", minutes / 60, minutes % 60)
            })
        }),
        Held::Field(Field::Amount) => choices
            .currency()
            .and_then(|currency| read_amount(text, currency, choices.mark, choices.excess()).ok())
            .map(|money| format::money(locale, money)),
        Held::Field(field) if field.is_choice() => {
            match read_choice(&choices.mapping, &choices.values, column, text) {
                Reading::Is(answer) => Some(wording::answer(i18n, &answer)),
                Reading::Empty => Some(String::new()),
                Reading::Unknown => None,
            }
        }
        _ => None,
    };
    read.unwrap_or_else(|| match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    })
}

/// The first rows, bad cells marked.
#[component]
pub fn Preview(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let heads = move || {
        let held = wizard.choices.with(held);
        held.into_iter()
            .map(|(_, held)| view! { <th scope="col" class=held.class()>{held.name(i18n)}</th> })
            .collect_view()
    };
    let bad_rows = RwSignal::new((0, 0));
    let body = move || {
        wizard.opened.track();
        let choices = wizard.choices.get();
        let held = held(&choices);
        let shown = wizard
            .table
            .try_update_value(|table| table.as_mut().map(|table| rows(i18n, table, &choices)))
            .flatten()
            .unwrap_or_default();
        bad_rows.set((shown.iter().filter(|row| row.is_bad()).count(), shown.len()));
        shown
            .into_iter()
            .map(|row| {
                let span = if row.cells.len() < held.len() { held.len() } else { 1 };
                let line_class = if row.is_bad() { "bad" } else { "" };
                let cells = row.cells.into_iter().zip(held.iter()).map(|(cell, (_, field))| {
                    let class = if cell.is_bad { "bad" } else { field.class() };
                    view! { <td class=class colspan=span.to_string()>{cell.text}</td> }
                });
                view! { <tr><td class=line_class>{row.line.to_string()}</td>{cells.collect_view()}</tr> }
            })
            .collect_view()
    };
    let summary = move || {
        let (count, shown) = bad_rows.get();
        (count > 0)
            .then(|| t_string!(i18n, data.preview_bad, count = count, shown = shown).to_string())
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, data.preview)}</h2></div>
            {move || summary().map(|words| view! { <div class="card-body"><p class="hint">{words}</p></div> })}
            <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, data.preview)>
                <table class="table preview" id="preview">
                    <thead><tr><th scope="col">{tr!(i18n, data.line)}</th>{heads}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
