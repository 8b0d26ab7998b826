//! Everything as a bundle.

use interchange::bundle::{self, BundleHeader};
use model::{Kind, Moment};

use crate::pace::{Cancelled, Pace, Step};
use crate::store::Store;
use crate::table::Slot;
use crate::workspace::{SLICE, Workspace};

/// Bytes handed to the sink at a time, roughly.
const PIECE: usize = 1 << 20;

impl<S: Store> Workspace<S> {
    /// Writes all records, deleted ones too (a deletion is news to a peer), as a full bundle,
    /// piece by piece into `sink`. Answers how many records it wrote.
    ///
    /// # Errors
    /// When it was cancelled.
    pub async fn export(
        &self,
        exported: Option<Moment>,
        pace: &dyn Pace,
        sink: &mut dyn FnMut(Vec<u8>),
    ) -> Result<usize, Cancelled> {
        let _turn = self.turn_to_read().await;
        let header = BundleHeader { id: self.new_id(), device: self.device(), exported };
        let rows = |kind: &Kind| self.image().tables.any(kind).map_or(0, |table| table.row_count());
        let kinds: Vec<Kind> = self.image().tables.kinds().collect();
        let total = kinds.iter().map(rows).sum();
        let mut piece = Vec::with_capacity(PIECE + PIECE / 4);
        bundle::write_start(&header, &mut piece);
        let mut written = 0;
        for kind in kinds {
            let count = rows(&kind);
            for start in (0..count).step_by(SLICE) {
                {
                    let image = self.image();
                    for slot in start..(start + SLICE).min(count) {
                        bundle::write_separator(written == 0, &mut piece);
                        image.tables.bundle_row(&kind, slot as Slot, &mut piece);
                        written += 1;
                    }
                }
                if piece.len() >= PIECE {
                    sink(std::mem::replace(&mut piece, Vec::with_capacity(PIECE + PIECE / 4)));
                }
                pace.step(Step::Writing, written, total).await?;
            }
        }
        bundle::write_end(&mut piece);
        sink(piece);
        Ok(written)
    }
}
