use std::sync::Arc;

use super::map::SegmentIndex;
use super::segment_name::SegmentName;
use super::table::RfmTable;

/// Who was in which segment, and is in which now. The last row and column are those without a
/// score, so everybody is in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transitions {
    /// The segments customers come from; one row each and one more.
    pub from: Arc<[SegmentName]>,
    /// The segments they are in now; one column each and one more.
    pub to: Arc<[SegmentName]>,
    /// By row, then column.
    customers: Vec<usize>,
}

impl Transitions {
    /// Compares two tables over one numbering of customers, of which a later table may have
    /// more; those for whom `counts` is false are left out. Linear in customers.
    #[must_use]
    pub fn between(before: &RfmTable, after: &RfmTable, counts: impl Fn(u32) -> bool) -> Self {
        let (from, to) = (before.names.clone(), after.names.clone());
        let width = to.len() + 1;
        let mut customers = vec![0; (from.len() + 1) * width];
        for customer in everybody(before, after).filter(|&customer| counts(customer)) {
            let row = place(before, customer, from.len());
            customers[row * width + place(after, customer, to.len())] += 1;
        }
        Self { from, to, customers }
    }

    /// How many went from one segment to another; `None` stands for no score.
    #[must_use]
    pub fn customers(&self, from: Option<SegmentIndex>, to: Option<SegmentIndex>) -> usize {
        let row = from.map_or(self.from.len(), SegmentIndex::get);
        let column = to.map_or(self.to.len(), SegmentIndex::get);
        let place = row * (self.to.len() + 1) + column;
        self.customers.get(place).copied().unwrap_or_default()
    }

    /// The rows, each with its columns: the cells in the order they are drawn.
    pub fn rows(&self) -> impl Iterator<Item = (Option<SegmentIndex>, &[usize])> {
        let rows = self.customers.chunks_exact(self.to.len() + 1).enumerate();
        rows.map(|(row, cells)| (SegmentIndex::at(row).filter(|_| row < self.from.len()), cells))
    }

    /// The customers behind a cell, ascending, chosen as for [`Transitions::between`].
    pub fn members(
        before: &RfmTable,
        after: &RfmTable,
        from: Option<SegmentIndex>,
        to: Option<SegmentIndex>,
        counts: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let here =
            |customer: &u32| segment(before, *customer) == from && segment(after, *customer) == to;
        everybody(before, after).filter(here).filter(|&customer| counts(customer)).collect()
    }
}

fn everybody(before: &RfmTable, after: &RfmTable) -> impl Iterator<Item = u32> {
    0..before.scores.len().max(after.scores.len()) as u32
}

fn segment(table: &RfmTable, customer: u32) -> Option<SegmentIndex> {
    table.scores.get(customer as usize)?.map(|score| score.segment)
}

fn place(table: &RfmTable, customer: u32, unscored: usize) -> usize {
    segment(table, customer).map_or(unscored, SegmentIndex::get)
}
