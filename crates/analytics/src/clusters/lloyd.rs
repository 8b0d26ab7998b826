use super::draw::Draw;
use super::points::{Points, compare};

/// Rounds at most. It settles in far fewer; what is left to gain by then is not to be seen.
const ROUNDS: usize = 300;

/// Clusters of points: where their middles are, and which point is in which.
#[derive(Debug, Clone)]
pub(super) struct Clusters {
    /// Centroid after centroid, a coordinate a column.
    pub(super) centroids: Vec<f64>,
    /// Of each point, which is the nearest; the first of several as near.
    pub(super) nearest: Vec<u8>,
    /// The sum over all rows of the squared distance to it.
    pub(super) inertia: f64,
}

impl Points {
    /// Places to start from: the first a row drawn at random, each of the others one drawn in
    /// proportion to the squared distance to the nearest so far (k-means++ of Arthur and
    /// Vassilvitskii, SODA 2007). There must be `k` distinct points.
    pub(super) fn starts(&self, k: u8, draw: &mut Draw) -> Vec<f64> {
        let mut starts = Vec::with_capacity(usize::from(k) * self.size());
        // Before the first is there, every row is as far away as any other.
        let mut away: Vec<f64> = self.weights().iter().map(|weight| f64::from(*weight)).collect();
        for number in 0..k {
            let start = self.point(drawn(&away, draw));
            starts.extend_from_slice(start);
            for (away, (point, weight)) in away.iter_mut().zip(self.iter()) {
                let distance = weight * squared(point, start);
                *away = if number == 0 { distance } else { away.min(distance) };
            }
        }
        starts
    }

    /// Lloyd's rounds from given centroids until nobody changes cluster: every centroid goes to
    /// the middle of its cluster, every point to its nearest centroid (Lloyd, IEEE Transactions on
    /// Information Theory 28, 1982). A centroid without points goes to the point that is farthest
    /// from its own, which lowers the sum of squares like everything else here.
    pub(super) fn settle(&self, centroids: Vec<f64>) -> Clusters {
        let mut clusters = Clusters { centroids, nearest: vec![0; self.distinct()], inertia: 0.0 };
        self.assign(&mut clusters);
        for _ in 0..ROUNDS {
            self.recentre(&mut clusters);
            if !self.assign(&mut clusters) {
                break;
            }
        }
        self.in_order(clusters)
    }

    /// Has every point go to its nearest centroid; answers whether any changed.
    fn assign(&self, clusters: &mut Clusters) -> bool {
        // Told apart so that the compiler knows how long a point is where it matters most.
        match self.size() {
            1 => self.assign_in::<1>(clusters),
            2 => self.assign_in::<2>(clusters),
            3 => self.assign_in::<3>(clusters),
            4 => self.assign_in::<4>(clusters),
            5 => self.assign_in::<5>(clusters),
            6 => self.assign_in::<6>(clusters),
            size => self.assign_by(clusters, |centroids, point| nearest(centroids, point, size)),
        }
    }

    fn assign_in<const SIZE: usize>(&self, clusters: &mut Clusters) -> bool {
        let centroids: Vec<[f64; SIZE]> = clusters.centroids.as_chunks().0.to_vec();
        self.assign_by(clusters, |_, point| {
            let Ok(point) = <&[f64; SIZE]>::try_from(point) else { return (0, 0.0) };
            let mut best = (0, f64::INFINITY);
            for (number, centroid) in centroids.iter().enumerate() {
                let distance = squared(point, centroid);
                if distance < best.1 {
                    best = (number as u8, distance);
                }
            }
            best
        })
    }

    fn assign_by(
        &self,
        clusters: &mut Clusters,
        nearest_to: impl Fn(&[f64], &[f64]) -> (u8, f64),
    ) -> bool {
        let Clusters { centroids, nearest, inertia } = clusters;
        let mut changed = false;
        *inertia = 0.0;
        for ((point, weight), nearest) in self.iter().zip(nearest) {
            let (now, distance) = nearest_to(centroids, point);
            changed |= now != *nearest;
            *nearest = now;
            *inertia += weight * distance;
        }
        changed
    }

    fn recentre(&self, clusters: &mut Clusters) {
        let size = self.size();
        let Clusters { centroids, nearest, .. } = clusters;
        let mut sums = vec![0.0; centroids.len()];
        let mut weights = vec![0.0; centroids.len() / size];
        for ((point, weight), nearest) in self.iter().zip(nearest.iter()) {
            let nearest = usize::from(*nearest);
            weights[nearest] += weight;
            for (sum, coordinate) in sums[nearest * size..][..size].iter_mut().zip(point) {
                *sum += weight * coordinate;
            }
        }
        for (number, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            for at in number * size..(number + 1) * size {
                centroids[at] = sums[at] / weight;
            }
        }
        for number in 0..weights.len() {
            if weights[number] == 0.0 {
                let farthest = self.farthest(centroids, &weights);
                centroids[number * size..][..size].copy_from_slice(self.point(farthest));
                // From now on it is one of those a point can be near to.
                weights[number] = 1.0;
            }
        }
    }

