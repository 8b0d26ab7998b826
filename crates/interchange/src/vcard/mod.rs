//! vCards, as phones, address books and mail programs export and import them.
//!
//! [`VcardReader`] takes a file in pieces of any size and reads versions 2.1 (the versit
//! consortium, 1996), 3.0 (RFC 2426) and 4.0 (RFC 6350) with the habits of Apple, Google,
//! Outlook and Android. [`write_card`] writes 4.0, or 3.0 for programs that are older.
//!
//! Every `BEGIN:VCARD` comes out exactly once, as a [`CardDraft`] whose customer can be saved,
//! or as a [`CardReject`] with its place and its reason; a broken card does not take the rest
//! of the file with it. What a customer has no field for stands in the notes, a line each;
//! pictures, sounds and keys are dropped and counted. Bytes are UTF-8; a file in anything else
//! is converted by the caller first (see [`csv::encoding`](crate::csv::encoding)).
//!
//! Our own, because `calcard`, the fullest crate for it, wants the whole text with its
//! pictures at once, says no line of what is wrong, and brings tables of time zones along.
//!
//! | written and read back | not carried by a vCard |
//! | --- | --- |
//! | name, type, tags, phones and e-mails with labels, address, birthday (from 1800 on), notes | code, stage, owner, industry, size, source, preferred channel, customer since, fields of newer versions |

mod card;
mod date;
mod draft;
mod label;
mod lines;
mod name;
mod property;
mod read;
mod reject;
mod value;
mod words;
mod write;

pub use draft::CardDraft;
pub use property::Decode;
pub use read::{ReadOptions, VcardReader};
pub use reject::{CardReason, CardReject};
pub use words::NoteWords;
pub use write::{Version, write_card};

/// What of a card was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dropped {
    /// Photographs.
    pub photos: u32,
    /// Logos.
    pub logos: u32,
    /// Sounds, as of how to say a name.
    pub sounds: u32,
    /// Keys and certificates.
    pub keys: u32,
    /// Properties with something in them that neither a customer nor its notes have a place
    /// for: time zones, positions, and what only one program knows.
    pub others: u32,
}
