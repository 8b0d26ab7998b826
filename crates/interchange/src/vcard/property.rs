//! One property: its group, name and parameters, and the text of its value.

use crate::csv::reject::shorten;
use crate::vcard::lines::{LINE_LIMIT, Line};
use crate::vcard::reject::CardReason;
use crate::vcard::value::unquote;

/// More parameters than that are not looked at.
const PARAMETERS_LIMIT: usize = 64;

/// Turns bytes in the character set that a card names into text, as a browser's `TextDecoder`
/// does; `None` for a set it does not know, or bytes that are not of it.
pub type Decode = fn(charset: &str, bytes: &[u8]) -> Option<String>;

/// What stands before the colon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// What ties it to other properties, as `item1`; empty when nothing does.
    pub group: String,
    /// The name in capitals.
    pub name: String,
    /// Names in capitals; a list of values stands as several parameters.
    parameters: Vec<(String, String)>,
}

/// A property.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Property {
    /// The physical line it begins on.
    pub line: u64,
    pub head: Head,
    /// As it stands, escapes and all.
    pub value: String,
}

impl Head {
    /// The part before the colon, and the bytes after it; `None` when it is no property.
    pub(super) fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let colon = colon(text)?;
        let head = str::from_utf8(text.get(..colon)?).ok()?;
        let mut parts = split_quoted(head, ';');
        let name = parts.next()?.trim().trim_start_matches('\u{feff}');
        let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(plain) {
            return None;
        }
        let mut parameters = Vec::new();
        for part in parts.take(PARAMETERS_LIMIT) {
            read_parameter(part, &mut parameters);
        }
        let group = group.to_ascii_uppercase();
        let head = Self { group, name: name.to_ascii_uppercase(), parameters };
        Some((head, text.get(colon + 1..)?))
    }

    /// The first value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a parameter.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is the one to prefer among several.
    pub(super) fn is_preferred(&self) -> bool {
        self.get("PREF").is_some() || self.all("TYPE").any(|t| t.eq_ignore_ascii_case("pref"))
    }

    /// The text of the value, in UTF-8.
    ///
    /// # Errors
    /// When it is in a character set or an encoding that cannot be read.
    pub(super) fn text(&self, bytes: &[u8], decode: Option<Decode>) -> Result<String, CardReason> {
        let encoding = self.get("ENCODING").unwrap_or("8BIT");
        let unquoted;
        let (bytes, quoted) = match encoding.to_ascii_uppercase().as_str() {
            "QUOTED-PRINTABLE" => {
                unquoted = unquote(bytes);
                (unquoted.as_slice(), true)
            }
            "8BIT" | "7BIT" => (bytes, false),
            _ => return Err(CardReason::Encoding { encoding: shorten(encoding) }),
        };
        let utf8 = str::from_utf8(bytes).ok();
        let charset = self.get("CHARSET").unwrap_or("UTF-8");
        if charset.eq_ignore_ascii_case("UTF-8") {
            return utf8.map(str::to_owned).ok_or(CardReason::NotUtf8);
        }
        // What is not coded may have been converted with the whole file; then the card no
        // longer knows what it is in.
        let text = match (utf8, decode) {
            (Some(text), _) if !quoted || text.is_ascii() => Some(text.to_owned()),
            (_, Some(decode)) => decode(charset, bytes),
            (utf8, None) => utf8.map(str::to_owned),
        };
        text.ok_or_else(|| CardReason::Charset { charset: shorten(charset) })
    }
}

impl Property {
    /// Reads the value of a line whose head is known.
    ///
    /// # Errors
    /// When it is too long, or cannot be read.
    pub(super) fn read(
        line: &Line,
        head: Head,
        value: &[u8],
        decode: Option<Decode>,
    ) -> Result<Self, CardReason> {
        if line.cut {
            return Err(CardReason::LineTooLong { limit: LINE_LIMIT });
        }
        let value = head.text(value, decode)?;
        Ok(Self { line: line.number, head, value })
    }
}

/// Where the value begins: the first colon outside quotes; where quotes are not closed, the
/// first one.
fn colon(text: &[u8]) -> Option<usize> {
    let mut quoted = false;
    let outside = text.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    });
    outside.or_else(|| memchr::memchr(b':', text))
}

fn split_quoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
}

