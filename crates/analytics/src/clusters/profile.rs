use super::Scale;

/// How far apart two medians must be to be worth a word, in standard deviations on the scale.
const NOTABLE: f64 = 0.3;

/// In what a cluster differs from everyone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Which column, from 0.
    pub column: usize,
    /// The median of the cluster.
    pub own: f64,
    /// The median of everyone.
    pub all: f64,
    /// How far the first is above the second, in standard deviations on the scale.
    pub by: f64,
}

/// What sets a cluster apart, the most telling first: the columns in which its median is 0.3
/// standard deviations or more from everyone's, on the scale of the column. Takes a scale and two
/// medians a column.
#[must_use]
pub fn differences(scales: &[Scale], own: &[f64], all: &[f64]) -> Vec<Difference> {
    let columns = scales.iter().zip(own.iter().zip(all)).enumerate();
    let mut found: Vec<Difference> = columns
        .map(|(column, (scale, (own, all)))| Difference {
            column,
            own: *own,
            all: *all,
            by: scale.z(*own) - scale.z(*all),
        })
        .filter(|difference| difference.by.abs() >= NOTABLE)
        .collect();
    found.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()));
    found
}

/// The median: of an even number the mean of the two in the middle. `None` of nothing. Puts the
/// figures into another order.
#[must_use]
pub fn median(figures: &mut [f64]) -> Option<f64> {
    let middle = figures.len() / 2;
    if figures.is_empty() {
        return None;
    }
    let even = figures.len().is_multiple_of(2);
    let (below, upper, _) = figures.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    let lower = below.iter().copied().max_by(f64::total_cmp);
    Some(match lower {
        Some(lower) if even => lower + (upper - lower) / 2.0,
        _ => upper,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [4.0]), Some(4.0));
        assert_eq!(median(&mut [9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [9.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn the_most_telling_difference_comes_first_and_small_ones_are_left_out() {
        let columns: [&[f64]; 3] = [&[1.0, 5.0, 90.0], &[1.0, 50.0, 7_000.0], &[2.0, 2.0, 2.0]];
        let scales = columns.map(Scale::of);
        let found = differences(&scales, &[12.0, 1.0, 2.0], &[5.0, 50.0, 2.0]);
        let told: Vec<(usize, bool)> =
            found.iter().map(|found| (found.column, found.by > 0.0)).collect();
        assert_eq!(told, [(1, false), (0, true)]);
        assert_eq!((found[0].own, found[0].all), (1.0, 50.0));
        assert!(differences(&scales, &[5.1, 51.0, 2.0], &[5.0, 50.0, 2.0]).is_empty());
    }
}
