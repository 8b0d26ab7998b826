use std::num::NonZeroU32;

use super::by_day::in_day_order;
use super::figures::Figures;
use super::period::EARLIEST;
use super::periods::Periods;
use crate::orders::{Order, OrderColumns};
use crate::rfm::MeasureError;

/// How customers `0..customers` did in each of some periods, in order of time.
///
/// `window` is the activity window in days: somebody is a customer on a day with an order on it
/// or on one of the `window - 1` days before. Rows may be in any order; the result does not
/// depend on it. A day before the year 1 counts as its first. Linear in rows and customers.
/// Counts hold up to 2^32 - 1 rows.
///
/// # Errors
///
/// When a row names a customer outside `0..customers`, on whichever day, or when the amounts of
/// the periods are beyond counting.
pub fn series(
    orders: &OrderColumns<'_>,
    customers: usize,
    periods: &Periods,
    window: NonZeroU32,
) -> Result<Vec<Figures>, MeasureError> {
    let span = periods.span();
    let mut sweep = Sweep::new(customers, periods);
    // An order this long before the first day makes nobody active at the start.
    let floor = span.first().saturating_sub_unsigned(window.get()).saturating_sub(1).max(EARLIEST);
    // The boundaries before the day of an order, and those up to the day it is active until.
    let (mut passed, mut reached) = (0, 0);
    in_day_order(orders, customers, floor, span.last(), |order| {
        let day = i64::from(order.day);
        let until = day + i64::from(window.get()) - 1;
        passed += sweep.boundaries[passed..].iter().take_while(|&&b| b < day).count();
        reached += sweep.boundaries[reached..].iter().take_while(|&&b| b <= until).count();
        sweep.pass(order, passed, reached);
    })?;
    sweep.figures()
}

/// What is known while orders go by in order of time.
///
/// Boundary `k` is the day before period `k`, and boundary `k + 1` its last. Somebody active on
/// both is kept in it.
struct Sweep {
    boundaries: Vec<i64>,
    customers: Vec<Customer>,
    figures: Vec<Figures>,
    /// By how many more are active at a boundary than at the one before.
    active: Vec<i64>,
    /// By how many more are kept in a period than in the one before.
    kept: Vec<i64>,
    turnover: u64,
}

/// One customer as of the order that goes by.
#[derive(Debug, Clone, Copy, Default)]
struct Customer {
    /// One more than the last boundary at which active; 0 before the first.
    covered: u16,
    /// One more than the period of the last order; 0 before the first period.
    period: u16,
    /// Orders so far: none, one, or 2 for more.
    orders: u8,
    /// Orders in that period, counted so.
    in_period: u8,
    came: Came,
}

/// How somebody came to buy in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Came {
    #[default]
    AsCustomer,
    New,
    Returned,
}

impl Sweep {
    fn new(customers: usize, periods: &Periods) -> Self {
        let before = i64::from(periods.span().first()) - 1;
        let lasts = periods.lasts().iter().copied().map(i64::from);
        let boundaries: Vec<i64> = std::iter::once(before).chain(lasts).collect();
        Self {
            active: vec![0; boundaries.len() + 1],
            kept: vec![0; periods.len() + 1],
            boundaries,
            customers: vec![Customer::default(); customers],
            figures: periods.iter().map(Figures::none).collect(),
            turnover: 0,
        }
    }

    /// Takes an order in, `passed` boundaries being before its day and `reached` up to the last
    /// day on which it makes active.
    fn pass(&mut self, order: Order, passed: usize, reached: usize) {
        let figures = passed.checked_sub(1).and_then(|period| self.figures.get_mut(period));
        let Some(customer) = self.customers.get_mut(order.customer as usize) else { return };
        if let Some(figures) = figures {
            // Wrapping, because the turnover tells in the end whether any sum could wrap.
            figures.revenue = figures.revenue.wrapping_add(order.amount);
            self.turnover = self.turnover.saturating_add(order.amount.unsigned_abs());
            if order.amount >= 0 {
                customer.buy(figures, passed);
            } else {
                figures.refunded = figures.refunded.wrapping_sub(order.amount);
            }
        }
        if order.amount < 0 {
            return;
        }
        customer.orders = (customer.orders + 1).min(2);

        let covered = usize::from(customer.covered);
        let from = passed.max(covered);
        if from >= reached {
            return;
        }
        self.active[from] += 1;
        self.active[reached] -= 1;
        // Active at the boundary before as well: kept in the period between.
        let kept_from = if from == covered { covered.saturating_sub(1) } else { from };
        self.kept[kept_from] += 1;
        self.kept[reached - 1] -= 1;
        if from == passed
            && let Some(figures) = passed.checked_sub(1).and_then(|k| self.figures.get_mut(k))
        {
            match customer.came {
                Came::AsCustomer => {}
                Came::New => figures.new_at_end += 1,
                Came::Returned => figures.returned_at_end += 1,
            }
        }
        customer.covered = reached as u16;
    }

    fn figures(self) -> Result<Vec<Figures>, MeasureError> {
        if i64::try_from(self.turnover).is_err() {
            return Err(MeasureError::AmountsTooLarge);
        }
        let mut figures = self.figures;
        let (mut active, mut kept) = (0, 0);
        for (k, figures) in figures.iter_mut().enumerate() {
            active += self.active[k];
            kept += self.kept[k];
            figures.start = active as u32;
            figures.end = (active + self.active[k + 1]) as u32;
            figures.kept = kept as u32;
        }
        Ok(figures)
    }
}

impl Customer {
    /// Counts an order in a period, which begins after the boundary `passed - 1`.
    fn buy(&mut self, figures: &mut Figures, passed: usize) {
        figures.orders += 1;
        if usize::from(self.period) != passed {
            self.period = passed as u16;
            self.in_period = 1;
            figures.buyers += 1;
            // Active at a later boundary by an order before this one is active at it, too.
            self.came = match self.orders {
                0 => Came::New,
                _ if usize::from(self.covered) < passed => Came::Returned,
                _ => Came::AsCustomer,
            };
            match self.came {
                Came::AsCustomer => {}
                Came::New => figures.new += 1,
                Came::Returned => figures.returned += 1,
            }
            figures.repeat_buyers += u32::from(self.came != Came::New);
        } else if self.in_period == 1 {
            self.in_period = 2;
            figures.buyers_again += 1;
            figures.repeat_buyers += u32::from(self.came == Came::New);
        }
    }
}
