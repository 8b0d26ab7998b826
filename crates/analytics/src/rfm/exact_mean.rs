use std::cmp::Ordering;

/// An amount divided by a count, compared by its exact value.
///
/// The mean spends 2/3 and 4/6 must score alike, and multiplying every amount by the same
/// factor must move nobody. Floating point gives neither for large amounts; cross-multiplied
/// fractions need more than 64 bits. As whole part and remainder, a comparison fits in 64.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExactMean {
    whole: i64,
    /// `0..count`: the value is `whole + part / count`.
    part: u32,
    count: u32,
}

impl ExactMean {
    /// `sum / count`. A count of zero divides like one: who has no order is not scored.
    pub(crate) fn new(sum: i64, count: u32) -> Self {
        let count = count.max(1);
        let divisor = i64::from(count);
        let whole = sum.div_euclid(divisor);
        // What is left, without dividing twice. The product may be beyond the least number, but
        // not what is left of it.
        let part = sum.wrapping_sub(whole.wrapping_mul(divisor)) as u32;
        Self { whole, part, count }
    }

    /// The value to the nearest unit, halves away from zero.
    pub(crate) fn rounded(self) -> i64 {
        let half = u64::from(self.count).cmp(&(2 * u64::from(self.part)));
        let up = match half {
            Ordering::Less => true,
            Ordering::Equal => self.whole >= 0,
            Ordering::Greater => false,
        };
        self.whole + i64::from(up)
    }

    /// The value half way between two, to the nearest unit, halves away from zero.
    pub(super) fn midpoint(self, other: Self) -> i64 {
        let (a, b) = (i128::from(self.count), i128::from(other.count));
        let doubled = self.sum() * b + other.sum() * a;
        let divisor = 2 * a * b;
        let magnitude = (doubled.abs() + divisor / 2) / divisor;
        // Between two i64, hence one itself.
        (magnitude * doubled.signum()) as i64
    }

    pub(super) fn whole(self) -> i64 {
        self.whole
    }

    pub(super) fn part(self) -> u32 {
        self.part
    }

    pub(super) fn count(self) -> u32 {
        self.count
    }

    pub(super) fn sum(self) -> i128 {
        i128::from(self.whole) * i128::from(self.count) + i128::from(self.part)
    }
}

impl From<i64> for ExactMean {
    fn from(whole: i64) -> Self {
        Self { whole, part: 0, count: 1 }
    }
}

impl Ord for ExactMean {
    fn cmp(&self, other: &Self) -> Ordering {
        self.whole.cmp(&other.whole).then_with(|| {
            let mine = u64::from(self.part) * u64::from(other.count);
            let theirs = u64::from(other.part) * u64::from(self.count);
            mine.cmp(&theirs)
        })
    }
}

impl PartialOrd for ExactMean {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for ExactMean {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for ExactMean {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_one_value_are_equal() {
        assert_eq!(ExactMean::new(2, 3), ExactMean::new(4, 6));
        assert_eq!(ExactMean::new(-2, 3), ExactMean::new(-4, 6));
        assert_ne!(ExactMean::new(2, 3), ExactMean::new(3, 4));
    }

    #[test]
    fn values_a_float_cannot_tell_apart_are_ordered() {
        let close = [(i64::MAX / 2, 3), (i64::MAX / 2 + 1, 3)];
        let [low, high] = close.map(|(sum, count)| ExactMean::new(sum, count));
        let [as_f64, next_f64] = close.map(|(sum, count)| sum as f64 / f64::from(count));
        assert_eq!(as_f64, next_f64);
        assert!(low < high);
        assert!(ExactMean::new(-7, 2) < ExactMean::new(-3, 1));
        assert!(ExactMean::new(0, u32::MAX) < ExactMean::new(1, u32::MAX));
        assert!(ExactMean::new(1, u32::MAX) < ExactMean::new(1, u32::MAX - 1));
    }

    #[test]
    fn a_mean_rounds_to_the_nearest_unit_and_halves_away_from_zero() {
        let rounded = |sum, count| ExactMean::new(sum, count).rounded();
        assert_eq!(
            [(7, 3), (8, 3), (3, 2), (-3, 2), (-7, 3), (-8, 3), (-1, 2), (1, 2), (0, 9)]
                .map(|(sum, count)| rounded(sum, count)),
            [2, 3, 2, -2, -2, -3, -1, 1, 0]
        );
        assert_eq!(rounded(i64::MAX, 1), i64::MAX);
        assert_eq!(rounded(i64::MIN, 1), i64::MIN);
        assert_eq!(rounded(i64::MIN, 3), -3_074_457_345_618_258_603);
    }

    #[test]
    fn a_midpoint_is_rounded_once() {
        let midpoint = |(a, b), (c, d)| ExactMean::new(a, b).midpoint(ExactMean::new(c, d));
        // 1/3 and 2/3 round to 0 and 1, but their middle is exactly one half.
        assert_eq!(midpoint((1, 3), (2, 3)), 1);
        assert_eq!(midpoint((-1, 3), (-2, 3)), -1);
        assert_eq!(midpoint((10, 1), (20, 1)), 15);
        // 4/3 and 5/3 and a bit: 1.4999…
        assert_eq!(midpoint((4, 3), (4_999, 3_000)), 1);
        assert_eq!(midpoint((i64::MAX, 1), (i64::MAX, 1)), i64::MAX);
        assert_eq!(midpoint((i64::MIN, 1), (i64::MIN, 1)), i64::MIN);
        assert_eq!(midpoint((i64::MIN, 1), (i64::MAX, u32::MAX)), i64::MIN / 2 + (1 << 30));
    }
}
