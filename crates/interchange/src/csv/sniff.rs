//! Which character separates the fields.

use crate::csv::scan::{Extent, Limits, Place, Scanner};
use crate::csv::split::Splitter;

/// The character between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`, where the comma marks decimals.
    Semicolon,
    /// A tab, as in text copied or saved from a spreadsheet.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// Every delimiter, in the order to offer them.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character, which is ASCII.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

const SAMPLE_BYTES: usize = 64 * 1024;
const SAMPLE_RECORDS: usize = 60;

/// The delimiter that divides the first records of `text` (UTF-8) into the same number of
/// fields, more than one, most consistently; of equals the one that makes more fields; the
/// comma when there is none. A first line of `sep=;`, Excel's own hint, settles it.
///
/// Only the first 64 KiB are looked at.
#[must_use]
pub fn sniff(text: &[u8]) -> Delimiter {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if let Some((hint, _)) = separator_hint(text) {
        return hint;
    }
    let cut = text.len() > SAMPLE_BYTES;
    let text = text.get(..SAMPLE_BYTES).unwrap_or(text);
    let mut best = (0, 0, Delimiter::default());
    for delimiter in Delimiter::ALL {
        let counts = field_counts(text, cut, delimiter.byte());
        let Some((&fields, rest)) = counts.split_first() else { continue };
        if fields < 2 {
            continue;
        }
        let alike = 1 + rest.iter().filter(|n| **n == fields).count();
        let share = alike * 1000 / counts.len();
        if (share, fields) > (best.0, best.1) {
            best = (share, fields, delimiter);
        }
    }
    best.2
}

/// The delimiter named by a first line `sep=…`, and the length of that line with its end.
pub(crate) fn separator_hint(text: &[u8]) -> Option<(Delimiter, usize)> {
    let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', named, rest @ ..] = text else { return None };
    let delimiter = Delimiter::ALL.into_iter().find(|d| d.byte() == *named)?;
    match rest {
        [b'\r', b'\n', ..] => Some((delimiter, 7)),
        [b'\r' | b'\n', ..] => Some((delimiter, 6)),
        [] => Some((delimiter, 5)),
        _ => None,
    }
}

/// The number of fields of each record. The last one of a sample that is `cut` says nothing,
/// unless it is all there is; one with an open quote never does.
fn field_counts(text: &[u8], cut: bool, delimiter: u8) -> Vec<usize> {
    let limits = Limits { bytes: SAMPLE_BYTES, lines: 200 };
    let mut scanner = Scanner::new(delimiter);
    let mut splitter = Splitter::new(delimiter);
    let mut at = Place { byte: 0, line: 1 };
    let mut counts = Vec::new();
    while at.byte < text.len() && counts.len() < SAMPLE_RECORDS {
        let extent = scanner.record(text, at, limits);
        let (Extent::Record { next } | Extent::OpenQuote { next, .. } | Extent::TooLong { next }) =
            extent;
        let whole = !cut || next.byte < text.len() || counts.is_empty();
        if whole && matches!(extent, Extent::Record { .. }) {
            let record = text.get(at.byte..next.byte).unwrap_or_default();
            let fields = splitter.split(record).ends.len();
            if fields > 0 {
                counts.push(fields);
            }
        }
        at = next;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_delimiter_that_makes_a_table_wins() {
        for (text, want) in [
            ("a,b,c\n1,2,3\n", Delimiter::Comma),
            ("Name;Betrag\nMüller;1,50\nMeier;2,70\n", Delimiter::Semicolon),
            ("name\tnotes\nA\thello, world\nB\tyes; no\n", Delimiter::Tab),
            ("id|name, first|x\n1|Doe, Jane|2\n", Delimiter::Pipe),
            ("\"a;b\",\"c;d;e\"\n\"1;2\",\"x\"\n", Delimiter::Comma),
            ("a;b;c\n1;2\n1;2;3\n1;2;3;4\n", Delimiter::Semicolon),
            ("\u{feff}a;b\n", Delimiter::Semicolon),
            ("name\nJane\n", Delimiter::Comma),
            ("", Delimiter::Comma),
        ] {
            assert_eq!(sniff(text.as_bytes()), want, "{text:?}");
        }
    }

    #[test]
    fn quoted_line_breaks_do_not_look_like_ragged_rows() {
        let text = "name;notes;x\nA;\"one, two\nthree, four\";1\nB;\"five, six\";2\n";
        assert_eq!(sniff(text.as_bytes()), Delimiter::Semicolon);
    }

    #[test]
    fn a_hint_settles_it() {
        assert_eq!(sniff(b"sep=|\r\na,b\n1,2\n"), Delimiter::Pipe);
        assert_eq!(separator_hint(b"SEP=;\r\nx"), Some((Delimiter::Semicolon, 7)));
        assert_eq!(separator_hint(b"sep=;x\n"), None);
        assert_eq!(separator_hint(b"sep=x\n"), None);
    }

    #[test]
    fn a_record_cut_by_the_end_of_the_sample_is_left_out() {
        let row = format!("a,a;{};c\n", "b".repeat(2000));
        let text = row.repeat(SAMPLE_BYTES / row.len() + 2);
        assert_ne!(SAMPLE_BYTES % row.len(), 0);
        assert_eq!(sniff(text.as_bytes()), Delimiter::Semicolon);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = sniff(&bytes);
        }
    }
}
