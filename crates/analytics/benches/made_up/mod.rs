//! Orders made up from a seed, to the shape of a real shop's: few customers order much and most
//! order little, business grows, amounts have a long tail, one row in thirty is a refund. Rows
//! stand in order of time, as a shop or an ERP writes them.

use analytics::OrderColumns;
use fastrand::Rng;

/// How many customers to make orders for.
pub const CUSTOMERS: [usize; 3] = [1_000, 10_000, 100_000];
const ORDERS_PER_CUSTOMER: usize = 10;
/// The day of the first order.
pub const FIRST_DAY: i32 = 18_262;
/// Over how many days.
pub const DAYS: f64 = 5.0 * 365.0;

/// Orders as columns.
pub struct Orders {
    /// Dense indices.
    pub customer: Vec<u32>,
    /// Days since 1970-01-01.
    pub day: Vec<i32>,
    /// Minor units.
    pub amount: Vec<i64>,
}

impl Orders {
    /// Ten orders a customer on average.
    pub fn generate(customers: usize) -> Self {
        let mut rng = Rng::with_seed(customers as u64);
        let mut by_popularity: Vec<u32> = (0..customers as u32).collect();
        rng.shuffle(&mut by_popularity);
        let rows = customers * ORDERS_PER_CUSTOMER;
        // A root bends a uniform draw towards the end: later days have more orders.
        let mut day: Vec<i32> =
            (0..rows).map(|_| FIRST_DAY + (DAYS * rng.f64().sqrt()) as i32).collect();
        day.sort_unstable();
        let customer = (0..rows)
            .map(|_| by_popularity[(customers as f64 * rng.f64().powi(4)) as usize])
            .collect();
        let amount = (0..rows)
            .map(|_| {
                let spend = (3_500.0 * normal(&mut rng).exp()) as i64;
                match rng.u32(0..1_000) {
                    0..30 => -spend,
                    30 => 0,
                    _ => spend,
                }
            })
            .collect();
        Self { customer, day, amount }
    }

    /// The same in no order.
    pub fn shuffled(&self, rng: &mut Rng) -> Self {
        let mut rows: Vec<usize> = (0..self.day.len()).collect();
        rng.shuffle(&mut rows);
        Self {
            customer: rows.iter().map(|&row| self.customer[row]).collect(),
            day: rows.iter().map(|&row| self.day[row]).collect(),
            amount: rows.iter().map(|&row| self.amount[row]).collect(),
        }
    }

    /// As analysis takes them.
    pub fn columns(&self) -> OrderColumns<'_> {
        OrderColumns::new(&self.customer, &self.day, &self.amount).unwrap()
    }
}

/// Standard normal, by Box and Muller's transform.
fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
}
