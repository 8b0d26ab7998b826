use thiserror::Error;

/// Orders as three parallel columns: row `i` of each describes order `i`.
///
/// Rows may be in any order. A refund is a row of its own with a negative amount.
#[derive(Debug, Clone, Copy)]
pub struct OrderColumns<'a> {
    customer: &'a [u32],
    day: &'a [i32],
    amount: &'a [i64],
}

/// One row of [`OrderColumns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Dense index of the customer.
    pub customer: u32,
    /// Days since 1970-01-01.
    pub day: i32,
    /// Minor units of the base currency; negative for a refund.
    pub amount: i64,
}

/// Why three slices are not the columns of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("columns of different lengths: {customer} customers, {day} days, {amount} amounts")]
pub struct OrderColumnsError {
    /// Rows in the customer column.
    pub customer: usize,
    /// Rows in the day column.
    pub day: usize,
    /// Rows in the amount column.
    pub amount: usize,
}

impl<'a> OrderColumns<'a> {
    /// Takes dense customer indices, days since 1970-01-01, and amounts in minor units.
    ///
    /// # Errors
    ///
    /// When the three lengths differ.
    pub fn new(
        customer: &'a [u32],
        day: &'a [i32],
        amount: &'a [i64],
    ) -> Result<Self, OrderColumnsError> {
        if customer.len() != day.len() || customer.len() != amount.len() {
            return Err(OrderColumnsError {
                customer: customer.len(),
                day: day.len(),
                amount: amount.len(),
            });
        }
        Ok(Self { customer, day, amount })
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.customer.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customer.is_empty()
    }

    /// The rows, first to last.
    pub fn iter(&self) -> impl Iterator<Item = Order> + 'a {
        self.customer
            .iter()
            .zip(self.day)
            .zip(self.amount)
            .map(|((&customer, &day), &amount)| Order { customer, day, amount })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_length_read_back_row_by_row() {
        let columns = OrderColumns::new(&[3, 1], &[-5, 7], &[100, -20]).unwrap();
        let rows: Vec<Order> = columns.iter().collect();
        assert_eq!(columns.len(), 2);
        assert_eq!(
            rows,
            [
                Order { customer: 3, day: -5, amount: 100 },
                Order { customer: 1, day: 7, amount: -20 },
            ]
        );
    }

    #[test]
    fn a_short_column_is_refused_whichever_it_is() {
        let refused = |customer: &[u32], day: &[i32], amount: &[i64]| {
            OrderColumns::new(customer, day, amount).unwrap_err()
        };
        assert_eq!(
            refused(&[0], &[1, 2], &[3, 4]),
            OrderColumnsError { customer: 1, day: 2, amount: 2 }
        );
        assert_eq!(refused(&[0, 1], &[1], &[3, 4]).day, 1);
        assert_eq!(refused(&[0, 1], &[1, 2], &[3]).amount, 1);
    }
}
