//! Blocking keys: what customers who may be the same have in common, as a number.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Something two customers may have in common. Different things can fall on one number: that
/// costs a comparison, never a wrong answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(pub(crate) u32);

impl Key {
    pub(crate) const EMAIL: u8 = 1;
    pub(crate) const PHONE: u8 = 2;
    pub(crate) const CODE: u8 = 3;
    pub(crate) const NAME: u8 = 4;
    pub(crate) const NAME_START: u8 = 5;
    pub(crate) const NAME_END: u8 = 6;
    pub(crate) const NAME_TOWN: u8 = 7;
    pub(crate) const NAME_BIRTHDAY: u8 = 8;
    pub(crate) const DOOR: u8 = 9;
    pub(crate) const POSTCODE: u8 = 10;

    /// The key of these parts, for one of the kinds above.
    pub(crate) fn of(kind: u8, parts: &[&[u8]]) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write_u8(kind);
        for part in parts {
            hasher.write(part);
        }
        Self(narrow(hasher.finish()))
    }
}

/// A text as a number of 32 bits.
pub(crate) fn mix(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    narrow(hasher.finish())
}

/// Both halves count: the hasher's good bits are at either end.
fn narrow(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn kinds_and_parts_make_different_keys() {
        assert_ne!(Key::of(Key::EMAIL, &[b"a"]), Key::of(Key::CODE, &[b"a"]));
        assert_ne!(Key::of(Key::EMAIL, &[b"ab", b"c"]), Key::of(Key::EMAIL, &[b"a", b"bc"]));
        assert_eq!(Key::of(Key::EMAIL, &[b"a"]), Key::of(Key::EMAIL, &[b"a"]));
    }

    #[test]
    fn numbers_in_a_row_seldom_fall_on_one_key() {
        let keys: BTreeSet<Key> =
            (0..100_000_u64).map(|n| Key::of(Key::PHONE, &[&n.to_le_bytes()])).collect();
        // By chance one would expect one or two.
        assert!(keys.len() > 99_980, "{}", keys.len());
    }
}
