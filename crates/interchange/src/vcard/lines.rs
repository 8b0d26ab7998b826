//! The lines of a file, unfolded, from pieces of bytes.

use memchr::{memchr, memmem, memrchr};

/// Longest unfolded line that is kept whole, in bytes: the longest notes a customer may have,
/// in characters of four bytes, each written `=F0=9F=98=80`, with room for line ends.
pub(super) const LINE_LIMIT: usize = 256 << 10;

/// No longer line is looked at for whether it begins or ends a card.
const FRAME_LIMIT: usize = 64;

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
    /// Of a physical line that goes on with one of quoted-printable the beginning, and where
    /// in the whole it stands.
    joined: Option<(Vec<u8>, usize)>,
    /// The last two bytes before the line end.
    tail: [u8; 2],
    /// A line that is whole, while the one after it has been read already.
    ready: Option<Line>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            keep_blanks: false,
            open: None,
            number: 1,
            at_start: true,
            soft: false,
            joined: None,
            tail: [0; 2],
            ready: None,
        }
    }
}

impl Lines {
    /// Takes bytes off the front of `piece` until a line is whole; `None` when all are taken.
    pub(super) fn take(&mut self, piece: &mut &[u8]) -> Option<Line> {
        while let Some(first) = piece.first().copied() {
            if self.at_start {
                self.at_start = false;
                self.tail = [0; 2];
                if !self.goes_on(first) {
                    let begun = Line { number: self.number, ..Line::default() };
                    if let Some(line) = self.open.replace(begun) {
                        return Some(line);
                    }
                } else if self.soft {
                    let before = self.open.as_ref().map_or(0, |line| line.text.len());
                    self.joined = Some((Vec::new(), before));
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
                if self.ready.is_some() {
                    return self.ready.take();
                }
            }
        }
        None
    }

    /// The last lines, when there are no more bytes; to be asked until it is `None`.
    pub(super) fn finish(&mut self) -> Option<Line> {
        self.end_of_line();
        self.ready.take().or_else(|| self.open.take())
    }

    /// Whether a physical line that begins with `first` belongs to the one before. What
    /// follows a card's first or last line does not, however it begins.
    fn goes_on(&self, first: u8) -> bool {
        let Some(line) = &self.open else { return false };
        let is_frame = || is_frame(&line.text, "BEGIN") || is_frame(&line.text, "END");
        self.soft || (matches!(first, b' ' | b'\t') && !is_frame())
    }

    fn append(&mut self, part: &[u8]) {
        match part {
            [] => {}
            [last] => self.tail = [self.tail[1], *last],
            [.., one, two] => self.tail = [*one, *two],
        }
        if let Some((start, _)) = &mut self.joined {
            // One more than is looked at, so that a longer line shows.
            let room = (FRAME_LIMIT + 1).saturating_sub(start.len());
            start.extend_from_slice(part.get(..room).unwrap_or(part));
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
        // A card ends or begins even where quoted-printable says that it goes on.
        if let Some((text, before)) = self.joined.take()
            && (is_frame(&text, "BEGIN") || is_frame(&text, "END"))
        {
            let frame = Line { number: self.number, text, ..Line::default() };
            self.ready = self.open.replace(frame);
            if let Some(line) = &mut self.ready {
                line.text.truncate(before);
            }
        }
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
    if text.len() > FRAME_LIMIT {
        return false;
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii();
    let Some((head, value)) = text.split_at_checked(which.len()) else { return false };
    head.eq_ignore_ascii_case(which.as_bytes())
        && value.strip_prefix(b":").is_some_and(|v| v.trim_ascii().eq_ignore_ascii_case(b"VCARD"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u64, String)> {
        let (mut lines, mut rest) = (Lines::default(), text.as_bytes());
        let mut found = Vec::new();
        while let Some(line) = lines.take(&mut rest).or_else(|| lines.finish()) {
            found.push((line.number, String::from_utf8(line.text).unwrap()));
        }
        found
    }

    #[test]
    fn lines_are_numbered_and_unfolded() {
        let found = lines("A:1\r\n 2\r\n\tx\n\nB;QUOTED-PRINTABLE:a=\r\n b=\nc\nD:=\nE:\r");
        let want =
            [(1, "A:12x"), (4, ""), (5, "B;QUOTED-PRINTABLE:a=\n b=\nc"), (8, "D:="), (9, "E:")];
        assert_eq!(found, want.map(|(number, text)| (number, text.to_owned())));
    }

    #[test]
    fn frames_are_neither_folded_nor_quoted() {
        let found = lines("BEGIN:VCARD\n A:1\nN;quoted-printable:x=\nEND:VCARD\n\tB:2\n");
        let want = [
            (1, "BEGIN:VCARD"),
            (2, " A:1"),
            (3, "N;quoted-printable:x=\n"),
            (4, "END:VCARD"),
            (5, "\tB:2"),
        ];
        assert_eq!(found, want.map(|(number, text)| (number, text.to_owned())));
    }

    #[test]
    fn no_more_is_held_than_the_limit_and_nothing_of_a_picture() {
        let piece = b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n ".repeat(30_000);
        for (start, most) in
            [("item1.photo;x=y:A", 64), ("NOTE:", 2 * LINE_LIMIT), ("", 2 * LINE_LIMIT)]
        {
            let mut lines = Lines::default();
            lines.take(&mut start.as_bytes());
            for _ in 0..20 {
                assert_eq!(lines.take(&mut piece.as_slice()), None);
            }
            let line = lines.finish().unwrap();
            assert!(line.cut && line.text.capacity() <= most, "{start} {}", line.text.capacity());
        }
    }

    #[test]
    fn frames_are_told_from_other_lines() {
        for text in ["BEGIN:VCARD", " begin: vcard \r", "\u{feff}Begin:vCard"] {
            assert!(is_frame(text.as_bytes(), "BEGIN"), "{text}");
        }
        for text in ["BEGIN:VEVENT", "BEGIN", "BEGIN:VCARDS", "XBEGIN:VCARD", "END:VCARD", ""] {
            assert!(!is_frame(text.as_bytes(), "BEGIN"), "{text}");
        }
    }
}
