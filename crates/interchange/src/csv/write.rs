//! Rows to CSV.

use csv_core::{Terminator, Writer, WriterBuilder};

use crate::csv::guard::needs_guard;
use crate::csv::sniff::Delimiter;

/// Writes CSV by RFC 4180, in UTF-8 with a byte order mark, without which Excel takes it for
/// the encoding of the country.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe before it: one that
/// begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line end, unless it is
/// a plain number such as `-12.50`. [`cell::text`](crate::csv::cell::text) takes it off again,
/// so what is written here reads back as it was, but for white space around it.
#[derive(Debug)]
pub struct CsvWriter {
    writer: Writer,
    out: Vec<u8>,
}

impl CsvWriter {
    /// A writer with nothing but the byte order mark.
    #[must_use]
    pub fn new(delimiter: Delimiter) -> Self {
        let writer =
            WriterBuilder::new().delimiter(delimiter.byte()).terminator(Terminator::CRLF).build();
        Self { writer, out: b"\xef\xbb\xbf".to_vec() }
    }

    /// Writes one row. A row of one empty cell is written `""`, so that it is not a blank line.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        for (index, cell) in cells.into_iter().enumerate() {
            self.cell(index > 0, cell);
        }
        self.write(4, |writer, out| writer.terminator(out).1);
    }

    fn cell(&mut self, follows: bool, cell: &str) {
        if follows {
            self.write(2, |writer, out| writer.delimiter(out).1);
        }
        let guarded;
        let cell = if needs_guard(cell) {
            guarded = format!("'{cell}");
            &guarded
        } else {
            cell
        };
        self.write(2 + 2 * cell.len(), |writer, out| writer.field(cell.as_bytes(), out).2);
    }

    /// Lets `write` put at most `most` bytes at the end; it returns how many it did.
    fn write(&mut self, most: usize, write: impl FnOnce(&mut Writer, &mut [u8]) -> usize) {
        let start = self.out.len();
        self.out.resize(start + most, 0);
        let written = write(&mut self.writer, self.out.get_mut(start..).unwrap_or_default());
        self.out.truncate(start + written);
    }

    /// Hands over what was written since the last time, for a file written piece by piece.
    #[must_use]
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let mut writer = CsvWriter::new(Delimiter::Comma);
        for row in rows {
            writer.row(row.iter().copied());
        }
        String::from_utf8_lossy(&writer.take()).into_owned()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(
            written(&[&["a", "b,c", "d \"e\"", "f\ng", ""], &[""], &["", ""]]),
            "\u{feff}a,\"b,c\",\"d \"\"e\"\"\",\"f\ng\",\r\n\"\"\r\n,\r\n"
        );
    }

    #[test]
    fn formulas_are_defused() {
        assert_eq!(
            written(&[&["=HYPERLINK(\"http://x\",\"y\")", "-2.50", "+49 1", "@x", "a=b"]]),
            "\u{feff}\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",-2.50,'+49 1,'@x,a=b\r\n"
        );
    }

    #[test]
    fn pieces_add_up_and_the_mark_comes_once() {
        let mut writer = CsvWriter::new(Delimiter::Semicolon);
        writer.row(["a;b", "c"]);
        let mut all = writer.take();
        writer.row(["d"]);
        all.extend(writer.take());
        assert!(writer.take().is_empty());
        assert_eq!(String::from_utf8_lossy(&all), "\u{feff}\"a;b\";c\r\nd\r\n");
    }
}
