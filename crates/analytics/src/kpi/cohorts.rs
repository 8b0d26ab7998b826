use super::calendar::{Step, month, month_start};
use super::figures::Share;
use super::period::Period;
use crate::orders::OrderColumns;
use crate::rfm::MeasureError;
use crate::rfm::exact_mean::ExactMean;

/// Customers by the calendar month of their first order, followed month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    /// From the first day of the first month to the last day looked at.
    pub period: Period,
    /// The months in which somebody came, the earliest first.
    pub cohorts: Vec<Cohort>,
    /// Customers whose first order is before the first month.
    pub earlier: u32,
    /// How many of the months are whole; the last is not if it ends after the last day looked
    /// at.
    pub whole_months: usize,
}

/// Those whose first order is in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The place of the month in the period, from 0.
    pub month: usize,
    /// The first day of the month.
    pub first: i32,
    /// How many they are.
    pub customers: u32,
    /// What they did in that month, in the next, and so on to the last of the period.
    pub cells: Vec<CohortCell>,
}

/// What a cohort did in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CohortCell {
    /// Those of it with an order in the month.
    pub active: u32,
    /// The sum of its amounts in the month, refunds taken off, in minor units.
    pub revenue: i64,
}

/// What a cohort, or several together, did so many months after the first order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthAfter {
    /// How many customers they are.
    pub customers: u32,
    /// What they did in that month.
    pub cell: CohortCell,
    /// What they have brought from the first month to the end of that one, in minor units.
    pub revenue_so_far: i64,
}

impl MonthAfter {
    /// The share of them with an order in that month; everybody in the first.
    #[must_use]
    pub fn retained(&self) -> Share {
        Share { part: self.cell.active, whole: self.customers }
    }

    /// What one of them has brought so far, in minor units, halves away from zero.
    #[must_use]
    pub fn revenue_per_customer(&self) -> i64 {
        ExactMean::new(self.revenue_so_far, self.customers).rounded()
    }
}

impl Cohorts {
    /// How many months there may be.
    pub const MAX_MONTHS: usize = 60;

    /// What all cohorts together did so many months after the first order: those for which the
    /// whole of that month is known. `None` if there are none.
    #[must_use]
    pub fn after(&self, months: usize) -> Option<MonthAfter> {
        let known = self.cohorts.iter().filter(|cohort| cohort.month + months < self.whole_months);
        known.filter_map(|cohort| cohort.after(months)).reduce(|all, one| MonthAfter {
            customers: all.customers + one.customers,
            cell: CohortCell {
                active: all.cell.active + one.cell.active,
                revenue: all.cell.revenue + one.cell.revenue,
            },
            revenue_so_far: all.revenue_so_far + one.revenue_so_far,
        })
    }
}

impl Cohort {
    /// What it did so many months after its first; `None` for a month after the period.
    #[must_use]
    pub fn after(&self, months: usize) -> Option<MonthAfter> {
        let cell = *self.cells.get(months)?;
        let revenue_so_far = self.cells[..=months].iter().map(|cell| cell.revenue).sum();
        Some(MonthAfter { customers: self.customers, cell, revenue_so_far })
    }
}

/// No cohort.
const NONE: u8 = u8::MAX;

/// Follows customers `0..customers` by the month of their first order, for the months a period
/// touches, and the last [`Cohorts::MAX_MONTHS`] of them at most. Orders after the period are
/// left out; a customer's first order is the first of all up to its end.
///
/// Refunds dated before the month of a customer's first order count in that month, so that the
/// revenue of a cohort is all its customers' revenue up to the end. Rows may be in any order; the
/// result does not depend on it. Linear in rows and customers.
///
/// # Errors
///
/// When a row names a customer outside `0..customers`, on whichever day, or when the amounts up
/// to the end are beyond counting.
pub fn cohorts(
    orders: &OrderColumns<'_>,
    customers: usize,
    period: Period,
) -> Result<Cohorts, MeasureError> {
    let last = period.last();
    let bound = month(last) - Cohorts::MAX_MONTHS as i32 + 1;
    // Month 0 is the January before the year 1.
    let first_month = month(period.first()).max(bound).max(12);
    let period = Period { first: month_start(first_month), last };
    let months = (month(last) - first_month) as usize + 1;

    let firsts = first_days(orders, customers, last)?;
    // Of each day of the period, its month.
    let mut month_of: Vec<u8> = Vec::with_capacity(period.days() as usize);
    for place in 0..months {
        let ends = month_start(first_month + place as i32 + 1).min(last.saturating_add(1));
        month_of.resize(period.first.abs_diff(ends) as usize, place as u8);
    }
    let place =
        |day: i32| month_of.get(usize::try_from(day.checked_sub(period.first)?).ok()?).copied();
    let cohort_of: Vec<u8> =
        firsts.iter().map(|first| first.and_then(place).unwrap_or(NONE)).collect();

    let mut rows = vec![[CohortCell::default(); Cohorts::MAX_MONTHS]; months];
    // Of each customer, the months with an order: a month a bit.
    let mut seen = vec![0_u64; customers];
    for order in orders.iter().filter(|order| order.day <= last) {
        let customer = order.customer as usize;
        let cohort = cohort_of[customer];
        let Some(row) = rows.get_mut(usize::from(cohort)) else { continue };
        let month = place(order.day.max(period.first)).unwrap_or(cohort).max(cohort);
        let cell = &mut row[usize::from(month - cohort)];
        // Cannot wrap: `first_days` has added all amounts up.
        cell.revenue = cell.revenue.wrapping_add(order.amount);
        if order.amount >= 0 {
            seen[customer] |= 1 << month;
        }
    }

    let mut sizes = vec![0_u32; months];
    for (&cohort, &months_seen) in cohort_of.iter().zip(&seen) {
        let Some(row) = rows.get_mut(usize::from(cohort)) else { continue };
        sizes[usize::from(cohort)] += 1;
        let mut left = months_seen >> cohort;
        while left != 0 {
            row[left.trailing_zeros() as usize].active += 1;
            left &= left - 1;
        }
    }
    let earlier = firsts.iter().flatten().filter(|&&first| first < period.first).count() as u32;
    let whole_months = months - usize::from(Step::Month.end(last) > last);
    let cohorts = rows
        .iter()
        .zip(sizes)
        .enumerate()
        .filter(|(_, (_, customers))| *customers > 0)
        .map(|(month, (row, customers))| Cohort {
            month,
            first: month_start(first_month + month as i32),
            customers,
            cells: row[..months - month].to_vec(),
        })
        .collect();
    Ok(Cohorts { period, cohorts, earlier, whole_months })
}

/// The day of each customer's first order up to the day `last`.
fn first_days(
    orders: &OrderColumns<'_>,
    customers: usize,
    last: i32,
) -> Result<Vec<Option<i32>>, MeasureError> {
    let mut firsts: Vec<Option<i32>> = vec![None; customers];
    let mut turnover: u64 = 0;
    for (row, order) in orders.iter().enumerate() {
        let Some(first) = firsts.get_mut(order.customer as usize) else {
            return Err(MeasureError::UnknownCustomer { row, customer: order.customer, customers });
        };
        if order.day > last {
            continue;
        }
        turnover = turnover.saturating_add(order.amount.unsigned_abs());
        if order.amount >= 0 {
            *first = Some(first.map_or(order.day, |first| first.min(order.day)));
        }
    }
    if i64::try_from(turnover).is_err() {
        return Err(MeasureError::AmountsTooLarge);
    }
    Ok(firsts)
}
