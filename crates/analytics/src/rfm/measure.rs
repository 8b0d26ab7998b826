use std::ops::RangeInclusive;

use thiserror::Error;

use super::config::{Frequency, Monetary, RfmConfig};
use super::exact_mean::ExactMean;
use super::order_days::{self, OrderDays};
use crate::orders::OrderColumns;

/// Recency, frequency and monetary value of every customer.
#[derive(Debug, Clone)]
pub struct Measures {
    config: RfmConfig,
    totals: Vec<Totals>,
    /// Only where the frequency counts days.
    order_days: Option<Vec<u32>>,
    /// All amounts taken as positive, or more.
    turnover: u64,
}

/// The figures of one customer with an order among the days that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Days from the last order to the analysis day; 0 is that day itself.
    pub recency: u32,
    /// Orders, or days with an order.
    pub frequency: u32,
    /// Minor units: sum or mean. A mean is shown to the nearest unit, halves away from zero,
    /// but scored by its exact value.
    pub monetary: i64,
}

/// What one customer's rows add up to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Totals {
    pub(super) last_day: i32,
    pub(super) orders: u32,
    pub(super) revenue: i64,
}

impl Totals {
    const NONE: Self = Self { last_day: i32::MIN, orders: 0, revenue: 0 };

    /// Takes in an order, not a refund, but for its amount.
    fn count(&mut self, day: i32) {
        self.orders += 1;
        self.last_day = self.last_day.max(day);
    }
}

/// Why orders cannot be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MeasureError {
    /// A row names a customer that does not exist.
    #[error("row {row} names customer {customer} of {customers}")]
    UnknownCustomer {
        /// The row, from 0.
        row: usize,
        /// The index it names.
        customer: u32,
        /// How many customers there are.
        customers: usize,
    },
    /// The amounts, all taken as positive, add up to more than an `i64` holds, so a total
    /// might not fit: no figure is better than a wrong one.
    #[error("the amounts add up to more than can be counted")]
    AmountsTooLarge,
}

/// Measures customers `0..customers` by their orders among [`RfmConfig::days`].
///
/// An amount of zero or more is an order. A refund, below zero, lowers the amount and is
/// otherwise no order, so a customer with only refunds has none and is not measured.
/// Rows may be in any order; the result does not depend on it.
///
/// Linear in rows and customers; counting days of rows that are out of time order also sorts
/// those days customer by customer. Counts hold up to 2^32 - 1 rows.
///
/// # Errors
///
/// When a row names a customer outside `0..customers`, on whichever day, or when amounts are
/// beyond counting.
pub fn measure(
    orders: &OrderColumns<'_>,
    customers: usize,
    config: &RfmConfig,
) -> Result<Measures, MeasureError> {
    let days = config.days();
    let (totals, turnover, order_days) = match config.frequency {
        Frequency::Orders => {
            let (totals, turnover) = totals(orders, customers, &days, |_, _, _| {})?;
            (totals, turnover, None)
        }
        Frequency::OrderDays => {
            let mut read = vec![OrderDays::default(); customers];
            let (totals, turnover) = totals(orders, customers, &days, |customer, total, day| {
                read[customer].extend(total, day);
            })?;
            let counted = order_days::count(&read, orders, &days, &totals);
            (totals, turnover, Some(counted))
        }
    };
    Ok(Measures { config: *config, totals, order_days, turnover })
}

