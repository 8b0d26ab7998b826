//! When customers were last in touch, as of a day.

use model::{Day, Moment};

use crate::image::Image;
use crate::table::Slot;

impl Image {
    /// The day of the last contact with a customer up to and including a day: what is dated ahead
    /// has not happened.
    #[must_use]
    pub fn last_contact(&self, slot: Slot, day: Day) -> Option<Day> {
        let last = self.activity(slot).last_contact?.day();
        if last <= day {
            return Some(last);
        }
        // Something is noted for later, which nearly nobody has.
        let id = self.tables.customers.row(slot)?.id;
        let all = self.interactions_of(id).iter().map(|slot| self.touch_of(*slot));
        let contacts = all.filter(|touch| touch.is_contact);
        let days = contacts.filter_map(|touch| touch.at.map(Moment::day));
        days.filter(|on| *on <= day).max()
    }
}
