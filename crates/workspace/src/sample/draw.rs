//! Draws from the distributions the sample is made of.

use fastrand::Rng;

/// A seeded source of draws.
#[derive(Debug)]
pub(super) struct Draw(Rng);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    /// Uniform in `0.0..1.0`.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.f64()
    }

    /// Uniform in `low..=high`.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0.i32(low..=high.max(low))
    }

    /// Uniform in `0..count`; 0 where there is nothing to choose from.
    pub(super) fn below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { self.0.usize(..count) }
    }

    /// Below `count`, the low ones oftener: half of all draws are in the first third.
    pub(super) fn leaning_low(&mut self, count: usize) -> usize {
        let unit = self.unit();
        ((unit * unit.sqrt() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// Whether something that happens with this probability happens.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `items`; there must be one.
    pub(super) fn pick(&mut self, items: &[&'static str]) -> &'static str {
        items[self.below(items.len())]
    }

    /// A place in `items`, in proportion to their weights.
    pub(super) fn weighted<T>(&mut self, items: &[T], weight: fn(&T) -> u32) -> usize {
        let mut left = self.0.u32(..items.iter().map(weight).sum::<u32>().max(1));
        let mut place = 0;
        while place + 1 < items.len() && left >= weight(&items[place]) {
            left -= weight(&items[place]);
            place += 1;
        }
        place
    }

    /// Standard normal, by the polar method of Marsaglia and Bray, "A convenient method for
    /// generating normal variables" (SIAM Review, 1964).
    pub(super) fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * (-2.0 * s.ln() / s).sqrt();
            }
        }
    }

    /// Log-normal with this median; `sigma` is the standard deviation of the logarithm.
    pub(super) fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }

    /// Exponential with this many events in a unit of time; never, at a rate of zero.
    pub(super) fn exponential(&mut self, rate: f64) -> f64 {
        -(1.0 - self.unit()).ln() / rate
    }

    /// How many events there are in a unit of time at this rate.
    pub(super) fn poisson(&mut self, rate: f64) -> usize {
        let mut count = 0;
        let mut at = self.exponential(rate);
        while at < 1.0 {
            count += 1;
            at += self.exponential(rate);
        }
        count
    }

    /// Gamma of this positive shape and scale 1, by Marsaglia and Tsang, "A simple method for
    /// generating gamma variables" (ACM TOMS, 2000).
    pub(super) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * ((1.0 - self.unit()).ln() / shape).exp();
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && (1.0 - self.unit()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: usize = 200_000;

    /// Mean and variance of many draws.
    fn moments(mut draw: impl FnMut(&mut Draw) -> f64) -> (f64, f64) {
        let mut source = Draw::new(7);
        let values: Vec<f64> = (0..DRAWS).map(|_| draw(&mut source)).collect();
        let mean = values.iter().sum::<f64>() / DRAWS as f64;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / DRAWS as f64;
        (mean, variance)
    }

    fn assert_moments(found: (f64, f64), mean: f64, variance: f64) {
        let near = |a: f64, b: f64| (a - b).abs() < 0.03 * b.abs() + 0.02;
        assert!(near(found.0, mean) && near(found.1, variance), "{found:?} {mean} {variance}");
    }

    #[test]
    fn every_distribution_has_its_mean_and_variance() {
        assert_moments(moments(Draw::normal), 0.0, 1.0);
        assert_moments(moments(|draw| draw.exponential(0.5)), 2.0, 4.0);
        assert_moments(moments(|draw| draw.poisson(3.7) as f64), 3.7, 3.7);
        for shape in [0.4, 1.0, 2.5] {
            assert_moments(moments(|draw| draw.gamma(shape)), shape, shape);
        }
        let logarithms = moments(|draw| draw.log_normal(20.0, 0.6).ln());
        assert_moments(logarithms, 20_f64.ln(), 0.36);
    }

    #[test]
    fn at_a_rate_of_zero_nothing_happens() {
        let mut draw = Draw::new(1);
        assert_eq!(draw.poisson(0.0), 0);
        assert!(draw.exponential(0.0).is_infinite());
    }

    #[test]
    fn places_come_in_proportion_to_their_weights() {
        let mut draw = Draw::new(3);
        let mut found = [0; 3];
        for _ in 0..10_000 {
            found[draw.weighted(&[1, 0, 3], |weight| *weight)] += 1;
        }
        assert_eq!(found[1], 0);
        assert!((2_200..2_800).contains(&found[0]), "{found:?}");
    }
}
