use super::period::Period;
use crate::rfm::exact_mean::ExactMean;

/// How a customer base did in a period. What the figures count, `docs/kpi.md` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// The days it is about.
    pub period: Period,
    /// Customers at the start: active on the day before the first.
    pub start: u32,
    /// Customers at the end: active on the last day.
    pub end: u32,
    /// Customers both at the start and at the end.
    pub kept: u32,
    /// Those whose first order ever is in the period.
    pub new: u32,
    /// Those among the new who are customers at the end: all, unless the period is longer than
    /// the activity window.
    pub new_at_end: u32,
    /// Those with an order in the period and before it who were no customers at the start.
    pub returned: u32,
    /// Those among the returned who are customers at the end.
    pub returned_at_end: u32,
    /// Those with an order in the period.
    pub buyers: u32,
    /// Buyers with two orders or more up to the end of the period, whenever.
    pub repeat_buyers: u32,
    /// Buyers with two orders or more within the period.
    pub buyers_again: u32,
    /// Orders in the period.
    pub orders: u32,
    /// The sum of all amounts in the period, refunds taken off, in minor units.
    pub revenue: i64,
    /// What was taken off: the refunds of the period, zero or more, in minor units.
    pub refunded: i64,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
}

impl Share {
    /// The part of the whole; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| f64::from(self.part) / f64::from(self.whole))
    }
}

impl Figures {
    pub(super) fn none(period: Period) -> Self {
        Self {
            period,
            start: 0,
            end: 0,
            kept: 0,
            new: 0,
            new_at_end: 0,
            returned: 0,
            returned_at_end: 0,
            buyers: 0,
            repeat_buyers: 0,
            buyers_again: 0,
            orders: 0,
            revenue: 0,
            refunded: 0,
        }
    }

    /// Customers at the start who are none at the end.
    #[must_use]
    pub fn lost(&self) -> u32 {
        self.start - self.kept
    }

    /// The retention rate: (end - new - returned) / start, new and returned being those who are
    /// customers at the end. Between 0 and 1.
    #[must_use]
    pub fn retention(&self) -> Share {
        Share { part: self.kept, whole: self.start }
    }

    /// The retention rate with those who came back counted as kept: (end - new) / start. May
    /// exceed 1, as who came back was not among those at the start.
    #[must_use]
    pub fn retention_with_returned(&self) -> Share {
        Share { part: self.kept + self.returned_at_end, whole: self.start }
    }

    /// The churn rate: lost / start, which is 1 - the retention rate.
    #[must_use]
    pub fn churn(&self) -> Share {
        Share { part: self.lost(), whole: self.start }
    }

    /// The repeat rate: of those who bought in the period, those with two orders or more by its
    /// end, whenever they placed the first.
    #[must_use]
    pub fn repeat(&self) -> Share {
        Share { part: self.repeat_buyers, whole: self.buyers }
    }

    /// The repeat rate within the period: of those who bought in it, those who did twice or more.
    /// It grows with the length of the period.
    #[must_use]
    pub fn repeat_within(&self) -> Share {
        Share { part: self.buyers_again, whole: self.buyers }
    }

    /// Revenue divided by orders, in minor units, halves away from zero. `None` without orders.
    #[must_use]
    pub fn average_order(&self) -> Option<i64> {
        mean(self.revenue, self.orders)
    }

    /// Revenue divided by those who bought, in minor units, halves away from zero. `None` if
    /// nobody did.
    #[must_use]
    pub fn revenue_per_buyer(&self) -> Option<i64> {
        mean(self.revenue, self.buyers)
    }

    /// Orders divided by those who bought; `None` if nobody did.
    #[must_use]
    pub fn orders_per_buyer(&self) -> Option<f64> {
        (self.buyers > 0).then(|| f64::from(self.orders) / f64::from(self.buyers))
    }
}

fn mean(sum: i64, count: u32) -> Option<i64> {
    (count > 0).then(|| ExactMean::new(sum, count).rounded())
}

/// By which share a figure has grown: 0.25 from 80 to 100. `None` from nothing or less, of which
/// nothing can be a share.
#[must_use]
pub fn growth(before: f64, now: f64) -> Option<f64> {
    (before > 0.0).then(|| (now - before) / before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_divides_by_nothing_is_no_number() {
        let nothing = Figures::none(Period { first: 0, last: 9 });
        assert_eq!(nothing.retention().value(), None);
        assert_eq!(nothing.churn().value(), None);
        assert_eq!(nothing.repeat().value(), None);
        assert_eq!(nothing.repeat_within().value(), None);
        assert_eq!(nothing.average_order(), None);
        assert_eq!(nothing.revenue_per_buyer(), None);
        assert_eq!(nothing.orders_per_buyer(), None);
        // A refund is revenue without an order.
        assert_eq!(Figures { revenue: -500, ..nothing }.average_order(), None);
    }

    #[test]
    fn means_are_rounded_halves_away_from_zero() {
        let figures = Figures {
            orders: 2,
            buyers: 4,
            revenue: -5,
            ..Figures::none(Period { first: 0, last: 9 })
        };
        assert_eq!(figures.average_order(), Some(-3));
        assert_eq!(figures.revenue_per_buyer(), Some(-1));
        assert_eq!(figures.orders_per_buyer(), Some(0.5));
    }

    #[test]
    fn growth_is_a_share_of_what_was_there() {
        assert_eq!(growth(80.0, 100.0), Some(0.25));
        assert_eq!(growth(80.0, 0.0), Some(-1.0));
        assert_eq!(growth(0.0, 5.0), None);
        assert_eq!(growth(-5.0, 5.0), None);
    }
}
