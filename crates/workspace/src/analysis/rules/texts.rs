//! Conditions on texts.

use super::check::Check;
use super::column::Texts;
use super::wanted::Wanted;
use crate::table::Slot;

/// Whether a text that is not empty passes. What is wanted is in lower case already.
pub(super) fn passes(text: &str, wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Filled => true,
        Wanted::Among(all) => {
            let text = lower(text);
            all.iter().any(|one| *one == *text)
        }
        Wanted::Contains(part) => lower(text).contains(part.as_str()),
        Wanted::Begins(start) => lower(text).starts_with(start.as_str()),
        // Asked of numbers only.
        Wanted::Within(..) | Wanted::Anniversary(_) => false,
    }
}

/// Most texts that are compared are short codes in lower case as they are.
fn lower(text: &str) -> std::borrow::Cow<'_, str> {
    let is_lower = text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if is_lower { text.into() } else { text.to_lowercase().into() }
}

/// The check of a column.
pub(super) fn check(any: Texts<'_>, wanted: Wanted, cost: u8) -> Check<'_> {
    let passes = move |slot: Slot| any(slot, &|text| passes(text, &wanted));
    Check { cost, passes: Box::new(passes) }
}
