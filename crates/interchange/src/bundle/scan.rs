//! Finds where JSON values begin and end in bytes that arrive in pieces, without building
//! anything: what a value means is for serde_json to say.

/// Tells the end of one JSON value as its bytes go by. It trusts nothing but brackets and
/// strings; a value that is malformed inside is handed on whole and refused by the parser.
#[derive(Debug, Default)]
pub(super) struct ValueEnd {
    depth: u32,
    in_string: bool,
    escaped: bool,
    started: bool,
}

/// What a byte did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It belongs to the value, which goes on.
    Inside,
    /// It is the value's last byte.
    Last,
    /// The value, a number or word, ended before it.
    After,
}

impl ValueEnd {
    pub(super) fn see(&mut self, byte: u8) -> Seen {
        let first = !self.started;
        self.started = true;
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_string = false;
                    if self.depth == 0 {
                        return Seen::Last;
                    }
                }
                _ => {}
            }
            return Seen::Inside;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => match self.depth {
                0 => return Seen::After,
                1 => {
                    self.depth = 0;
                    return Seen::Last;
                }
                _ => self.depth -= 1,
            },
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 && !first => {
                return Seen::After;
            }
            _ => {}
        }
        Seen::Inside
    }
}
