//! Tasks as rows.

use model::Task;

use crate::export_csv::{Cell, Column, Page, shown};
use crate::table::Slot;

pub(super) fn cells<'i>(page: &Page<'i>, slot: Slot) -> Option<Vec<Cell<'i>>> {
    let row = page.image.tables.tasks.live_row(slot)?;
    Some(page.export.columns.iter().map(|column| cell(page, &row.record, column)).collect())
}

fn cell<'i>(page: &Page<'i>, task: &'i Task, column: &Column) -> Cell<'i> {
    let customer = || page.customer(task.customer);
    match column {
        Column::Code => customer().map_or_else(Cell::default, |it| it.code.as_str().into()),
        Column::Customer => customer().map_or_else(Cell::default, |it| it.name.as_str().into()),
        Column::Title => task.title.as_str().into(),
        Column::TaskKind => shown(task.kind.as_ref().map(|it| page.export.words.task_kind(it))),
        Column::Due => shown(task.due),
        Column::TaskOwner => task.owner.as_str().into(),
        Column::Done => shown(task.done.map(|at| at.day())),
        Column::Notes => task.notes.as_str().into(),
        _ => Cell::default(),
    }
}
