//! A file's bytes, to cards.

use interchange::csv::Encoding;
use interchange::csv::encoding::detect;
use interchange::vcard::{NoteWords, ReadOptions, VcardReader};
use web_sys::File;
use workspace::commands::{CARDS_LIMIT, Cards};
use workspace::{Pace, Step};

use crate::i18n::{I18n, t_string};
use crate::platform::files::{self, Decoder};
use crate::views::data::trouble::Trouble;

/// Largest file, in bytes: an address book with pictures has a few hundred million.
const LARGEST: f64 = 1024e6;
/// Bytes read at a time.
const SLICE: f64 = 4_194_304.0;
/// Bytes parsed between two looks at the clock.
const BITE: usize = 64 << 10;

/// What the lines kept in the notes are called, in the language of now.
pub fn note_words(i18n: I18n) -> NoteWords {
    NoteWords {
        company: t_string!(i18n, out.n_company).into(),
        title: t_string!(i18n, out.n_title).into(),
        role: t_string!(i18n, out.n_role).into(),
        contact: t_string!(i18n, out.n_contact).into(),
        nickname: t_string!(i18n, out.n_nickname).into(),
        phone: t_string!(i18n, out.n_phone).into(),
        email: t_string!(i18n, out.n_email).into(),
        address: t_string!(i18n, out.n_address).into(),
        birthday: t_string!(i18n, out.n_birthday).into(),
        anniversary: t_string!(i18n, out.n_anniversary).into(),
        website: t_string!(i18n, out.n_website).into(),
        chat: t_string!(i18n, out.n_chat).into(),
        related: t_string!(i18n, out.n_related).into(),
    }
}

/// Reads the cards in `file`, piece by piece: the pictures are never in memory all at once.
///
/// # Errors
/// When it cannot be read, is no text, holds no cards or too many, or it was stopped.
pub async fn read(file: &File, words: NoteWords, pace: &dyn Pace) -> Result<Cards, Trouble> {
    let size = file.size();
    if size > LARGEST {
        return Err(Trouble::TooLarge(LARGEST));
    }
    let mut reader = VcardReader::new(ReadOptions { words, decode: Some(decode) });
    let mut cards = Cards::default();
    let mut text = None;
    let mut read = 0.0;
    while read < size {
        let piece = files::read(file, read, SLICE).await?;
        if piece.is_empty() {
            break;
        }
        let text = match &mut text {
            Some(text) => text,
            None => text.insert(Text::of(&piece, size as u64)?),
        };
        for bite in piece.chunks(BITE) {
            read += bite.len() as f64;
            text.push(bite, &mut reader)?;
            take(&mut cards, &mut reader)?;
            pace.step(Step::Reading, read as usize, size as usize).await?;
        }
    }
    if let Some(text) = text {
        text.finish(&mut reader)?;
    }
    reader.finish();
    take(&mut cards, &mut reader)?;
    if cards.is_empty() { Err(Trouble::NoCards) } else { Ok(cards) }
}

fn take(cards: &mut Cards, reader: &mut VcardReader) -> Result<(), Trouble> {
    cards.take(reader).map_err(|_| Trouble::TooManyCards(CARDS_LIMIT))
}

/// Texts of old cards that name a character set of their own.
fn decode(charset: &str, bytes: &[u8]) -> Option<String> {
    Decoder::new(charset)?.decode(bytes, false)
}

/// The file's text in UTF-8.
struct Text {
    encoding: Encoding,
    /// Of a file that is not in UTF-8.
    decoder: Option<Decoder>,
}

impl Text {
    /// How a file that begins with `piece` is written.
    fn of(piece: &[u8], size: u64) -> Result<Self, Trouble> {
        let encoding = detect(piece, size).map_err(Trouble::NotText)?;
        let decoder = match encoding {
            Encoding::Utf8 => None,
            other => Some(Decoder::new(other.label()).ok_or(Trouble::Encoding(other))?),
        };
        Ok(Self { encoding, decoder })
    }

    fn push(&self, bytes: &[u8], reader: &mut VcardReader) -> Result<(), Trouble> {
        match &self.decoder {
            None => reader.push(bytes),
            Some(decoder) => {
                let text = decoder.decode(bytes, true).ok_or(Trouble::Encoding(self.encoding))?;
                reader.push(text.as_bytes());
            }
        }
        Ok(())
    }

    fn finish(&self, reader: &mut VcardReader) -> Result<(), Trouble> {
        if let Some(decoder) = &self.decoder {
            let rest = decoder.decode(&[], false).ok_or(Trouble::Encoding(self.encoding))?;
            reader.push(rest.as_bytes());
        }
        Ok(())
    }
}
