//! Orders as rows.

use std::borrow::Cow;

use model::kinds::order::QUANTITY_PLACES;
use model::{Money, Order, OrderLine, decimal};

use crate::export_csv::{Cell, Column, Page, joined, shown};
use crate::table::Slot;

pub(super) fn cells<'i>(page: &Page<'i>, slot: Slot, record: &'i Order) -> Vec<Cell<'i>> {
    page.export.columns.iter().map(|column| cell(page, slot, record, column)).collect()
}

fn cell<'i>(page: &Page<'i>, slot: Slot, record: &'i Order, column: &'i Column) -> Cell<'i> {
    let customer = || page.customer(record.customer);
    match column {
        Column::Code => customer().map_or_else(Cell::default, |it| it.code.as_str().into()),
        Column::Customer => customer().map_or_else(Cell::default, |it| it.name.as_str().into()),
        Column::Number => record.number.as_str().into(),
        Column::Day => shown(record.day),
        Column::Amount => shown(record.amount.map(|money| money.number())),
        Column::Currency => shown(record.amount.map(|money| money.currency)),
        Column::BaseAmount => {
            let minor = page.image.columns.amount_of(slot);
            shown(minor.map(|minor| Money::new(minor, page.base()).number()))
        }
        Column::BaseCurrency => Cow::Owned(page.base().code().to_owned()),
        Column::Items => match record.lines.as_slice() {
            [line] => line.item.as_str().into(),
            lines => joined(lines.iter().map(counted)),
        },
        Column::Quantity => match record.lines.as_slice() {
            [line] => shown(line.quantity.map(quantity)),
            _ => Cell::default(),
        },
        Column::Notes => record.notes.as_str().into(),
        Column::Custom(_) | Column::CustomCurrency(_) => page.custom(&record.custom, column),
        _ => Cell::default(),
    }
}

fn quantity(thousandths: i64) -> String {
    decimal::format_trimmed(thousandths, QUANTITY_PLACES)
}

/// A line among others: `tea × 2.5`.
fn counted(line: &OrderLine) -> Cell<'_> {
    match line.quantity {
        Some(count) => Cow::Owned(format!("{} × {}", line.item, quantity(count))),
        None => line.item.as_str().into(),
    }
}
