//! Reading a bundle, in pieces as they come. Nothing is handed out before the last byte has
//! been seen and found good.

use std::collections::BTreeSet;

use model::{ChangeSet, Edit, Id, Marks, Rows, Stamp, VersionVector};
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use super::line::Line;
use super::scan::ValueEnd;
use super::write::BundleHeader;
use super::{FORMAT, VERSION};

/// No record of ours comes near it; a longer one is an attack or a broken file.
const LONGEST_RECORD: usize = 4 << 20;
/// A step of a change set may hold the long value of a record twice, as it was and as it is.
const LONGEST_CHANGE: usize = 3 * LONGEST_RECORD;
/// Longest value outside the records.
const LONGEST_HEADER: usize = 64 << 10;
/// The end of the year 9999, in milliseconds since 1970. A stamp beyond could never be
/// followed by a later one.
const LAST_MILLIS: u64 = 253_402_300_799_999;
/// The greatest number that both JSON as browsers read it and a journal can hold exactly.
const MOST: u64 = (1 << 53) - 1;
const RECORDS: &str = "records";
const CHANGES: &str = "changes";
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Why a bundle was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// Not JSON, or JSON of some other sort.
    #[error("not a bundle")]
    NotABundle,
    /// The file ends in the middle.
    #[error("the file ends too early")]
    Truncated,
    /// Written by a newer version.
    #[error("bundle version {0} is newer than {VERSION}")]
    TooNew(u32),
    /// A value is too long to be real.
    #[error("a value of more than {0} bytes")]
    TooLong(usize),
    /// Malformed, or of the wrong type; in the parser's words.
    #[error("{0}")]
    Malformed(String),
}

/// A refused bundle: nothing of it was used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct BundleError {
    /// The line where the record or value that is wrong begins, from 1.
    pub line: u64,
    /// How many records were read before.
    pub records: usize,
    /// What went wrong.
    pub reason: Reason,
}

/// Everything a bundle said.
#[derive(Debug, Default, PartialEq)]
pub struct Bundle {
    /// Whose it is, and what it builds on.
    pub header: BundleHeader,
    /// Its records.
    pub rows: Rows,
    /// What was done, each set with its number; none without.
    pub changes: Vec<ChangeSet>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    Open,
    KeyOrEnd,
    Key,
    Colon,
    Value,
    CommaOrEnd,
    RecordOrEnd,
    Record,
    RecordCommaOrEnd,
    Nothing,
}

/// Reads a bundle from pieces of bytes.
#[derive(Debug)]
pub struct BundleReader {
    expect: Expect,
    key: String,
    value: Vec<u8>,
    end: Option<ValueEnd>,
    line: u64,
    begun: u64,
    bytes: usize,
    keys: BTreeSet<String>,
    records: usize,
    bundle: Bundle,
}

impl Default for BundleReader {
    fn default() -> Self {
        Self {
            expect: Expect::Open,
            key: String::new(),
            value: Vec::new(),
            end: None,
            line: 1,
            begun: 1,
            bytes: 0,
            keys: BTreeSet::new(),
            records: 0,
            bundle: Bundle::default(),
        }
    }
}

impl BundleReader {
    /// How many records have been read so far.
    #[must_use]
    pub fn records(&self) -> usize {
        self.records
    }

    /// The head, once it stands there whole: when the records begin, in a file that says first
    /// what it is, as ours do.
    #[must_use]
    pub fn head(&self) -> Option<&BundleHeader> {
        let has = |key: &str| self.keys.contains(key);
        let begun = has(RECORDS) || has(CHANGES);
        (begun && has("format") && has("version")).then_some(&self.bundle.header)
    }

