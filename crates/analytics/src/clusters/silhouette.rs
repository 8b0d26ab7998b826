use super::lloyd::nearest;
use super::points::Points;

/// Rows compared with one another at most: the work grows with their square.
const SAMPLE: usize = 2_000;

impl Points {
    /// The mean silhouette of these clusters: of each row `(b - a) / max(a, b)`, where `a` is the
    /// mean distance to the others of its cluster and `b` the smallest mean distance to those of
    /// another; 0 for a row alone in its cluster (Rousseeuw, Journal of Computational and Applied
    /// Mathematics 20, 1987). From -1 to 1: at 1 clusters are tight and far apart, at 0 they
    /// touch.
    ///
    /// Of more than 2,000 rows it is that of 2,000, drawn in even steps through the sorted points.
    /// `None` if those are all in one cluster.
    pub(super) fn silhouette(&self, centroids: &[f64]) -> Option<f64> {
        let sample = self.sample(SAMPLE);
        let clusters = centroids.len() / sample.size();
        let numbers = sample.iter().map(|(point, _)| nearest(centroids, point, sample.size()).0);
        let numbers: Vec<usize> = numbers.map(usize::from).collect();
        let mut weights = vec![0.0; clusters];
        for (number, (_, weight)) in numbers.iter().zip(sample.iter()) {
            weights[*number] += weight;
        }
        if weights.iter().filter(|weight| **weight > 0.0).count() < 2 {
            return None;
        }
        let mut sum = 0.0;
        let mut to = vec![0.0; clusters];
        for (own, (point, times)) in numbers.iter().zip(sample.iter()) {
            to.fill(0.0);
            for (number, (other, weight)) in numbers.iter().zip(sample.iter()) {
                to[*number] += weight * super::lloyd::squared(point, other).sqrt();
            }
            if weights[*own] <= 1.0 {
                continue;
            }
            let a = to[*own] / (weights[*own] - 1.0);
            let others = to.iter().zip(&weights).enumerate();
            let others = others.filter(|(number, (_, weight))| number != own && **weight > 0.0);
            let b = others.map(|(_, (to, weight))| to / weight).fold(f64::INFINITY, f64::min);
            // Both are 0 only if all the points concerned stand in one place.
            sum += if a.max(b) > 0.0 { times * (b - a) / a.max(b) } else { 0.0 };
        }
        Some(sum / sample.rows() as f64)
    }
}
