//! Finds customers who are probably the same, and says why.

mod address;
mod blocks;
mod email;
mod fold;
mod groups;
mod hash;
mod index;
mod name;
mod phone;
mod profile;
mod reason;
mod scan;
mod score;

pub use groups::{GROUP, groups};
pub use index::{Index, Match};
pub use reason::Reason;
pub use scan::{BLOCK, PAIRS, Pair, Progress, Scan};
pub use score::{LIKELY, MANY, Score, compare};
