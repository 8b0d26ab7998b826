use super::period::Period;
use crate::orders::OrderColumns;
use crate::rfm::MeasureError;

/// What customers of one group brought in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupRevenue {
    /// Their orders in it.
    pub orders: u32,
    /// The sum of their amounts in it, refunds taken off, in minor units.
    pub revenue: i64,
}

/// The revenue of a period by groups of customers: one figure for each of `groups`, and last one
/// for customers in none of them. `group_of` says which group a customer is in, from 0; they add
/// up to the revenue of all. Linear in rows.
///
/// # Errors
///
/// When the amounts of the period are beyond counting.
pub fn revenue_by_group(
    orders: &OrderColumns<'_>,
    period: Period,
    groups: usize,
    group_of: impl Fn(u32) -> Option<usize>,
) -> Result<Vec<GroupRevenue>, MeasureError> {
    let mut revenue = vec![GroupRevenue::default(); groups + 1];
    let mut turnover: u64 = 0;
    for order in orders.iter().filter(|order| period.contains(order.day)) {
        let group = group_of(order.customer).map_or(groups, |group| group.min(groups));
        let group = &mut revenue[group];
        // Wrapping, because the turnover tells in the end whether any sum could wrap.
        group.revenue = group.revenue.wrapping_add(order.amount);
        turnover = turnover.saturating_add(order.amount.unsigned_abs());
        group.orders += u32::from(order.amount >= 0);
    }
    if i64::try_from(turnover).is_err() {
        return Err(MeasureError::AmountsTooLarge);
    }
    Ok(revenue)
}
