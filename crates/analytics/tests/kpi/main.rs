//! Figures over time from outside: their laws on made-up orders, and real orders.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cdnow;
mod naive;
mod properties;