    /// That the file ends here, in the middle, whatever was read so far.
    #[must_use]
    pub fn cut_off(&self) -> BundleError {
        self.error(self.line, Reason::Truncated)
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// When the bundle is refused; the reader is then of no further use.
    pub fn push(&mut self, mut piece: &[u8]) -> Result<(), BundleError> {
        while !piece.is_empty() {
            let taken = self.take(piece).map_err(|reason| self.error(self.begun, reason))?;
            let (seen, rest) = piece.split_at(taken);
            self.bytes += taken;
            self.line += memchr::memchr_iter(b'\n', seen).count() as u64;
            piece = rest;
        }
        Ok(())
    }

    /// Says that there is no more, and hands out the bundle.
    ///
    /// # Errors
    /// When the bundle is not whole.
    pub fn finish(self) -> Result<Bundle, BundleError> {
        let reason = match self.expect {
            Expect::Nothing if self.keys.contains("format") && self.keys.contains("version") => {
                return Ok(self.bundle);
            }
            Expect::Nothing => Reason::NotABundle,
            Expect::Open => Reason::Empty,
            _ => Reason::Truncated,
        };
        Err(self.error(self.line, reason))
    }

    fn error(&self, line: u64, reason: Reason) -> BundleError {
        BundleError { line, records: self.records, reason }
    }

    /// Takes something off the front of `piece`; answers how many bytes.
    fn take(&mut self, piece: &[u8]) -> Result<usize, Reason> {
        let Some(end) = &mut self.end else {
            let first = piece.first().copied();
            return first.map_or(Ok(0), |byte| self.between(byte));
        };
        if self.expect == Expect::Record
            && self.key == RECORDS
            && self.value.is_empty()
            && let Some((line, taken)) = whole_line(piece)
        {
            self.end = None;
            self.expect = Expect::RecordCommaOrEnd;
            return self.add(line).map(|()| taken);
        }
        let ends = end.find(piece);
        let taken = ends.unwrap_or(piece.len());
        let limit = match self.expect {
            Expect::Record if self.key == CHANGES => LONGEST_CHANGE,
            Expect::Record => LONGEST_RECORD,
            _ => LONGEST_HEADER,
        };
        if self.value.len() + taken > limit {
            return Err(Reason::TooLong(limit));
        }
        let part = &piece[..taken];
        // Most values lie in one piece, and are read where they are.
        if ends.is_none() || !self.value.is_empty() {
            self.value.extend_from_slice(part);
        }
        if ends.is_some() {
            let begun = std::mem::take(&mut self.value);
            self.complete(if begun.is_empty() { part } else { &begun })?;
            self.value = begun;
        }
        Ok(taken)
    }

    /// Takes a byte that stands between values, or leaves the first one of a value.
    fn between(&mut self, byte: u8) -> Result<usize, Reason> {
        self.begun = self.line;
        if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            return Ok(1);
        }
        if self.expect == Expect::Open && BYTE_ORDER_MARK.get(self.bytes) == Some(&byte) {
            return Ok(1);
        }
        self.expect = match (self.expect, byte) {
            (Expect::Open, b'{') => Expect::KeyOrEnd,
            (Expect::Open, _) => return Err(Reason::NotABundle),
            (Expect::KeyOrEnd | Expect::CommaOrEnd, b'}') => Expect::Nothing,
            (Expect::KeyOrEnd | Expect::Key, b'"') => return Ok(self.begin(Expect::Key)),
            (Expect::Colon, b':') => Expect::Value,
            (Expect::Value, b'[') if self.is_list() => Expect::RecordOrEnd,
            (Expect::Value, _) if self.is_list() => {
                return Err(Reason::Malformed(format!("`{}` is not a list", self.key)));
            }
            (Expect::Value, _) => return Ok(self.begin(Expect::Value)),
            (Expect::CommaOrEnd, b',') => Expect::Key,
            (Expect::RecordOrEnd | Expect::RecordCommaOrEnd, b']') => Expect::CommaOrEnd,
            (Expect::RecordOrEnd | Expect::Record, b'{') => return Ok(self.begin(Expect::Record)),
            (Expect::RecordCommaOrEnd, b',') => Expect::Record,
            (_, other) => {
                let shown = char::from(other).escape_default();
                return Err(Reason::Malformed(format!("unexpected `{shown}`")));
            }
        };
        Ok(1)
    }

    fn begin(&mut self, expect: Expect) -> usize {
        self.expect = expect;
        self.value.clear();
        self.end = Some(ValueEnd::default());
        0
    }

