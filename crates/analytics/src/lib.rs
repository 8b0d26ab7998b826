//! What a customer base is worth, computed from columns of numbers.
//!
//! Everything here is pure: no clock, no storage, no browser, and nothing of the other
//! layers. A caller hands over orders as columns and gets figures back:
//!
//! - a **customer** is a dense index, `0..customers`, that the caller maps to its own ids;
//! - a **day** is a count of days since 1970-01-01, the local calendar date of the order;
//! - an **amount** is in minor units of one base currency, negative for a refund. Currencies
//!   are converted before they come here.
//!
//! One module per question: [`rfm`] scores customers by recency, frequency and monetary
//! value, and sorts them into segments; [`tiers`] says who is worth the most care; [`clusters`]
//! finds customers who are alike; [`kpi`] says how the customer base does over time; [`ltv`] says
//! who is still a customer, and what they will be worth; [`decline`] says who buys less than they
//! used to.

pub mod clusters;
pub mod decline;
pub mod kpi;
pub mod ltv;
mod orders;
pub mod rfm;
pub mod tiers;

pub use orders::{Order, OrderColumns, OrderColumnsError};
