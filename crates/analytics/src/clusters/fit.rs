use super::draw::Draw;
use super::lloyd::Clusters;
use super::{ClustersError, LEAST, MOST, Model, Points};

/// Decides every draw. Another would find other clusters where several are about as good.
const SEED: u64 = 2007;
/// How many starts are tried; the best is kept.
const STARTS: usize = 10;
/// Rows on which starts are tried at most. Beyond them the best start is settled on everybody
/// (Bradley and Fayyad, "Refining initial points for k-means clustering", ICML 1998).
const TRIED_ON: usize = 5_000;

/// So many clusters, and how good they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The clusters, the largest first.
    pub model: Model,
    /// How many rows are in each; none is empty.
    pub sizes: Vec<usize>,
    /// The sum over all rows of the squared distance to their centroid, on the scales.
    pub inertia: f64,
    /// The mean silhouette, from -1 to 1, on at most 2,000 rows; `None` if all of those are in
    /// one cluster.
    pub silhouette: Option<f64>,
}

impl Points {
    /// The best of ten times `k` clusters, each from k-means++ starts. The same for the same
    /// rows, in whatever order.
    ///
    /// # Errors
    ///
    /// When `k` is not one of those offered, or rows differ too little for so many.
    pub fn fit(&self, k: u8) -> Result<Fit, ClustersError> {
        let too_few = ClustersError::TooFewDistinct { distinct: self.distinct(), clusters: k };
        if !(LEAST..=MOST).contains(&k) {
            return Err(ClustersError::Clusters(k));
        }
        if self.distinct() < usize::from(k) {
            return Err(too_few);
        }
        let sample = self.sample(TRIED_ON);
        // So many stand in one place that it did not catch enough others.
        let sample = if sample.distinct() < usize::from(k) { self } else { &sample };
        let mut draw = Draw::new(SEED);
        let mut best: Option<Clusters> = None;
        for _ in 0..STARTS {
            let tried = sample.settle(sample.starts(k, &mut draw));
            if best.as_ref().is_none_or(|best| tried.inertia < best.inertia) {
                best = Some(tried);
            }
        }
        let best = best.ok_or(too_few)?;
        let fit = self.fit_of(self.settle(best.centroids));
        // Points so near one another that the square of their distance is 0.
        if fit.sizes.contains(&0) { Err(too_few) } else { Ok(fit) }
    }

    /// The clusters that Lloyd's rounds lead to from given centroids, as [`Model::centroids`] has
    /// them. Settled anew from where it settled, a fit stays as it is.
    ///
    /// # Errors
    ///
    /// When they are none on these scales; see [`Model::new`].
    pub fn refine(&self, centroids: &[Vec<f64>]) -> Result<Fit, ClustersError> {
        let start = Model::new(self.scales().to_vec(), centroids.to_vec())?;
        Ok(self.fit_of(self.settle(start.centroids.concat())))
    }

    fn fit_of(&self, clusters: Clusters) -> Fit {
        Fit {
            sizes: self.sizes(&clusters),
            silhouette: self.silhouette(&clusters.centroids),
            inertia: clusters.inertia,
            model: self.model(&clusters.centroids),
        }
    }
}

/// Fits for every number of clusters that is offered, one after another, so that whoever waits
/// can be told how far it is.
#[derive(Debug)]
pub struct Search {
    points: Points,
    next: u8,
    last: u8,
}

impl Search {
    /// Tries every number of clusters from [`LEAST`] to [`MOST`] that rows differ enough for.
    ///
    /// # Errors
    ///
    /// When they do not even for the fewest.
    pub fn new(points: Points) -> Result<Self, ClustersError> {
        let distinct = points.distinct();
        let last = u8::try_from(distinct).unwrap_or(MOST).min(MOST);
        if last < LEAST {
            return Err(ClustersError::TooFewDistinct { distinct, clusters: LEAST });
        }
        Ok(Self { points, next: LEAST, last })
    }

    /// How far it is, and of how much: a fit takes as long as it has clusters.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let work = |clusters: std::ops::Range<u8>| clusters.map(usize::from).sum();
        (work(LEAST..self.next), work(LEAST..self.last + 1))
    }

    /// The number of clusters to suggest: the one with the highest silhouette, of several as high
    /// the smallest.
    #[must_use]
    pub fn best(fits: &[Fit]) -> Option<&Fit> {
        let mut best: Option<&Fit> = None;
        for fit in fits.iter().filter(|fit| fit.silhouette.is_some()) {
            if best.is_none_or(|best| fit.silhouette > best.silhouette) {
                best = Some(fit);
            }
        }
        best
    }
}

impl Iterator for Search {
    type Item = Result<Fit, ClustersError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next > self.last {
            return None;
        }
        self.next += 1;
        Some(self.points.fit(self.next - 1))
    }
}
