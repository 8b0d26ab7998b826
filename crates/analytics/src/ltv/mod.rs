#![doc = include_str!("../../docs/ltv.md")]

mod counts;
mod dropout;
mod fit;
mod history;
mod means;
mod model;
mod pareto;
mod quality;
mod search;
mod special;
mod spend;
mod unit;

pub use dropout::Geometric;
pub use fit::{
    Fit, FitConfig, FitTrouble, LEAST_CUSTOMERS, LEAST_REPEATERS, MOST_CORRELATION, SpendFit,
    SpendTrouble, fit, fit_from,
};
pub use history::{History, HistoryError, Seen, histories};
pub use means::Means;
pub use model::{Model, ModelKind};
pub use pareto::Pareto;
pub use quality::{ByRepeats, Compared, Quality, Tracked};
pub use spend::GammaGamma;
pub use unit::TimeUnit;