    fn complete(&mut self, value: &[u8]) -> Result<(), Reason> {
        self.end = None;
        self.expect = match self.expect {
            Expect::Key => {
                self.key = parse(value)?;
                if !self.keys.insert(self.key.clone()) {
                    // Readers differ on which of two counts, so neither does.
                    return Err(Reason::Malformed(format!("`{}` occurs twice", self.key)));
                }
                Expect::Colon
            }
            Expect::Record => {
                if self.key == CHANGES {
                    self.change(value)?
                } else {
                    self.record(value)?
                }
                Expect::RecordCommaOrEnd
            }
            _ => {
                self.header(value)?;
                Expect::CommaOrEnd
            }
        };
        Ok(())
    }

    fn header(&mut self, value: &[u8]) -> Result<(), Reason> {
        match self.key.as_str() {
            "format" if parse::<String>(value)? != FORMAT => return Err(Reason::NotABundle),
            "version" => match parse::<u32>(value)? {
                version if version > VERSION => return Err(Reason::TooNew(version)),
                _ => {}
            },
            "id" => self.bundle.header.id = Some(parse(value)?),
            "device" => self.bundle.header.device = Some(parse(value)?),
            // Only for people to read; nothing hangs on it.
            "exported" => {
                self.bundle.header.exported = serde_json::from_value(parse(value)?).ok();
            }
            "seen" => self.bundle.header.seen = Some(vector(value)?),
            "since" => self.bundle.header.since = Some(vector(value)?),
            _ => drop(parse::<Value>(value)?),
        }
        Ok(())
    }

    fn is_list(&self) -> bool {
        self.key == RECORDS || self.key == CHANGES
    }

    fn change(&mut self, value: &[u8]) -> Result<(), Reason> {
        let changes = &mut self.bundle.changes;
        if let More { more: Some(id), edits } = parse(value)? {
            return match changes.last_mut() {
                Some(set) if set.id == id => {
                    set.edits.extend(edits);
                    Ok(())
                }
                _ => Err(Reason::Malformed("a part of no change set".into())),
            };
        }
        let set: ChangeSet = parse(value)?;
        in_time(set.stamp)?;
        if !set.seq.is_some_and(|seq| (1..=MOST).contains(&seq)) {
            return Err(Reason::Malformed("a change set without its number".into()));
        }
        changes.push(set);
        Ok(())
    }

    fn record(&mut self, value: &[u8]) -> Result<(), Reason> {
        self.add(parse(value)?)
    }

    fn add(&mut self, line: Line) -> Result<(), Reason> {
        let Line { id, stamp, later, record } = line;
        let marks = Marks::new(stamp, later);
        in_time(marks.latest())?;
        self.bundle.rows.add(id, marks, record);
        self.records += 1;
        Ok(())
    }
}

/// The record that `piece` begins with and how long it is, if all of it is there and good, as
/// nearly always: then nobody has to look for its end first.
fn whole_line(piece: &[u8]) -> Option<(Line, usize)> {
    let mut lines = serde_json::Deserializer::from_slice(piece).into_iter();
    let line = lines.next()?.ok()?;
    let taken = lines.byte_offset();
    (taken <= LONGEST_RECORD).then_some((line, taken))
}

/// A further part of the change set before.
#[derive(Deserialize)]
struct More {
    #[serde(default)]
    more: Option<Id>,
    #[serde(default)]
    edits: Vec<Edit>,
}

fn in_time(stamp: Stamp) -> Result<(), Reason> {
    if stamp.millis > LAST_MILLIS {
        return Err(Reason::Malformed("a stamp beyond the year 9999".into()));
    }
    Ok(())
}

fn vector(value: &[u8]) -> Result<VersionVector, Reason> {
    let vector: VersionVector = parse(value)?;
    if vector.iter().any(|(_, seq)| seq > MOST) {
        return Err(Reason::Malformed("a number no journal reaches".into()));
    }
    Ok(vector)
}

fn parse<'de, T: Deserialize<'de>>(value: &'de [u8]) -> Result<T, Reason> {
    serde_json::from_slice(value).map_err(|why| {
        // serde counts from where the value begins; we say where that is ourselves.
        let place = format!(" at line {} column {}", why.line(), why.column());
        let text = why.to_string();
        Reason::Malformed(text.strip_suffix(&place).unwrap_or(&text).to_owned())
    })
}
