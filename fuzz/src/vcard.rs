//! A vCard file says the same in whatever pieces it comes. A customer that is taken can be
//! saved, and written as a card that reads as the same customer.

use interchange::vcard::{CardDraft, CardReject, VcardReader, Version, write_card};
use model::{Customer, Id, Validate};

/// Reads `data` as vCards.
pub fn run(data: &[u8]) {
    let whole = read(std::iter::once(data));
    assert_eq!(read(pieces(data)), whole, "pieces");
    let drafts = whole.into_iter().flatten();
    let (mut kept, mut size) = (Vec::new(), 0);
    for draft in drafts {
        assert_eq!(draft.customer.validate(), Ok(()));
        size += draft.customer.notes.len() + draft.customer.name.len();
        kept.push(draft.customer);
    }
    // The words in front of the lines in the notes are all that reading adds.
    assert!(size <= 32 * (data.len() + 1), "{size} bytes");
    for version in [Version::V3, Version::V4] {
        written_and_read(&kept, version);
    }
}

/// Pieces of sizes that the bytes themselves say.
fn pieces(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let size = 1 + usize::from(rest.first()? % 64);
        let (piece, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        Some(piece)
    })
}

fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<Result<CardDraft, CardReject>> {
    let (mut reader, mut found) = (VcardReader::default(), Vec::new());
    for piece in pieces {
        reader.push(piece);
        found.extend(std::iter::from_fn(|| reader.next_card()));
    }
    reader.finish();
    found.extend(std::iter::from_fn(|| reader.next_card()));
    found
}

fn written_and_read(customers: &[Customer], version: Version) {
    let mut out = Vec::new();
    for customer in customers {
        write_card(customer, Id::from_bytes([7; 16]), version, None, &mut out);
    }
    let found = read(std::iter::once(&*out));
    let found: Vec<_> = found.into_iter().map(|card| card.map(|draft| draft.customer)).collect();
    let wanted: Vec<_> = customers.iter().cloned().map(Ok).collect();
    assert_eq!(found, wanted, "written and read");
}
