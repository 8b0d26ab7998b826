//! Reading cards, in pieces as they come.

use std::collections::VecDeque;

use crate::vcard::CardDraft;
use crate::vcard::card::Card;
use crate::vcard::lines::{Line, Lines, is_frame};
use crate::vcard::property::Decode;
use crate::vcard::reject::CardReject;
use crate::vcard::words::NoteWords;

/// What the reader needs from outside.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// What the lines in the notes are called.
    pub words: NoteWords,
    /// Reads texts of version 2.1 that are coded in another character set than UTF-8. Without
    /// it such cards are refused.
    pub decode: Option<Decode>,
}

/// Reads cards from pieces of bytes.
///
/// It holds one card, and those that [`next_card`](Self::next_card) has not handed out, so a
/// caller who asks for them after each piece needs no more memory for a longer file.
///
/// ```
/// # use interchange::vcard::VcardReader;
/// let file = b"BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jane\nFN:Jane Doe\nEND:VCARD\n";
/// let mut reader = VcardReader::default();
/// let mut names = Vec::new();
/// for piece in file.chunks(16) {
///     reader.push(piece);
///     while let Some(card) = reader.next_card() {
///         names.extend(card.map(|draft| draft.customer.name));
///     }
/// }
/// reader.finish();
/// while let Some(card) = reader.next_card() {
///     names.extend(card.map(|draft| draft.customer.name));
/// }
/// assert_eq!(names, ["Jane Doe"]);
/// ```
#[derive(Debug, Default)]
pub struct VcardReader {
    options: ReadOptions,
    lines: Lines,
    card: Option<Card>,
    ready: VecDeque<Result<CardDraft, CardReject>>,
    begun: usize,
}

impl VcardReader {
    /// A reader at the beginning of a file.
    #[must_use]
    pub fn new(options: ReadOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// How many cards have begun so far; none at the end of a file means that it holds no
    /// vCards.
    #[must_use]
    pub fn begun(&self) -> usize {
        self.begun
    }

    /// Takes the next piece.
    pub fn push(&mut self, mut piece: &[u8]) {
        while let Some(line) = self.lines.take(&mut piece) {
            self.line(&line);
        }
    }

    /// Says that there are no more pieces. The last card may come out only now.
    pub fn finish(&mut self) {
        while let Some(line) = self.lines.finish() {
            self.line(&line);
        }
        self.tear();
    }

    /// The next card that has been read to its end, in the order of the file.
    ///
    /// # Errors
    /// A card that is not taken; reading goes on after it.
    pub fn next_card(&mut self) -> Option<Result<CardDraft, CardReject>> {
        self.ready.pop_front()
    }

    fn line(&mut self, line: &Line) {
        if is_frame(&line.text, "BEGIN") {
            self.tear();
            self.begun += 1;
            self.card = Some(Card::new(line.number));
            self.lines.keep_blanks = false;
        } else if is_frame(&line.text, "END") {
            if let Some(card) = self.card.take() {
                self.ready.push_back(card.finish(&self.options.words));
            }
        } else if let Some(card) = &mut self.card
            && !line.text.trim_ascii().is_empty()
        {
            card.add(line, self.options.decode);
            self.lines.keep_blanks = card.old;
        }
    }

    /// Refuses a card that has not ended.
    fn tear(&mut self) {
        if let Some(card) = self.card.take() {
            self.ready.push_back(Err(card.torn()));
        }
    }
}
