#![doc = include_str!("../../docs/rfm.md")]

mod config;
mod default_map;
mod exact_mean;
mod measure;
mod order_days;
mod quantile;
mod segment;
mod select;
mod summary;
mod table;
mod values;

pub use config::{Bins, BinsError, Frequency, Monetary, RfmConfig};
pub use default_map::default_map;
pub use measure::{Measure, MeasureError, Measures, measure};
pub use segment::{Segment, SegmentMap, SegmentMapError};
pub use summary::{GridCell, Medians, SegmentSummary, Unscored};
pub use table::{RfmScore, RfmTable, score};
