//! The open workspace: every record in memory with the indexes views need, the commands that
//! change it, and the [`store::Store`] it is kept in. Pure: knows neither browser nor UI.

pub mod analysis;
pub mod backups;
mod bulk;
mod codec;
pub mod commands;
mod compact;
pub mod digest;
pub mod error;
mod export_cards;
pub mod export_csv;
pub mod health;
pub mod history;
pub mod image;
pub mod memory;
mod name_order;
pub mod pace;
mod paged;
pub mod query;
mod remembered;
pub mod sample;
pub mod store;
pub mod sync;
pub mod table;
pub mod tables;
pub mod workspace;

pub use analysis::{
    Clustered, Clustering, Definition, FittedValue, Group, Ltv, Members, Move, Moves, Rfm,
    SegmentRevenue, Standing, Stood, Tier, TierPlan, Tiers,
};
pub use error::CommandError;
pub use export_cards::append_card;
pub use history::Entry;
pub use image::{Activity, Image, Revision};
pub use memory::MemoryStore;
pub use pace::{Cancelled, Pace, Progress, Rush, Step};
pub use store::{Batch, ChunkKey, Store, StoreError};
pub use table::{Slot, Table};
pub use workspace::Workspace;
