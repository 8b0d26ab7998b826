use serde::{Deserialize, Serialize};

use super::{ClustersError, Scale};

/// What tells which cluster somebody belongs to: the scales, and where on them the middles of the
/// clusters are. It goes on telling that of figures that were not there when it was fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Model {
    /// The scale of each column.
    pub(super) scales: Vec<Scale>,
    /// Of each cluster its centroid, a coordinate a column.
    pub(super) centroids: Vec<Vec<f64>>,
}

/// [`Model`] as read, before it is looked at.
#[derive(Deserialize)]
struct Stored {
    scales: Vec<Scale>,
    centroids: Vec<Vec<f64>>,
}

impl Model {
    /// Puts a model together.
    ///
    /// # Errors
    ///
    /// When there is no column, a centroid has not a coordinate for each, a number is not finite,
    /// or there are too few clusters or too many.
    pub fn new(scales: Vec<Scale>, centroids: Vec<Vec<f64>>) -> Result<Self, ClustersError> {
        let first = scales.len();
        if first == 0 {
            return Err(ClustersError::NoColumns);
        }
        let clusters = u8::try_from(centroids.len()).unwrap_or(u8::MAX);
        if !(super::LEAST..=super::MOST).contains(&clusters) {
            return Err(ClustersError::Clusters(clusters));
        }
        for (row, centroid) in centroids.iter().enumerate() {
            if centroid.len() != first {
                return Err(ClustersError::Ragged { column: row, length: centroid.len(), first });
            }
            if let Some(column) = centroid.iter().position(|at| !at.is_finite()) {
                return Err(ClustersError::NotFinite { column, row });
            }
        }
        let good = |scale: &Scale| {
            [scale.unit, scale.mean, scale.sd].iter().all(|number| number.is_finite())
                && scale.unit > 0.0
                && scale.sd >= 0.0
        };
        if let Some(column) = scales.iter().position(|scale| !good(scale)) {
            return Err(ClustersError::NotFinite { column, row: 0 });
        }
        Ok(Self { scales, centroids })
    }

    /// The scale of each column.
    #[must_use]
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// Of each cluster its centroid, on the scales, a coordinate a column.
    #[must_use]
    pub fn centroids(&self) -> &[Vec<f64>] {
        &self.centroids
    }

    /// How many clusters there are.
    #[must_use]
    pub fn clusters(&self) -> u8 {
        self.centroids.len() as u8
    }

    /// Which cluster each row belongs to, from 0: the one with the nearest centroid, the first of
    /// several as near. Linear in rows.
    ///
    /// # Errors
    ///
    /// When there are not as many columns as were fitted, they differ in length, or a value is
    /// not finite.
    pub fn assign(&self, columns: &[&[f64]]) -> Result<Vec<u8>, ClustersError> {
        let size = self.scales.len();
        let first = columns.first().ok_or(ClustersError::NoColumns)?.len();
        if columns.len() != size {
            let column = columns.len().min(size);
            return Err(ClustersError::Ragged { column, length: 0, first });
        }
        for (column, values) in columns.iter().enumerate() {
            if values.len() != first {
                return Err(ClustersError::Ragged { column, length: values.len(), first });
            }
            if let Some(row) = values.iter().position(|value| !value.is_finite()) {
                return Err(ClustersError::NotFinite { column, row });
            }
        }
        let centroids = self.centroids.concat();
        let mut point = vec![0.0; size];
        let rows = 0..first;
        Ok(rows
            .map(|row| {
                for ((at, scale), column) in point.iter_mut().zip(&self.scales).zip(columns) {
                    *at = scale.z(column[row]);
                }
                super::lloyd::nearest(&centroids, &point, size).0
            })
            .collect())
    }
}

impl TryFrom<Stored> for Model {
    type Error = ClustersError;

    fn try_from(Stored { scales, centroids }: Stored) -> Result<Self, ClustersError> {
        Self::new(scales, centroids)
    }
}
