use thiserror::Error;

use super::calendar::Step;
use super::period::Period;

/// Periods one right after the other, in order of time; one at least.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Periods {
    span: Period,
    /// The last day of each, ascending; the last of them is that of the span.
    lasts: Vec<i32>,
}

/// More periods than are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("more than {} periods", Periods::MAX)]
pub struct TooManyPeriods;

impl Periods {
    /// How many there may be: ten years of weeks and more.
    pub const MAX: usize = 600;

    /// A period after the one before it, if there is one; see [`Period::before`].
    #[must_use]
    pub fn with_before(period: Period) -> Self {
        match period.before() {
            Some(before) => Self {
                span: Period { first: before.first, last: period.last },
                lasts: vec![before.last, period.last],
            },
            None => Self { span: period, lasts: vec![period.last] },
        }
    }

    /// A span cut where weeks, months, quarters or years begin. Of the first and of the last
    /// stretch the span may have only a part.
    ///
    /// # Errors
    ///
    /// When that makes more than [`Periods::MAX`].
    pub fn across(span: Period, step: Step) -> Result<Self, TooManyPeriods> {
        let mut lasts = Vec::new();
        let mut last = step.end(span.first);
        while last < span.last {
            lasts.push(last);
            if lasts.len() == Self::MAX {
                return Err(TooManyPeriods);
            }
            last = step.end(last + 1);
        }
        lasts.push(span.last);
        Ok(Self { span, lasts })
    }

    /// How many there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.lasts.len()
    }

    /// From the first day of the first to the last day of the last.
    #[must_use]
    pub fn span(&self) -> Period {
        self.span
    }

    /// Each, in order of time.
    pub fn iter(&self) -> impl Iterator<Item = Period> {
        let after = self.lasts.iter().map(|last| last + 1);
        let firsts = std::iter::once(self.span.first).chain(after);
        firsts.zip(&self.lasts).map(|(first, &last)| Period { first, last })
    }

    /// The last day of each, ascending.
    pub(super) fn lasts(&self) -> &[i32] {
        &self.lasts
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_cut_where_months_begin() {
        // 1970-01-20 to 1970-03-05.
        let periods = Periods::across(Period::new(19, 63).unwrap(), Step::Month).unwrap();
        let days: Vec<(i32, i32)> = periods.iter().map(|p| (p.first(), p.last())).collect();
        assert_eq!(days, [(19, 30), (31, 58), (59, 63)]);
        assert_eq!(periods.len(), 3);
        assert_eq!(periods.span(), Period::new(19, 63).unwrap());
        let one = Periods::across(Period::new(40, 41).unwrap(), Step::Year).unwrap();
        assert_eq!(one.iter().collect::<Vec<_>>(), [Period::new(40, 41).unwrap()]);
    }

    #[test]
    fn too_many_are_refused_and_as_many_as_there_may_be_are_not() {
        // Weeks begin on Mondays, and day 4 was one.
        let weeks = |count| Periods::across(Period::new(4, 3 + 7 * count).unwrap(), Step::Week);
        assert_eq!(weeks(Periods::MAX as i32).unwrap().len(), Periods::MAX);
        assert_eq!(weeks(Periods::MAX as i32 + 1), Err(TooManyPeriods));
    }

    #[test]
    fn a_period_comes_after_the_one_before_it() {
        let march = Period::new(59, 89).unwrap();
        let both: Vec<Period> = Periods::with_before(march).iter().collect();
        assert_eq!(both, [Period::new(31, 58).unwrap(), march]);
    }
}
