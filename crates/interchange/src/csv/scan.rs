//! Where records end: the guard in front of the field splitter.
//!
//! One stray quotation mark at the start of a field makes everything up to the next one a
//! single field, often the rest of the file. The scanner finds the extent of one record and
//! gives up on it when it grows beyond any honest record, or when the quote that would close
//! it is followed by more text, so that reading can go on at the line after the stray quote.
//!
//! Going back means that lines are looked at twice, but not more often: inside the quoted
//! stretch that failed, quotes come in pairs only, or it would have ended there. Read from
//! the start of a line, pairs of quotes open nothing that stays open at the end of it, so
//! each line of the stretch is a record of its own and none begins another search. That
//! keeps reading linear, whatever the file.
//!
//! When several fields of a record span lines, the quote to blame is the last one: those
//! before it were closed as quotes should be, and the lines inside them are text, not rows.

use memchr::{memchr2, memchr3};

const QUOTE: u8 = b'"';

/// The start of a physical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Offset of its first byte.
    pub byte: usize,
    /// Its number, from 1.
    pub line: u64,
}

/// What makes a record too large to be one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Most bytes of a record.
    pub bytes: usize,
    /// Most physical lines of a record.
    pub lines: u64,
}

/// What the scanner found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A record, and the place after its line end.
    Record { next: Place },
    /// A record in which the quote opened on line `opened` is not properly closed, and the
    /// place after that line.
    OpenQuote { opened: u64, next: Place },
    /// A record over the limit without any open quote, and the place after its line end.
    TooLong { next: Place },
}

/// Finds the extent of records.
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    delimiter: u8,
    #[cfg(test)]
    work: usize,
}

/// How a quoted field ended.
enum Close {
    /// At the delimiter, line end or end of file that is at this place.
    Proper(Place),
    /// With more text after the quote, on the line it opened on: the text belongs to the field.
    Loose(Place),
    /// Not within the limits, or with more text after the quote on another line.
    Broken,
}

impl Scanner {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            #[cfg(test)]
            work: 0,
        }
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The extent of the record that starts at `at`, which must be inside `bytes`.
    pub(crate) fn record(&mut self, bytes: &[u8], at: Place, limits: Limits) -> Extent {
        let stop = bytes.len().min(at.byte.saturating_add(limits.bytes));
        let last_line = at.line.saturating_add(limits.lines - 1);
        let mut here = at;
        let mut field_starts = true;
        loop {
            if field_starts && bytes.get(here.byte) == Some(&QUOTE) {
                match self.close(bytes, here, stop, last_line) {
                    Close::Proper(end) | Close::Loose(end) => here = end,
                    Close::Broken => {
                        let next = self.next_line(bytes, here);
                        return Extent::OpenQuote { opened: here.line, next };
                    }
                }
            }
            let open = bytes.get(here.byte..stop).unwrap_or_default();
            let found = memchr3(self.delimiter, b'\n', b'\r', open);
            self.count(found.unwrap_or(open.len()));
            match found.map(|offset| here.byte + offset) {
                Some(end) if bytes.get(end) == Some(&self.delimiter) => {
                    here.byte = end + 1;
                    field_starts = true;
                }
                Some(end) => {
                    return Extent::Record { next: after_line_end(bytes, here.line, end) };
                }
                None if stop == bytes.len() => {
                    return Extent::Record { next: Place { byte: stop, line: here.line + 1 } };
                }
                None => return Extent::TooLong { next: self.next_line(bytes, here) },
            }
        }
    }

    /// Follows the quoted field that opens at `open`.
    fn close(&mut self, bytes: &[u8], open: Place, stop: usize, last_line: u64) -> Close {
        let mut here = Place { byte: open.byte + 1, line: open.line };
        loop {
            let inside = bytes.get(here.byte..stop).unwrap_or_default();
            let found = memchr3(QUOTE, b'\n', b'\r', inside);
            self.count(found.unwrap_or(inside.len()));
            let Some(found) = found.map(|offset| here.byte + offset) else {
                return Close::Broken;
            };
            if bytes.get(found) != Some(&QUOTE) {
                here = after_line_end(bytes, here.line, found);
                if here.line > last_line {
                    return Close::Broken;
                }
                continue;
            }
            here.byte = found + 1;
            match bytes.get(here.byte) {
                Some(&QUOTE) => here.byte += 1,
                None | Some(b'\n' | b'\r') => return Close::Proper(here),
                Some(next) if *next == self.delimiter => return Close::Proper(here),
                Some(_) if here.line == open.line => return Close::Loose(here),
                Some(_) => return Close::Broken,
            }
        }
    }

    fn next_line(&mut self, bytes: &[u8], here: Place) -> Place {
        let rest = bytes.get(here.byte..).unwrap_or_default();
        let found = memchr2(b'\n', b'\r', rest);
        self.count(found.unwrap_or(rest.len()));
        match found {
            Some(offset) => after_line_end(bytes, here.line, here.byte + offset),
            None => Place { byte: bytes.len(), line: here.line + 1 },
        }
    }

    #[cfg(test)]
    fn count(&mut self, bytes: usize) {
        self.work += bytes + 1;
    }

    #[cfg(not(test))]
    fn count(&mut self, _: usize) {}
}

