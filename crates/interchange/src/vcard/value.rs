//! What stands after the colon: escapes, lists and quoted-printable.

/// `text` without its escapes: `\n` is a line end, `\,` a comma. In version 2.1 `\n` is as it
/// stands, for there a backslash has no meaning but before punctuation.
pub(super) fn unescape(text: &str, plain_n: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n' | 'N') if !plain_n => out.push('\n'),
            Some(escaped @ ('\\' | ';' | ',' | ':')) => out.push(escaped),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

/// The parts of a list or of a structured value, still escaped.
pub(super) fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    text.split(move |c| {
        let ends = c == separator && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })
}

/// Bytes of quoted-printable (RFC 2045, section 6.7), leniently: what is no code stays.
///
/// A coded semicolon gets a backslash, if it has none, so that it parts nothing.
pub(super) fn unquote(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut escaped = false;
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        let byte = match (first, after) {
            (b'=', []) => break,
            (b'=', [b'\n', after @ ..] | [b'\r', b'\n', after @ ..]) => {
                rest = after;
                continue;
            }
            (b'=', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    let byte = high << 4 | low;
                    if byte == b';' && !escaped {
                        out.push(b'\\');
                    }
                    byte
                }
                _ => b'=',
            },
            _ => *first,
        };
        escaped = byte == b'\\' && !escaped;
        out.push(byte);
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unescape(r"a\, b\; c\\d\ne\Nf\:", false), "a, b; c\\d\ne\nf:");
        assert_eq!(unescape(r"C:\new\; \q\", true), r"C:\new; \q\");
    }

    #[test]
    fn only_bare_separators_part() {
        let parts: Vec<_> = split(r"a\;b;;c\\;d;", ';').collect();
        assert_eq!(parts, [r"a\;b", "", r"c\\", "d", ""]);
    }

    #[test]
    fn quoted_printable_is_read() {
        for (text, want) in [
            ("=E6=9D=8E;=e9=9b=b7", "李;雷"),
            ("a=\nb=\r\nc=", "abc"),
            ("1+1=2, =ZZ=4", "1+1=2, =ZZ=4"),
            ("a=3Bb=5C=3Bc;d", r"a\;b\;c;d"),
            ("one=0D=0Atwo", "one\r\ntwo"),
        ] {
            assert_eq!(String::from_utf8_lossy(&unquote(text.as_bytes())), want, "{text}");
        }
    }
}
