//! Cards that could not be taken, each with its place and its reason.

use thiserror::Error;

use crate::csv::Field;

/// A card that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct CardReject {
    /// The physical line at fault, from 1; the card's first line when it is the whole card.
    pub line: u64,
    /// The physical line the card begins on.
    pub begun: u64,
    /// What the card calls them, shortened to
    /// [`QUOTED_LIMIT`](crate::csv::reject::QUOTED_LIMIT) characters; empty when that is not
    /// known.
    pub name: String,
    /// What is wrong.
    pub reason: CardReason,
}

/// Why a card was not taken. Texts from the file are shortened to
/// [`QUOTED_LIMIT`](crate::csv::reject::QUOTED_LIMIT) characters.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CardReason {
    /// The file ends, or another card begins, before the card's end.
    #[error("the card has no end")]
    NoEnd,
    /// A line that is no property.
    #[error("`{text}` is no line of a vCard")]
    NotAProperty {
        /// The line.
        text: String,
    },
    /// A version that is not known here.
    #[error("vCard version `{text}` is not known")]
    UnknownVersion {
        /// The version.
        text: String,
    },
    /// Bytes that are no UTF-8: damaged, or read in the wrong encoding.
    #[error("the line is not in UTF-8")]
    NotUtf8,
    /// Text in a character set that cannot be read here.
    #[error("the line is in the character set `{charset}`")]
    Charset {
        /// What the card calls it.
        charset: String,
    },
    /// Text in base 64, or in an encoding that no version of vCards has.
    #[error("the line is in the encoding `{encoding}`")]
    Encoding {
        /// What the card calls it.
        encoding: String,
    },
    /// A line that is longer than any real one, once unfolded.
    #[error("the line is longer than {limit} bytes")]
    LineTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A card with more text than any real one.
    #[error("the card is longer than {limit} bytes")]
    CardTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A list of other cards, not somebody.
    #[error("a group of contacts")]
    Group,
    /// Neither a name nor an organisation.
    #[error("no name")]
    NoName,
    /// A text longer than the field takes.
    #[error("{field:?}: longer than {limit} characters")]
    TextTooLong {
        /// The field.
        field: Field,
        /// The limit in characters.
        limit: usize,
    },
    /// More entries than the field takes.
    #[error("{field:?}: more than {limit}")]
    TooMany {
        /// The field.
        field: Field,
        /// The limit.
        limit: usize,
    },
}
