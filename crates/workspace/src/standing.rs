//! Where every customer stands on one day, beside everybody else: what lists show next to a name
//! and can be narrowed to. It takes looking at all customers, and code that opening a workspace
//! does not need.

use std::rc::Rc;

use analytics::rfm::{Bins, RfmConfig, RfmScore};
use model::Day;

use crate::image::Image;
use crate::rfm::Rfm;
use crate::table::Slot;

/// Where customers stand on one day.
#[derive(Debug, Clone)]
pub struct Standing {
    /// By recency, frequency and monetary value.
    pub rfm: Rc<Rfm>,
}

/// A group of customers that follows from where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// Those in the segment of this code, as [`analytics::rfm::SegmentName::code`] has it; nobody
    /// is in one that is not on the map.
    Segment(String),
    /// Those with these recency and frequency scores.
    Cell(u8, u8),
    /// Those without a purchase in the window.
    Unscored,
}

/// Which customers are in a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Members(Vec<bool>);

impl Members {
    /// Those in these slots, of `slots`, who belong.
    pub fn of(slots: usize, belongs: impl FnMut(Slot) -> bool) -> Self {
        Self((0..slots as Slot).map(belongs).collect())
    }

    /// Whether the customer in `slot` is one of them.
    #[must_use]
    pub fn contains(&self, slot: Slot) -> bool {
        self.0.get(slot as usize).is_some_and(|member| *member)
    }
}

impl Standing {
    /// The live customers in a group.
    #[must_use]
    pub fn members(&self, image: &Image, group: &Group) -> Members {
        match group {
            Group::Segment(code) => match self.rfm.table.segment_of_code(code) {
                Some(segment) => self.scored(image, |score| score.segment == segment),
                None => Members::default(),
            },
            Group::Cell(r, f) => self.scored(image, |score| (score.r, score.f) == (*r, *f)),
            Group::Unscored => living(image, |slot| self.rfm.score(slot).is_none()),
        }
    }

    fn scored(&self, image: &Image, belongs: impl Fn(RfmScore) -> bool) -> Members {
        living(image, |slot| self.rfm.score(slot).is_some_and(&belongs))
    }
}

fn living(image: &Image, belongs: impl Fn(Slot) -> bool) -> Members {
    let slots = image.tables.customers.slot_count();
    Members::of(slots, |slot| image.is_live_customer(slot) && belongs(slot))
}

impl Image {
    /// Where customers stand on a day. `None` when their orders cannot be counted.
    #[must_use]
    pub fn standing(&self, day: Day) -> Option<Standing> {
        let rfm = self.rfm(&RfmConfig::new(day.number()), Bins::default())?;
        Some(Standing { rfm })
    }
}
