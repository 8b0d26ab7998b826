//! Deleting records.

use model::{Edit, Id, Kind, Summary};

use crate::commands::save::HANGING;
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::Rush;
use crate::store::Store;
use crate::workspace::{Staged, Workspace};

impl<S: Store> Workspace<S> {
    /// Deletes live records of one kind; with a customer goes what hangs on them.
    /// Answers the change set, for undo. `label` names a single record in the history.
    ///
    /// # Errors
    /// When none of them is there, or the deletion cannot be kept.
    pub async fn delete(&self, kind: Kind, ids: &[Id], label: &str) -> Result<Id, CommandError> {
        let _turn = self.turn().await?;
        let edits = {
            let image = self.image();
            let live = |id: &&Id| image.tables.is_live(&kind, **id);
            let ids: Vec<Id> = ids.iter().filter(live).copied().collect();
            if ids.is_empty() {
                return Err(CommandError::NotFound);
            }
            deletion(&image, &kind, ids)
        };
        let count = edits[0].ids().len();
        let label = if count == 1 { label.to_owned() } else { String::new() };
        let summary = Summary::Deleted { kind, count, label };
        let stamp = self.tick_past(&edits);
        self.commit(Staged::new(summary, edits, stamp), &Rush).await
    }
}

/// Deletes live records; with a customer what hangs on them.
pub(crate) fn deletion(image: &Image, kind: &Kind, ids: Vec<Id>) -> Vec<Edit> {
    let mut edits = vec![Edit::Delete { kind: kind.clone(), ids: ids.clone() }];
    if *kind == Kind::Customer {
        for hanging in HANGING {
            let ids: Vec<Id> = ids.iter().flat_map(|id| hanging_on(image, &hanging, *id)).collect();
            if !ids.is_empty() {
                edits.push(Edit::Delete { kind: hanging, ids });
            }
        }
    }
    edits
}

fn hanging_on(image: &Image, kind: &Kind, customer: Id) -> Vec<Id> {
    let slots = match kind {
        Kind::Order => image.orders_of(customer),
        Kind::Task => image.tasks_of(customer),
        _ => image.interactions_of(customer),
    };
    let Some(table) = image.tables.any(kind) else { return Vec::new() };
    slots.iter().filter_map(|slot| table.id(*slot)).collect()
}
