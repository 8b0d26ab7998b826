//! Where every customer stands on one day, beside everybody else: what lists show next to a name
//! and can be narrowed to.

use std::rc::Rc;

use model::Day;

use crate::analysis::Rfm;
use crate::image::Image;

/// Where customers stand on one day.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The day.
    pub day: Day,
    /// By recency, frequency and monetary value.
    pub rfm: Rc<Rfm>,
}

impl Image {
    /// Where customers stand on a day, by the scoring that is chosen. `None` when their orders cannot be counted.
    #[must_use]
    pub fn standing(&self, day: Day) -> Option<Standing> {
        let rfm = self.rfm(&self.scoring(), day)?;
        Some(Standing { day, rfm })
    }
}
