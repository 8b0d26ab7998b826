/// Numbers to places along a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
    logarithmic: bool,
}

impl Scale {
    /// Numbers `from..=to` to places `start..=end`, of which either may be the greater.
    #[must_use]
    pub fn linear(from: f64, to: f64, start: f64, end: f64) -> Self {
        Self { from, to, start, end, logarithmic: false }
    }

    /// As [`Scale::linear`], equal factors equally far apart. Numbers below `from`, zero and less
    /// among them, are at its place: they have no logarithm to show.
    #[must_use]
    pub fn logarithmic(from: f64, to: f64, start: f64, end: f64) -> Self {
        Self { from, to, start, end, logarithmic: true }
    }

    /// The place of a number; numbers beyond the range are at its ends.
    #[must_use]
    pub fn at(&self, number: f64) -> f64 {
        let (from, to) = (self.from, self.to);
        if !number.is_finite() || from == to {
            return self.start;
        }
        let number = number.clamp(from.min(to), from.max(to));
        let part = if self.logarithmic {
            (number / from).ln() / (to / from).ln()
        } else {
            (number - from) / (to - from)
        };
        self.start + (self.end - self.start) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_between_the_ends() {
        let up = Scale::linear(0.0, 50.0, 200.0, 0.0);
        assert_eq!([0.0, 25.0, 50.0, 80.0].map(|n| up.at(n)), [200.0, 100.0, 0.0, 0.0]);
        let log = Scale::logarithmic(1.0, 100.0, 0.0, 10.0);
        assert_eq!([1.0, 10.0, 100.0, -4.0].map(|n| log.at(n).round()), [0.0, 5.0, 10.0, 0.0]);
        assert_eq!(Scale::linear(3.0, 3.0, 7.0, 9.0).at(3.0), 7.0);
        assert_eq!(up.at(f64::NAN), 200.0);
    }
}
