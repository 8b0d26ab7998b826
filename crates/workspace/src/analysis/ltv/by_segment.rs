//! What models tell of each segment.

use analytics::rfm::SegmentName;

use crate::analysis::Rfm;
use crate::analysis::ltv::{Ltv, Totals};

/// The customers of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentOutlook {
    /// The segment; `None` for those in none.
    pub segment: Option<SegmentName>,
    /// What they come to.
    pub totals: Totals,
}

impl Ltv {
    /// What the customers of each segment come to, in the order of the map, and last those in none;
    /// segments without anybody are left out.
    #[must_use]
    pub fn by_segment(&self, rfm: &Rfm) -> Vec<SegmentOutlook> {
        let names = &rfm.table.names;
        let mut all = vec![Totals::default(); names.len() + 1];
        for (slot, outlook) in self.outlooks() {
            let at = rfm.score(slot).map_or(names.len(), |score| score.segment.get());
            if let Some(totals) = all.get_mut(at) {
                totals.add(&outlook);
            }
        }
        let names = names.iter().cloned().map(Some).chain([None]);
        names
            .zip(all)
            .filter(|(_, totals)| totals.customers > 0)
            .map(|(segment, totals)| SegmentOutlook { segment, totals })
            .collect()
    }
}
