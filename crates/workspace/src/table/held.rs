//! A row, or where its bytes are.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use model::wire::{Reader, Unreadable};
use model::{Entity, Row};

use crate::codec::Packing;

/// Chunks as they were stored, for the rows that were not read.
#[derive(Debug, Default)]
pub(super) struct Packs(Vec<Rc<Vec<u8>>>);

impl Packs {
    /// Keeps a chunk; answers its number.
    pub(super) fn keep(&mut self, chunk: &Rc<Vec<u8>>) -> u32 {
        self.0.push(Rc::clone(chunk));
        self.0.len() as u32 - 1
    }

    /// Keeps the chunk that came last no longer.
    pub(super) fn give_up_last(&mut self) {
        self.0.pop();
    }

    fn from(&self, place: Place) -> Option<&[u8]> {
        self.0.get(place.pack as usize)?.get(place.at as usize..)
    }
}

/// Where a stored row begins.
#[derive(Debug, Clone, Copy)]
struct Place {
    pack: u32,
    at: u32,
}

type Decode<T> = fn(&mut Reader<'_>) -> Result<Row<T>, Unreadable>;

/// One row. It is stored bytes only as long as nothing ever happened to the record after it was
/// created.
#[derive(Debug)]
pub(super) struct Held<T: Entity> {
    row: OnceCell<Box<Row<T>>>,
    stored: Option<Place>,
}

impl<T: Entity> Held<T> {
    /// A row that is read.
    pub(super) fn of(row: Row<T>) -> Self {
        Self { row: OnceCell::from(Box::new(row)), stored: None }
    }

    /// The row that begins there.
    pub(super) fn stored(pack: u32, at: usize) -> Self {
        Self { row: OnceCell::new(), stored: Some(Place { pack, at: at as u32 }) }
    }

    pub(super) fn is_live(&self) -> bool {
        self.row.get().is_none_or(|row| row.is_live())
    }

    #[cfg(test)]
    pub(super) fn is_unread(&self) -> bool {
        self.row.get().is_none()
    }

    /// The row, which stays read. A sum vouches for the bytes, so that they read; were they of a
    /// version that writes otherwise, there would be none, and the bytes stay as they are.
    pub(super) fn row(&self, packs: &Packs) -> Option<&Row<T>> {
        if self.row.get().is_none() {
            let row = self.decoded(packs, model::wire::Wire::decode)?;
            let _ = self.row.set(Box::new(row));
        }
        self.row.get().map(|row| &**row)
    }

    /// The row, to change.
    pub(super) fn row_mut(&mut self, packs: &Packs) -> Option<&mut Row<T>> {
        self.row(packs)?;
        // What it is from now on is not in those bytes.
        self.stored = None;
        self.row.get_mut().map(|row| &mut **row)
    }

    /// The row, read in passing if it is not.
    pub(super) fn read(&self, packs: &Packs, decode: Decode<T>) -> Option<Cow<'_, Row<T>>> {
        match self.row.get() {
            Some(row) => Some(Cow::Borrowed(row)),
            None => self.decoded(packs, decode).map(Cow::Owned),
        }
    }

    /// How it goes into a chunk.
    pub(super) fn packing<'a>(&'a self, packs: &'a Packs) -> Option<Packing<'a, T>> {
        let Some(place) = self.stored else { return self.row.get().map(|row| Packing::Row(row)) };
        let bytes = packs.from(place)?;
        let mut from = Reader::new(bytes);
        from.skip().ok()?;
        Some(Packing::Stored(&bytes[..bytes.len() - from.left()]))
    }

    fn decoded(&self, packs: &Packs, decode: Decode<T>) -> Option<Row<T>> {
        decode(&mut Reader::new(packs.from(self.stored?)?)).ok()
    }
}
