//! What Rapport does, as a module of its own, so that one page can measure it beside others on the
//! same data.

mod open;
mod scoring;

pub use open::{Incoming, Rapport, erase};
pub use scoring::{Kept, Orders};
