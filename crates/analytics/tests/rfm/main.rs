//! RFM from outside: its laws on made-up orders, and real orders.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cdnow;
mod made_up;
mod methods;
mod naive;
mod properties;
mod r_package;
mod views;
