//! Customers who have bought only once, of whom models know nothing of their own.

use workspace::{Ltv, Slot};

use crate::session::Session;

/// Whether a customer has bought, and never again since.
pub fn bought_once(ltv: &Ltv, slot: Slot) -> bool {
    ltv.history(slot).is_some_and(|history| history.repeats == 0)
}

/// How many have.
pub fn how_many_once(ltv: &Ltv, session: Session) -> usize {
    let slots = session.peek(|image| image.tables.customers.slot_count()).unwrap_or_default();
    (0..slots as Slot).filter(|slot| bought_once(ltv, *slot)).count()
}
