//! Hash maps that a file made to collide cannot slow down.

use std::collections::HashMap;
use std::hash::{BuildHasher, DefaultHasher, Hasher};

use model::Id;

/// SipHash with a secret before everything it hashes. The browser's wasm has no randomness
/// for std's own `RandomState`, which is the same there every time.
#[derive(Debug, Clone)]
pub(in crate::commands) struct Seeded(u128);

/// A map whose keys come from a file.
pub(in crate::commands) type SeededMap<K, V> = HashMap<K, V, Seeded>;

impl Seeded {
    /// `secret` is an id that nobody has seen.
    pub(in crate::commands) fn new(secret: Id) -> Self {
        Self(u128::from_le_bytes(*secret.bytes()))
    }
}

impl BuildHasher for Seeded {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        let mut hasher = DefaultHasher::new();
        hasher.write_u128(self.0);
        hasher
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_decides_the_hash() {
        let [one, other] = [1, 2].map(|byte| Seeded::new(Id::from_bytes([byte; 16])));
        assert_eq!(one.hash_one("key"), one.clone().hash_one("key"));
        assert_ne!(one.hash_one("key"), other.hash_one("key"));
    }
}
