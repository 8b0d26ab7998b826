use thiserror::Error;

/// Why there are no clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ClustersError {
    /// Nothing to compare by.
    #[error("no column is given")]
    NoColumns,
    /// A column is longer or shorter than the first.
    #[error("column {column} has {length} values, the first has {first}")]
    Ragged {
        /// Which, from 0.
        column: usize,
        /// Its length.
        length: usize,
        /// The length of the first.
        first: usize,
    },
    /// A value is no number, or an infinite one.
    #[error("value {row} of column {column} is not a finite number")]
    NotFinite {
        /// In which column, from 0.
        column: usize,
        /// In which row, from 0.
        row: usize,
    },
    /// A number of clusters nobody offers.
    #[error("the number of clusters must be from {least} to {most}, not {0}", least = super::LEAST, most = super::MOST)]
    Clusters(u8),
    /// Customers do not differ enough: each cluster needs one that is unlike those of the others.
    #[error("{distinct} different customers cannot make {clusters} clusters")]
    TooFewDistinct {
        /// How many rows differ from one another.
        distinct: usize,
        /// How many clusters were asked for.
        clusters: u8,
    },
}
