//! A field of everybody, made ready to be read: columns that are there already, or the records.

use model::Customer;

use super::look::Look;
use crate::analysis::purchases::Bought;
use crate::table::Slot;

/// The number of each customer who has one.
pub(super) type Numbers<'a> = Box<dyn Fn(Slot) -> Option<i64> + 'a>;
/// A test of a text.
type Passes<'a> = dyn Fn(&str) -> bool + 'a;
/// Whether any of a customer's texts passes a test.
pub(super) type Texts<'a> = Box<dyn Fn(Slot, &Passes<'_>) -> bool + 'a>;
/// The same, of a record.
type AnyText = fn(&Customer, &Passes<'_>) -> bool;

/// A field of everybody, ready to be read.
pub(super) enum Column<'a> {
    /// Whole numbers, days since 1970-01-01 among them.
    Numbers(Numbers<'a>),
    /// Texts that are not empty; of each customer none, one, or several.
    Texts(Texts<'a>),
}

/// One, in the unit of [`super::test::Holds::Number`].
pub(super) const WHOLE: i32 = 1_000_000_000;

/// A figure in the unit of [`super::test::Holds::Number`], to the nearest.
pub(super) fn scaled(figure: f64) -> i64 {
    (figure * f64::from(WHOLE)).round() as i64
}

/// A figure, as `read` gives it.
pub(super) fn numbers<'a>(read: impl Fn(Slot) -> Option<i64> + 'a) -> Option<Column<'a>> {
    Some(Column::Numbers(Box::new(read)))
}

/// What a customer's orders come to.
pub(super) fn bought<'a>(
    look: &'a Look<'a>,
    read: impl Fn(Bought) -> Option<i64> + 'a,
) -> Option<Column<'a>> {
    let purchases = look.purchases();
    numbers(move |slot| read(purchases.by(slot)))
}

/// A number in the record.
pub(super) fn number<'a>(
    look: &'a Look<'a>,
    read: fn(&Customer) -> Option<i64>,
) -> Option<Column<'a>> {
    numbers(move |slot| read(customer(look, slot)?))
}

/// A text in the record, unless it is empty.
pub(super) fn text<'a>(look: &'a Look<'a>, read: fn(&Customer) -> &String) -> Option<Column<'a>> {
    Some(Column::Texts(Box::new(move |slot, passes| {
        let text = customer(look, slot).map(read);
        text.is_some_and(|text| !text.is_empty() && passes(text))
    })))
}

/// A choice in the record, by its code.
pub(super) fn code<'a>(
    look: &'a Look<'a>,
    read: fn(&Customer) -> Option<&str>,
) -> Option<Column<'a>> {
    Some(Column::Texts(Box::new(move |slot, passes| {
        customer(look, slot).and_then(read).is_some_and(passes)
    })))
}

/// Several texts in the record.
pub(super) fn texts<'a>(look: &'a Look<'a>, any: AnyText) -> Option<Column<'a>> {
    Some(Column::Texts(Box::new(move |slot, passes| {
        customer(look, slot).is_some_and(|customer| any(customer, passes))
    })))
}

fn customer<'a>(look: &Look<'a>, slot: Slot) -> Option<&'a Customer> {
    look.image.tables.customers.row(slot).map(|row| &row.record)
}