    /// The point farthest from all centroids that have points; the first of several as far.
    fn farthest(&self, centroids: &[f64], weights: &[f64]) -> usize {
        let mut farthest = (0, f64::NEG_INFINITY);
        for (at, (point, _)) in self.iter().enumerate() {
            let own = centroids.chunks_exact(self.size()).zip(weights);
            let own = own.filter(|(_, weight)| **weight > 0.0);
            let away =
                own.map(|(centroid, _)| squared(point, centroid)).fold(f64::INFINITY, f64::min);
            if away > farthest.1 {
                farthest = (at, away);
            }
        }
        farthest.0
    }

    /// The largest cluster first, of two as large the one with the lower centroid: which number a
    /// cluster has does not depend on where the search began.
    fn in_order(&self, clusters: Clusters) -> Clusters {
        let size = self.size();
        let sizes = self.sizes(&clusters);
        let centroid = |number: usize| &clusters.centroids[number * size..][..size];
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by(|a, b| {
            sizes[*b].cmp(&sizes[*a]).then_with(|| compare(centroid(*a), centroid(*b)))
        });
        let mut number_of = vec![0; order.len()];
        for (now, then) in order.iter().enumerate() {
            number_of[*then] = now as u8;
        }
        let centroids = order.iter().flat_map(|then| centroid(*then)).copied().collect();
        let nearest = clusters.nearest.iter().map(|then| number_of[usize::from(*then)]).collect();
        Clusters { centroids, nearest, inertia: clusters.inertia }
    }

    /// How many rows each cluster has.
    pub(super) fn sizes(&self, clusters: &Clusters) -> Vec<usize> {
        let mut sizes = vec![0; clusters.centroids.len() / self.size()];
        for (nearest, weight) in clusters.nearest.iter().zip(self.weights()) {
            sizes[usize::from(*nearest)] += *weight as usize;
        }
        sizes
    }
}

/// An index, in proportion to its share; the last that has any if rounding leads beyond it.
fn drawn(shares: &[f64], draw: &mut Draw) -> usize {
    let mut left = draw.unit() * shares.iter().sum::<f64>();
    let mut last = 0;
    for (at, share) in shares.iter().enumerate() {
        if *share > 0.0 {
            last = at;
            left -= share;
            if left < 0.0 {
                break;
            }
        }
    }
    last
}

/// The nearest of centroids of so many coordinates, and the squared distance to it; the first of
/// several as near.
pub(super) fn nearest(centroids: &[f64], point: &[f64], size: usize) -> (u8, f64) {
    let mut best = (0, f64::INFINITY);
    for (number, centroid) in centroids.chunks_exact(size).enumerate() {
        let distance = squared(point, centroid);
        if distance < best.1 {
            best = (number as u8, distance);
        }
    }
    best
}

/// The squared distance.
pub(super) fn squared(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_centroid_that_lost_its_points_takes_the_farthest_point() {
        let column = [1.0, 1.1, 1.2, 50.0, 51.0, 9_000.0];
        let points = Points::new(&[&column]).unwrap();
        // The second and third start where nobody is.
        let clusters = points.settle(vec![points.point(1)[0], 90.0, 91.0]);
        assert_eq!(points.sizes(&clusters), [3, 2, 1]);
        assert_eq!(clusters.nearest, [0, 0, 0, 1, 1, 2]);
    }

    #[test]
    fn places_to_start_from_are_different_points() {
        let column: Vec<f64> = (0..200).map(|row| f64::from(row % 4)).collect();
        let points = Points::new(&[&column]).unwrap();
        for seed in 0..50 {
            let mut starts = points.starts(4, &mut Draw::new(seed));
            starts.sort_unstable_by(f64::total_cmp);
            assert_eq!(starts, points.iter().map(|(point, _)| point[0]).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_has_no_share_is_never_drawn() {
        let mut draw = Draw::new(7);
        let mut times = [0; 4];
        for _ in 0..4_000 {
            times[drawn(&[0.0, 1.0, 3.0, 0.0], &mut draw)] += 1;
        }
        assert_eq!((times[0], times[3]), (0, 0));
        assert!((900..1_100).contains(&times[1]), "{times:?}");
    }
}
