//! Bringing records back from the trash.

use model::{Edit, Id, Kind, Stamp, Summary};

use crate::commands::save::HANGING;
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::Rush;
use crate::store::Store;
use crate::table::Slot;
use crate::workspace::{Staged, Workspace};

/// A record in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trashed {
    /// Its kind.
    pub kind: Kind,
    /// Where it lies in its table.
    pub slot: Slot,
    /// Which it is.
    pub id: Id,
    /// When and where it was deleted.
    pub deleted: Stamp,
}

/// Every record in the trash, the one deleted last first. Records that went with their
/// customer are not listed beside the customer: they come back together.
#[must_use]
pub fn trash(image: &Image) -> Vec<Trashed> {
    let mut found = Vec::new();
    for kind in image.tables.kinds() {
        let Some(table) = image.tables.any(&kind) else { continue };
        for slot in (0..table.row_count() as Slot).filter(|slot| !table.is_live_at(*slot)) {
            let Some((id, marks)) = table.id(slot).and_then(|id| Some((id, table.marks(id)?)))
            else {
                continue;
            };
            let Some(deleted) = marks.deleted().filter(|_| !marks.is_live()) else { continue };
            let with_customer = customer_of(image, &kind, slot)
                .and_then(|id| image.tables.customers.find(image.resolve(id)))
                .is_some_and(|row| row.marks.deleted() == Some(deleted) && !row.marks.is_live());
            if !with_customer {
                found.push(Trashed { kind: kind.clone(), slot, id, deleted });
            }
        }
    }
    found.sort_by_key(|record| (std::cmp::Reverse(record.deleted), record.id));
    found
}

fn customer_of(image: &Image, kind: &Kind, slot: Slot) -> Option<Id> {
    match kind {
        Kind::Order => image.tables.orders.row(slot)?.record.customer,
        Kind::Interaction => image.tables.interactions.row(slot)?.record.customer,
        Kind::Task => image.tables.tasks.row(slot)?.record.customer,
        _ => None,
    }
}

impl<S: Store> Workspace<S> {
    /// Brings records of one kind back from the trash; with a customer comes what was
    /// deleted with it. Answers the change set, for undo. `label` names
    /// a single record in the history.
    ///
    /// # Errors
    /// When none of them is in the trash, or the change cannot be kept.
    pub async fn restore(&self, kind: Kind, ids: &[Id], label: &str) -> Result<Id, CommandError> {
        let _turn = self.turn().await?;
        let edits = {
            let image = self.image();
            let table = image.tables.any(&kind).ok_or(CommandError::NotFound)?;
            let is_trashed = |id: &&Id| table.marks(**id).is_some_and(|marks| !marks.is_live());
            let ids: Vec<Id> = ids.iter().filter(is_trashed).copied().collect();
            if ids.is_empty() {
                return Err(CommandError::NotFound);
            }
            restoration(&image, &kind, ids)
        };
        let count = edits[0].ids().len();
        let label = if count == 1 { label.to_owned() } else { String::new() };
        let summary = Summary::Restored { kind, count, label };
        let stamp = self.tick_past(&edits);
        self.commit(Staged::new(summary, edits, stamp), &Rush).await
    }
}

/// Brings records back; with a customer what was deleted along.
pub(crate) fn restoration(image: &Image, kind: &Kind, ids: Vec<Id>) -> Vec<Edit> {
    let mut edits = Vec::new();
    if *kind == Kind::Customer {
        edits.extend(HANGING.iter().filter_map(|hanging| went_with(image, hanging, &ids)));
    }
    edits.insert(0, Edit::Restore { kind: kind.clone(), ids });
    edits
}

/// Brings back the records of `kind` that were deleted together with one of `customers`.
fn went_with(image: &Image, kind: &Kind, customers: &[Id]) -> Option<Edit> {
    let table = image.tables.any(kind)?;
    let slots = (0..table.row_count() as Slot).filter(|slot| !table.is_live_at(*slot));
    let ids: Vec<Id> = slots
        .filter(|slot| {
            let together = || {
                let customer = image.resolve(customer_of(image, kind, *slot)?);
                let gone = image.tables.customers.find(customer)?.marks.deleted()?;
                let marks = table.marks(table.id(*slot)?)?;
                Some(
                    customers.contains(&customer)
                        && !marks.is_live()
                        && marks.deleted() == Some(gone),
                )
            };
            together().unwrap_or_default()
        })
        .filter_map(|slot| table.id(slot))
        .collect();
    (!ids.is_empty()).then(|| Edit::Restore { kind: kind.clone(), ids })
}
