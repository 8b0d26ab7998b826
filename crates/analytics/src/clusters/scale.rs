use serde::{Deserialize, Serialize};

/// How a column of figures is brought onto a scale on which one step means as much as on any
/// other: `z(x) = (sign(x) ln(1 + |x| / unit) - mean) / sd`.
///
/// The logarithm takes zero and negative figures as well (refunds may outweigh orders): it is odd,
/// near zero almost straight, and far from it tells ratios. The `unit` is the lower tenth of the
/// column's own figures other than zero, signs taken off, so that nothing depends on whether days
/// or weeks, cents or dollars are counted.
///
/// A column in which all figures are alike has an `sd` of 0, and its `z` is 0 for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Where the logarithm turns from straight to bent, in the unit of the figures; above 0.
    pub unit: f64,
    /// The mean of the logarithms.
    pub mean: f64,
    /// Their standard deviation, of the population.
    pub sd: f64,
}

impl Scale {
    /// The scale of a column; all its figures must be finite. Does not depend on their order.
    #[must_use]
    pub fn of(column: &[f64]) -> Self {
        let mut scale = Self { unit: unit(column), mean: 0.0, sd: 0.0 };
        if column.is_empty() {
            return scale;
        }
        let mut logs: Vec<f64> = column.iter().map(|x| scale.log(*x)).collect();
        // Sums of numbers in another order are other sums, in the last digits.
        logs.sort_unstable_by(f64::total_cmp);
        let count = logs.len() as f64;
        scale.mean = logs.iter().sum::<f64>() / count;
        let squares = logs.iter().map(|log| (log - scale.mean).powi(2));
        let differ = logs.first() != logs.last();
        scale.sd = if differ { (squares.sum::<f64>() / count).sqrt() } else { 0.0 };
        scale
    }

    /// A figure on the scale: how many standard deviations above the mean it is.
    #[must_use]
    pub fn z(&self, figure: f64) -> f64 {
        if self.sd > 0.0 { (self.log(figure) - self.mean) / self.sd } else { 0.0 }
    }

    /// The figure at a place on the scale; the other way round from [`Scale::z`].
    #[must_use]
    pub fn figure(&self, z: f64) -> f64 {
        let log = self.mean + z * self.sd;
        log.signum() * log.abs().exp_m1() * self.unit
    }

    fn log(&self, figure: f64) -> f64 {
        // Adding zero makes one of the two zeros.
        figure.signum() * (figure.abs() / self.unit).ln_1p() + 0.0
    }
}

/// The lower tenth of the figures other than zero, without their signs; 1 if there are none, or if
/// it is too small to divide by.
fn unit(column: &[f64]) -> f64 {
    let mut sizes: Vec<f64> = column.iter().map(|x| x.abs()).filter(|x| *x > 0.0).collect();
    if sizes.is_empty() {
        return 1.0;
    }
    let (_, unit, _) = {
        let place = sizes.len() / 10;
        sizes.select_nth_unstable_by(place, f64::total_cmp)
    };
    if unit.is_normal() && (f64::MAX * unit.min(1.0)).is_finite() && unit.recip().is_finite() {
        *unit
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_means_as_much_whatever_is_counted() {
        let days = [0.0, 3.0, 10.0, 200.0, -4.0, 90.0, 41.0];
        let hours = days.map(|days| days * 24.0);
        let (by_day, by_hour) = (Scale::of(&days), Scale::of(&hours));
        for (day, hour) in days.into_iter().zip(hours) {
            assert!((by_day.z(day) - by_hour.z(hour)).abs() < 1e-12);
        }
        let zs = days.map(|day| by_day.z(day));
        let mean = zs.iter().sum::<f64>() / 7.0;
        let variance = zs.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / 7.0;
        assert!(mean.abs() < 1e-12 && (variance - 1.0).abs() < 1e-12);
    }

    #[test]
    fn order_is_kept_through_zero_and_a_place_leads_back_to_its_figure() {
        let scale = Scale::of(&[-500.0, -1.0, 0.0, 1.0, 70.0, 8_000.0]);
        let zs = [-500.0, -1.0, -0.0, 1.0, 70.0, 8_000.0].map(|x| scale.z(x));
        assert!(zs.is_sorted_by(|a, b| a < b), "{zs:?}");
        for x in [-500.0, 0.0, 0.25, 70.0] {
            assert!((scale.figure(scale.z(x)) - x).abs() < 1e-9 * x.abs().max(1.0));
        }
        assert_eq!(scale.z(0.0).to_bits(), scale.z(-0.0).to_bits());
    }

    #[test]
    fn a_column_of_one_figure_tells_nobody_apart() {
        for column in [&[7.1; 9][..], &[0.0; 3], &[]] {
            let scale = Scale::of(column);
            assert_eq!((scale.sd, scale.z(7.1), scale.z(1e9)), (0.0, 0.0, 0.0));
        }
    }

    #[test]
    fn figures_of_any_size_stay_finite() {
        for column in
            [[f64::MAX, f64::MIN, 0.0], [f64::MIN_POSITIVE, 5e-324, 0.0], [1e-300, 1e300, 1.0]]
        {
            let scale = Scale::of(&column);
            assert!(column.iter().all(|x| scale.z(*x).is_finite()), "{scale:?}");
        }
    }
}
