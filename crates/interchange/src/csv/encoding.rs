//! Which encoding a file is in, or what it is instead of text.

use thiserror::Error;

/// How the characters of a text file are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first: what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, and with it GBK and GB 2312: Chinese Windows.
    Gb18030,
    /// Windows-1252: Western European Windows.
    Windows1252,
}

impl Encoding {
    /// Every encoding, for a person to choose from when the guess is wrong.
    pub const ALL: [Self; 5] =
        [Self::Utf8, Self::Gb18030, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// The label of the WHATWG Encoding Standard, as `TextDecoder` takes it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// What a file is when it is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotText {
    /// A workbook of Excel, LibreOffice or Numbers: to be saved as CSV first.
    #[error("a spreadsheet file, to be saved as CSV first")]
    Spreadsheet,
    /// A zip or other archive.
    #[error("an archive")]
    Archive,
    /// A PDF document.
    #[error("a PDF document")]
    Pdf,
    /// A picture.
    #[error("a picture")]
    Image,
    /// HTML or XML, which some systems export under the name of a spreadsheet.
    #[error("HTML or XML")]
    Markup,
    /// Any other bytes that are not text; the offset of the first that gave it away.
    #[error("binary data at byte {0}")]
    Binary(usize),
}

const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// The first bytes of what people upload by mistake.
const MAGIC: &[(&[u8], NotText)] = &[
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotText::Spreadsheet),
    (b"\x1f\x8b", NotText::Archive),
    (b"7z\xbc\xaf\x27\x1c", NotText::Archive),
    (b"Rar!\x1a\x07", NotText::Archive),
    (b"%PDF-", NotText::Pdf),
    (b"\x89PNG\r\n\x1a\n", NotText::Image),
    (b"\xff\xd8\xff", NotText::Image),
    (b"GIF87a", NotText::Image),
    (b"GIF89a", NotText::Image),
];

/// What the parts of a workbook are called inside its zip container.
const WORKBOOK_PARTS: &[&[u8]] = &[
    b"[Content_Types].xml",
    b"xl/",
    b"docProps/",
    b"_rels/",
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"Index/Document.iwa",
];

/// Says how `sample`, the first bytes of a file of `file_len` bytes, is encoded.
///
/// A sample shorter than the file may end in the middle of a character. The longer the
/// sample, the better the answer: a list whose first accent is in its last row looks like
/// UTF-8 until there, and the whole file is one quick pass. Order of evidence: signatures of
/// other file types, byte order marks, NUL bytes (UTF-16 or binary), well-formed UTF-8 (a
/// few damaged characters in a text full of good ones do not count against it), then whether
/// the bytes beyond ASCII come in pairs, as Chinese does, or alone, as accents do.
///
/// # Errors
/// What the file is, when it is not text.
pub fn detect(sample: &[u8], file_len: u64) -> Result<Encoding, NotText> {
    if let Some(what) = signature(sample) {
        return Err(what);
    }
    if sample.starts_with(b"\xff\xfe\0\0") {
        return Err(NotText::Binary(2));
    }
    if sample.starts_with(b"\xff\xfe") {
        return Ok(Encoding::Utf16Le);
    }
    if sample.starts_with(b"\xfe\xff") {
        return Ok(Encoding::Utf16Be);
    }
    if let Some(offset) = memchr::memchr(0, sample) {
        return utf16_without_mark(sample).ok_or(NotText::Binary(offset));
    }
    if let Some(offset) = too_many_controls(sample) {
        return Err(NotText::Binary(offset));
    }
    let cut = (sample.len() as u64) < file_len;
    Ok(if is_utf8(sample, cut) {
        Encoding::Utf8
    } else if comes_in_pairs(sample) {
        Encoding::Gb18030
    } else {
        Encoding::Windows1252
    })
}

fn signature(sample: &[u8]) -> Option<NotText> {
    if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") {
        let workbook = WORKBOOK_PARTS
            .iter()
            .any(|part| memchr::memmem::find(sample.get(..4096).unwrap_or(sample), part).is_some());
        return Some(if workbook { NotText::Spreadsheet } else { NotText::Archive });
    }
    if sample.starts_with(b"RIFF") && sample.get(8..12) == Some(b"WEBP") {
        return Some(NotText::Image);
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Some(*what);
    }
    let text = sample.strip_prefix(UTF8_BOM).unwrap_or(sample).trim_ascii_start();
    match text {
        [b'<', b'!' | b'?', ..] => Some(NotText::Markup),
        [b'<', letter, ..] if letter.is_ascii_alphabetic() => Some(NotText::Markup),
        _ => None,
    }
}