fn read_parameter(part: &str, out: &mut Vec<(String, String)>) {
    let part = part.trim();
    if let Some(custom) = custom_label(part) {
        out.push(("X-CUSTOM".to_owned(), custom));
    } else if let Some((name, values)) = part.split_once('=') {
        let name = name.trim().to_ascii_uppercase();
        // `TYPE="work,cell"` is a list as well; the RFC's own examples write it so.
        let types = name == "TYPE";
        let values = split_quoted(values, ',').flat_map(|value| {
            let value = value.trim().trim_matches('"');
            value.split(move |c| types && c == ',')
        });
        for value in values.take(PARAMETERS_LIMIT) {
            out.push((name.clone(), uncaret(value.trim())));
        }
    } else if !part.is_empty() {
        // Version 2.1 has values without their names.
        let is_encoding = ["QUOTED-PRINTABLE", "BASE64", "7BIT", "8BIT"];
        let is_encoding = is_encoding.iter().any(|known| part.eq_ignore_ascii_case(known));
        let name = if is_encoding { "ENCODING" } else { "TYPE" };
        out.push((name.to_owned(), part.to_owned()));
    }
}

/// Android's `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=89=8D)`: a label in words.
fn custom_label(part: &str) -> Option<String> {
    let (name, rest) = part.split_at_checked(9)?;
    let inner = rest.strip_suffix(')')?;
    if !name.eq_ignore_ascii_case("X-CUSTOM(") {
        return None;
    }
    let label = inner.rsplit(',').next()?;
    String::from_utf8(unquote(label.as_bytes())).ok()
}

/// Undoes the escapes of parameters (RFC 6868).
fn uncaret(value: &str) -> String {
    if !value.contains('^') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        let plain = match (c, rest.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('\'')) => '"',
            ('^', Some('^')) => '^',
            _ => {
                out.push(c);
                continue;
            }
        };
        rest.next();
        out.push(plain);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn head(text: &str) -> (Head, String) {
        let (head, value) = Head::read(text.as_bytes()).unwrap();
        (head, String::from_utf8(value.to_vec()).unwrap())
    }

    fn types(head: &Head) -> Vec<&str> {
        head.all("TYPE").collect()
    }

    #[test]
    fn heads_of_every_version_are_read() {
        let (got, value) = head("item1.tel;type=CELL;type=\"voice,pref\",fax:1:2");
        assert_eq!(
            (got.group.as_str(), got.name.as_str(), value.as_str()),
            ("ITEM1", "TEL", "1:2")
        );
        assert_eq!(types(&got), ["CELL", "voice", "pref", "fax"]);
        let (got, _) = head("TEL;WORK;CELL;QUOTED-PRINTABLE:1");
        assert_eq!(
            (types(&got), got.get("ENCODING")),
            (vec!["WORK", "CELL"], Some("QUOTED-PRINTABLE"))
        );
        let (got, value) = head("ADR;LABEL=\"A; B: ^'C^'^n^^D\";PREF=1:;;x");
        assert_eq!((got.get("LABEL"), value.as_str()), (Some("A; B: \"C\"\n^D"), ";;x"));
        assert!(got.is_preferred());
        let (got, _) =
            head("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=89=8D=E5=8F=B0):1");
        assert_eq!(got.get("X-CUSTOM"), Some("前台"));
        assert_eq!(head("TEL;X=\"open:1").1, "1");
        for bad in ["", "no colon", "see you at 10:30", ":x", "电话:1"] {
            assert_eq!(Head::read(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn texts_in_other_character_sets_are_read_where_there_is_a_decoder() {
        let gbk = |charset: &str, bytes: &[u8]| {
            (charset == "GBK" && bytes == b"\xc0\xee").then(|| "李".to_owned())
        };
        let read = |line: &[u8], decode| {
            let (head, value) = Head::read(line).unwrap();
            head.text(value, decode)
        };
        let unknown = || Err(CardReason::Charset { charset: "GBK".into() });
        let coded = b"FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=C0=EE";
        assert_eq!(read(coded, Some(gbk)), Ok("李".into()));
        assert_eq!(read(coded, None), unknown());
        assert_eq!(read(b"FN;CHARSET=GBK:\xc0\xee", Some(gbk)), Ok("李".into()));
        assert_eq!(read("FN;CHARSET=GBK:李".as_bytes(), Some(gbk)), Ok("李".into()));
        let utf8 = b"FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E";
        assert_eq!(read(utf8, None), Ok("李".into()));
        assert_eq!(read(utf8, Some(gbk)), unknown());
        assert_eq!(
            read(b"FN;CHARSET=GBK;QUOTED-PRINTABLE:Li=20Lei", Some(gbk)),
            Ok("Li Lei".into())
        );
        assert_eq!(read(b"FN:\xc0\xee", Some(gbk)), Err(CardReason::NotUtf8));
        let encoding = || Err(CardReason::Encoding { encoding: "b".into() });
        assert_eq!(read(b"NOTE;ENCODING=b:YQ==", None), encoding());
    }
}
