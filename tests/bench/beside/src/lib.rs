//! Rapport's scoring as a module of its own, so that one page can measure it beside others on the
//! same orders.

use analytics::OrderColumns;
use analytics::rfm::{Bins, RfmConfig, default_map, measure, score};
use wasm_bindgen::prelude::wasm_bindgen;

/// Orders in the module's own memory, where the app has them too.
#[wasm_bindgen]
pub struct Orders {
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<i64>,
    customers: usize,
}

#[wasm_bindgen]
impl Orders {
    /// Takes three columns of one length: dense customer indices, days since 1970-01-01, and
    /// amounts in whole minor units.
    #[wasm_bindgen(constructor)]
    pub fn new(customer: Vec<u32>, day: Vec<i32>, amount: Vec<f64>, customers: usize) -> Self {
        let amount = amount.into_iter().map(|minor| minor as i64).collect();
        Self { customer, day, amount, customers }
    }

    /// How many customers are in each of the 5 x 5 x 5 cells, by recency score, then frequency,
    /// then monetary, each lowest first; nothing if the orders cannot be measured.
    pub fn score(&self, analysis_day: i32) -> Vec<u32> {
        let Ok(orders) = OrderColumns::new(&self.customer, &self.day, &self.amount) else {
            return Vec::new();
        };
        let Ok(measures) = measure(&orders, self.customers, &RfmConfig::new(analysis_day)) else {
            return Vec::new();
        };
        let table = score(&measures, &default_map(Bins::default()));
        let mut cells = vec![0; 125];
        for score in table.scores.iter().flatten() {
            let [r, f, m] = [score.r, score.f, score.m].map(|score| usize::from(score - 1));
            cells[r * 25 + f * 5 + m] += 1;
        }
        cells
    }
}
