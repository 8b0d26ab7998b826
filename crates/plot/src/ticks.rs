/// Round numbers that cover a range, in steps of 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// The numbers, ascending; the first and last enclose the range.
    pub values: Vec<f64>,
    /// From one to the next.
    pub step: f64,
}

impl Ticks {
    /// About `most` numbers, and never more, that cover `from..=to`; with `whole`, whole ones.
    /// A range of one number, or of none that can be drawn, is widened to one that can.
    #[must_use]
    pub fn covering(from: f64, to: f64, most: usize, whole: bool) -> Self {
        let (from, to) = drawable(from, to);
        let most = most.max(3);
        let least = if whole { 0 } else { i32::MIN };
        let rough = ((to - from) / (most - 1) as f64).log10().floor() as i32;
        let exponents = (rough.max(least)..).take(4);
        let steps = exponents.flat_map(|power| [1.0, 2.0, 5.0].map(|digit| (digit, power)));
        for (digit, power) in steps {
            let at = |n: f64| match power {
                // Multiplying by a negative power of ten would leave 0.30000000000000004.
                ..0 => n * digit / 10_f64.powi(-power),
                _ => n * digit * 10_f64.powi(power),
            };
            let step = at(1.0);
            let (first, last) = ((from / step).floor(), (to / step).ceil());
            let count = last - first + 1.0;
            if count <= most as f64 {
                let values = (0..count as usize).map(|n| at(first + n as f64)).collect();
                return Self { values, step };
            }
        }
        Self { values: vec![from, to], step: to - from }
    }

    /// The first number.
    #[must_use]
    pub fn first(&self) -> f64 {
        self.values.first().copied().unwrap_or_default()
    }

    /// The last number.
    #[must_use]
    pub fn last(&self) -> f64 {
        self.values.last().copied().unwrap_or(1.0)
    }

    /// The powers of ten that enclose a range of numbers above zero, and between them, where they
    /// are few, their double and fivefold.
    #[must_use]
    pub fn logarithmic(from: f64, to: f64) -> Self {
        let (from, to) = drawable(from.max(f64::MIN_POSITIVE), to.max(f64::MIN_POSITIVE));
        let (from, to) = (from.max(1e-12), to.max(1e-12));
        let (low, high) = (from.log10().floor() as i32, to.log10().ceil() as i32);
        let high = high.max(low + 1);
        let digits: &[f64] = if high - low <= 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let power = |power: i32| match power {
            ..0 => 1.0 / 10_f64.powi(-power),
            _ => 10_f64.powi(power),
        };
        let mut values: Vec<f64> =
            (low..high).flat_map(|n| digits.iter().map(move |digit| digit * power(n))).collect();
        values.push(power(high));
        Self { values, step: 10.0 }
    }
}

/// A range of finite numbers with some length.
fn drawable(from: f64, to: f64) -> (f64, f64) {
    let finite = |number: f64| if number.is_finite() { number.clamp(-1e300, 1e300) } else { 0.0 };
    let (from, to) = (finite(from).min(finite(to)), finite(from).max(finite(to)));
    // Beyond the digits a float has, neighbouring ticks would be one number.
    let least = from.abs().max(to.abs()) * 1e-9;
    match to - from {
        0.0 if from == 0.0 => (0.0, 1.0),
        length if length <= least => (from.min(0.0), to.max(0.0)),
        _ => (from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        let values = |from, to, most| Ticks::covering(from, to, most, false).values;
        assert_eq!(values(0.0, 97.0, 6), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(values(0.0, 1.0, 6), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(values(-30.0, 55.0, 5), [-50.0, 0.0, 50.0, 100.0]);
        assert_eq!(values(0.0, 0.3, 4), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(values(1_234_567.0, 1_234_569.0, 3), [1_234_567.0, 1_234_568.0, 1_234_569.0]);
    }

    #[test]
    fn counts_have_whole_ticks() {
        assert_eq!(Ticks::covering(0.0, 2.0, 9, true).values, [0.0, 1.0, 2.0]);
        assert_eq!(Ticks::covering(0.0, 0.0, 9, true).values, [0.0, 1.0]);
    }

    #[test]
    fn few_powers_of_ten_are_divided_and_many_are_not() {
        assert_eq!(Ticks::logarithmic(1.0, 30.0).values, [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
        assert_eq!(Ticks::logarithmic(0.2, 90.0).values, [0.1, 1.0, 10.0, 100.0]);
    }
}