/// Adds up the rows of `days`. Each order is shown to `before_order` first, as customer,
/// total so far, and day.
fn totals(
    orders: &OrderColumns<'_>,
    customers: usize,
    days: &RangeInclusive<i32>,
    mut before_order: impl FnMut(usize, &Totals, i32),
) -> Result<(Vec<Totals>, u64), MeasureError> {
    let (first, last) = (*days.start(), *days.end());
    let mut totals = vec![Totals::NONE; customers];
    let mut turnover: u64 = 0;
    for (row, order) in orders.iter().enumerate() {
        let customer = order.customer as usize;
        let Some(total) = totals.get_mut(customer) else {
            return Err(MeasureError::UnknownCustomer { row, customer: order.customer, customers });
        };
        if order.day < first || order.day > last {
            continue;
        }
        // Wrapping, because the turnover tells in the end whether any sum could wrap: one
        // check for all, which unlike a check at each step does not depend on row order.
        total.revenue = total.revenue.wrapping_add(order.amount);
        turnover = turnover.saturating_add(order.amount.unsigned_abs());
        if order.amount >= 0 {
            before_order(customer, total, order.day);
            total.count(order.day);
        }
    }
    if i64::try_from(turnover).is_err() {
        return Err(MeasureError::AmountsTooLarge);
    }
    Ok((totals, turnover))
}

