#![doc = include_str!("../../docs/rfm.md")]

mod config;
mod default_map;
pub(crate) mod exact_mean;
mod map;
mod measure;
mod order_days;
mod quantile;
mod segment;
mod segment_name;
mod select;
mod summary;
mod table;
mod values;

pub use config::{Bins, BinsError, Frequency, Monetary, RfmConfig};
pub use default_map::default_map;
pub use map::{SegmentIndex, SegmentMap, SegmentMapError};
pub use measure::{Measure, MeasureError, Measures, measure};
pub use segment::Segment;
pub use segment_name::{OwnSegment, SegmentName, SegmentNameError};
pub use summary::{GridCell, Medians, SegmentSummary, Unscored};
pub use table::{RfmScore, RfmTable, score};
