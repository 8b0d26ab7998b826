//! Customers by name, kept in order: sorting a hundred thousand names takes longer than anybody
//! waits for a letter typed.

use std::cell::{Ref, RefCell};

use crate::table::Slot;

/// Slots in the order of their names; worked out when first asked for, then kept up to date.
#[derive(Debug, Default)]
pub(crate) struct NameOrder(RefCell<Option<Vec<Slot>>>);

/// The name in a customer's searchable text, whose first line it is.
pub(crate) fn name_of(haystack: &str) -> &str {
    haystack.split('\n').next().unwrap_or_default()
}

fn key(slot: Slot, haystacks: &[Box<str>]) -> (&str, Slot) {
    (name_of(haystacks.get(slot as usize).map_or("", |text| text)), slot)
}

/// How a name begins, in the order of names: it tells most of them apart without a look at where
/// they lie.
fn beginning(name: &str) -> u64 {
    let bytes = name.as_bytes().iter().copied().chain(std::iter::repeat(0));
    bytes.take(8).fold(0, |number, byte| (number << 8) | u64::from(byte))
}

impl NameOrder {
    /// The order of `live`, the slots there are.
    pub(crate) fn get(
        &self,
        live: impl Iterator<Item = Slot>,
        haystacks: &[Box<str>],
    ) -> Ref<'_, [Slot]> {
        self.0.borrow_mut().get_or_insert_with(|| {
            let mut keyed: Vec<(u64, &str, Slot)> = live
                .map(|slot| key(slot, haystacks))
                .map(|(name, slot)| (beginning(name), name, slot))
                .collect();
            keyed.sort_unstable();
            keyed.into_iter().map(|(.., slot)| slot).collect()
        });
        Ref::map(self.0.borrow(), |order| order.as_deref().unwrap_or_default())
    }

    /// Before many changes: putting each in its place would take longer than sorting anew.
    pub(crate) fn forget(&mut self) {
        self.0.get_mut().take();
    }

    /// Takes a slot out, if it is in, while `haystacks` still says its name.
    pub(crate) fn remove(&mut self, slot: Slot, haystacks: &[Box<str>]) {
        if let Some(order) = self.0.get_mut()
            && let Ok(at) =
                order.binary_search_by_key(&key(slot, haystacks), |s| key(*s, haystacks))
        {
            order.remove(at);
        }
    }

    /// Puts a slot in, under the name `haystacks` says.
    pub(crate) fn insert(&mut self, slot: Slot, haystacks: &[Box<str>]) {
        if let Some(order) = self.0.get_mut()
            && let Err(at) =
                order.binary_search_by_key(&key(slot, haystacks), |s| key(*s, haystacks))
        {
            order.insert(at, slot);
        }
    }
}
