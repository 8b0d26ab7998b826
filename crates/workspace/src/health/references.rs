//! Whether records that name others name ones that are there.

use std::collections::BTreeSet;

use model::{Id, Kind, Kinded, Settings};

use crate::error::CommandError;
use crate::health::Record;
use crate::image::Image;
use crate::pace::{Pace, Step};
use crate::store::Store;
use crate::table::Slot;
use crate::tables::{Holds, Tables};
use crate::workspace::{SLICE, Workspace};

/// Records that name others in vain.
#[derive(Debug, Default)]
pub(super) struct References {
    /// Records that hang on a customer who is nowhere.
    pub no_customer: Vec<Record>,
    /// Customers that are part of a customer who is nowhere.
    pub merged_into_nobody: Vec<Record>,
    /// The customers who are nowhere.
    pub nowhere: BTreeSet<Id>,
    /// Live settings that are not the settings.
    pub stray: Vec<Record>,
}

type Look = fn(&mut References, &Image, Slot);

impl References {
    fn look<T: Kinded>(&mut self, image: &Image, slot: Slot)
    where
        Tables: Holds<T>,
    {
        let Some(row) = image.tables.of().glance(slot).filter(|row| row.marks.is_live()) else {
            return;
        };
        let nowhere = |id: &Id| image.tables.customers.slot(*id).is_none();
        let parent = row.record.parent().map(|id| image.resolve(id)).filter(nowhere);
        self.no_customer.extend(parent.map(|_| (T::KIND, row.id)));
        let merged = row.merged_into().filter(nowhere);
        self.merged_into_nobody.extend(merged.map(|_| (T::KIND, row.id)));
        self.nowhere.extend(parent.into_iter().chain(merged));
        if T::KIND == Kind::Settings && row.id != Settings::ID {
            self.stray.push((T::KIND, row.id));
        }
    }
}

impl<S: Store> Workspace<S> {
    /// Looks at every record that may name another. For whoever has the turn.
    pub(super) async fn references(&self, pace: &dyn Pace) -> Result<References, CommandError> {
        let looks: [(Kind, Look); 5] = [
            (Kind::Settings, References::look::<Settings>),
            (Kind::Customer, References::look::<model::Customer>),
            (Kind::Order, References::look::<model::Order>),
            (Kind::Interaction, References::look::<model::Interaction>),
            (Kind::Task, References::look::<model::Task>),
        ];
        let mut found = References::default();
        for (kind, look) in looks {
            let count = self.image().tables.any(&kind).map_or(0, |table| table.row_count());
            for start in (0..count).step_by(SLICE) {
                let end = (start + SLICE).min(count);
                {
                    let image = self.image();
                    (start as Slot..end as Slot).for_each(|slot| look(&mut found, &image, slot));
                }
                pace.step(Step::Checking, end, count).await?;
            }
        }
        Ok(found)
    }
}
