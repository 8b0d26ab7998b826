use super::axis::Axis;
use super::ranked::Ranked;

/// How many customers have which figures on an axis: in days, orders, or minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    /// Side by side, from the smallest figures to the greatest; none when nobody is measured.
    pub bars: Vec<Bar>,
}

/// The customers with figures in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The least figure; `None` of the first bar where it takes in the tail below.
    pub from: Option<i64>,
    /// The greatest figure; `None` of the last bar where it takes in the tail above.
    pub to: Option<i64>,
    /// How many they are.
    pub customers: usize,
}

impl Histogram {
    /// Counts the measured customers in at most `most` bars of one width, which is 1, 2 or 5
    /// times a power of ten and at whose multiples bars begin.
    ///
    /// Spending has a long tail, which would leave everybody in one bar. So when more than
    /// twice the span of the middle 98 % of customers is needed to show all, the bars cover
    /// those, and the first or the last takes in everybody beyond. A mean is counted by its
    /// nearest unit.
    ///
    /// `most` counts as three when it is less. Linear in customers.
    #[must_use]
    pub fn of(ranked: &Ranked, axis: Axis, most: usize) -> Self {
        let values = figures(ranked, axis);
        let (Some(&min), Some(&max)) = (values.first(), values.last()) else {
            return Self { bars: Vec::new() };
        };
        let last = values.len() - 1;
        let (low, high) = (values[last / 100], values[last - last / 100]);
        let span = (i128::from(high) - i128::from(low)).max(1);
        let from = if i128::from(low) - i128::from(min) > span { low } else { min };
        let to = if i128::from(max) - i128::from(high) > span { high } else { max };
        let width = width(i128::from(to) - i128::from(from) + 1, most.max(3) as i128);
        let place = |value: i64| i128::from(value.clamp(from, to)).div_euclid(width);
        let first = place(from);
        let mut bars: Vec<Bar> = (first..=place(to))
            .map(|place| {
                let edge = |at: i128| i64::try_from(at).ok();
                Bar { from: edge(place * width), to: edge((place + 1) * width - 1), customers: 0 }
            })
            .collect();
        for &value in &values {
            bars[(place(value) - first) as usize].customers += 1;
        }
        if from > min
            && let Some(bar) = bars.first_mut()
        {
            bar.from = None;
        }
        if to < max
            && let Some(bar) = bars.last_mut()
        {
            bar.to = None;
        }
        Self { bars }
    }
}

/// The figures of all measured customers, ascending.
fn figures(ranked: &Ranked, axis: Axis) -> Vec<i64> {
    let figures = ranked.along(axis).iter().filter_map(|&customer| {
        let figures = ranked.measures().get(customer)?;
        Some(match axis {
            Axis::Recency => i64::from(figures.recency),
            Axis::Frequency => i64::from(figures.frequency),
            Axis::Monetary => figures.monetary,
        })
    });
    let mut figures: Vec<i64> = figures.collect();
    if axis == Axis::Recency {
        figures.reverse();
    }
    figures
}

/// The least width of 1, 2 or 5 times a power of ten at which so many figures side by side
/// need at most so many bars, wherever they begin.
fn width(figures: i128, most: i128) -> i128 {
    let fits = |width: &i128| (figures - 1) / width + 2 <= most || *width == 1 && figures <= most;
    let powers = std::iter::successors(Some(1_i128), |power| power.checked_mul(10));
    let widths = powers.flat_map(|power| [1, 2, 5].map(|step| step * power));
    // The span of an i64 has 20 digits.
    widths.take(66).find(fits).unwrap_or(i128::from(i64::MAX))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::orders::OrderColumns;
    use crate::rfm::{RfmConfig, measure};

    fn of_spending(amounts: &[i64], most: usize) -> Vec<(Option<i64>, Option<i64>, usize)> {
        let customer: Vec<u32> = (0..amounts.len() as u32).collect();
        let day = vec![90; amounts.len()];
        let orders = OrderColumns::new(&customer, &day, amounts).unwrap();
        let ranked = Ranked::new(measure(&orders, amounts.len(), &RfmConfig::new(100)).unwrap());
        let bars = Histogram::of(&ranked, Axis::Monetary, most).bars;
        bars.into_iter().map(|bar| (bar.from, bar.to, bar.customers)).collect()
    }

    #[test]
    fn bars_are_round_and_of_one_width() {
        assert_eq!(
            of_spending(&[3, 4, 11, 19, 20, 39], 6),
            [
                (Some(0), Some(9), 2),
                (Some(10), Some(19), 2),
                (Some(20), Some(29), 1),
                (Some(30), Some(39), 1),
            ]
        );
        assert_eq!(of_spending(&[1, 2, 2], 5), [(Some(1), Some(1), 1), (Some(2), Some(2), 2)]);
        assert_eq!(of_spending(&[7; 4], 1), [(Some(7), Some(7), 4)]);
        assert_eq!(of_spending(&[], 9), []);
    }

    #[test]
    fn a_long_tail_is_one_bar() {
        let mut amounts: Vec<i64> = (0..400).map(|n| n % 100).collect();
        amounts.extend([1_000_000, 5_000]);
        let bars = of_spending(&amounts, 12);
        assert_eq!(bars.len(), 10);
        assert_eq!(bars[0], (Some(0), Some(9), 40));
        assert_eq!(bars[9], (Some(90), None, 42));
    }

    #[test]
    fn the_widest_span_fits() {
        let bars = of_spending(&[0, i64::MAX], 10);
        assert!(bars.len() <= 10);
        assert_eq!(bars.iter().map(|bar| bar.2).sum::<usize>(), 2);
        assert_eq!(bars.last().unwrap().2, 1);
    }

    #[test]
    fn days_count_from_the_analysis_day() {
        let orders = OrderColumns::new(&[0, 1, 2], &[100, 98, 98], &[1, 1, 1]).unwrap();
        let ranked = Ranked::new(measure(&orders, 3, &RfmConfig::new(100)).unwrap());
        let bars = Histogram::of(&ranked, Axis::Recency, 9).bars;
        let customers: Vec<usize> = bars.iter().map(|bar| bar.customers).collect();
        assert_eq!((bars[0].from, customers), (Some(0), vec![1, 0, 2]));
    }
}
