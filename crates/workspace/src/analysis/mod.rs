//! What is worked out from everybody's records: where customers stand, what they are worth, who
//! is in which group. It takes looking at all customers, and code that opening a workspace does
//! not need, so the app loads it behind the first screen.
//!
//! Every question is asked of the [`Image`](crate::Image) as of a day, and its answer is kept
//! until a record it rests on changes. **A new question** costs a file here, with an
//! `impl Image` that asks it; a new group of customers besides a variant of [`Group`].

pub mod clusters;
mod contacts;
pub mod definitions;
mod group;
mod kept;
pub mod kpi;
pub mod ltv;
mod moves;
mod purchases;
pub mod rfm;
pub mod rules;
pub mod scoring;
mod standing;
mod stood;
pub mod tiers;
pub mod warnings;

pub use clusters::{Clustered, Clustering};
pub use definitions::{Defining, Definition};
pub use group::{Group, Members};
pub(crate) use kept::{Kept, RestsOn, Room};
pub use kpi::SegmentRevenue;
pub use ltv::{FittedValue, Ltv};
pub use moves::{Move, Moves};
pub use rfm::Rfm;
pub use standing::Standing;
pub use stood::Stood;
pub use tiers::{Tier, TierPlan, Tiers};
