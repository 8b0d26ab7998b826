use super::axis::Axis;
use super::config::Bins;
use super::exact_mean::ExactMean;
use super::measure::Measures;

/// The border between two scores, as an exact fraction: what is above it scores higher.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    whole: i128,
    /// `0..denominator`: the border is `whole + part / denominator`.
    part: u128,
    denominator: u128,
    /// Whether the border itself belongs above.
    inclusive: bool,
}

impl Cut {
    /// What reaches `bound` is above.
    pub(super) fn at_least(bound: i64) -> Self {
        Self { whole: bound.into(), part: 0, denominator: 1, inclusive: true }
    }

    /// The type-7 quantiles at `k / bins`, `k = 1 … bins - 1`, of values that stand in order;
    /// what is greater is above. None of nothing.
    pub(super) fn quantiles(
        measures: &Measures,
        axis: Axis,
        ranked: &[u32],
        bins: Bins,
    ) -> Vec<Self> {
        let Some(last) = ranked.len().checked_sub(1) else {
            return Vec::new();
        };
        let n = u64::from(bins.get());
        let at = |place: usize| axis.value(measures, ranked[place.min(last)]);
        let cuts = (1..n).map(|k| {
            // In 64 bits: where a usize has 32, the product may not fit.
            let scaled = last as u64 * k;
            let place = (scaled / n) as usize;
            Self::between(at(place), at(place + 1), scaled % n, n)
        });
        cuts.collect()
    }

    /// `low + (high - low) * step / of`, exclusive.
    fn between(low: ExactMean, high: ExactMean, step: u64, of: u64) -> Self {
        let [lows, highs, step, of] =
            [low.count().into(), high.count().into(), i128::from(step), i128::from(of)];
        // A sum fits 64 bits and a count 32, so the products are well within 128.
        let numerator = low.sum() * highs * (of - step) + high.sum() * lows * step;
        let denominator = lows * highs * of;
        Self {
            whole: numerator.div_euclid(denominator),
            part: numerator.rem_euclid(denominator).unsigned_abs(),
            denominator: denominator.unsigned_abs(),
            inclusive: false,
        }
    }

    /// The border so many units up, and whether it itself is above.
    pub(super) fn moved(self, units: i64, inclusive: bool) -> Self {
        Self { whole: self.whole + i128::from(units), inclusive, ..self }
    }

    pub(super) fn is_above(self, value: ExactMean) -> bool {
        let order = i128::from(value.whole()).cmp(&self.whole).then_with(|| {
            let theirs = u128::from(value.part()) * self.denominator;
            theirs.cmp(&(self.part * u128::from(value.count())))
        });
        if self.inclusive { order.is_ge() } else { order.is_gt() }
    }

    /// The border, to the nearest number a float has.
    pub(super) fn position(self) -> f64 {
        self.whole as f64 + self.part as f64 / self.denominator as f64
    }

    /// The least whole number that is above.
    pub(super) fn least_above(self) -> i64 {
        let at = i128::from(!self.inclusive || self.part > 0);
        i64::try_from(self.whole + at).unwrap_or(i64::MAX)
    }

    /// The least whole number greater than the border.
    pub(super) fn next_whole(self) -> i64 {
        i64::try_from(self.whole + 1).unwrap_or(i64::MAX)
    }
}

/// Notes the score of each customer of `ranked`, who stand in order: 1 + the number of cuts it
/// is above. Cuts ascend.
pub(super) fn assign(
    measures: &Measures,
    axis: Axis,
    ranked: &[u32],
    cuts: &[Cut],
    scores: &mut [u8],
) {
    let mut rest = ranked;
    for (score, cut) in (1..).zip(cuts) {
        let below = rest.partition_point(|&c| !cut.is_above(axis.value(measures, c)));
        let (own, above) = rest.split_at(below);
        note(scores, own, score);
        rest = above;
    }
    note(scores, rest, cuts.len() as u8 + 1);
}

fn note(scores: &mut [u8], customers: &[u32], score: u8) {
    for &customer in customers {
        scores[customer as usize] = score;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_lies_between_its_neighbours_exactly() {
        let cut = Cut::between(10.into(), 20.into(), 2, 5);
        assert_eq!((cut.position(), cut.next_whole()), (14.0, 15));
        assert!(!cut.is_above(14.into()) && cut.is_above(15.into()));
        assert!(cut.moved(0, true).is_above(14.into()));
        // A third of the way from 1/3 to 2/3 is 4/9.
        let cut = Cut::between(ExactMean::new(1, 3), ExactMean::new(2, 3), 1, 3);
        assert!(!cut.is_above(ExactMean::new(4, 9)) && cut.is_above(ExactMean::new(5, 11)));
        assert_eq!((cut.next_whole(), cut.moved(-3, true).next_whole()), (1, -2));
        let negative = Cut::between((-7).into(), (-6).into(), 1, 2);
        assert_eq!((negative.position(), negative.next_whole()), (-6.5, -6));
    }

    #[test]
    fn the_largest_figures_have_borders() {
        let cut = Cut::between(i64::MIN.into(), i64::MAX.into(), 1, 2);
        assert!(!cut.is_above((-1).into()) && cut.is_above(0.into()));
        let (low, high) =
            (ExactMean::new(i64::MAX - 1, u32::MAX), ExactMean::new(i64::MAX, u32::MAX));
        let cut = Cut::between(low, high, 9, 10);
        assert!(!cut.is_above(low) && cut.is_above(high));
    }
}