/// Text holds a stray control character now and then, where some system put one for a line
/// break inside a cell; a file with more than one in a hundred bytes is not text.
fn too_many_controls(sample: &[u8]) -> Option<usize> {
    let count: usize = sample.iter().map(|b| usize::from(CONTROL[usize::from(*b)])).sum();
    if count * 100 > sample.len() {
        sample.iter().position(|b| CONTROL[usize::from(*b)])
    } else {
        None
    }
}

/// By byte, whether text does not hold it: the control characters but those that break or
/// space lines, and DOS's end-of-file mark. A table, because this looks at every byte.
const CONTROL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte as u8, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | 0x1a);
        byte += 1;
    }
    table[0x7f] = true;
    table
};

/// Tells the byte order by which reading has the ASCII that delimiters and line ends are
/// made of, and is well-formed besides.
fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let nuls = memchr::memchr_iter(0, sample).count();
    if sample.is_ascii() && nuls * 4 < sample.len() {
        // A stray NUL in plain text: ASCII in UTF-16 is half NULs, other scripts are not ASCII.
        return None;
    }
    let low_first = plausible_ascii(sample, u16::from_le_bytes);
    let high_first = plausible_ascii(sample, u16::from_be_bytes);
    match (low_first, high_first) {
        (Some(low), Some(high)) if high > low => Some(Encoding::Utf16Be),
        (Some(_), _) => Some(Encoding::Utf16Le),
        (None, Some(_)) => Some(Encoding::Utf16Be),
        (None, None) => None,
    }
}

/// How many units are ASCII text; `None` when some are no text, or too few are ASCII for
/// a table.
fn plausible_ascii(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units = sample.as_chunks::<2>().0;
    let mut ascii = 0;
    let mut open_surrogate = false;
    for pair in units {
        let unit = unit(*pair);
        let low_surrogate = (0xdc00..0xe000).contains(&unit);
        if open_surrogate != low_surrogate {
            return None;
        }
        open_surrogate = (0xd800..0xdc00).contains(&unit);
        match unit {
            0x09 | 0x0a | 0x0d | 0x20..0x7f => ascii += 1,
            0..0x20 | 0x7f | 0xfffe | 0xffff => return None,
            _ => {}
        }
    }
    (ascii > 0 && ascii * 50 >= units.len()).then_some(ascii)
}

fn is_utf8(sample: &[u8], cut: bool) -> bool {
    if std::str::from_utf8(sample).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        let invalid = chunk.invalid();
        let cut_here = cut
            && chunks.peek().is_none()
            && std::str::from_utf8(invalid).is_err_and(|why| why.error_len().is_none());
        if !invalid.is_empty() && !cut_here {
            bad += 1;
        }
    }
    bad == 0 || good > 8 * bad
}

