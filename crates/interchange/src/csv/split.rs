//! One record to its fields, by the rules of the `csv` crate's own engine.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Splits records, keeping its buffers from one to the next.
#[derive(Debug)]
pub(crate) struct Splitter {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// The fields of a record: their unquoted bytes one after the other, and where each ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'s> {
    pub text: &'s [u8],
    pub ends: &'s [usize],
}

impl Splitter {
    pub(crate) fn new(delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        let mut splitter = Self { reader, text: Vec::new(), ends: vec![0; 32] };
        splitter.start_over();
        splitter
    }

    /// The engine drops a byte order mark from the first thing it reads; a blank line is that,
    /// so that every record is read alike.
    fn start_over(&mut self) {
        self.reader.reset();
        self.reader.read_record(b"\n", &mut self.text, &mut self.ends);
    }

    /// Splits `record`, the bytes of exactly one record with or without its line end. A blank
    /// line has no fields.
    pub(crate) fn split(&mut self, record: &[u8]) -> Fields<'_> {
        if self.text.len() < record.len() {
            self.text.resize(record.len(), 0);
        }
        let (mut read, mut written, mut ended) = (0, 0, 0);
        loop {
            let input = record.get(read..).unwrap_or_default();
            let text = self.text.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, nin, nout, nend) = self.reader.read_record(input, text, ends);
            read += nin;
            written += nout;
            ended += nend;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2 + 64, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        if !record.ends_with(b"\n") {
            self.start_over();
        }
        Fields {
            text: self.text.get(..written).unwrap_or_default(),
            ends: self.ends.get(..ended).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(record: &str) -> Vec<String> {
        let mut splitter = Splitter::new(b',');
        let fields = splitter.split(record.as_bytes());
        let mut start = 0;
        let mut found = Vec::new();
        for end in fields.ends {
            found.push(String::from_utf8_lossy(&fields.text[start..*end]).into_owned());
            start = *end;
        }
        found
    }

    #[test]
    fn quotes_are_taken_off() {
        assert_eq!(split("a,\"b \"\"c\"\"\",,\"d\ne\"\r\n"), ["a", "b \"c\"", "", "d\ne"]);
        assert_eq!(split("5\" pipe,\"x\" y"), ["5\" pipe", "x y"]);
        assert_eq!(split("a,"), ["a", ""]);
        assert_eq!(split("\"\""), [""]);
        assert_eq!(split("\u{feff}a,b"), ["\u{feff}a", "b"]);
        assert!(split("\r\n").is_empty());
    }

    #[test]
    fn one_record_leaves_nothing_behind_for_the_next() {
        let mut splitter = Splitter::new(b',');
        for record in ["a,b\r\n", "\n", "a,b\r", "a,\"b", "a,\"b\n", "", "a,b"] {
            splitter.split(record.as_bytes());
            let fields = splitter.split(b"c,d\n");
            assert_eq!((fields.text, fields.ends), (&b"cd"[..], &[1, 2][..]), "{record:?}");
        }
    }

    #[test]
    fn any_number_of_fields_fits() {
        assert_eq!(split(&",".repeat(999)).len(), 1000);
    }
}
