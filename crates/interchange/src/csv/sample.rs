//! A few values of each column, for guessing what it holds.

use crate::csv::cell;
use crate::csv::table::Row;
use crate::csv::values::Distinct;

/// Longest value kept, in characters: enough to tell what it is.
pub(crate) const VALUE_LIMIT: usize = 100;

/// Values from the beginning of a file and from places spread over the rest, by column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    columns: Vec<Vec<String>>,
}

impl Samples {
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns: vec![Vec::new(); columns] }
    }

    pub(crate) fn add(&mut self, row: &Row<'_>) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.push(cell::text(row.get(index)).chars().take(VALUE_LIMIT).collect());
        }
    }

    /// The values of a column, trimmed, empty ones included; nothing for a column that is
    /// not there. Index `i` of every column is the same row.
    #[must_use]
    pub fn column(&self, index: usize) -> &[String] {
        self.columns.get(index).map_or(&[], Vec::as_slice)
    }

    /// The values of a column that are not empty.
    pub fn filled(&self, index: usize) -> impl Iterator<Item = &str> + Clone {
        self.column(index).iter().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The different values of a column.
    #[must_use]
    pub fn distinct(&self, index: usize) -> Distinct {
        let mut distinct = Distinct::new(index);
        self.column(index).iter().for_each(|text| distinct.add_text(text));
        distinct
    }

    /// The number of rows sampled.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }
}
