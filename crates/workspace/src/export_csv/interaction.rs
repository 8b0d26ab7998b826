//! Interactions as rows.

use model::{Id, Interaction, Moment, Row};

use crate::export_csv::{Cell, Column, Page, shown};

pub(super) fn cells<'i>(page: &Page<'i>, row: &'i Row<Interaction>) -> Vec<Cell<'i>> {
    let cell = |column| cell(page, row.id, &row.record, column);
    page.export.columns.iter().map(cell).collect()
}

fn cell<'i>(page: &Page<'i>, id: Id, record: &'i Interaction, column: &'i Column) -> Cell<'i> {
    let words = page.export.words;
    let customer = || page.customer(record.customer);
    match column {
        Column::Code => customer().map_or_else(Cell::default, |it| it.code.as_str().into()),
        Column::Customer => customer().map_or_else(Cell::default, |it| it.name.as_str().into()),
        Column::At => shown(record.at.map(wall_clock)),
        Column::TimeZone => shown(record.at.map(offset)),
        Column::InteractionId => shown(Some(id)),
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

/// What the clock on the wall showed, as finely as somebody wrote it down.
fn wall_clock(at: Moment) -> String {
    let format = match at.millis().rem_euclid(60_000) {
        0 => "%Y-%m-%d %H:%M",
        part if part % 1_000 == 0 => "%Y-%m-%d %H:%M:%S",
        _ => "%Y-%m-%d %H:%M:%S%.3f",
    };
    at.local().format(format).to_string()
}

/// How far that clock is from Greenwich: `UTC+08:00`.
fn offset(at: Moment) -> String {
    let minutes = at.offset_minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