impl Measures {
    /// Number of customers, measured or not.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.totals.len()
    }

    /// The figures of a customer; `None` without an order among the days that count, and for
    /// an index that is no customer.
    #[must_use]
    pub fn get(&self, customer: u32) -> Option<Measure> {
        let total = self.totals.get(customer as usize)?;
        (total.orders > 0).then(|| Measure {
            recency: self.recency(customer),
            frequency: self.frequency(customer),
            monetary: self.exact_monetary(customer).rounded(),
        })
    }

    /// The sum of a customer's amounts among the days that count, in minor units, with or
    /// without an order among them; zero for an index that is no customer.
    #[must_use]
    pub fn revenue(&self, customer: u32) -> i64 {
        self.totals.get(customer as usize).map_or(0, |total| total.revenue)
    }

    /// What was asked.
    #[must_use]
    pub fn config(&self) -> &RfmConfig {
        &self.config
    }

    /// Measures one customer anew by all their `orders`, as day and amount, in any order; for a
    /// new customer those between have none. As measuring everybody, and sparing that.
    ///
    /// # Errors
    ///
    /// When amounts are beyond counting, or so it may be: what a customer no longer has is
    /// still reckoned with. Nothing is changed then, and [`measure`] knows for sure.
    pub(super) fn update(
        &mut self,
        customer: u32,
        orders: impl IntoIterator<Item = (i32, i64)>,
    ) -> Result<(), MeasureError> {
        let days = self.config.days();
        let mut total = Totals::NONE;
        let mut turnover = self.turnover;
        let mut own_days = Vec::new();
        for (day, amount) in orders {
            if !days.contains(&day) {
                continue;
            }
            total.revenue = total.revenue.wrapping_add(amount);
            turnover = turnover.saturating_add(amount.unsigned_abs());
            if amount >= 0 {
                total.count(day);
                own_days.push(day);
            }
        }
        if i64::try_from(turnover).is_err() {
            return Err(MeasureError::AmountsTooLarge);
        }
        let (customer, customers) =
            (customer as usize, self.totals.len().max(customer as usize + 1));
        self.turnover = turnover;
        self.totals.resize(customers, Totals::NONE);
        self.totals[customer] = total;
        if let Some(order_days) = &mut self.order_days {
            order_days.resize(customers, 0);
            order_days[customer] = order_days::different(&mut own_days);
        }
        Ok(())
    }

    /// The customers with an order, ascending.
    pub(super) fn measured(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.totals).filter(|(_, total)| total.orders > 0).map(|(customer, _)| customer)
    }

    pub(super) fn totals(&self) -> &[Totals] {
        &self.totals
    }

    pub(super) fn is_measured(&self, customer: u32) -> bool {
        self.totals.get(customer as usize).is_some_and(|total| total.orders > 0)
    }

    pub(super) fn last_day(&self, customer: u32) -> i32 {
        self.totals[customer as usize].last_day
    }

    fn recency(&self, customer: u32) -> u32 {
        self.config.analysis_day.abs_diff(self.last_day(customer))
    }

    /// The number of orders of a customer that is measured, whatever the frequency counts.
    pub(crate) fn orders(&self, customer: u32) -> u32 {
        self.totals[customer as usize].orders
    }

    pub(super) fn frequency(&self, customer: u32) -> u32 {
        let customer = customer as usize;
        match &self.order_days {
            None => self.totals[customer].orders,
            Some(days) => days[customer],
        }
    }

    /// Whether monetary values may have fractions.
    pub(super) fn has_fractions(&self) -> bool {
        self.config.monetary == Monetary::Mean
    }

    pub(super) fn exact_monetary(&self, customer: u32) -> ExactMean {
        let total = self.totals[customer as usize];
        match self.config.monetary {
            Monetary::Sum => total.revenue.into(),
            Monetary::Mean => ExactMean::new(total.revenue, total.orders),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    type Row = (u32, i32, i64);

    fn try_measure(
        rows: &[Row],
        customers: usize,
        config: &RfmConfig,
    ) -> Result<Measures, MeasureError> {
        let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
        let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
        measure(&OrderColumns::new(&customer, &day, &amount).unwrap(), customers, config)
    }

    /// The figures of the only customer, on day 100.
    fn figures(rows: &[(i32, i64)], change: impl Fn(&mut RfmConfig)) -> Option<(u32, u32, i64)> {
        let mut config = RfmConfig::new(100);
        change(&mut config);
        let rows: Vec<Row> = rows.iter().map(|&(day, amount)| (0, day, amount)).collect();
        let measure = try_measure(&rows, 1, &config).unwrap().get(0);
        measure.map(|figures| (figures.recency, figures.frequency, figures.monetary))
    }

    fn all_time(rows: &[(i32, i64)]) -> Option<(u32, u32, i64)> {
        figures(rows, |_| {})
    }

    #[test]
    fn recency_is_from_the_last_order_whatever_the_row_order() {
        assert_eq!(all_time(&[(10, 5), (70, 5), (40, 5)]), Some((30, 3, 15)));
        assert_eq!(all_time(&[(-50, 5)]), Some((150, 1, 5)));
    }

    #[test]
    fn an_order_on_the_analysis_day_counts_and_one_after_does_not() {
        assert_eq!(all_time(&[(100, 5)]), Some((0, 1, 5)));
        assert_eq!(all_time(&[(99, 5), (101, 7), (102, -1)]), Some((1, 1, 5)));
        assert_eq!(all_time(&[(101, 5)]), None);
    }

    #[test]
    fn a_refund_lowers_the_amount_and_nothing_else() {
        assert_eq!(all_time(&[(60, 500), (90, -200)]), Some((40, 1, 300)));
        assert_eq!(all_time(&[(60, 500), (60, -800)]), Some((40, 1, -300)));
    }

    #[test]
    fn refunds_alone_are_no_order() {
        let measures = try_measure(&[(0, 50, -200)], 1, &RfmConfig::new(100)).unwrap();
        assert_eq!(measures.get(0), None);
        assert_eq!(measures.revenue(0), -200);
    }

    #[test]
    fn an_order_of_zero_is_an_order() {
        assert_eq!(all_time(&[(60, 500), (90, 0)]), Some((10, 2, 500)));
    }

    #[test]
    fn orders_of_one_day_are_several_orders_on_one_order_day() {
        let order_days = |config: &mut RfmConfig| config.frequency = Frequency::OrderDays;
        let rows = [(60, 1), (60, 1), (60, 1), (80, 1), (80, 1)];
        assert_eq!(all_time(&rows), Some((20, 5, 5)));
        assert_eq!(figures(&rows, order_days), Some((20, 2, 5)));
        assert_eq!(figures(&[(60, 1), (80, -1), (80, 0)], order_days), Some((20, 2, 0)));
        assert_eq!(figures(&[(60, 1), (80, -1)], order_days), Some((40, 1, 0)));
    }

    #[test]
    fn order_days_do_not_depend_on_row_order() {
        let config = RfmConfig { frequency: Frequency::OrderDays, ..RfmConfig::new(i32::MAX) };
        // Customer 1 is out of order and has rows around and between that do not count.
        let rows = [
            (0, 1, 5),
            (1, 8, 5),
            (1, 3, 5),
            (0, 2, 5),
            (1, 3, -5),
            (1, 2, -5),
            (1, 8, 0),
            (2, 9, 5),
            (1, 3, 1),
            (2, 8, 5),
            (3, i32::MIN, 5),
        ];
        let measures = try_measure(&rows, 4, &config).unwrap();
        let days = [0, 1, 2, 3].map(|customer| measures.get(customer).unwrap().frequency);
        assert_eq!(days, [2, 2, 2, 1]);
    }

    #[test]
    fn a_window_leaves_out_what_is_before() {
        let last = |days| move |config: &mut RfmConfig| config.window = NonZeroU32::new(days);
        let rows = [(90, 1), (91, 10), (100, 100)];
        assert_eq!(figures(&rows, last(1)), Some((0, 1, 100)));
        assert_eq!(figures(&rows, last(10)), Some((0, 2, 110)));
        assert_eq!(figures(&rows, last(11)), Some((0, 3, 111)));
        assert_eq!(figures(&[(89, 7), (95, -7)], last(10)), None);
    }

    #[test]
    fn a_mean_divides_what_is_left_after_refunds_by_orders() {
        let mean = |config: &mut RfmConfig| config.monetary = Monetary::Mean;
        assert_eq!(figures(&[(10, 100), (20, 201), (30, -1)], mean), Some((80, 2, 150)));
        assert_eq!(figures(&[(10, 100), (20, 201)], mean), Some((80, 2, 151)));
        let of_days = |config: &mut RfmConfig| {
            mean(config);
            config.frequency = Frequency::OrderDays;
        };
        assert_eq!(figures(&[(10, 100), (10, 200)], of_days), Some((90, 1, 150)));
    }

    #[test]
    fn the_whole_of_time_can_be_measured() {
        let config = RfmConfig::new(i32::MAX);
        let measures = try_measure(&[(0, i32::MIN, 1)], 1, &config).unwrap();
        assert_eq!(measures.get(0).unwrap().recency, u32::MAX);
    }

    #[test]
    fn each_customer_has_its_own_figures_and_others_none() {
        let rows = [(2, 90, 1), (0, 80, 2), (2, 70, 4)];
        let measures = try_measure(&rows, 4, &RfmConfig::new(100)).unwrap();
        assert_eq!(measures.customers(), 4);
        let recency = |customer| measures.get(customer).map(|figures| figures.recency);
        assert_eq!(
            [recency(0), recency(1), recency(2), recency(3), recency(4)],
            [Some(20), None, Some(10), None, None]
        );
        assert_eq!([measures.revenue(2), measures.revenue(3), measures.revenue(4)], [5, 0, 0]);
    }

    #[test]
    fn a_row_of_nobody_is_refused_on_whichever_day() {
        for day in [0, 200] {
            assert_eq!(
                try_measure(&[(0, 1, 1), (2, day, 1)], 2, &RfmConfig::new(100)).unwrap_err(),
                MeasureError::UnknownCustomer { row: 1, customer: 2, customers: 2 }
            );
        }
    }

    #[test]
    fn amounts_beyond_counting_are_refused_in_any_order() {
        let config = RfmConfig::new(100);
        let half = i64::MAX / 2 + 1;
        let refused = |rows: &[Row]| {
            try_measure(rows, 2, &config).unwrap_err() == MeasureError::AmountsTooLarge
        };
        assert!(refused(&[(0, 1, half), (0, 1, half)]));
        assert!(refused(&[(0, 1, half), (0, 1, half), (0, 1, -half)]));
        assert!(refused(&[(0, 1, half), (0, 1, -half), (0, 1, half)]));
        assert!(refused(&[(0, 1, half), (1, 1, half)]));
        assert!(refused(&[(0, 1, i64::MIN)]));
        assert!(refused(&[(0, 1, i64::MIN), (1, 1, i64::MIN), (1, 1, 5)]));
        assert_eq!(
            try_measure(&[(0, 1, i64::MAX), (1, 101, i64::MAX)], 2, &config).unwrap().revenue(0),
            i64::MAX
        );
    }
}
