use super::measure::Measures;

/// The figures of the customers who have any, as columns of one length, by customer.
pub(super) struct Values<M> {
    pub(super) customer: Vec<u32>,
    pub(super) recency: Vec<u32>,
    pub(super) frequency: Vec<u32>,
    pub(super) monetary: Vec<M>,
    pub(super) revenue: Vec<i64>,
}

impl<M> Values<M> {
    /// Takes the monetary value of a customer from `monetary`, in whatever type orders it.
    pub(super) fn of(measures: &Measures, monetary: impl Fn(u32) -> M) -> Self {
        let customer: Vec<u32> = measures.measured().collect();
        Self {
            recency: customer.iter().map(|&c| measures.recency(c)).collect(),
            frequency: customer.iter().map(|&c| measures.frequency(c)).collect(),
            monetary: customer.iter().map(|&c| monetary(c)).collect(),
            revenue: customer.iter().map(|&c| measures.revenue(c)).collect(),
            customer,
        }
    }
}
