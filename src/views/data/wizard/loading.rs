//! A file's bytes, to text, to a table.

use interchange::csv::encoding::detect;
use interchange::csv::{Delimiter, Encoding, Table, TableOptions};
use web_sys::File;
use workspace::{Pace, Step};

use crate::platform::files::{self, Decoder};
use crate::views::data::trouble::Trouble;
use crate::views::data::wizard::Opened;

/// Largest file, in bytes: what a phone's browser can still hold beside everything else.
const LARGEST: f64 = 512e6;
/// Memory an import takes at most for every byte of its file: the file itself, its rows as
/// records, and these as they are stored.
const TAKEN: f64 = 9.0;
/// Bytes read at a time.
const SLICE: f64 = 4_194_304.0;
/// Bytes decoded between two looks at the clock.
const BITE: usize = 256 << 10;
/// Bytes looked at to tell the encoding, quick enough not to be felt. Should the first sign
/// that a file is not UTF-8 come later, its rows are rejected for it, and the user can choose.
const SNIFFED: usize = 8 << 20;
/// Rows sampled to guess what columns hold.
const SAMPLED: usize = 200;

/// How to read a file; what is `None` is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// How its characters are written.
    pub encoding: Option<Encoding>,
    /// What divides its columns.
    pub delimiter: Option<Delimiter>,
    /// Whether its first row names the columns.
    pub header: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { encoding: None, delimiter: None, header: true }
    }
}

/// Reads `file`; answers the table and what is known of it, with every wish filled in.
///
/// # Errors
/// When it cannot be read, is no text, or no table.
pub async fn load(
    file: &File,
    wishes: Wishes,
    pace: &dyn Pace,
) -> Result<(Table, Opened), Trouble> {
    let bytes = read(file, pace).await?;
    let encoding = match wishes.encoding {
        Some(encoding) => encoding,
        None => {
            let sniffed = bytes.get(..SNIFFED).unwrap_or(&bytes);
            detect(sniffed, bytes.len() as u64).map_err(Trouble::NotText)?
        }
    };
    let size = bytes.len() as f64;
    let text = decode(bytes, encoding, pace).await?;
    let options = TableOptions { delimiter: wishes.delimiter, header: wishes.header };
    let table = Table::open(text, options).map_err(Trouble::Table)?;
    let duplicates = table.duplicate_headers().into_iter();
    let opened = Opened {
        name: file.name(),
        size,
        wishes: Wishes {
            encoding: Some(encoding),
            delimiter: Some(table.delimiter()),
            header: wishes.header,
        },
        headers: table.headers().to_vec(),
        duplicates: duplicates.map(|(name, columns)| (name.to_owned(), columns.len())).collect(),
        samples: table.sample(SAMPLED),
    };
    Ok((table, opened))
}

async fn read(file: &File, pace: &dyn Pace) -> Result<Vec<u8>, Trouble> {
    let size = file.size();
    let mut bytes = Vec::new();
    if size > LARGEST || bytes.try_reserve_exact(size as usize).is_err() {
        return Err(Trouble::TooLarge(LARGEST));
    }
    Trouble::unless_room(size * (TAKEN - 1.0))?;
    while (bytes.len() as f64) < size {
        let piece = files::read(file, bytes.len() as f64, SLICE).await?;
        if piece.is_empty() {
            break;
        }
        if bytes.is_empty() {
            // A workbook of 100 MB is not worth waiting for.
            detect(&piece, size as u64).map_err(Trouble::NotText)?;
        }
        bytes.extend_from_slice(&piece);
        pace.step(Step::Reading, bytes.len(), size as usize).await?;
    }
    Ok(bytes)
}

async fn decode(bytes: Vec<u8>, encoding: Encoding, pace: &dyn Pace) -> Result<Vec<u8>, Trouble> {
    if encoding == Encoding::Utf8 {
        return Ok(bytes);
    }
    let wrong = || Trouble::Encoding(encoding);
    let decoder = Decoder::new(encoding.label()).ok_or_else(wrong)?;
    let mut text = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for bite in bytes.chunks(BITE) {
        text.extend_from_slice(decoder.decode(bite, true).ok_or_else(wrong)?.as_bytes());
        done += bite.len();
        pace.step(Step::Reading, done, bytes.len()).await?;
    }
    text.extend_from_slice(decoder.decode(&[], false).ok_or_else(wrong)?.as_bytes());
    Ok(text)
}
