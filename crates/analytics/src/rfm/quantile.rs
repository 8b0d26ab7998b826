use super::config::Bins;
use super::select::at_ranks;

/// Scores of values against their own type-7 quantiles, in the order given: 1 + the number of
/// cut points strictly below the value. The greatest values score highest.
///
/// The cut points are never interpolated. The k-th of n lies between two neighbours in sorted
/// order, `low <= cut <= high`, and reaches `high` only where `high == low`: its weight is
/// `(N - 1) * k / n` less its floor, which is under one. No value scored lies between
/// neighbours, so a value is above the cut exactly if it is above `low`. That leaves nothing
/// to round, and makes the scores a matter of order alone: any increasing change of scale
/// keeps them.
pub(super) fn scores<T: Ord + Copy>(values: &[T], bins: Bins) -> Vec<u8> {
    let ranks = ranks_of_cuts(values.len(), bins);
    let cuts = at_ranks(&mut values.to_vec(), ranks);
    values
        .iter()
        .map(|value| 1 + cuts.iter().map(|cut| u8::from(cut < value)).sum::<u8>())
        .collect()
}

/// [`scores`] of counts and days, which mostly span so few values that counting each is a
/// fraction of the work of selecting.
pub(super) fn scores_of_small(values: &[u32], bins: Bins) -> Vec<u8> {
    const WIDEST: u32 = 1 << 16;
    let (Some(&min), Some(&max)) = (values.iter().min(), values.iter().max()) else {
        return Vec::new();
    };
    let span = max - min;
    if span >= WIDEST {
        return scores(values, bins);
    }
    let mut counts = vec![0_usize; span as usize + 1];
    for value in values {
        counts[(value - min) as usize] += 1;
    }
    // The cut is below a value exactly if its rank is among those of smaller values.
    let ranks = ranks_of_cuts(values.len(), bins);
    let mut smaller = 0;
    let score_of: Vec<u8> = counts
        .into_iter()
        .map(|count| {
            let score = 1 + ranks.iter().map(|&rank| u8::from(rank < smaller)).sum::<u8>();
            smaller += count;
            score
        })
        .collect();
    values.iter().map(|value| score_of[(value - min) as usize]).collect()
}

/// The places of the lower neighbours of the cut points among `len` sorted values.
fn ranks_of_cuts(len: usize, bins: Bins) -> Vec<usize> {
    let Some(last) = len.checked_sub(1) else {
        return Vec::new();
    };
    let n = u64::from(bins.get());
    // In 64 bits: where a usize has 32, the product may not fit.
    (1..n).map(|k| (last as u64 * k / n) as usize).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn scored(values: &[u32], bins: u8) -> Vec<u8> {
        let bins = Bins::new(bins).unwrap();
        let selected = scores(values, bins);
        assert_eq!(scores_of_small(values, bins), selected);
        selected
    }

    #[test]
    fn distinct_values_fall_into_even_bins() {
        // Cuts of 1..=10 in fifths: 2.8, 4.6, 6.4, 8.2.
        let values: Vec<u32> = (1..=10).collect();
        assert_eq!(scored(&values, 5), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
        // In thirds: 4, 7. A value on a cut is not above it.
        assert_eq!(scored(&values, 3), [1, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
        assert_eq!(scored(&values, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }

    #[test]
    fn equal_values_score_alike_even_where_bins_run_empty() {
        // Cuts in fifths: 1, 1, 1, 2.2 (0.8 * 9 = 7.2: between 2 and 3).
        assert_eq!(scored(&[1, 1, 1, 1, 1, 1, 1, 2, 3, 4], 5), [1, 1, 1, 1, 1, 1, 1, 4, 5, 5]);
        assert_eq!(scored(&[7, 7, 7], 5), [1, 1, 1]);
    }

    #[test]
    fn fewer_values_than_bins_are_still_ranked() {
        // Cuts of two values in fifths: 12, 14, 16, 18.
        assert_eq!(scored(&[20, 10], 5), [5, 1]);
        assert_eq!(scored(&[3], 5), [1]);
        assert_eq!(scored(&[], 5), [0_u8; 0]);
    }

    #[test]
    fn values_too_far_apart_to_count_are_scored_all_the_same() {
        assert_eq!(scored(&[u32::MAX, 0, 70_000, 1, 2], 5), [5, 1, 4, 2, 3]);
        assert_eq!(scored(&[65_535, 0], 2), [2, 1]);
        assert_eq!(scored(&[65_536, 0], 2), [2, 1]);
    }
}
