use super::measure::Measures;

/// A tenth of the measured customers, the best tenth first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tenth {
    /// How many they are.
    pub customers: usize,
    /// Sum of their amounts among the days that count, in minor units, refunds taken off.
    pub revenue: i64,
    /// That, as a part of the revenue of all measured customers: below zero where refunds are
    /// more. Zero where there is no revenue to share.
    pub share: f64,
    /// The shares so far, this one among them.
    pub cumulative: f64,
}

/// The share of revenue by tenths of the measured customers, from those who spent most.
///
/// Of `N` customers the `k`-th tenth ends with the one at `N * k / 10`, rounded down, so tenths
/// differ by one customer at most, and fewer than ten customers leave some empty. Sorts the
/// customers by revenue.
#[must_use]
pub fn tenths(measures: &Measures) -> [Tenth; 10] {
    let mut revenue: Vec<i64> = measures.measured().map(|c| measures.revenue(c)).collect();
    revenue.sort_unstable_by(|a, b| b.cmp(a));
    let total: i64 = revenue.iter().sum();
    let share = |sum: i64| if total > 0 { sum as f64 / total as f64 } else { 0.0 };
    let mut so_far = 0;
    std::array::from_fn(|tenth| {
        let end = |tenth: usize| (revenue.len() as u64 * tenth as u64 / 10) as usize;
        let own = &revenue[end(tenth)..end(tenth + 1)];
        let sum = own.iter().sum();
        so_far += sum;
        Tenth { customers: own.len(), revenue: sum, share: share(sum), cumulative: share(so_far) }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::orders::OrderColumns;
    use crate::rfm::{RfmConfig, measure};

    fn of(amounts: &[i64]) -> [Tenth; 10] {
        let customer: Vec<u32> = (0..amounts.len() as u32).collect();
        let days = vec![1; amounts.len()];
        let orders = OrderColumns::new(&customer, &days, amounts).unwrap();
        tenths(&measure(&orders, amounts.len() + 3, &RfmConfig::new(100)).unwrap())
    }

    #[test]
    fn the_best_tenth_comes_first_and_shares_add_up() {
        let amounts: Vec<i64> = (1..=20).collect();
        let tenths = of(&amounts);
        assert_eq!(tenths.map(|tenth| tenth.customers), [2; 10]);
        assert_eq!(tenths.map(|tenth| tenth.revenue), [39, 35, 31, 27, 23, 19, 15, 11, 7, 3]);
        assert_eq!(tenths[0].share, 39.0 / 210.0);
        assert_eq!(tenths[1].cumulative, 74.0 / 210.0);
        assert_eq!(tenths[9].cumulative, 1.0);
    }

    #[test]
    fn numbers_that_tens_do_not_divide_differ_by_one() {
        assert_eq!(of(&[5; 13]).map(|tenth| tenth.customers), [1, 1, 1, 2, 1, 1, 2, 1, 1, 2]);
        assert_eq!(of(&[9, 4]).map(|tenth| tenth.revenue), [0, 0, 0, 0, 9, 0, 0, 0, 0, 4]);
    }

    #[test]
    fn without_revenue_nobody_has_a_share() {
        assert!(of(&[0, 0]).iter().all(|tenth| tenth.share == 0.0 && tenth.cumulative == 0.0));
        assert!(of(&[]).iter().all(|tenth| tenth.customers == 0));
    }
}
