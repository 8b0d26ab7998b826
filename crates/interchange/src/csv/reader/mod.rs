//! A row and a mapping to a draft of a record.

mod customer;
mod interaction;
mod order;

pub use customer::{
    CustomerDraft, CustomerOptions, CustomerPlan, ENTRIES_LIMIT, Labelled, read_customer,
};
pub use interaction::{
    InteractionDraft, InteractionOptions, InteractionPlan, Zone, read_interaction,
};
pub use order::{OrderDraft, OrderOptions, OrderPlan, read_order};

use crate::csv::mapping::Field;
use crate::csv::reject::{RejectReason, shorten};
use crate::text::{is_longer, one_line, push_lines};

/// A cell on one line, of at most `limit` characters.
fn line(field: Field, cell: &str, limit: usize) -> Result<String, RejectReason> {
    let line = one_line(cell);
    check_length(field, &line, limit)?;
    Ok(line)
}

/// Adds a text of several lines to one there may be already.
fn append(
    field: Field,
    text: &mut String,
    cell: &str,
    separator: &str,
    limit: usize,
) -> Result<(), RejectReason> {
    if !text.is_empty() {
        text.push_str(separator);
    }
    push_lines(text, cell);
    check_length(field, text, limit)
}

/// Refuses a text of more than `limit` characters.
fn check_length(field: Field, text: &str, limit: usize) -> Result<(), RejectReason> {
    if is_longer(text, limit) { Err(RejectReason::TextTooLong { field, limit }) } else { Ok(()) }
}

/// Refuses `1.38E+10`: what a spreadsheet leaves of a long number that it took for a quantity.
/// Its digits are lost, and other numbers look the same.
fn check_not_mangled(field: Field, text: &str) -> Result<(), RejectReason> {
    let mangled = match text.as_bytes() {
        [first, middle @ .., b'E' | b'e', b'+', b'0'..=b'9', b'0'..=b'9'] => {
            first.is_ascii_digit()
                && middle.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        }
        _ => false,
    };
    if mangled { Err(RejectReason::MangledNumber { field, text: shorten(text) }) } else { Ok(()) }
}
