//! Orders one after the other, as they happened.

use crate::orders::{Order, OrderColumns};
use crate::rfm::MeasureError;

/// Shows the rows up to the day `last` to `visit`, the earliest first, those of one day in no
/// particular order. Rows before the day `floor` come first, as if of that day: their order is of
/// no interest.
///
/// Linear: rows that stand in order of time are passed through; others are sorted by counting,
/// which also takes four bytes a day between the first and the last.
///
/// # Errors
///
/// When a row of whichever day names a customer outside `0..customers`.
pub(super) fn in_day_order(
    orders: &OrderColumns<'_>,
    customers: usize,
    floor: i32,
    last: i32,
    mut visit: impl FnMut(Order),
) -> Result<(), MeasureError> {
    let (mut sorted, mut before, mut earliest) = (true, i32::MIN, i32::MAX);
    for (row, order) in orders.iter().enumerate() {
        if order.customer as usize >= customers {
            return Err(MeasureError::UnknownCustomer { row, customer: order.customer, customers });
        }
        sorted &= before <= order.day;
        before = order.day;
        earliest = earliest.min(order.day);
    }
    let floor = floor.max(earliest);
    let counted =
        || orders.iter().filter(|order| order.day <= last).map(|order| day_from(order, floor));
    if sorted {
        counted().for_each(visit);
        return Ok(());
    }
    if earliest > last {
        return Ok(());
    }

    let place = |order: &Order| floor.abs_diff(order.day) as usize;
    let mut next = vec![0_u32; floor.abs_diff(last) as usize + 1];
    for order in counted() {
        next[place(&order)] += 1;
    }
    let mut rows = 0;
    for count in &mut next {
        (*count, rows) = (rows, rows + *count);
    }
    let mut in_order = vec![Order { customer: 0, day: 0, amount: 0 }; rows as usize];
    for order in counted() {
        let at = &mut next[place(&order)];
        in_order[*at as usize] = order;
        *at += 1;
    }
    in_order.into_iter().for_each(&mut visit);
    Ok(())
}

fn day_from(order: Order, floor: i32) -> Order {
    Order { day: order.day.max(floor), ..order }
}
