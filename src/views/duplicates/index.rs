//! The index of customers, kept from one search to the next and brought up to date before each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use duplicates::Index;
use model::{Id, Stamp};
use workspace::{Cancelled, Pace, Slot, Step};

use crate::session::Session;

/// Customers looked at between two looks at the clock.
const SLICE: usize = 200;

/// An index, and when each customer in it was last changed.
#[derive(Default)]
struct Kept {
    index: Rc<Index>,
    as_of: HashMap<Id, Stamp>,
}

thread_local! {
    static KEPT: Rc<RefCell<Kept>> = Rc::default();
}

/// The index as it is. Whoever holds it keeps it from being brought up to date.
pub fn current() -> Rc<Index> {
    KEPT.with(|kept| Rc::clone(&kept.borrow().index))
}

/// Brings the index up to date with the customers there are, unless a search is using it.
pub async fn refresh(session: Session, pace: &dyn Pace) -> Result<(), Cancelled> {
    let kept = KEPT.with(Rc::clone);
    let total = session.peek(|image| image.tables.customers.slot_count()).unwrap_or_default();
    for start in (0..total).step_by(SLICE) {
        session.peek(|image| {
            let mut kept = kept.borrow_mut();
            let Kept { index, as_of } = &mut *kept;
            for slot in start..(start + SLICE).min(total) {
                let Some(row) = image.tables.customers.row(slot as Slot) else { continue };
                let Some(index) = Rc::get_mut(index) else { return };
                let latest = row.marks.latest();
                if as_of.get(&row.id) == Some(&latest) {
                    continue;
                }
                as_of.insert(row.id, latest);
                index.remove(row.id);
                if row.is_live() {
                    index.add(row.id, &row.record);
                }
            }
        });
        pace.step(Step::Matching, (start + SLICE).min(total), total).await?;
    }
    Ok(())
}
