//! How what somebody types matches a customer.

mod fold;
mod hay;
mod near;
mod needle;
mod osa;
mod pinyin;
mod query;
mod rank;
mod snippet;
mod text;

pub use near::Nearness;
pub use query::Query;
pub use rank::Rank;
pub use snippet::{Snippet, snippet};
pub use text::{Found, Words};

/// Memory that is used again from one text to the next.
#[derive(Default)]
pub struct Scratch {
    folded: String,
}
