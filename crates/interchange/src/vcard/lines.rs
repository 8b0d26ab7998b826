//! The lines of a file, unfolded, from pieces of bytes.

use memchr::{memchr, memmem, memrchr};

/// Longest unfolded line that is kept whole, in bytes: the longest notes a customer may have,
/// in characters of four bytes, each written `=F0=9F=98=80`, with room for line ends.
pub(super) const LINE_LIMIT: usize = 256 << 10;

/// A line as its property was before it was folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The physical line it begins on, from 1.
    pub number: u64,
    /// Its bytes. Where a line of quoted-printable goes on, `=` and LF stay.
    pub text: Vec<u8>,
    /// Whether there was more than is held: than [`LINE_LIMIT`], or of a picture anything.
    pub cut: bool,
    head: Option<Head>,
}

/// What the part before the first colon says of the part after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    quoted_printable: bool,
    binary: bool,
}

/// Finds lines. Of a picture it holds nothing but the name, however long it is.
#[derive(Debug)]
pub(super) struct Lines {
    /// Unfolding leaves the blank a folded line begins with, as version 2.1 has it.
    pub keep_blanks: bool,
    open: Option<Line>,
    /// The physical line that is being read.
    number: u64,
    at_start: bool,
    /// The last line was quoted-printable and ended in `=`.
    soft: bool,
    /// The physical line that last went on with one of quoted-printable.
    joined: u64,
    /// The last two bytes before the line end.
    tail: [u8; 2],
    /// A line that was taken for the rest of the one before, and is none.
    next: Option<Line>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            keep_blanks: false,
            open: None,
            number: 1,
            at_start: true,
            soft: false,
            joined: 0,
            tail: [0; 2],
            next: None,
        }
    }
}

impl Lines {
    /// Takes bytes off the front of `piece` until a line is whole; `None` when all are taken.
    pub(super) fn take(&mut self, piece: &mut &[u8]) -> Option<Line> {
        if self.next.is_some() {
            return self.next.take();
        }
        while let Some(first) = piece.first().copied() {
            if self.at_start {
                self.at_start = false;
                self.tail = [0; 2];
                if !self.goes_on(first) {
                    let begun = Line { number: self.number, ..Line::default() };
                    if let Some(line) = self.open.replace(begun) {
                        return Some(self.whole(line));
                    }
                } else if self.soft {
                    self.joined = self.number;
                } else if !self.keep_blanks {
                    *piece = piece.get(1..).unwrap_or_default();
                }
            }
            let end = memchr(b'\n', piece);
            let (part, rest) = piece.split_at(end.unwrap_or(piece.len()));
            self.append(part);
            *piece = rest.get(1..).unwrap_or_default();
            if end.is_some() {
                self.end_of_line();
            }
        }
        None
    }

    /// The last line, when there are no more bytes; to be asked until it is `None`.
    pub(super) fn finish(&mut self) -> Option<Line> {
        self.next.take().or_else(|| {
            if let Some(line) = &mut self.open
                && line.text.last() == Some(&b'\r')
            {
                line.text.pop();
            }
            let line = self.open.take()?;
            Some(self.whole(line))
        })
    }

    fn goes_on(&self, first: u8) -> bool {
        self.open.is_some() && (self.soft || matches!(first, b' ' | b'\t'))
    }

    fn append(&mut self, part: &[u8]) {
        match part {
            [] => {}
            [last] => self.tail = [self.tail[1], *last],
            [.., one, two] => self.tail = [*one, *two],
        }
        let Some(line) = &mut self.open else { return };
        if line.head.is_some_and(|head| head.binary) {
            line.cut |= !part.trim_ascii().is_empty();
            return;
        }
        let room = LINE_LIMIT.saturating_sub(line.text.len());
        line.cut |= part.len() > room;
        let kept = part.get(..room).unwrap_or(part);
        let before = line.text.len();
        line.text.extend_from_slice(kept);
        if line.head.is_none()
            && let Some(colon) = memchr(b':', kept)
        {
            let text = line.text.get(..before + colon).unwrap_or_default();
            let head = Head::of(text);
            if head.binary {
                line.text.truncate(before + colon + 1);
                line.cut = part.get(colon + 1..).is_some_and(|v| !v.trim_ascii().is_empty());
            }
            line.head = Some(head);
        }
    }

    fn end_of_line(&mut self) {
        self.number += 1;
        self.at_start = true;
        self.soft = false;
        let Some(line) = &mut self.open else { return };
        if self.tail[1] == b'\r' && line.text.last() == Some(&b'\r') {
            line.text.pop();
        }
        let soft = matches!(self.tail, [b'=', b'\r'] | [_, b'=']);
        self.soft = soft && line.head.is_some_and(|head| head.quoted_printable);
        if self.soft && !line.cut {
            line.text.push(b'\n');
        }
    }

    /// A line that is whole. Should quoted-printable have swallowed a card's end, because its
    /// last line ends in `=` all the same, it is given back.
    fn whole(&mut self, mut line: Line) -> Line {
        if let Some(at) = memrchr(b'\n', &line.text)
            && let Some(last) = line.text.get(at + 1..)
            && (is_frame(last, "BEGIN") || is_frame(last, "END"))
        {
            self.next = Some(Line { number: self.joined, text: last.to_vec(), ..Line::default() });
            line.text.truncate(at);
        }
        line
    }
}

impl Head {
    fn of(head: &[u8]) -> Self {
        let head = head.to_ascii_uppercase();
        let name = head.get(..memchr(b';', &head).unwrap_or(head.len())).unwrap_or_default();
        let name = memrchr(b'.', name).and_then(|at| name.get(at + 1..)).unwrap_or(name);
        Self {
            quoted_printable: memmem::find(&head, b"QUOTED-PRINTABLE").is_some(),
            binary: matches!(name, b"PHOTO" | b"LOGO" | b"SOUND" | b"KEY"),
        }
    }
}

/// Whether a line begins or ends a card.
pub(super) fn is_frame(text: &[u8], which: &str) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii();
    let Some((head, value)) = text.split_at_checked(which.len()) else { return false };
    head.eq_ignore_ascii_case(which.as_bytes())
        && value.strip_prefix(b":").is_some_and(|v| v.trim_ascii().eq_ignore_ascii_case(b"VCARD"))
}
