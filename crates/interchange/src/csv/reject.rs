//! Rows that could not be taken, each with its place and its reason.

use model::CustomType;
use model::decimal::DecimalError;
use thiserror::Error;

use crate::csv::mapping::Field;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct RowReject {
    /// The physical line the row begins on, from 1, the header's lines included.
    pub line: u64,
    /// The column that is at fault, from 0, where one is.
    pub column: Option<usize>,
    /// What is wrong.
    pub reason: RejectReason,
    /// The row as it stands in the file, without its line end; at most [`RAW_LIMIT`]
    /// bytes, ending in `…` when there was more.
    pub raw: String,
}

/// Longest raw row kept, in bytes: as long as the longest row that is read at all, so that
/// only a row that is itself too long is ever cut.
pub const RAW_LIMIT: usize = crate::csv::table::RECORD_LIMIT;

/// Why a row was not taken. Texts from the file are shortened to [`QUOTED_LIMIT`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RejectReason {
    /// A quote at the start of a field on line `opened` is not closed, or closed only by a
    /// quote that belongs to a later row.
    #[error("a quote opened on line {opened} is not closed")]
    OpenQuote {
        /// The physical line.
        opened: u64,
    },
    /// The row is longer than [`RECORD_LIMIT`](crate::csv::table::RECORD_LIMIT).
    #[error("the row is longer than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The row has bytes that are no UTF-8: damaged, or read in the wrong encoding.
    #[error("the row is not in the encoding of the file")]
    NotUtf8,
    /// The row has more columns with something in them than the header.
    #[error("{found} columns where the header has {expected}")]
    TooManyColumns {
        /// Columns up to the last one that is not empty.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// All of these fields are empty and one of them must not be.
    #[error("empty: {0:?}")]
    Missing(&'static [Field]),
    /// Not a date in the chosen format, or no day of the calendar.
    #[error("{field:?}: `{text}` is not a date in the chosen format")]
    NotADate {
        /// The field.
        field: Field,
        /// The cell.
        text: String,
    },
    /// A birthday whose century nobody can tell.
    #[error("{field:?}: `{text}` has a year of two digits")]
    TwoDigitYear {
        /// The field.
        field: Field,
        /// The cell.
        text: String,
    },
    /// Not a number, or not one that fits.
    #[error("{field:?}: `{text}`: {why}")]
    NotANumber {
        /// The field.
        field: Field,
        /// The cell.
        text: String,
        /// What is wrong with it.
        why: DecimalError,
    },
    /// A number such as `1.38E+10` where digits count, as a telephone number's do: a
    /// spreadsheet took it for a quantity and dropped them.
    #[error("{field:?}: `{text}` has lost digits in a spreadsheet")]
    MangledNumber {
        /// The field.
        field: Field,
        /// The cell.
        text: String,
    },
    /// A currency that ISO 4217 does not list and whose sign nobody knows, or two at once.
    #[error("`{text}` is not a currency")]
    UnknownCurrency {
        /// The cell, or the part of it that should be a currency.
        text: String,
    },
    /// None of the answers the field has.
    #[error("{field:?}: `{text}` is none of its choices")]
    UnknownChoice {
        /// The field.
        field: Field,
        /// The cell.
        text: String,
    },
    /// Not a telephone number.
    #[error("`{text}` is not a telephone number")]
    NotAPhone {
        /// The number in question.
        text: String,
    },
    /// Not an e-mail address.
    #[error("`{text}` is not an e-mail address")]
    NotAnEmail {
        /// The address in question.
        text: String,
    },
    /// A text longer than the field takes.
    #[error("{field:?}: longer than {limit} characters")]
    TextTooLong {
        /// The field.
        field: Field,
        /// The limit in characters.
        limit: usize,
    },
    /// Not a value of a field people added.
    #[error("{name}: `{text}` is not of type {holds}")]
    NotOfField {
        /// What people call the field.
        name: String,
        /// What it holds.
        holds: CustomType,
        /// The cell.
        text: String,
    },
    /// One answer more than a field people added can have.
    #[error("{name}: `{text}` would be one choice more than {limit}")]
    TooManyChoices {
        /// What people call the field.
        name: String,
        /// The most there can be.
        limit: usize,
        /// The cell.
        text: String,
    },
    /// More entries in one cell, or over all columns of the field, than the field takes.
    #[error("{field:?}: more than {limit}")]
    TooMany {
        /// The field.
        field: Field,
        /// The limit.
        limit: usize,
    },
}

/// Most characters of a cell repeated in a reason.
pub const QUOTED_LIMIT: usize = 80;

/// `text`, or its beginning and `…`.
pub(crate) fn shorten(text: &str) -> String {
    match text.char_indices().nth(QUOTED_LIMIT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// A row's bytes as text, for [`RowReject::raw`].
pub(crate) fn raw_text(row: &[u8]) -> String {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    match row.get(..RAW_LIMIT) {
        Some(start) if start.len() < row.len() => {
            let torn = start.utf8_chunks().last().map_or(0, |chunk| chunk.invalid().len());
            let start = start.get(..start.len() - torn).unwrap_or(start);
            String::from_utf8_lossy(start).into_owned() + "…"
        }
        _ => String::from_utf8_lossy(row).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shorten("短"), "短");
        assert_eq!(shorten(&"短".repeat(81)), "短".repeat(80) + "…");
        assert_eq!(raw_text(b"a,b\r\n"), "a,b");
        assert_eq!(raw_text(b"a\n\r"), "a\n");
        for start in ["", "x", "xx"] {
            let long = start.to_owned() + &"短".repeat(RAW_LIMIT / 3 + 1);
            let kept = raw_text(long.as_bytes());
            assert!(kept.ends_with("短…") && kept.len() <= RAW_LIMIT + "…".len(), "{start}");
        }
    }
}