/// Whether more of the bytes beyond ASCII make GB 18030 characters than stand alone. The
/// second byte of all common Chinese characters is beyond ASCII too; an accented letter
/// most often has plain letters around it. Two accented letters together look like one of
/// the rarer characters (first byte from D8), but then a plain letter touches them.
fn comes_in_pairs(sample: &[u8]) -> bool {
    let (mut pairs, mut alone) = (0_usize, 0_usize);
    let mut rest = sample;
    let mut before = 0_u8;
    loop {
        let (last, tail) = match rest {
            [] => break,
            [plain @ ..=0x7f, tail @ ..] => (*plain, tail),
            [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, last @ b'0'..=b'9', tail @ ..] => {
                pairs += 2;
                (*last, tail)
            }
            [first @ 0x81..=0xfe, last @ 0x80..=0xfe, tail @ ..] => {
                let after = tail.first().copied().unwrap_or(0);
                if *first >= 0xd8 && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic()) {
                    alone += 1;
                } else {
                    pairs += 1;
                }
                (*last, tail)
            }
            [single, tail @ ..] => {
                alone += 1;
                (*single, tail)
            }
        };
        (before, rest) = (last, tail);
    }
    pairs > alone
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(bytes: &[u8]) -> Result<Encoding, NotText> {
        detect(bytes, bytes.len() as u64)
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    const LIST: &str =
        "客户名称,手机,城市\r\n北京一一科技有限公司,13800138000,北京\r\n王伟,13900139000,上海\r\n";

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(whole(b""), Ok(Encoding::Utf8));
        assert_eq!(whole(b"name,phone\nJane,123\n"), Ok(Encoding::Utf8));
        assert_eq!(whole("\u{feff}name\n".as_bytes()), Ok(Encoding::Utf8));
        assert_eq!(whole(LIST.as_bytes()), Ok(Encoding::Utf8));
    }

    #[test]
    fn a_character_cut_by_the_end_of_the_sample_is_no_damage() {
        let bytes = "名".as_bytes();
        assert_eq!(detect(&bytes[..2], 100), Ok(Encoding::Utf8));
        assert_ne!(detect(&bytes[..2], 2), Ok(Encoding::Utf8));
        for end in 0..LIST.len() {
            assert_eq!(detect(&LIST.as_bytes()[..end], 1000), Ok(Encoding::Utf8), "{end}");
        }
    }

    #[test]
    fn one_damaged_character_does_not_turn_utf8_into_chinese_windows() {
        let mut bytes = LIST.repeat(3).into_bytes();
        bytes.extend_from_slice(b"\xd0,1,2\r\n");
        assert_eq!(whole(&bytes), Ok(Encoding::Utf8));
    }

    #[test]
    fn utf16_by_its_mark_or_its_nuls() {
        for (order, encoding) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], Encoding::Utf16Le),
            (u16::to_be_bytes, Encoding::Utf16Be),
        ] {
            assert_eq!(whole(&utf16(&format!("\u{feff}{LIST}"), order)), Ok(encoding));
            assert_eq!(whole(&utf16(LIST, order)), Ok(encoding));
            assert_eq!(whole(&utf16("name,phone\nJane,1\n", order)), Ok(encoding));
            let cut = utf16(LIST, order);
            assert_eq!(detect(&cut[..cut.len() - 1], 1000), Ok(encoding));
        }
    }

    #[test]
    fn chinese_and_western_windows_are_told_apart() {
        let (gb, _, _) = encoding_rs::GB18030.encode(LIST);
        assert_eq!(whole(&gb), Ok(Encoding::Gb18030));
        let (gb, _, _) = encoding_rs::GB18030.encode("姓名\r\n张三\r\n𠮷田\r\n鑫A股\r\n");
        assert_eq!(whole(&gb), Ok(Encoding::Gb18030));
        for text in [
            "Name;Straße;Ort\r\nMüller GmbH;Große Straße 1;Köln\r\n",
            "Größe\r\n",
            "nom,ville\nFrançois,Orléans\nHélène,Besançon\n",
            "Jürgen\n",
            "naïve café\n",
            "été,20°–25°\n",
        ] {
            let (western, _, _) = encoding_rs::WINDOWS_1252.encode(text);
            assert_eq!(whole(&western), Ok(Encoding::Windows1252), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(whole(b"PK\x03\x04....[Content_Types].xml"), Err(NotText::Spreadsheet));
        assert_eq!(whole(b"PK\x03\x04....xl/workbook.xml"), Err(NotText::Spreadsheet));
        assert_eq!(whole(b"PK\x03\x04....photos/a.jpg"), Err(NotText::Archive));
        assert_eq!(whole(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), Err(NotText::Spreadsheet));
        assert_eq!(whole(b"%PDF-1.7\n"), Err(NotText::Pdf));
        assert_eq!(whole(b"\x89PNG\r\n\x1a\n\0"), Err(NotText::Image));
        assert_eq!(whole(b"\xef\xbb\xbf \n<html><table>"), Err(NotText::Markup));
        assert_eq!(whole(b"name,phone\nJa\0ne,1\n"), Err(NotText::Binary(13)));
        assert_eq!(whole(b"\x01\x02\x03abc"), Err(NotText::Binary(0)));
        assert_eq!(whole(b"\xff\xfe\0\0n\0\0\0"), Err(NotText::Binary(2)));
    }

    #[test]
    fn a_stray_vertical_tab_is_still_text() {
        assert_eq!(whole(b"name,notes\nJane,two\x0blines\n\x1a"), Ok(Encoding::Utf8));
    }

    #[test]
    fn the_decoder_of_each_label_exists_and_is_the_one_meant() {
        for encoding in Encoding::ALL {
            let decoder = encoding_rs::Encoding::for_label(encoding.label().as_bytes()).unwrap();
            assert_eq!(decoder.name().to_ascii_lowercase(), encoding.label());
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), len in 0u64..400) {
            let _ = detect(&bytes, len);
        }

        #[test]
        fn any_text_in_utf8_is_utf8(text in "[^\u{0}-\u{1f}\u{7f}<]{1,60}") {
            prop_assert_eq!(whole(text.as_bytes()), Ok(Encoding::Utf8));
        }
    }
}
