//! RFM scoring of the open workspace.

use std::rc::Rc;

use analytics::OrderColumns as Columns;
use analytics::rfm::{self, Bins, Measures, RfmConfig, RfmScore, RfmTable, SegmentName};

use crate::analysis::RestsOn;
use crate::image::Image;
use crate::table::Slot;

/// Scores of all customers at one analysis date.
#[derive(Debug)]
pub struct Rfm {
    /// What was asked.
    pub config: RfmConfig,
    /// Into how many scores.
    pub bins: Bins,
    /// Recency, frequency and monetary value, by customer slot.
    pub measures: Measures,
    /// Scores, segments and the grid, by customer slot.
    pub table: RfmTable,
    /// Live customers without a purchase in the window.
    pub unscored: usize,
}

impl Rfm {
    /// The scores of the customer in `slot`; `None` without a purchase in the window.
    #[must_use]
    pub fn score(&self, slot: Slot) -> Option<RfmScore> {
        self.table.scores.get(slot as usize).copied().flatten()
    }

    /// The segment of the customer in `slot`; `None` without a purchase in the window.
    #[must_use]
    pub fn segment(&self, slot: Slot) -> Option<&SegmentName> {
        self.score(slot).map(|score| self.table.name(score.segment))
    }
}

impl Image {
    /// Scores all customers by the quantile method and the default map.
    #[must_use]
    pub fn rfm(&self, config: &RfmConfig, bins: Bins) -> Option<Rc<Rfm>> {
        self.kept((*config, bins), RestsOn::Orders, |(config, bins)| {
            let customers = self.tables.customers.slot_count();
            let columns = &self.columns;
            let columns = Columns::new(&columns.customer, &columns.day, &columns.amount).ok()?;
            let measures = rfm::measure(&columns, customers, config).ok()?;
            let table = rfm::score(&measures, &rfm::default_map(*bins));
            let scored = table.scores.iter().flatten().count();
            let unscored = self.tables.customers.len().saturating_sub(scored);
            Some(Rfm { config: *config, bins: *bins, measures, table, unscored })
        })
    }
}
