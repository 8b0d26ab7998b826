use super::{ClustersError, Model, Scale};

/// Customers as points on the scales of what they are compared by: sorted, and each place once,
/// with how many stand there. So nothing that follows depends on the order of rows.
#[derive(Debug, Clone)]
pub struct Points {
    scales: Vec<Scale>,
    /// Point after point, a coordinate a column.
    places: Vec<f64>,
    /// Of each point, how many rows stand there.
    weights: Vec<u32>,
}

impl Points {
    /// Takes a column a measure and a row a customer, and works out the scales.
    ///
    /// # Errors
    ///
    /// When there is no column, columns differ in length, or a value is not finite.
    pub fn new(columns: &[&[f64]]) -> Result<Self, ClustersError> {
        let first = columns.first().ok_or(ClustersError::NoColumns)?.len();
        for (column, values) in columns.iter().enumerate() {
            if values.len() != first {
                return Err(ClustersError::Ragged { column, length: values.len(), first });
            }
            if let Some(row) = values.iter().position(|value| !value.is_finite()) {
                return Err(ClustersError::NotFinite { column, row });
            }
        }
        let scales: Vec<Scale> = columns.iter().map(|column| Scale::of(column)).collect();
        let size = scales.len();
        let mut rows = vec![0.0; first * size];
        for (at, (column, scale)) in columns.iter().zip(&scales).enumerate() {
            for (row, value) in column.iter().enumerate() {
                rows[row * size + at] = scale.z(*value);
            }
        }
        let point = |row: &u32| &rows[*row as usize * size..][..size];
        let mut order: Vec<u32> = (0..first as u32).collect();
        order.sort_unstable_by(|a, b| compare(point(a), point(b)));
        let (mut places, mut weights) = (Vec::with_capacity(rows.len()), Vec::<u32>::new());
        for row in &order {
            let known = places.len().checked_sub(size).map(|last| &places[last..]);
            match weights.last_mut() {
                Some(weight) if known == Some(point(row)) => *weight += 1,
                _ => {
                    places.extend_from_slice(point(row));
                    weights.push(1);
                }
            }
        }
        Ok(Self { scales, places, weights })
    }

    /// The scale of each column.
    #[must_use]
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// How many rows differ from one another.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.weights.len()
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.weights.iter().map(|weight| *weight as usize).sum()
    }

    pub(super) fn size(&self) -> usize {
        self.scales.len()
    }

    pub(super) fn weights(&self) -> &[u32] {
        &self.weights
    }

    pub(super) fn point(&self, at: usize) -> &[f64] {
        &self.places[at * self.size()..][..self.size()]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[f64], f64)> {
        let weights = self.weights.iter().map(|weight| f64::from(*weight));
        self.places.chunks_exact(self.size()).zip(weights)
    }

    /// A model with these centroids on these scales.
    pub(super) fn model(&self, centroids: &[f64]) -> Model {
        let centroids = centroids.chunks_exact(self.size()).map(<[f64]>::to_vec).collect();
        Model { scales: self.scales.clone(), centroids }
    }

    /// At most `most` rows, drawn in even steps through the sorted points: everything, if there
    /// are no more.
    pub(super) fn sample(&self, most: usize) -> Self {
        let rows = self.rows();
        if rows <= most {
            return self.clone();
        }
        let (mut places, mut weights) = (Vec::new(), Vec::new());
        let (mut passed, mut drawn) = (0_u64, 0_u64);
        for (at, weight) in self.weights.iter().enumerate() {
            passed += u64::from(*weight);
            // The middles of `most` stretches of equal length.
            let before = drawn;
            while drawn < most as u64 && (2 * drawn + 1) * rows as u64 / (2 * most as u64) < passed
            {
                drawn += 1;
            }
            if drawn > before {
                places.extend_from_slice(self.point(at));
                weights.push((drawn - before) as u32);
            }
        }
        Self { scales: self.scales.clone(), places, weights }
    }
}

/// Coordinate by coordinate.
pub(super) fn compare(a: &[f64], b: &[f64]) -> std::cmp::Ordering {
    let pairs = a.iter().zip(b);
    pairs
        .map(|(a, b)| a.total_cmp(b))
        .find(|order| order.is_ne())
        .unwrap_or(std::cmp::Ordering::Equal)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_place_are_one_point() {
        let points = Points::new(&[&[2.0, 1.0, 2.0, 2.0], &[5.0, 0.0, 5.0, 6.0]]).unwrap();
        assert_eq!((points.distinct(), points.rows()), (3, 4));
        assert_eq!(points.weights(), [1, 2, 1]);
    }

    #[test]
    fn what_cannot_be_placed_is_refused_with_its_place() {
        let refused = |columns: &[&[f64]]| Points::new(columns).unwrap_err();
        assert_eq!(refused(&[]), ClustersError::NoColumns);
        let ragged = ClustersError::Ragged { column: 1, length: 1, first: 2 };
        assert_eq!(refused(&[&[1.0, 2.0], &[1.0]]), ragged);
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let place = ClustersError::NotFinite { column: 1, row: 1 };
            assert_eq!(refused(&[&[1.0, 2.0], &[1.0, bad]]), place);
        }
    }

    #[test]
    fn a_sample_goes_through_the_points_in_even_steps() {
        let column: Vec<f64> = (0..1_000).map(f64::from).collect();
        let points = Points::new(&[&column]).unwrap();
        let sample = points.sample(10);
        assert_eq!((sample.rows(), sample.distinct()), (10, 10));
        assert_eq!(sample.point(0), points.point(50));
        assert_eq!(sample.point(9), points.point(950));
        assert_eq!(points.sample(1_000).distinct(), 1_000);
        // Half of them stand in one place, so half of those drawn do.
        let crowd: Vec<f64> = (0..1_000).map(|row| f64::from(row).max(500.0)).collect();
        assert_eq!(Points::new(&[&crowd]).unwrap().sample(10).weights()[0], 5);
    }
}
