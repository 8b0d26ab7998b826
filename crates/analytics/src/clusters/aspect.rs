use serde::{Deserialize, Serialize};

use crate::orders::OrderColumns;
use crate::rfm::{Frequency, MeasureError, Measures, RfmConfig, measure};

/// What customers may be compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Days from the last order to the day it is looked at from.
    Recency,
    /// Number of orders.
    Orders,
    /// Days with an order.
    OrderDays,
    /// The sum of all amounts, refunds taken off, in minor units.
    Revenue,
    /// That sum divided by the number of orders, in minor units.
    MeanOrder,
    /// Days from the first order to the day it is looked at from.
    Tenure,
}

impl Aspect {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Recency,
        Self::Orders,
        Self::OrderDays,
        Self::Revenue,
        Self::MeanOrder,
        Self::Tenure,
    ];

    /// What stands for it in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Recency => "recency",
            Self::Orders => "orders",
            Self::OrderDays => "days",
            Self::Revenue => "revenue",
            Self::MeanOrder => "mean",
            Self::Tenure => "tenure",
        }
    }

    /// The one of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.code() == code)
    }

    /// Whether its figures are amounts of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::Revenue | Self::MeanOrder)
    }

    /// Whether its figures are lengths of time, in days.
    #[must_use]
    pub fn is_time(self) -> bool {
        matches!(self, Self::Recency | Self::Tenure)
    }
}

/// The figures of everybody who has ordered, a column an aspect.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Dense indices of the customers, ascending: row `i` of each column is about the `i`th.
    customers: Vec<u32>,
    /// In the order of [`Aspect::ALL`].
    columns: [Vec<f64>; 6],
}

impl Figures {
    /// Of customers `0..customers` by their orders up to `day`, in days since 1970-01-01. What is
    /// an order is as in [`rfm`](crate::rfm); who has none is left out. Linear in rows.
    ///
    /// # Errors
    ///
    /// As [`measure`].
    pub fn new(
        orders: &OrderColumns<'_>,
        customers: usize,
        day: i32,
    ) -> Result<Self, MeasureError> {
        let config = RfmConfig { frequency: Frequency::OrderDays, ..RfmConfig::new(day) };
        let measures = measure(orders, customers, &config)?;
        let mut first = vec![i32::MAX; customers];
        for order in orders.iter().filter(|order| order.day <= day && order.amount >= 0) {
            // Measuring has found every customer in range.
            let first = &mut first[order.customer as usize];
            *first = order.day.min(*first);
        }
        Ok(Self::of(&measures, &first))
    }

    fn of(measures: &Measures, first: &[i32]) -> Self {
        let mut figures = Self { customers: Vec::new(), columns: [const { Vec::new() }; 6] };
        let customers = (0..)
            .zip(first)
            .filter_map(|(customer, first)| Some((customer, measures.get(customer)?, *first)));
        for (customer, measure, first) in customers {
            let revenue = measure.monetary as f64;
            let orders = f64::from(measures.orders(customer));
            let days = f64::from(measure.frequency);
            let tenure = f64::from(measures.config().analysis_day.abs_diff(first));
            let row = [f64::from(measure.recency), orders, days, revenue, revenue / orders, tenure];
            figures.customers.push(customer);
            figures.columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        figures
    }

    /// Dense indices of the customers, ascending.
    #[must_use]
    pub fn customers(&self) -> &[u32] {
        &self.customers
    }

    /// The column of an aspect, a row a customer.
    #[must_use]
    pub fn column(&self, aspect: Aspect) -> &[f64] {
        &self.columns[aspect as usize]
    }

    /// The columns of several.
    #[must_use]
    pub fn columns(&self, aspects: &[Aspect]) -> Vec<&[f64]> {
        aspects.iter().map(|aspect| self.column(*aspect)).collect()
    }

    /// How many customers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.customers.len()
    }

    /// Whether nobody has ordered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customers.is_empty()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_customers_with_an_order_up_to_the_day() {
        let customer = [2, 0, 2, 2, 3, 2, 2];
        let day = [40, 90, 40, 70, 95, 80, 101];
        let amount = [100, 500, 300, 0, -20, -30, 9_999];
        let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
        let figures = Figures::new(&orders, 5, 100).unwrap();
        // Three has only a refund, one and four have nothing.
        assert_eq!(figures.customers(), [0, 2]);
        let row = |row: usize| Aspect::ALL.map(|aspect| figures.column(aspect)[row]);
        assert_eq!(row(0), [10.0, 1.0, 1.0, 500.0, 500.0, 10.0]);
        assert_eq!(row(1), [30.0, 3.0, 2.0, 370.0, 370.0 / 3.0, 60.0]);
    }

    #[test]
    fn a_row_of_nobody_is_refused() {
        let orders = OrderColumns::new(&[1], &[1], &[1]).unwrap();
        assert!(matches!(Figures::new(&orders, 1, 5), Err(MeasureError::UnknownCustomer { .. })));
    }
}
