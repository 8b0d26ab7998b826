//! A CSV file as a table: its header, and its rows one at a time.

use thiserror::Error;

use crate::csv::cell;
use crate::csv::reject::{RejectReason, RowReject, raw_text};
use crate::csv::sample::Samples;
use crate::csv::scan::{Extent, Limits, Place, Scanner};
use crate::csv::sniff::{self, Delimiter};
use crate::csv::split::{Fields, Splitter};

/// Longest header, in bytes.
pub const HEADER_LIMIT: usize = 1 << 20;
/// Longest row, in bytes.
pub const RECORD_LIMIT: usize = 256 << 10;
/// Most physical lines of one row.
pub const LINES_LIMIT: u64 = 200;
/// Most columns.
pub const COLUMNS_LIMIT: usize = 4096;

/// How to read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableOptions {
    /// The character between fields; found out when `None`.
    pub delimiter: Option<Delimiter>,
    /// Whether the first row names the columns. Without, the columns have empty names.
    pub header: bool,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { delimiter: None, header: true }
    }
}

/// Why a file is refused whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TableError {
    /// There is nothing in it but blank lines.
    #[error("the file is empty")]
    Empty,
    /// The first row does not end within so many bytes: this is no table.
    #[error("the first row is longer than {limit} bytes")]
    HeaderTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The first row has a quote that is not closed.
    #[error("a quote opened on line {opened}, in the first row, is not closed")]
    HeaderOpenQuote {
        /// The physical line.
        opened: u64,
    },
    /// The first row is not UTF-8: the file was not converted, or from the wrong encoding.
    #[error("the first row is not in the chosen encoding")]
    HeaderNotUtf8,
    /// More columns than any list has.
    #[error("{found} columns, more than {limit}")]
    TooManyColumns {
        /// The columns there are.
        found: usize,
        /// The most there may be.
        limit: usize,
    },
}

/// A CSV file in memory, with a reading position.
///
/// Reading is by pull and keeps its place, so a caller may read some rows, give the thread
/// back, and go on.
#[derive(Debug)]
pub struct Table {
    bytes: Vec<u8>,
    delimiter: Delimiter,
    headers: Vec<String>,
    first: Place,
    cursor: Cursor,
}

/// One row. Missing trailing columns read as empty.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    line: u64,
    text: &'t str,
    ends: &'t [usize],
    raw: &'t [u8],
}

#[derive(Debug)]
struct Cursor {
    at: Place,
    scanner: Scanner,
    splitter: Splitter,
}

impl Table {
    /// Opens `bytes`, which are UTF-8 with or without a byte order mark. A first line
    /// `sep=…` is a hint by Excel and no row.
    ///
    /// # Errors
    /// When there is no header, or it cannot be one.
    pub fn open(bytes: Vec<u8>, options: TableOptions) -> Result<Self, TableError> {
        let mut at = Place { byte: 0, line: 1 };
        if bytes.starts_with(b"\xef\xbb\xbf") {
            at.byte = 3;
        }
        let text = bytes.get(at.byte..).unwrap_or_default();
        let delimiter = options.delimiter.unwrap_or_else(|| sniff::sniff(text));
        if let Some((_, length)) = sniff::separator_hint(text) {
            at = Place { byte: at.byte + length, line: 2 };
        }

        let mut cursor = Cursor::new(at, delimiter);
        let limits = Limits { bytes: HEADER_LIMIT, lines: LINES_LIMIT };
        let (start, extent) = cursor.find(&bytes, limits).ok_or(TableError::Empty)?;
        let next = match extent {
            Extent::Record { next } => next,
            Extent::OpenQuote { opened, .. } => return Err(TableError::HeaderOpenQuote { opened }),
            Extent::TooLong { .. } => {
                return Err(TableError::HeaderTooLong { limit: HEADER_LIMIT });
            }
        };
        let record = bytes.get(start.byte..next.byte).unwrap_or_default();
        let fields = cursor.splitter.split(record);
        let columns = fields.ends.len();
        if columns > COLUMNS_LIMIT {
            return Err(TableError::TooManyColumns { found: columns, limit: COLUMNS_LIMIT });
        }
        let row = Row::new(start.line, fields, record).ok_or(TableError::HeaderNotUtf8)?;
        let (headers, first) = if options.header {
            ((0..columns).map(|i| cell::text(row.get(i)).to_owned()).collect(), next)
        } else {
            (vec![String::new(); columns], start)
        };
        Ok(Self { cursor: Cursor::new(first, delimiter), bytes, delimiter, headers, first })
    }

