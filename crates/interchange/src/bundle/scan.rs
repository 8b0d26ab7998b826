//! Finds where JSON values begin and end in bytes that arrive in pieces, without building
//! anything: what a value means is for serde_json to say.

/// Finds the end of one JSON value as its bytes go by. It trusts nothing but brackets and
/// strings; a value that is malformed inside is handed on whole and refused by the parser.
#[derive(Debug, Default)]
pub(super) struct ValueEnd {
    depth: u32,
    in_string: bool,
    escaped: bool,
    started: bool,
}

impl ValueEnd {
    /// How many bytes of `piece` the value still takes; `None` when it takes them all and
    /// goes on after them.
    pub(super) fn find(&mut self, piece: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = piece.get(at) {
            if self.in_string {
                at += self.skip_text(&piece[at..]);
                if !self.in_string && self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            let first = !std::mem::replace(&mut self.started, true);
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => match self.depth {
                    0 => return Some(at),
                    1 => return Some(at + 1),
                    _ => self.depth -= 1,
                },
                // What ends a number or a word is no part of it.
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 && !first => {
                    return Some(at);
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Passes over the text of a string, and its closing quote if it is here.
    fn skip_text(&mut self, piece: &[u8]) -> usize {
        if std::mem::take(&mut self.escaped) {
            return 1;
        }
        match memchr::memchr2(b'"', b'\\', piece) {
            Some(at) => {
                self.escaped = piece[at] == b'\\';
                self.in_string = self.escaped;
                at + 1
            }
            None => piece.len(),
        }
    }
}