/// The place after the line end at `end`: LF, CR, or both.
fn after_line_end(bytes: &[u8], line: u64, end: usize) -> Place {
    let pair = bytes.get(end..end + 2) == Some(b"\r\n");
    Place { byte: end + 1 + usize::from(pair), line: line + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LARGE: Limits = Limits { bytes: 256 * 1024, lines: 200 };

    fn all(text: &[u8], limits: Limits) -> (Vec<Extent>, usize) {
        let mut scanner = Scanner::new(b',');
        let mut at = Place { byte: 0, line: 1 };
        let mut found = Vec::new();
        while at.byte < text.len() {
            let extent = scanner.record(text, at, limits);
            found.push(extent);
            let (Extent::Record { next }
            | Extent::OpenQuote { next, .. }
            | Extent::TooLong { next }) = extent;
            assert!(next.byte > at.byte && next.line > at.line, "no progress at {at:?}");
            at = next;
        }
        (found, scanner.work)
    }

    fn record(byte: usize, line: u64) -> Extent {
        Extent::Record { next: Place { byte, line } }
    }

    #[test]
    fn records_end_at_line_ends_outside_quotes() {
        let (found, _) = all(b"a,b\r\n\"c\nd\",\"e\"\"\r\n\"\rf,g", LARGE);
        assert_eq!(found, [record(5, 2), record(19, 5), record(22, 6)]);
    }

    #[test]
    fn a_quote_left_open_costs_its_own_line_only() {
        let (found, _) = all(b"a,\"b\nc,d\ne,f\n", LARGE);
        let next = Place { byte: 5, line: 2 };
        assert_eq!(
            found,
            [Extent::OpenQuote { opened: 1, next }, record(9, 3), record(13, 4)],
            "the end of the file is reached inside the quotes"
        );
    }

    #[test]
    fn a_quote_closed_by_the_next_opening_one_is_noticed() {
        let (found, _) = all(b"\"a\",\"b\n\"c\",\"d\"\n", LARGE);
        let next = Place { byte: 7, line: 2 };
        assert_eq!(found, [Extent::OpenQuote { opened: 1, next }, record(15, 3)]);
    }

    #[test]
    fn text_after_a_closing_quote_on_the_same_line_is_tolerated() {
        let (found, _) = all(b"\"5\" pipe\",\"x\n\",1\n2\n", LARGE);
        assert_eq!(found, [record(17, 3), record(19, 4)]);
    }

    #[test]
    fn the_quote_named_is_the_one_that_is_open() {
        let (found, _) = all(b"\"a\nb\",\"c\nd\n", LARGE);
        let next = Place { byte: 9, line: 3 };
        assert_eq!(found, [Extent::OpenQuote { opened: 2, next }, record(11, 4)]);
    }

    #[test]
    fn limits_count_lines_and_bytes() {
        let limits = Limits { bytes: 12, lines: 2 };
        let (found, _) = all(b"\"a\nb\"\n\"c\n\n\"\nd", limits);
        let next = Place { byte: 9, line: 4 };
        assert_eq!(
            found,
            [
                record(6, 3),
                Extent::OpenQuote { opened: 3, next },
                record(10, 5),
                Extent::OpenQuote { opened: 5, next: Place { byte: 12, line: 6 } },
                record(13, 7),
            ]
        );
        let (found, _) = all(b"0123456789abcdef\nx\n", limits);
        assert_eq!(found, [Extent::TooLong { next: Place { byte: 17, line: 2 } }, record(19, 3)]);
    }

    #[test]
    fn a_file_of_lines_that_all_go_wrong_is_read_in_linear_time() {
        let endless = Limits { bytes: usize::MAX, lines: u64::MAX };
        for limits in [LARGE, endless] {
            for line in ["5\" pipe,\"broken\n", "x,\"y\",\"z\n", "\"a\"\"\n", "a,\"\"\"b\n", "\"\r"]
            {
                let text = line.repeat(20_000).into_bytes();
                let (found, work) = all(&text, limits);
                assert!(found.len() >= 10_000, "{line:?} gave {} records", found.len());
                assert!(work <= 4 * text.len(), "{line:?}: {work} of {}", text.len());
            }
        }
        let text = ("\"".to_owned() + &"a,\"\"\"\"\n".repeat(20_000)).into_bytes();
        let (found, work) = all(&text, endless);
        assert_eq!(found.len(), 20_000);
        assert!(work <= 4 * text.len(), "{work} of {}", text.len());
    }

    proptest! {
        #[test]
        fn any_text_takes_linear_time(
            text in "[ab,\"\"\"\n\r]{0,200}",
            bytes in 1usize..300,
            lines in 1u64..50,
        ) {
            let (_, work) = all(text.as_bytes(), Limits { bytes, lines });
            prop_assert!(work <= 4 * text.len(), "{} of {}", work, text.len());
        }
    }
}
