//! Figures of customers on their way to the worker: a row a customer, a column a measure.

use model::wire::{Reader, Unreadable, Writer};

/// Bytes in a part.
const FULL: usize = 64 << 10;
/// Bytes of a figure.
const WIDTH: usize = size_of::<f64>();

/// Rows being put together.
#[derive(Debug)]
pub struct Batch {
    columns: Vec<Vec<u8>>,
}

impl Batch {
    /// Of rows of so many figures.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self { columns: vec![Vec::new(); columns] }
    }

    /// Adds a row; figures beyond the columns are left out.
    pub fn add(&mut self, row: impl IntoIterator<Item = f64>) {
        for (column, figure) in self.columns.iter_mut().zip(row) {
            column.extend_from_slice(&figure.to_le_bytes());
        }
    }

    /// Whether it is as large as a part should be.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.columns.iter().map(Vec::len).sum::<usize>() >= FULL
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(Vec::is_empty)
    }

    /// The rows as bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut out = Writer::default();
        out.array(self.columns.len());
        self.columns.iter().for_each(|column| out.bytes(column));
        out.finish()
    }
}

/// Adds the rows of a part to columns, of which there must be as many; or else none.
pub(crate) fn read(part: &[u8], columns: &mut [Vec<f64>]) -> Result<(), Unreadable> {
    let mut from = Reader::new(part);
    if from.array()? != columns.len() {
        return Err(from.wrong("another number of columns"));
    }
    let own: Vec<&[u8]> = columns.iter().map(|_| from.bytes()).collect::<Result<_, _>>()?;
    let length = own.first().map_or(0, |column| column.len());
    if !length.is_multiple_of(WIDTH) || own.iter().any(|column| column.len() != length) {
        return Err(from.wrong("columns that do not fit"));
    }
    for (column, own) in columns.iter_mut().zip(own) {
        column.extend(own.as_chunks().0.iter().map(|figure| f64::from_le_bytes(*figure)));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rows_arrive_as_they_were() {
        let mut batch = Batch::new(2);
        assert!(batch.is_empty());
        batch.add([1.5, -0.0]);
        batch.add([f64::MAX, 1e-300]);
        let mut columns = [vec![9.0], vec![8.0]];
        read(&batch.finish(), &mut columns).unwrap();
        assert_eq!(columns, [vec![9.0, 1.5, f64::MAX], vec![8.0, -0.0, 1e-300]]);
        assert_eq!(read(&Batch::new(2).finish(), &mut columns), Ok(()));
    }

    #[test]
    fn what_does_not_fit_is_refused_and_nothing_of_it_taken() {
        let mut batch = Batch::new(2);
        batch.add([1.0]);
        let part = batch.finish();
        for count in [1, 2, 3] {
            let mut columns = vec![vec![]; count];
            assert!(read(&part, &mut columns).is_err(), "{count}");
            assert!(columns.iter().all(Vec::is_empty));
        }
    }

    #[test]
    fn a_part_is_full_at_64_kb() {
        let mut batch = Batch::new(2);
        let rows = (0..).take_while(|_| {
            let go_on = !batch.is_full();
            batch.add([0.0, 1.0]);
            go_on
        });
        assert_eq!(rows.count(), 4_096);
    }
}
