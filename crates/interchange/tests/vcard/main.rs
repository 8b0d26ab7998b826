//! vCards as programs export them, from bytes to customers and back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod files;
mod hostile;
mod refusals;
mod round_trip;

use interchange::vcard::{CardDraft, CardReject, ReadOptions, VcardReader};

type Card = Result<CardDraft, CardReject>;

fn read_pieces<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, options: ReadOptions) -> Vec<Card> {
    let mut reader = VcardReader::new(options);
    let mut cards = Vec::new();
    for piece in pieces {
        reader.push(piece);
        cards.extend(std::iter::from_fn(|| reader.next_card()));
    }
    reader.finish();
    cards.extend(std::iter::from_fn(|| reader.next_card()));
    assert_eq!(reader.begun(), cards.len());
    cards
}

fn read(bytes: &[u8]) -> Vec<Card> {
    read_pieces([bytes], ReadOptions::default())
}

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vcard/data/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

/// One card of version 3.0 with these lines.
fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n")
}
