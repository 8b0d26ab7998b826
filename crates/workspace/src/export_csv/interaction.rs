//! Interactions as rows.

use model::Interaction;

use crate::export_csv::{Cell, Column, Page, shown};
use crate::table::Slot;

pub(super) fn cells<'i>(page: &Page<'i>, slot: Slot) -> Option<Vec<Cell<'i>>> {
    let record = &page.image.tables.interactions.live_row(slot)?.record;
    Some(page.export.columns.iter().map(|column| cell(page, record, column)).collect())
}

fn cell<'i>(page: &Page<'i>, record: &'i Interaction, column: &'i Column) -> Cell<'i> {
    let words = page.export.words;
    let customer = || page.customer(record.customer);
    match column {
        Column::Code => customer().map_or_else(Cell::default, |it| it.code.as_str().into()),
        Column::Customer => customer().map_or_else(Cell::default, |it| it.name.as_str().into()),
        Column::At => shown(record.at.map(|at| at.local().format("%Y-%m-%d %H:%M"))),
        Column::Channel => shown(record.channel.as_ref().map(|choice| words.channel(choice))),
        Column::Direction => shown(record.direction.as_ref().map(|choice| words.direction(choice))),
        Column::Subject => record.subject.as_str().into(),
        Column::Said => record.notes.as_str().into(),
        Column::Outcome => record.outcome.as_str().into(),
        Column::NextStep => record.next_step.as_str().into(),
        Column::Custom(_) | Column::CustomCurrency(_) => page.custom(&record.custom, column),
        _ => Cell::default(),
    }
}