    /// The names of the columns, trimmed; empty where the file has none. There may be
    /// duplicates.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The names that more than one column has, each with the columns, from 0.
    #[must_use]
    pub fn duplicate_headers(&self) -> Vec<(&str, Vec<usize>)> {
        let mut order: Vec<usize> =
            (0..self.headers.len()).filter(|i| !self.name(*i).is_empty()).collect();
        order.sort_by_key(|i| (self.name(*i), *i));
        let mut found: Vec<(&str, Vec<usize>)> = order
            .chunk_by(|a, b| self.name(*a) == self.name(*b))
            .filter(|same| same.len() > 1)
            .map(|same| (same.first().map_or("", |i| self.name(*i)), same.to_vec()))
            .collect();
        found.sort_by_key(|(_, columns)| columns.first().copied());
        found
    }

    fn name(&self, column: usize) -> &str {
        self.headers.get(column).map_or("", String::as_str)
    }

    /// The character between fields, given or found.
    #[must_use]
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// Size of the file in bytes.
    #[must_use]
    pub fn bytes_total(&self) -> usize {
        self.bytes.len()
    }

    /// Bytes up to the next row, for a progress bar.
    #[must_use]
    pub fn bytes_read(&self) -> usize {
        self.cursor.at.byte
    }

    /// Goes back to the first row.
    pub fn rewind(&mut self) {
        self.cursor = Cursor::new(self.first, self.delimiter);
    }

    /// The next row that is not blank, or why it cannot be read; `None` at the end.
    ///
    /// Blank is a row with nothing but white space, delimiters and quotes. A row with fewer
    /// columns than the header is read, the missing ones being empty: whether one of them
    /// was needed is for the reader of its fields to say. A row with more is read if the
    /// surplus is blank.
    pub fn next_row(&mut self) -> Option<Result<Row<'_>, RowReject>> {
        self.cursor.next_row(&self.bytes, self.headers.len())
    }

    /// The values of about `rows` rows: the first half from the beginning, the others spread
    /// evenly over the rest, because files are sorted and beginnings are not typical. Rows
    /// that cannot be read are left out. The reading position does not change.
    #[must_use]
    pub fn sample(&self, rows: usize) -> Samples {
        let columns = self.headers.len();
        let mut samples = Samples::new(columns);
        let mut cursor = Cursor::new(self.first, self.delimiter);
        while samples.rows() < rows.div_ceil(2) {
            match cursor.next_row(&self.bytes, columns) {
                Some(Ok(row)) => samples.add(&row),
                Some(Err(_)) => {}
                None => return samples,
            }
        }
        let start = cursor.at.byte;
        let length = self.bytes.len() - start;
        let jumps = rows / 2;
        for jump in 0..jumps {
            let target = start + (length as u128 * jump as u128 / jumps as u128) as usize;
            if target > cursor.at.byte && !cursor.skip_to_line_after(&self.bytes, target) {
                break;
            }
            // A jump may land inside quotes; what is then read seldom has the right shape.
            if let Some(Ok(row)) = cursor.next_row(&self.bytes, columns)
                && row.len() == columns
            {
                samples.add(&row);
            }
        }
        samples
    }

    /// Splits [`RowReject::raw`] into its cells, as well as can be.
    #[must_use]
    pub fn cells(&self, raw: &str) -> Vec<String> {
        let mut splitter = Splitter::new(self.delimiter.byte());
        let fields = splitter.split(raw.as_bytes());
        Row::new(0, fields, raw.as_bytes())
            .map(|row| (0..row.len()).map(|i| row.get(i).to_owned()).collect())
            .unwrap_or_default()
    }
}

impl Cursor {
    fn new(at: Place, delimiter: Delimiter) -> Self {
        let delimiter = delimiter.byte();
        Self { at, scanner: Scanner::new(delimiter), splitter: Splitter::new(delimiter) }
    }

