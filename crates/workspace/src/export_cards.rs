//! Customers as vCards.

use interchange::vcard::{Version, write_card};
use model::{Customer, Moment, Row};

use crate::error::CommandError;
use crate::pace::{Pace, Step};
use crate::store::Store;
use crate::table::Slot;
use crate::workspace::{SLICE, Workspace};

/// Appends the card of one customer to `out`.
pub fn append_card(row: &Row<Customer>, version: Version, out: &mut Vec<u8>) {
    let millis = i64::try_from(row.marks.latest().millis).ok();
    let revised = millis.and_then(|millis| Moment::new(millis, 0));
    write_card(&row.record, row.id, version, revised, out);
}

impl<S: Store> Workspace<S> {
    /// Writes the customers in `slots` as one file of cards, in pieces to `out`; answers how
    /// many there are. What is deleted is left out.
    ///
    /// # Errors
    /// When it was stopped.
    pub async fn write_cards(
        &self,
        slots: &[Slot],
        version: Version,
        pace: &dyn Pace,
        out: &mut dyn FnMut(Vec<u8>),
    ) -> Result<usize, CommandError> {
        let _turn = self.turn_to_read().await;
        let (mut written, mut done) = (0, 0);
        for slice in slots.chunks(SLICE) {
            let mut piece = Vec::new();
            {
                let image = self.image();
                let rows = slice.iter().filter_map(|slot| image.tables.customers.live_row(*slot));
                for row in rows {
                    append_card(row, version, &mut piece);
                    written += 1;
                }
            }
            out(piece);
            done += slice.len();
            pace.step(Step::Writing, done, slots.len()).await?;
        }
        Ok(written)
    }
}
