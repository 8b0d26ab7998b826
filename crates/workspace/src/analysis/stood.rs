//! Where one customer stood among everybody, on days gone by.

use std::num::NonZeroU32;

use analytics::rfm::{RfmScore, Scoring, SegmentName};
use model::Day;

use crate::analysis::{RestsOn, Room};
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

/// The scores of everybody on a day, by slot. Kept of many days, because the next customer is
/// asked of the same ones.
#[derive(PartialEq)]
struct ScoresOn(Scoring, Day, NonZeroU32);

impl Image {
    /// Where the customer in `slot` stood on a day, by the scoring that holds. The first to be
    /// asked of a day takes as long as scoring everybody: ask for many days in turns with other
    /// work. `None` when orders cannot be counted.
    #[must_use]
    pub fn stood(&self, slot: Slot, day: Day) -> Option<Stood> {
        let bought = |(on, amount): (i32, i64)| on <= day.number() && amount >= 0;
        if !self.figures_of(slot).any(bought) {
            return Some(Stood { day, at: None });
        }
        let scoring = self.scoring();
        let asked = ScoresOn(scoring.clone(), day, self.unit());
        let scores = self.kept_in(Room::Many, asked, RestsOn::Orders, |_| {
            let rfm = self.rfm_in_passing(&scoring, day)?;
            Some(rfm.table.scores.clone())
        })?;
        let names = scoring.map().names();
        let at = scores.get(slot as usize).copied().flatten();
        let at = at.map(|score| (score, names[score.segment.get()].clone()));
        Some(Stood { day, at })
    }
}
