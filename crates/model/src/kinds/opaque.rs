//! Records of a kind only a newer version knows.

use crate::entity::entity;

entity! {
    /// All its fields are unknown, and all are kept.
    Opaque {}
}
