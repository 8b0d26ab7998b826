#![doc = include_str!("../../docs/clusters.md")]

mod aspect;
mod draw;
mod error;
mod fit;
mod lloyd;
mod model;
mod points;
mod profile;
mod scale;
mod silhouette;

pub use aspect::{Aspect, Figures};
pub use error::ClustersError;
pub use fit::{Fit, Search};
pub use model::Model;
pub use points::Points;
pub use profile::{Difference, differences, median};
pub use scale::Scale;

/// The fewest clusters there can be.
pub const LEAST: u8 = 2;
/// The most clusters: more nobody can tell apart in words.
pub const MOST: u8 = 10;

/// The fewest customers to look for clusters among: groups of fewer than ten or so are accidents
/// more than groups. A rule of thumb.
pub const ENOUGH: usize = 30;
