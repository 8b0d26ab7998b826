//! What must hold whatever the bytes are, a module for each target. The tests of the crates
//! take these files in as well, and replay `corpus/` through them.

pub mod bundle;
pub mod csv;
pub mod replay;
pub mod stored;
pub mod vcard;