    /// Finds the next record that is not blank, moves behind it, and gives its place.
    fn find(&mut self, bytes: &[u8], limits: Limits) -> Option<(Place, Extent)> {
        loop {
            let start = self.at;
            if start.byte >= bytes.len() {
                return None;
            }
            let extent = self.scanner.record(bytes, start, limits);
            match extent {
                Extent::Record { next } => {
                    self.at = next;
                    if self.is_blank(bytes.get(start.byte..next.byte).unwrap_or_default()) {
                        continue;
                    }
                }
                Extent::OpenQuote { next, .. } | Extent::TooLong { next } => self.at = next,
            }
            return Some((start, extent));
        }
    }

    /// Besides the obvious, DOS's end-of-file mark after the last row is nothing.
    fn is_blank(&self, record: &[u8]) -> bool {
        let delimiter = self.scanner.delimiter();
        record
            .iter()
            .all(|b| b.is_ascii_whitespace() || matches!(b, b'"' | 0x1a) || *b == delimiter)
    }

    fn next_row<'t>(
        &'t mut self,
        bytes: &'t [u8],
        columns: usize,
    ) -> Option<Result<Row<'t>, RowReject>> {
        let limits = Limits { bytes: RECORD_LIMIT, lines: LINES_LIMIT };
        let (start, extent) = self.find(bytes, limits)?;
        let record = bytes.get(start.byte..self.at.byte).unwrap_or_default();
        let reject = |column, reason| {
            Some(Err(RowReject { line: start.line, column, reason, raw: raw_text(record) }))
        };
        match extent {
            Extent::Record { .. } => {}
            Extent::OpenQuote { opened, .. } => {
                return reject(None, RejectReason::OpenQuote { opened });
            }
            Extent::TooLong { .. } => {
                return reject(None, RejectReason::TooLong { limit: RECORD_LIMIT });
            }
        }
        let fields = self.splitter.split(record);
        let Some(row) = Row::new(start.line, fields, record) else {
            return reject(fields.first_not_utf8(), RejectReason::NotUtf8);
        };
        if let Some(surplus) = (columns..row.len()).rfind(|i| !row.get(*i).trim().is_empty()) {
            let reason = RejectReason::TooManyColumns { found: surplus + 1, expected: columns };
            return reject(Some(columns), reason);
        }
        Some(Ok(row))
    }

    /// Moves to the first line that starts after `target`; `false` when there is none.
    fn skip_to_line_after(&mut self, bytes: &[u8], target: usize) -> bool {
        let rest = bytes.get(target..).unwrap_or_default();
        match memchr::memchr2(b'\n', b'\r', rest) {
            Some(offset) => {
                self.at.byte = target + offset + 1;
                true
            }
            None => false,
        }
    }
}

impl Fields<'_> {
    fn first_not_utf8(&self) -> Option<usize> {
        let mut start = 0;
        self.ends.iter().position(|end| {
            let field = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            std::str::from_utf8(field).is_err()
        })
    }
}

impl<'t> Row<'t> {
    /// `None` when a field is not UTF-8.
    fn new(line: u64, fields: Fields<'t>, raw: &'t [u8]) -> Option<Self> {
        let text = std::str::from_utf8(fields.text).ok()?;
        fields.ends.iter().all(|end| text.is_char_boundary(*end)).then_some(Self {
            line,
            text,
            ends: fields.ends,
            raw,
        })
    }

    /// The physical line it begins on, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many columns it has itself.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a row that is empty is never handed out")]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell of a column, unquoted, not trimmed; empty when the row is shorter.
    #[must_use]
    pub fn get(&self, column: usize) -> &'t str {
        let start = match column.checked_sub(1) {
            None => Some(&0),
            Some(before) => self.ends.get(before),
        };
        match (start, self.ends.get(column)) {
            (Some(start), Some(end)) => self.text.get(*start..*end).unwrap_or_default(),
            _ => "",
        }
    }

    /// This row as one that is not taken.
    #[must_use]
    pub fn reject(&self, column: Option<usize>, reason: RejectReason) -> RowReject {
        RowReject { line: self.line, column, reason, raw: raw_text(self.raw) }
    }
}
