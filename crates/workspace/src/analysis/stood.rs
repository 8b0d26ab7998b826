//! Where one customer stood among everybody, on days gone by.

use analytics::OrderColumns as Columns;
use analytics::rfm::{self, RfmScore, SegmentName};
use model::Day;

use crate::image::Image;
use crate::table::Slot;

/// Where a customer stood on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Stood {
    /// The day.
    pub day: Day,
    /// Scores and the segment they make; `None` without a purchase in the window by then.
    pub at: Option<(RfmScore, SegmentName)>,
}

impl Image {
    /// Where the customer in `slot` stood on a day, by the scoring that holds. Takes as long as
    /// measuring everybody: ask for many days in turns with other work. `None` when orders
    /// cannot be counted.
    #[must_use]
    pub fn stood(&self, slot: Slot, day: Day) -> Option<Stood> {
        let scoring = self.scoring();
        let columns = &self.columns;
        let orders = Columns::new(&columns.customer, &columns.day, &columns.amount).ok()?;
        let customers = self.tables.customers.slot_count();
        let mut path = rfm::path(orders, customers, slot, [day.number()], &scoring, self.unit());
        let point = path.next()?.ok()?;
        let names = scoring.map().names();
        let at = point.score.map(|score| (score, names[score.segment.get()].clone()));
        Some(Stood { day, at })
    }
}
